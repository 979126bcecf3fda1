/** One rule that fired. `quote` is the customer's own words (empty for rules about the thread, not the text). */
export interface EscalationReason {
  readonly rule: string;
  /** Written for the agent: "Legal threat", "Third unanswered message". */
  readonly title: string;
  /** A fact that goes with it: "first one 3 days ago". */
  readonly detail: string;
  readonly quote: string;
  /** Id of the message the quote stands in, and UTF-16 offsets into its text. */
  readonly messageId?: string;
  readonly start?: number;
  readonly end?: number;
  readonly severity: 'critical' | 'high' | 'normal';
}

export interface Escalation {
  readonly escalated: boolean;
  readonly reasons: readonly EscalationReason[];
  readonly version: string;
}
