import type { Prediction } from '../classifier/head.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { RequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { RuleGroup, Severity } from './rule.ts';

/** One rule that fired. `quote` is the customer's own words (empty for rules about the thread, not the text). */
export interface EscalationReason {
  readonly rule: string;
  /** Absent in triages of older versions. */
  readonly group?: RuleGroup;
  /** Written for the agent: "Legal threat", "Third unanswered message". */
  readonly title: string;
  /** A fact that goes with it: "first one 3 days ago". */
  readonly detail: string;
  readonly quote: string;
  /** Id of the message the quote stands in, and UTF-16 offsets into its text. */
  readonly messageId?: string;
  readonly start?: number;
  readonly end?: number;
  readonly severity: Severity;
  /** No words bear it out, and the head finds it less likely than not; the title says so too. */
  readonly perhaps?: true;
}

export interface Escalation {
  readonly escalated: boolean;
  readonly reasons: readonly EscalationReason[];
  readonly version: string;
}

/** A passage that the escalation head takes for something a person must answer. */
export interface Risk {
  readonly group: RuleGroup;
  /** Calibrated, 0..1. */
  readonly confidence: number;
  /** It stands in what still waits for an answer. */
  readonly newest: boolean;
  readonly quote: string;
  /** Id of the message and UTF-16 offsets into its text; into the subject without an id. */
  readonly messageId?: string;
  readonly start?: number;
  readonly end?: number;
}

/** What rules decide by. */
export interface EscalationFacts {
  readonly ticket: Ticket;
  /** The customer's own words of the whole thread (from `readThreadText`), so that quoted mail and footers can't fire a rule. */
  readonly thread: RequestText;
  /** Of the newest messages. */
  readonly sentiment: Sentiment;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly intent?: Prediction;
  readonly product?: string | null;
  /** Strongest first; absent where there is no head for it. */
  readonly risks?: readonly Risk[];
}
