import { normaliseWord } from './normalise.ts';

/** A word of a text. `text` is normalised or a class such as `<number>`; `start`/`end` are UTF-16 offsets of the original. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is read of a text at most. A ticket is far shorter; a pasted log must not stall the tab. */
export const readLimit = { characters: 20_000, words: 2_000, wordLength: 40 } as const;

/*
 * Each alternative starts with its own kind of character or is bounded, so that no input makes the scan more than linear:
 * a word that looks like the start of an e-mail address is scanned at most 64 characters ahead.
 */
const pattern = new RegExp(
  [
    String.raw`([\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4})`,
    String.raw`((?:https?:\/\/|www\.)[^\s<>"]{1,500})`,
    String.raw`([$€£¥]\s?\d[\d.,]{0,15}|\d[\d.,]{0,15}\s?(?:[$€£¥]|(?:usd|eur|gbp|euros?|dollars?|bucks|quid|pounds?)(?![\p{L}\p{N}])))`,
    String.raw`([\p{L}\p{N}#][\p{L}\p{M}\p{N}]{0,400}(?:['’‘ʼ\-/.:][\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,400}){0,12})`,
    String.raw`[?!]`,
  ].join('|'),
  'giu',
);
/** Groups of the pattern. By number: with names each word would cost an object that holds them. */
const kinds = { email: 1, link: 2, amount: 3, word: 4 } as const;
/** Nearly every English word: nothing to fold, split or mask in it. */
const plainWord = /^[a-z]{1,40}$/i;
const contraction = /^\p{L}[\p{L}\p{M}]*['’‘ʼ]\p{L}[\p{L}\p{M}]*$/u;
const electronic = /^e-\p{L}+$/iu;
const separators = /['’‘ʼ\-/.:]/;

/**
 * The words of `text` in order, masks in place of what only identifies: e-mail addresses, links, amounts of money, order
 * and invoice numbers, other numbers. Reads at most `readLimit` of the text, in linear time.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const read = text.length > readLimit.characters ? text.slice(0, readLimit.characters) : text;
  for (const match of read.matchAll(pattern)) {
    if (tokens.length >= readLimit.words) break;
    const start = match.index;
    const raw = match[0];
    if (match[kinds.word] !== undefined) addWord(tokens, raw, start);
    else tokens.push({ text: maskOf(match), start, end: start + raw.length });
  }
  return tokens;
}

function maskOf(match: RegExpExecArray): string {
  if (match[kinds.email] !== undefined) return '<email>';
  if (match[kinds.link] !== undefined) return '<link>';
  if (match[kinds.amount] !== undefined) return '<amount>';
  return match[0];
}

function addWord(tokens: Token[], raw: string, start: number): void {
  if (plainWord.test(raw)) {
    tokens.push({ text: raw.toLowerCase(), start, end: start + raw.length });
    return;
  }
  const digits = countDigits(raw);
  if (digits > 0) {
    tokens.push({ text: numberMask(raw, digits), start, end: start + raw.length });
    return;
  }
  const joined = electronic.test(raw) ? raw.replace('-', '') : raw;
  if (!separators.test(joined) || contraction.test(joined)) {
    addPlain(tokens, joined, start, start + raw.length);
    return;
  }
  // "sign-up", "and/or", "home.Thanks": each part is a word of its own.
  let at = start;
  for (const part of raw.split(separators)) {
    addPlain(tokens, part, at, at + part.length);
    at += part.length + 1;
  }
}

function addPlain(tokens: Token[], raw: string, start: number, end: number): void {
  // Folding can make a word longer, so it is cut once more.
  const word = normaliseWord(raw.slice(0, readLimit.wordLength)).replace(/^#+/, '').slice(0, readLimit.wordLength);
  if (word && tokens.length < readLimit.words) tokens.push({ text: word, start, end });
}

function countDigits(raw: string): number {
  let digits = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
  }
  return digits;
}

/** Short numbers count things or tell a time; long ones, and letters with digits, are a name for something. */
function numberMask(raw: string, digits: number): string {
  if (raw.includes(':') || digits < 3) return '<number>';
  return digits > 4 || digits < raw.length ? '<reference>' : '<number>';
}
