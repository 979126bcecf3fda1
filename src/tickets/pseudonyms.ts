import { nameParts, nameValue } from './find-names.ts';
import { findPersonal } from './find-personal.ts';
import { MetValues } from './met-values.ts';
import type { KnownPersonal, PersonalKind, PersonalSpan, Pseudonyms, Redacted, Replaced } from './personal.ts';
import { sameKey } from './same-key.ts';
import { findTokens, formLetters } from './token-text.ts';

/** One value, a person or a number, with every way it was written so far. */
interface Detail {
  readonly kind: PersonalKind;
  readonly number: number;
  readonly forms: Map<string, string>;
}

interface Stretch {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** What a person typed that reads as a token; it stands for itself. */
  readonly typed?: boolean;
}

/**
 * Tokens for the personal details of one ticket. All `texts` are read first, so that a name met only in a signature is replaced in
 * every text.
 *
 * A token is `[KIND_n]`: one number for one value, in order of appearance. A value written in another way (other spaces, other
 * case; a person's first or last name alone) keeps the number and takes a letter: "Maren Okafor" is `[NAME_1]`, "Maren"
 * `[NAME_1B]`, "maren" `[NAME_1C]`. So a reader of tokens sees who is who, and `restore` gives back exactly what was written. A word
 * that is part of the names of two people has a number of its own.
 *
 * Text that reads as a token already, typed by somebody, is replaced by a token that stands for it, letter by letter: it can never come
 * back as somebody's detail, and `restore(redact(text).text)` is `text` for every text. `redact` may be given texts beyond `texts`;
 * what is new in them gets the next numbers.
 */
export function createPseudonyms(known: KnownPersonal, texts: readonly string[]): Pseudonyms {
  const details = new Map<string, Detail>();
  const originals = new Map<string, string>();
  const counts = new Map<PersonalKind, number>();
  const kept: Partial<Record<PersonalKind, number>> = {};
  const people = new Set<string>();
  const parts = new Map<string, Set<string>>();
  const met = new MetValues();
  const names = new Set(known.names);

  const meetName = (written: string): void => {
    const words = nameParts(written);
    const value = nameValue(written);
    if (words.length < 2 || people.has(value)) return;
    people.add(value);
    for (const word of words) {
      const part = word.toLowerCase();
      parts.set(part, (parts.get(part) ?? new Set()).add(value));
    }
  };
  const meet = (text: string, span: PersonalSpan): void => {
    const written = text.slice(span.start, span.end);
    if (span.kind === 'name') {
      names.add(written);
      meetName(written);
      return;
    }
    met.add(span.kind, written);
    if (span.kind !== 'address' && span.kind !== 'email') met.add(span.kind, span.value);
    if (span.kind === 'email') met.add(span.kind, span.value);
    if (span.kind === 'phone') for (const other of dialledOtherwise(span.value)) met.add('phone', other);
  };
  const collect = (text: string): void => {
    for (const span of findPersonal(text, known)) meet(text, span);
  };
  for (const name of known.names) meetName(name);
  for (const text of texts) collect(text);

  /** The whole name a part belongs to, when there is just one. */
  const personOf = (value: string): string => {
    if (people.has(value)) return value;
    const whole = parts.get(value);
    return whole?.size === 1 ? ([...whole][0] ?? value) : value;
  };
  const tokenFor = ({ kind, value, typed }: Stretch, written: string): string => {
    const key = typed === true ? `${kind} typed ${written}` : `${kind} ${kind === 'name' ? personOf(value) : sameKey(value)}`;
    let detail = details.get(key);
    let token = detail?.forms.get(written);
    if (token !== undefined) return token;
    let letters = detail === undefined ? '' : formLetters(detail.forms.size);
    if (detail === undefined || letters === null) {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      if (typed !== true && detail === undefined) kept[kind] = (kept[kind] ?? 0) + 1;
      detail = { kind, number, forms: new Map() };
      details.set(key, detail);
      letters = '';
    }
    const name = `${kind.toUpperCase()}_${detail.number}${letters}`;
    token = `[${name}]`;
    detail.forms.set(written, token);
    originals.set(name, written);
    return token;
  };
  const replace = (text: string, stretches: readonly Stretch[]): Redacted => {
    const replaced: Replaced[] = [];
    let redacted = '';
    let read = 0;
    for (const stretch of stretches) {
      const { kind, start: from, end: to } = stretch;
      const original = text.slice(from, to);
      const token = tokenFor(stretch, original);
      redacted += text.slice(read, from);
      const start = redacted.length;
      redacted += token;
      read = to;
      replaced.push({ kind, token, original, start, end: redacted.length, from, to });
    }
    return { text: redacted + text.slice(read), replaced };
  };
  const leftOut = new Set([...(known.leaveOut ?? [])].map(sameKey));
  const metIn = (text: string): Stretch[] =>
    [...met.find(text)].map(({ kind, start, end }) => ({ kind, start, end, value: text.slice(start, end) })).filter(({ value }) => leftOut.size === 0 || !leftOut.has(sameKey(value)));
  const typedIn = (text: string): Stretch[] => [...findTokens(text)].map(({ kind, start, end }) => ({ kind, start, end, value: '', typed: true }));

  /** What is typed as a token goes first, and what reads as one only beside a token ("NAME_1Maren" beside "[NAME_2]") as soon as it does. */
  const replaceAll = (text: string, lists: readonly (readonly Stretch[])[]): Redacted => {
    let typed = typedIn(text);
    for (;;) {
      const redacted = replace(text, layer(text.length, [typed, ...lists]));
      const ours = new Set(redacted.replaced.map(({ start }) => start));
      const others = typedIn(redacted.text).filter(({ start }) => !ours.has(start));
      if (others.length === 0) return redacted;
      typed = [...typed, ...others.map((one) => ({ ...one, start: originalOffset(redacted, one.start), end: originalOffset(redacted, one.end) }))];
    }
  };

  const redact = (text: string): Redacted => {
    const found = findPersonal(text, { ...known, names: [...names] });
    for (const span of found) meet(text, span);
    return replaceAll(text, [found, metIn(text)]);
  };
  // Numbers are given in the order in which a reader of the ticket meets the details.
  for (const text of texts) redact(text);

  return {
    redact,
    redactMet: (text) => replaceAll(text, [metIn(text)]),
    restore: (text) => restoreTokens(text, originals),
    get kept() {
      return { ...kept };
    },
  };
}

/** `text` with what stands for each token; unknown tokens stay. */
function restoreTokens(text: string, originals: ReadonlyMap<string, string>): string {
  let restored = '';
  let read = 0;
  for (const { name, start, end } of findTokens(text)) {
    const original = originals.get(name);
    if (original === undefined) continue;
    restored += text.slice(read, start) + original;
    read = end;
  }
  return restored + text.slice(read);
}

/** Other ways one number is dialled: with 0 at home, with 00 from abroad. */
function dialledOtherwise(value: string): string[] {
  const digits = value.replace(/\D/g, '');
  const others = digits.startsWith('0') && digits.length >= 10 ? [digits.slice(1)] : [];
  if (!value.startsWith('+')) return others;
  // Country codes have one to three digits; at home ten digits or so are left, after a 0.
  return [...others, `00${digits}`, ...[1, 2, 3].filter((code) => digits.length - code >= 8).map((code) => `0${digits.slice(code)}`)];
}

/**
 * Stretches of several lists as one, in order and never overlapping. Where a later list runs into what an earlier one has, its rest still
 * counts, so that no part of a detail is left.
 */
function layer(length: number, lists: readonly (readonly Stretch[])[]): Stretch[] {
  const taken = new Uint8Array(length);
  const all: Stretch[] = [];
  for (const list of lists) {
    for (const stretch of list) {
      let start = stretch.start;
      while (start < stretch.end) {
        while (start < stretch.end && taken[start] === 1) start += 1;
        let end = start;
        while (end < stretch.end && taken[end] === 0) end += 1;
        if (end > start) all.push(start === stretch.start && end === stretch.end ? stretch : { ...stretch, start, end });
        start = end;
      }
    }
    for (const { start, end } of list) taken.fill(1, start, end);
  }
  return all.sort((a, b) => a.start - b.start);
}

/**
 * A position in a redacted text as a position in the text as it was (UTF-16 both). Inside a token it is the start of what the token
 * stands for; beyond the end the end.
 */
export function originalOffset({ text, replaced }: Redacted, offset: number): number {
  const at = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = replaced.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((replaced[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const last = replaced[low - 1];
  if (last === undefined) return at;
  return at < last.end ? last.from : last.to + (at - last.end);
}
