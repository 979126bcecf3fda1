import { personalKinds, type PersonalKind } from './personal.ts';

const kindNames = personalKinds.map((kind) => kind.toUpperCase()).join('|');
/**
 * A token as a model may spell it: `[NAME_1]`, `[name 1]`, `[Name-1]`, `[NAME\_1]`, and without brackets `NAME_1`. The letter after the number
 * (`[NAME_1B]`) tells another way the same value is written. Groups 1 to 3 with brackets, 4 to 6 without: kind, number, letters.
 */
const tokenLike = String.raw`\[ ?(${kindNames})(?:\\?[_ -])?(\d{1,6})([A-Z]{0,2}) ?\]|(?<![\p{L}\p{N}_\\])(${kindNames})\\?_(\d{1,6})([A-Z]{0,2})(?![\p{L}\p{N}_])`;
/** The longest spelling: `[ ADDRESS\_123456AB ]`. */
const longestToken = 24;
const beginnings = personalKinds.map((kind) => {
  const [first = '', ...others] = Array.from(kind.toUpperCase());
  return first + others.reduceRight((rest, letter) => `(?:${letter}${rest})?`, '');
});
/** The end of a text that may yet become a token. */
const unfinished = new RegExp(String.raw`(?:\[ ?(?:(?:${kindNames})(?:(?:\\?[_ -])?(?:\d{1,6}[A-Z]{0,2} ?)?|\\)|${beginnings.join('|')})?|(?<![\p{L}\p{N}_\\])(?:(?:${kindNames})(?:\\|\\?_(?:\d{1,6}[A-Z]{0,2})?)|${beginnings.join('|')}))$`, 'iu');

export interface TokenLike {
  readonly kind: PersonalKind;
  /** As it is kept: `NAME_1B`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Everything in `text`, from `from` on, that reads as a token, whether one was given out or not. */
export function* findTokens(text: string, from = 0): Iterable<TokenLike> {
  const pattern = new RegExp(tokenLike, 'giu');
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const kind = (match[1] ?? match[4] ?? '').toLowerCase();
    const known = personalKinds.find((one) => one === kind);
    if (known === undefined) continue;
    const name = `${kind}_${match[2] ?? match[5] ?? ''}${match[3] ?? match[6] ?? ''}`.toUpperCase();
    yield { kind: known, name, start: match.index, end: match.index + match[0].length };
  }
}

/** Where an unfinished token at the end of `text` begins; the length of the text when there is none. Looks at no more than a token's length. */
export function unfinishedFrom(text: string): number {
  // One character more than a token, for what may not stand before one.
  const from = Math.max(0, text.length - longestToken - 1);
  const found = unfinished.exec(text.slice(from));
  return found === null ? text.length : from + found.index;
}

/** The token's letters: '' for the first way a value was written, then B, C, … Z, AB, …; null beyond what a token can tell. */
export function formLetters(form: number): string | null {
  if (form === 0) return '';
  if (form < 26) return String.fromCharCode(65 + form);
  const second = form - 26;
  if (second >= 26 * 26) return null;
  return String.fromCharCode(65 + Math.floor(second / 26), 65 + (second % 26));
}
