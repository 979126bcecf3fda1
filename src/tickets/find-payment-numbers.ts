import type { PersonalSpan } from './personal.ts';

/** Digits with nothing but these between them belong together. */
const gapInCard = /^(?:[ \t\u00a0\u202f.\-–]{1,2}| [-–] )$/;

/** First digits and lengths of the cards people pay with (ISO/IEC 7812 ranges as the schemes publish them). */
const cardShapes: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16, 13, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|3095|3[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:35[2-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50|5[6-8]|6304|67)/, [16, 13, 14, 15, 17, 18, 19]],
  [/^(?:220[0-4]|60|8[12]|9792)/, [16]],
];

const ibanStart = /(?<![\p{L}\p{N}])(?:IBAN)?([A-Z]{2} ?\d{2})/giu;
/** Length of an IBAN by country (SWIFT's registry). */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28,
  EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30,
  KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23,
  PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26,
  UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
};

/** A run of digits in a text. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Runs of digits that follow each other with no more between them than `gap` allows, as chains in order. Linear in the text. */
export function* digitChains(text: string, gap: RegExp, broken: (start: number, end: number) => boolean = () => false): Iterable<readonly DigitGroup[]> {
  let chain: DigitGroup[] = [];
  for (const match of text.matchAll(/\d+/g)) {
    const group = { start: match.index, end: match.index + match[0].length, digits: match[0] };
    const last = chain.at(-1);
    const usable = group.digits.length <= 19 && !broken(group.start, group.end);
    if (last !== undefined && (!usable || group.start - last.end > 4 || !gap.test(text.slice(last.end, group.start)))) {
      yield chain;
      chain = [];
    }
    if (usable) chain.push(group);
  }
  if (chain.length > 0) yield chain;
}

/**
 * Card numbers: 13 to 19 digits in any groups, with the first digits of a scheme and the right check digit (Luhn). Masked ones and
 * last four digits are none. Where digits beside a card number make another valid one with part of it, the whole stretch is one.
 */
export function* findCards(text: string, broken?: (start: number, end: number) => boolean): Iterable<PersonalSpan> {
  for (const chain of digitChains(text, gapInCard, broken)) {
    let open: { start: number; end: number } | null = null;
    for (const [i, first] of chain.entries()) {
      const end = cardEnd(chain, i);
      if (end === null || isInsideWord(text, first.start, end)) continue;
      if (open !== null && first.start < open.end) open.end = Math.max(open.end, end);
      else {
        if (open !== null) yield cardSpan(text, open.start, open.end);
        open = { start: first.start, end };
      }
    }
    if (open !== null) yield cardSpan(text, open.start, open.end);
  }
}

/** Where a card number that begins with group `i` ends, or null. */
function cardEnd(chain: readonly DigitGroup[], i: number): number | null {
  const ends = new Map<number, readonly [string, number]>();
  let digits = '';
  for (let at = i; at < chain.length && digits.length < 19; at += 1) {
    const group = chain[at];
    if (group === undefined) break;
    digits += group.digits;
    if (digits.length >= 13 && digits.length <= 19) ends.set(digits.length, [digits, group.end]);
  }
  if (ends.size === 0) return null;
  for (const [prefix, lengths] of cardShapes) {
    if (!prefix.test(digits)) continue;
    for (const length of lengths) {
      const [number, end] = ends.get(length) ?? ['', 0];
      if (end > 0 && passesLuhn(number)) return end;
    }
  }
  return null;
}

function cardSpan(text: string, start: number, end: number): PersonalSpan {
  return { kind: 'card', start, end, value: text.slice(start, end).replace(/\D/g, '') };
}

/** Digits with letters on both sides are part of a code, a hash say. */
function isInsideWord(text: string, start: number, end: number): boolean {
  return /\p{L}$/u.test(text.slice(Math.max(0, start - 2), start)) && /^\p{L}/u.test(text.slice(end, end + 2));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  // Nobody's card is one digit over and over.
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits);
}

/**
 * IBANs: the length of their country and the right check digits (ISO 7064, mod 97), in small letters and any groups too. After the
 * word "IBAN" one with a slip in it counts as well: it still is nearly somebody's account.
 */
export function* findIbans(text: string): Iterable<PersonalSpan> {
  for (const match of text.matchAll(ibanStart)) {
    const lead = match[1] ?? '';
    const start = match.index + match[0].length - lead.length;
    const length = ibanLengths[lead.slice(0, 2).toUpperCase()];
    if (length === undefined) continue;
    const end = alphanumericEnd(text, start, length);
    if (end === null) continue;
    const value = text.slice(start, end).replace(/[^A-Za-z\d]/g, '').toUpperCase();
    const named = /iban\W{0,12}$/i.test(text.slice(Math.max(0, start - 20), start)) || start > match.index;
    if (checksOut(value) || (named && (value.match(/\d/g)?.length ?? 0) >= length / 2)) yield { kind: 'iban', start, end, value };
  }
}

/** Where `length` letters and digits from `start` on end, with at most two separators between any two; null when the word goes on. */
function alphanumericEnd(text: string, start: number, length: number): number | null {
  let counted = 0;
  let gap = 0;
  let at = start;
  while (counted < length && at < text.length) {
    if (/[A-Za-z\d]/.test(text[at] ?? '')) {
      counted += 1;
      gap = 0;
    } else {
      gap += 1;
      if (gap > 2 || !/[ \t\u00a0\u202f.\-–]/.test(text[at] ?? '')) return null;
    }
    at += 1;
  }
  return counted < length || /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2)) ? null : at;
}

function checksOut(iban: string): boolean {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const number = parseInt(sign, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
