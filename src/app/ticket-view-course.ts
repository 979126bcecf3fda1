import type { Triage } from '../triage/triage.ts';

const none: readonly number[] = [];

/** Polarity of each of the customer's messages, oldest first: the course of the mood. Nothing where there is one message, or none was asked for. */
export function courseOf(triage: Triage | null | undefined): readonly number[] {
  return triage?.moodCourse ?? none;
}
