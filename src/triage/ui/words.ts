import type { Mood } from '../../sentiment/sentiment.ts';
import type { ChipTone } from '../../ui/Chip.tsx';
import { labelWords } from '../../text/label-words.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import type { Action } from '../../playbook/playbook.ts';
import type { Priority } from '../../tickets/priority.ts';

export const moodNames: Readonly<Record<Mood, string>> = {
  angry: 'Angry',
  frustrated: 'Frustrated',
  neutral: 'Neutral',
  content: 'Content',
  happy: 'Happy',
};

export const moodTones: Readonly<Record<Mood, ChipTone>> = {
  angry: 'bad',
  frustrated: 'bad',
  neutral: 'plain',
  content: 'good',
  happy: 'good',
};

export const priorityNames: Readonly<Record<Priority, string>> = { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' };

export const actionNames: Readonly<Record<Action, string>> = {
  'auto-reply': 'Ready to send',
  draft: 'You review a draft',
  human: 'A person writes',
};

/** The name of a queue, or its id when the playbook no longer has it. */
export function queueName(playbook: Playbook, id: string): string {
  return playbook.queues.find((queue) => queue.id === id)?.name ?? id;
}

/** Sure, Likely or Unsure, by the playbook's thresholds. */
export function confidenceName(confidence: number, thresholds: Playbook['thresholds']): 'Sure' | 'Likely' | 'Unsure' {
  if (confidence >= thresholds.sure) return 'Sure';
  return confidence >= thresholds.likely ? 'Likely' : 'Unsure';
}

/** Intents to choose from, by their names, what is none of them last. */
export function intentChoices(labels: readonly string[]): { readonly id: string; readonly label: string }[] {
  const named = [...new Set(labels)].filter((id) => id !== 'out_of_scope').map((id) => ({ id, label: labelWords(id) }));
  named.sort((a, b) => (a.label < b.label ? -1 : 1));
  return [...named, { id: 'out_of_scope', label: labelWords('out_of_scope') }];
}

/** How the mood went over the customer's messages, in words; null with fewer than two. */
export function describeCourse(polarities: readonly number[]): string | null {
  const first = polarities[0];
  const last = polarities.at(-1);
  if (first === undefined || last === undefined || polarities.length < 2) return null;
  const over = `over ${polarities.length} messages`;
  // Below a fifth of half the scale, a change is within what one word does to the score.
  if (last - first <= -0.2) return `falling ${over}`;
  if (last - first >= 0.2) return `rising ${over}`;
  return `steady ${over}`;
}
