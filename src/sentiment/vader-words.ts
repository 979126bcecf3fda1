import { emojiWords } from './vader-emoji.ts';
import { listedValence } from './vader-lexicon.ts';

/** A word or emoticon as VADER sees it. */
export interface VaderWord {
  /** Where it stands in the text; of an emoji's words, all stand where the emoji does. */
  readonly start: number;
  readonly end: number;
  /** In small letters. */
  readonly key: string;
  /** By VADER's list, 0 for what it lacks. */
  readonly listed: number;
  /** All its letters are capitals, and it has one. */
  readonly shouted: boolean;
}

export interface VaderText {
  readonly words: readonly VaderWord[];
  readonly exclamations: number;
  readonly questions: number;
}

/**
 * Cuts a text at white space into words without the punctuation around them; what would keep two characters or fewer is an emoticon and
 * keeps it. An emoji starts a word: it is replaced by the words of its name, and what is glued behind it is glued to the last of them.
 * Each character is looked at a bounded number of times.
 */
export function cutWords(text: string): VaderText {
  const words: VaderWord[] = [];
  let exclamations = 0;
  let questions = 0;
  /** The last word of an emoji's name, waiting for what is glued behind it. */
  let spoken = '';
  let start = 0;
  let from = 0;
  const close = (end: number): void => {
    if (spoken !== '') words.push(makeSpokenWord(spoken, text, start, from, end));
    else if (end > from) words.push(makeWord(text, from, end));
    spoken = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isSpace(unit)) {
      close(at);
      from = at + 1;
    } else if (unit === exclamationMark) exclamations += 1;
    else if (unit === questionMark) questions += 1;
    else if (unit >= firstEmoji) {
      const code = text.codePointAt(at) ?? unit;
      const width = code > 0xffff ? 2 : 1;
      const name = emojiWords.get(code);
      if (name !== undefined) {
        close(at);
        for (const [i, part] of name.entries()) {
          if (part.endsWith('!')) exclamations += 1;
          if (i === name.length - 1) spoken = part;
          else words.push(makeSpokenWord(part, text, at, at + width, at + width));
        }
        start = at;
        from = at + width;
      }
      at += width - 1;
    }
  }
  close(text.length);
  return { words, exclamations, questions };
}

const exclamationMark = 0x21;
const questionMark = 0x3f;
/** ©, the lowest code that VADER's list of emoji has. */
const firstEmoji = 0xa9;

/** White space as Python cuts at it, which is not quite JavaScript's: four control characters more, no byte order mark. */
function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  if (unit < 0x85) return false;
  return unit === 0x85 || unit === 0xa0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** ASCII's; typographic quotes and dashes stay on the word, as in VADER. */
function isPunctuation(unit: number): boolean {
  return (unit >= 0x21 && unit <= 0x2f) || (unit >= 0x3a && unit <= 0x40) || (unit >= 0x5b && unit <= 0x60) || (unit >= 0x7b && unit <= 0x7e);
}

function makeWord(text: string, from: number, to: number): VaderWord {
  let start = from;
  let end = to;
  while (start < end && isPunctuation(text.charCodeAt(start))) start += 1;
  while (end > start && isPunctuation(text.charCodeAt(end - 1))) end -= 1;
  if (end - start <= 2) [start, end] = [from, to];
  return describe(text.slice(start, end), start, end);
}

function makeSpokenWord(spoken: string, text: string, start: number, from: number, to: number): VaderWord {
  const whole = spoken + text.slice(from, to);
  const word = makeWord(whole, 0, whole.length);
  const cutOff = whole.length - word.end;
  return { ...word, start, end: Math.max(from, to - cutOff) };
}

function describe(written: string, start: number, end: number): VaderWord {
  const key = written.toLowerCase();
  return { start, end, key, listed: listedValence(key), shouted: isShouted(written, key) };
}

const beyondAscii = /[\u0080-\uffff]/;
const small = /[\p{Lowercase}\p{Lt}]/u;
const capital = /\p{Uppercase}/u;

function isShouted(written: string, key: string): boolean {
  // Some capitals have no small letter (𝐁𝐎𝐋𝐃), some small letters no capital (ª): beyond ASCII what a letter is called decides.
  if (beyondAscii.test(written)) return capital.test(written) && !small.test(written);
  return written !== key && written === written.toUpperCase();
}
