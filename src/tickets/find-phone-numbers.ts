import { digitChains, type DigitGroup } from './find-payment-numbers.ts';
import type { PersonalSpan } from './personal.ts';

const gapInPhone = /^(?:[ \t\u00a0\u202f]{0,2}[.\-–/()][ \t\u00a0\u202f()]{0,2}|[ \t\u00a0\u202f]{1,2}|\) ?\()$/;
const extension = /,?[ \t]{0,2}(?:\(?(?:ext|extn|extension|poste|durchwahl|apparat|toestel|int)\b\.?:?|x|#)[ \t]{0,2}\d{1,6}\)?(?![\p{L}\p{N}])/iuy;
/** What is said just before a number one can ring, and before numbers that are something else. */
const phoneCue =
  /(?:phones?|tele?f?o?o?n\w{0,6}|tel|tél|mob|mobile?|móvil|cell(?:ular)?|handy\w{0,8}|ring|call(?:ed|ing)?|text(?:ed)?|sms|whats ?app|fax|landline|hotline|rufen?|anrufen|appel\w{0,4}|portable|numéro|llam\w{1,6}|bel|contact|reach(?:ed)?|dial|direct line|home|work|office|(?:my|the|new|old|his|her|their) number)\b[^\p{L}\p{N}\n]{0,6}(?:\p{L}{1,9}[^\p{L}\p{N}\n]{1,3}){0,4}$/iu;
const otherCue =
  /(?:track\w*|trace\w*|consignment|shipment|parcel|package|paket\w*|sendung\w*|colis|envío|barcode|ean|gtin|isbn|asin|serial|s\/n|imei|batch|lot|sku|model|article|item|part|product|voucher|gift|coupon|codes?|pin|ref(?:erence|\.)?|referenz|référence|vat|ust|siren|siret|tax|policy|case|ticket|account|acct|konto|sort|gutschein\w*|kundennummer|customer (?:no|number|id)|id|version|build|firmware|rma)\b[^\n!?\d]{0,28}$/iu;

/** Digits after the country code, fewest and most (ITU-T E.164 national plans); others have 8 to 15 digits in all. */
const nationalDigits: Readonly<Record<string, readonly [number, number]>> = {
  1: [10, 10], 7: [10, 10], 20: [9, 10], 27: [9, 9], 30: [10, 10], 31: [9, 9], 32: [8, 9], 33: [9, 9], 34: [9, 9], 36: [8, 9], 39: [6, 11], 40: [9, 9], 41: [9, 9], 43: [6, 13],
  44: [9, 10], 45: [8, 8], 46: [7, 10], 47: [8, 8], 48: [9, 9], 49: [6, 12], 52: [10, 10], 54: [10, 11], 55: [10, 11], 60: [8, 10], 61: [9, 9], 62: [8, 12], 63: [10, 10],
  64: [8, 10], 65: [8, 8], 66: [8, 9], 81: [9, 10], 82: [8, 10], 84: [9, 10], 86: [10, 11], 90: [10, 10], 91: [10, 10], 92: [10, 10], 94: [9, 9], 98: [10, 10],
  212: [9, 9], 213: [8, 9], 216: [8, 8], 233: [9, 9], 234: [8, 10], 254: [9, 9], 255: [9, 9], 256: [9, 9], 351: [9, 9], 352: [6, 9], 353: [7, 9], 354: [7, 7], 355: [8, 9],
  356: [8, 8], 357: [8, 8], 358: [6, 11], 359: [8, 9], 370: [8, 8], 371: [8, 8], 372: [7, 8], 380: [9, 9], 381: [8, 9], 385: [8, 9], 386: [8, 8], 387: [8, 8], 389: [8, 8],
  420: [9, 9], 421: [9, 9], 852: [8, 8], 880: [10, 10], 886: [9, 9], 961: [7, 8], 962: [8, 9], 965: [8, 8], 966: [9, 9], 971: [8, 9], 972: [8, 9],
};

/**
 * Telephone numbers: international ones (`+`, `00`), national ones by their shape (0…, North American, Iberian and Polish threes) and,
 * after a word such as "call" or "tel", any of 7 to 13 digits. Extensions belong to the number. `broken` tells which digits are
 * taken by something else: a date, an amount, a card. The value is `+44…` or the digits as dialled.
 */
export function* findPhoneNumbers(text: string, broken: (start: number, end: number) => boolean): Iterable<PersonalSpan> {
  for (const chain of digitChains(text, gapInPhone, broken)) {
    for (let i = 0; i < chain.length; i += 1) {
      const found = phoneAt(text, chain, i);
      if (found === null) continue;
      const [last, value, start] = found;
      let end = chain[last]?.end ?? start;
      extension.lastIndex = end;
      end += extension.exec(text)?.[0].length ?? 0;
      yield { kind: 'phone', start, end, value };
      while (i + 1 < chain.length && (chain[i + 1]?.start ?? end) < end) i += 1;
    }
  }
}

/** The number that begins with group `i`: its last group, value and start (with `+` or bracket), or null. */
function phoneAt(text: string, chain: readonly DigitGroup[], i: number): readonly [number, string, number] | null {
  const first = chain[i];
  if (first === undefined) return null;
  const before = text.slice(Math.max(0, first.start - 60), first.start);
  const sign = /[+＋] ?\(?$|\(\+ ?$/.exec(before);
  const ends = windowEnds(text, chain, i);
  if ((ends.at(-1)?.[1].length ?? 0) < 7) return null;
  if (sign !== null || (/^00[1-9]?$|^00[1-9]\d/.test(first.digits) && !otherCue.test(before))) {
    const found = international(ends, sign === null);
    if (found !== null) return [found[0], found[1], first.start - (sign?.[0].length ?? 0)];
  }
  const bracket = before.endsWith('(') ? 1 : 0;
  // Glued to a letter, or to a code by a dash or stop: part of something else.
  if (/[\p{L}\p{N}_#£$€¥@&][([]?$|[\p{L}\p{N}_][–./,:-][([]?$/u.test(before)) return null;
  const start = first.start - bracket;
  const cued = phoneCue.test(before);
  const shape = nationalShape(text, chain, i, ends, cued);
  if (shape === null) return null;
  const [last, value, worth] = shape;
  // A number that is named as something else stays that, but for the very shape of one that is rung: rather a reference kept here than a telephone number sent.
  if (!cued && worth < 8 && otherCue.test(before)) return null;
  // The same after other digits: "ref 4471 07700 900142", but no tail of a tracking number.
  const head = chain[0]?.start ?? 0;
  const lead = text.slice(Math.max(0, head - 60), head);
  if (i > 0 && worth < 8 && (/\p{L}$/u.test(lead) || otherCue.test(lead))) return null;
  return [last, value, start];
}

/** Group index and digits so far, for every group at which a number that begins at `i` could end. */
function windowEnds(text: string, chain: readonly DigitGroup[], i: number): (readonly [number, string])[] {
  const ends: (readonly [number, string])[] = [];
  let digits = '';
  for (let at = i; at < chain.length; at += 1) {
    const group = chain[at];
    if (group === undefined) break;
    digits += group.digits;
    if (digits.length > 18) break;
    const after = text.slice(group.end, group.end + 3);
    // "10:30", "3%", "5€", "2x", "3rd" are no end of a number; "x24" and letters after a stop are.
    if (/^(?:[:,]\d|%|\p{L}(?<!x)|[€£$]| [€£$](?!\d)|x\D|x$)/iu.test(after)) continue;
    ends.push([at, digits]);
  }
  return ends;
}

function international(ends: readonly (readonly [number, string])[], byZeros: boolean): readonly [number, string] | null {
  let best: readonly [number, string] | null = null;
  for (const [at, written] of ends) {
    const digits = byZeros ? written.slice(2) : written;
    if (digits.length < 8 || digits.length > 16 || digits.startsWith('0')) continue;
    const code = [3, 2, 1].map((length) => digits.slice(0, length)).find((lead) => lead in nationalDigits);
    const rest = code === undefined ? digits : digits.slice(code.length);
    // "+44 (0)1632": the zero is not dialled from abroad, except in Italy.
    const national = code !== undefined && code !== '39' ? rest.replace(/^0/, '') : rest;
    const [fewest, most] = code === undefined ? [8, 15] : (nationalDigits[code] ?? [8, 15]);
    if (national.length < fewest || national.length > most) continue;
    best = [at, `+${code ?? ''}${national}`];
  }
  return best;
}

function nationalShape(text: string, chain: readonly DigitGroup[], i: number, ends: readonly (readonly [number, string])[], cued: boolean): readonly [number, string, number] | null {
  let shape = '';
  let counted = i;
  const plain = (at: number): boolean => !/[/()]/.test(text.slice(chain[i]?.end ?? 0, chain[at]?.start ?? 0));
  let best: readonly [number, string, number] | null = null;
  for (const [at, digits] of ends) {
    let now = 0;
    for (; counted <= at; counted += 1) shape += `${counted === i ? '' : ' '}${chain[counted]?.digits.length ?? 0}`;
    if (/^0[1-9]/.test(digits)) {
      if (digits.length === 11) now = /^0[127]/.test(digits) ? 9 : 6;
      else if (digits.length === 10) now = shape === '2 2 2 2 2' || shape === '4 2 2 2' ? 10 : 7;
      else if (digits.length === 9) now = 4;
      else if (digits.length === 12 && at - i <= 3) now = 5;
      else if (digits.length >= 7 && digits.length <= 8 && cued && at - i <= 2) now = 1;
    } else if (/^(?:1 )?3 3 4$/.test(shape) && /^1?[2-9]\d{2}[2-9]/.test(digits)) now = 8;
    else if (shape === '3 3 3' && /^[4-9]/.test(digits) && plain(at) && at === chain.length - 1 && i === 0) now = 6;
    else if (shape === '3 2 2 2' && /^[6-9]/.test(digits) && plain(at)) now = 6;
    if (now === 0 && cued && digits.length >= 7 && digits.length <= 13 && !/^(?:19|20)\d{2}$/.test(digits)) now = digits.length <= 11 ? 3 : 2;
    if (now > 0 && now >= (best?.[2] ?? 0)) best = [at, digits, now];
  }
  return best;
}
