export const entityKinds = ['order', 'invoice', 'email', 'phone', 'date', 'amount'] as const;
export type EntityKind = (typeof entityKinds)[number];

/** Something the customer named. `start`/`end` are UTF-16 offsets into the text it was found in (`text.slice(start, end)`). */
export interface Entity {
  readonly kind: EntityKind;
  /** As written. */
  readonly text: string;
  /**
   * Normalised: `LL-48213`, `INV-2026-00417`, lower-case e-mail, E.164-like phone, ISO date
   * (`--03-14` when the year is not known), `129.00 USD`.
   */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** In a triage: the message whose text the offsets point into; absent for the subject. */
  readonly messageId?: string;
}
