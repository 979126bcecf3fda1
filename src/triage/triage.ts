import type { Action } from '../playbook/playbook.ts';
import type { Prediction } from '../classifier/head.ts';
import type { Escalation, Risk } from '../escalation/escalation.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { Entity } from '../tickets/entity.ts';
import type { LanguageGuess } from '../text/language.ts';
import type { Priority } from '../tickets/priority.ts';


export interface Route {
  readonly queue: string;
  readonly action: Action;
  /** Why this queue and action, one sentence. */
  readonly reason: string;
}

/** A word that carried the intent, UTF-16 offsets into the message (into the subject without `messageId`). */
export interface IntentWord {
  readonly text: string;
  /** Its part in the decision, comparable within one ticket; positive speaks for the label. */
  readonly weight: number;
  readonly messageId?: string;
  readonly start: number;
  readonly end: number;
}

/** Everything the device worked out about one ticket. */
export interface Triage {
  readonly ticketId: string;
  /** `updatedAt` of the ticket it was made from: older than the ticket's means stale. */
  readonly ticketUpdatedAt: number;
  /** `threadMark` of the ticket it was made from; absent in one stored by an older version. */
  readonly threadMark?: string;
  readonly intent: Prediction;
  /**
   * The words that carried the intent, strongest first, for underlining; empty when nobody can tell. Absent while nobody has
   * asked: triage of many leaves them out, and a ticket that is opened without them is triaged singly.
   */
  readonly intentWords?: readonly IntentWord[];
  readonly sentiment: Sentiment;
  readonly language: LanguageGuess;
  /** The polarity of each of the customer's messages, oldest first, -1…1: the course of the mood. Absent while nobody has asked, as with the words. */
  readonly moodCourse?: readonly number[];
  /** `likely`: not named, but the product head takes it for this one. */
  readonly product: { readonly name: string; readonly source: 'given' | 'text' | 'likely' } | null;
  readonly entities: readonly Entity[];
  /** Passages that are like what a person must answer, by the escalation head; absent without one. */
  readonly risks?: readonly Risk[];
  /** What the priority head says, before rules and the thread are heard; absent without one. */
  readonly urgency?: Prediction;
  readonly escalation: Escalation;
  readonly priority: { readonly level: Priority; readonly reason: string };
  readonly route: Route;
  /** Component → version: intent, sentiment, priority, product, escalation, playbook. */
  readonly versions: Readonly<Record<string, string>>;
  readonly path: 'model' | 'rules';
  /** Milliseconds by stage, `total` included. */
  readonly timings: Readonly<Record<string, number>>;
}
