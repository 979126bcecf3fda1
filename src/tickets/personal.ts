/** Kinds of personal detail that are kept on the device when a text leaves it. */
export const personalKinds = ['name', 'email', 'phone', 'card', 'iban', 'address', 'order'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** One personal detail in a text: `text.slice(start, end)`, UTF-16 offsets. */
export interface PersonalSpan {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  /** Normalised, so that one value written in two ways is one: digits of a card, lower-case e-mail. */
  readonly value: string;
}

/** What is known beforehand of the people and purchases a text is about. */
export interface KnownPersonal {
  /** Names of the customer, of those who signed, of agents: whole names; each of their words counts too. */
  readonly names: readonly string[];
  /** Order numbers by their look: `#` a digit, `@` a letter, `*` either, all else itself. */
  readonly orderNumbers: readonly string[];
  /** Values that stay as they are: the shop's own address or telephone number. */
  readonly leaveOut?: ReadonlySet<string>;
}

/** A stretch of a redacted text that stands for something else. */
export interface Replaced {
  readonly kind: PersonalKind;
  /** `[NAME_1]`: the same value has the same token in every text of one ticket. */
  readonly token: string;
  /** What stood there, as written. */
  readonly original: string;
  /** In the redacted text, UTF-16. */
  readonly start: number;
  readonly end: number;
  /** In the text as it was, UTF-16. */
  readonly from: number;
  readonly to: number;
}

export interface Redacted {
  readonly text: string;
  /** In order, never overlapping. */
  readonly replaced: readonly Replaced[];
}

/** Tokens for the personal details of one ticket, and the way back. */
export interface Pseudonyms {
  /** Replaces every personal detail: those found in this text and those met in any other of the ticket. */
  redact(text: string): Redacted;
  /** Replaces only e-mails, numbers and addresses met in the ticket: for the shop's own published texts. */
  redactMet(text: string): Redacted;
  /** Puts the details back for their tokens, however the model spelt the token (`[name_1]`, `NAME_1`). Unknown tokens stay. */
  restore(text: string): string;
  /** Distinct details met, by kind; kinds without any are left out. */
  readonly kept: Readonly<Partial<Record<PersonalKind, number>>>;
}
