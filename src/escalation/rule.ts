import type { Mood } from '../sentiment/sentiment.ts';
import type { Channel } from '../tickets/ticket.ts';

/** What a rule is about, for the agent and for counting. */
export const ruleGroups = [
  'legal', 'safety', 'self-harm', 'fraud', 'data-breach', 'churn', 'press', 'vip', 'repeated', 'unanswered', 'angry-waiting', 'human', 'hardship', 'other',
] as const;
export type RuleGroup = (typeof ruleGroups)[number];

export const severities = ['critical', 'high', 'normal'] as const;
export type Severity = (typeof severities)[number];

/** `thread`: holds however long ago it was said. `newest`: only in what still waits for an answer. */
export type Reads = 'thread' | 'newest';

/** Conditions about the customer's own words: they give the quote the agent reads. */
export type TextCondition =
  /** One of the wordings that come with the program, by its name. */
  | { readonly kind: 'says'; readonly wording: string; readonly reads: Reads }
  /** Words or phrases, whatever their case; `*` stands for the rest of a word ("refund*"). */
  | { readonly kind: 'words'; readonly any: readonly string[]; readonly reads: Reads }
  /** A regular expression in RE2's syntax, which is matched in time linear in the text. */
  | { readonly kind: 'pattern'; readonly source: string; readonly reads: Reads };

/**
 * What the escalation head takes a passage for, whatever its words: `atLeast` is a calibrated confidence, 0..1. `could-be` holds where there is
 * no head too: it lets the head rule out what words alone suggest.
 */
export interface LikenessCondition {
  readonly kind: 'reads-like' | 'could-be';
  readonly group: RuleGroup;
  readonly atLeast: number;
  readonly reads: Reads;
}

/** Conditions about everything else that is known. */
export type FactCondition =
  | { readonly kind: 'mood'; readonly is: readonly Mood[] }
  /** Sounds so bad or worse, -1…1: catches what is not yet a mood of its own. */
  | { readonly kind: 'polarity'; readonly atMost: number }
  /** Our answer is awaited for so many hours or more, by the clock. */
  | { readonly kind: 'waiting'; readonly hours: number }
  /** So many attempts to reach us without an answer; messages within half an hour are one attempt. */
  | { readonly kind: 'unanswered'; readonly messages: number }
  | { readonly kind: 'channel'; readonly is: readonly Channel[] }
  /** Tiers as the shop names them, whatever their case. */
  | { readonly kind: 'tier'; readonly is: readonly string[] }
  /** Addresses or, with a leading `@`, whole domains. */
  | { readonly kind: 'customer'; readonly is: readonly string[] }
  | { readonly kind: 'product'; readonly is: readonly string[] }
  | { readonly kind: 'intent'; readonly is: readonly string[]; readonly atLeast: number }
  /** Whether a wording is said and negated ("I do not want a manager"). */
  | { readonly kind: 'denies'; readonly wording: string; readonly denied: boolean }
  /** Whether another rule fired. */
  | { readonly kind: 'rule'; readonly id: string; readonly fired: boolean };

export type PlainCondition = TextCondition | LikenessCondition | FactCondition;

/** `any` holds when one of its conditions does. */
export type Condition = PlainCondition | { readonly kind: 'any'; readonly of: readonly PlainCondition[] };

/** When a person must answer, and what the agent is told. All conditions must hold. */
export interface EscalationRule {
  readonly id: string;
  readonly group: RuleGroup;
  readonly title: string;
  /** The reason as the agent reads it. */
  readonly detail: string;
  readonly severity: Severity;
  /** Switched off it stays in the playbook and fires never. */
  readonly on: boolean;
  readonly all: readonly Condition[];
  /** Words or phrases that make the sentence they stand in harmless. */
  readonly unless?: readonly string[];
  /** "I am not going to …" cancels what the words say. */
  readonly negatable: boolean;
  /** A sentence it fires on, where words alone decide, and one it does not: shown in the editor, run as tests. */
  readonly fires?: string;
  readonly quiet?: string;
}
