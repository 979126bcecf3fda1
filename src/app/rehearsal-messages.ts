import type { Playbook } from '../playbook/playbook.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { AutomationCases } from '../triage/automation.ts';
import type { ChangedTicket, ChangeFilter, Comparison } from '../triage/compare-decided.ts';
import type { Moment } from '../triage/rehearse.ts';

export type RehearsalErrorCode = 'aborted' | 'timeout' | 'worker-crashed' | 'gone' | 'bad-head' | 'storage' | 'internal';

/** Where the models of a desk lie, and the encoder that heads may read. */
export interface RehearsalModels {
  readonly modelsUrl: string;
  readonly intentHead: string;
  readonly encoder: string;
}

/** The head that ships, among the ids of versions. */
export const shippedHead = 'shipped';

/** What is asked: what would become of every ticket if the playbook were this one, or another head read them. */
export interface RehearsalQuestion {
  readonly before: Playbook;
  readonly after: Playbook;
  readonly moment: Moment;
  /** Milliseconds since the epoch, the same for both sides. */
  readonly now: number;
  /** Id of a head version, or `shippedHead`; null for what the triages say. */
  readonly head: string | null;
}

/** How far a rehearsal is; in tickets. */
export interface RehearsalStep {
  readonly status: 'reading' | 'starting' | 'predicting' | 'deciding' | 'counting';
  readonly done: number;
  readonly total: number;
}

export interface RehearsalResult {
  /** Names this result when its tickets are listed. */
  readonly id: number;
  readonly comparison: Comparison;
  /** What the playbook that is tried could answer by itself. */
  readonly cases: AutomationCases;
  /** Two results with the same have the same cases. */
  readonly casesKey: string;
}

export interface ListRequest {
  /** Of which result. */
  readonly of: number;
  readonly filter: ChangeFilter;
  readonly from: number;
  readonly count: number;
}

export interface ListedTickets {
  readonly total: number;
  readonly tickets: readonly ChangedTicket[];
}

export type ToRehearsal =
  | { readonly type: 'rehearse'; readonly id: number; readonly question: RehearsalQuestion; readonly models: RehearsalModels }
  | { readonly type: 'list'; readonly id: number; readonly request: ListRequest }
  /** Nobody waits for it any more. */
  | { readonly type: 'stop'; readonly id: number };

export type FromRehearsal =
  | { readonly type: 'step'; readonly id: number; readonly step: RehearsalStep }
  | { readonly type: 'done'; readonly id: number; readonly outcome: Outcome<RehearsalResult | ListedTickets, RehearsalErrorCode> };
