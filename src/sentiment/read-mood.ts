import { negators, neutralPhrases, requestWords, supportWords, wishes } from './support-words.ts';
import { scoreVader, squash, weighWords, type VaderScore } from './vader.ts';

/** Of a longer text the two ends are read: people open with what they feel and close with it. */
const readAtMost = 4_000;

interface Term {
  readonly text: string;
  readonly key: string;
  readonly capitals: boolean;
  /** Ends a sentence. */
  readonly stop: boolean;
}

/** A word or phrase that says how somebody feels. */
export interface MoodWord {
  readonly word: string;
  /** The phrase as `supportWords` has it. */
  readonly key: string;
  readonly weight: number;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'’]*|[.!?…\n]/gu;
/** Whoever says who is at fault is not only asking. Both figures kept the accuracy on the airline tweets where it was. */
const blame = new Set('you your youre u ur yall guys they their she he'.split(' '));
/** Words. */
const longestCalm = 17;
const smiling = /[\u{1F600}-\u{1F60D}\u{1F970}\u{1F917}\u{1F44D}\u{1F44F}\u{1F64F}\u{1F389}\u{1F929}❤♥]|[:;]-?[)D](?!\w)/gu;
const frowning = /[\u{1F620}-\u{1F624}\u{1F62D}\u{1F629}\u{1F62B}\u{1F92C}\u{1F44E}\u{1F612}\u{1F644}]|:-?[(](?!\w)/gu;
const allCapitals = /^\p{Lu}+$/u;
/** First word → most words of a phrase that begins with it: most words of a text begin none, and trying costs. */
const beginnings = listBeginnings([...supportWords.keys(), ...neutralPhrases]);

function listBeginnings(phrases: readonly string[]): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const phrase of phrases) {
    const parts = phrase.split(' ');
    const [first = ''] = parts;
    most.set(first, Math.max(most.get(first) ?? 0, parts.length));
  }
  return most;
}

/** What in a text tells a mood, before anybody decides which. */
export interface MoodReading {
  /** Words and phrases with their weights, as written, in the order of the text. */
  readonly weighed: readonly MoodWord[];
  /** Sums of the weights: how much is said against us, and for us. */
  readonly bad: number;
  readonly good: number;
  /** VADER's scores. */
  readonly vader: Omit<VaderScore, 'neutral'>;
  readonly words: number;
  /** Words in capitals. */
  readonly shouted: number;
  /** Exclamation marks, four at most. */
  readonly bangs: number;
  readonly questions: number;
  /** "?!" in any order. */
  readonly incredulous: boolean;
  readonly smiles: number;
  readonly frowns: number;
  /** A short and calm request: words like "cancel" or "wrong" say what is wanted, not how somebody feels. */
  readonly asksOnly: boolean;
  /** A weight was left out for that. */
  readonly spared: boolean;
}

let last: { readonly text: string; readonly reading: MoodReading } | null = null;

/** Reads at most 4,000 characters; never throws. The last reading is kept: several heads ask for that of the same text. */
export function readMood(text: string): MoodReading {
  if (last?.text !== text) last = { text, reading: readAnew(text) };
  return last.reading;
}

function readAnew(text: string): MoodReading {
  const read = text.length > readAtMost ? `${text.slice(0, readAtMost / 2)}\n${text.slice(-readAtMost / 2)}` : text;
  const terms = splitTerms(read);
  const all = weighTerms(terms);
  const words = terms.filter((term) => !isMark(term.key));
  const shouted = words.filter((term) => term.capitals).length;
  const bangs = Math.min(4, terms.filter((term) => term.key === '!').length);
  const incredulous = /\?\s*[?!]|!\s*\?/.test(read);
  const loud = bangs >= 2 || shoutsInParts(shouted, words.length) || shouted >= 4 || incredulous;
  const sayMore = all.filter(({ key, weight }) => weight < 0 && !key.startsWith('cancel'));
  const asksOnly =
    words.length <= longestCalm && !loud && sayMore.every(({ key }) => requestWords.has(key)) &&
    (sayMore.length === 0 || !words.some(({ key }) => blame.has(key)));
  const weighed = asksOnly ? all.filter(({ key }) => !requestWords.has(key)) : all;
  let bad = 0;
  let good = 0;
  for (const { weight } of weighed) {
    if (weight < 0) bad -= weight;
    else good += weight;
  }
  return {
    weighed, bad, good, shouted, bangs, incredulous, asksOnly,
    vader: readVader(read, asksOnly),
    words: words.length,
    questions: terms.filter((term) => term.key === '?').length,
    smiles: Math.min(2, read.match(smiling)?.length ?? 0),
    frowns: Math.min(2, read.match(frowning)?.length ?? 0),
    spared: weighed.length < all.length,
  };
}

/** Some words in capitals among others that are not. */
export function shoutsInParts(shouted: number, words: number): boolean {
  return shouted >= 2 && shouted < words * 0.9;
}

function splitTerms(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const written = match[0];
    const lower = written.toLowerCase();
    const key = lower.includes("'") || lower.includes('’') ? lower.replace(/['’]/g, '') : lower;
    // A small letter of the alphabet in front settles it for nearly every word.
    const small = written >= 'a' && written < '{';
    const capitals = written.length > 2 && !small && allCapitals.test(written);
    terms.push({ text: written, key, capitals, stop: isMark(key) });
  }
  return terms;
}

function isMark(key: string): boolean {
  return key === '.' || key === '!' || key === '?' || key === '…' || key === '\n';
}

/** Longest phrase first at each place; a phrase never spans the end of a sentence. */
function weighTerms(terms: readonly Term[]): MoodWord[] {
  const weighed: MoodWord[] = [];
  const seen = new Map<string, number>();
  for (let i = 0; i < terms.length; i += 1) {
    const length = longestPhrase(terms, i);
    if (length === 0) continue;
    const phrase = terms.slice(i, i + length);
    const key = phrase.map((term) => term.key).join(' ');
    const base = supportWords.get(key);
    if (base !== undefined) {
      const before = terms.slice(Math.max(0, i - 3), i);
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      // The third "waiting" in one letter says less than the first.
      const weight = inContext(base, length, before) / times;
      const loud = phrase.some((term) => term.capitals) ? 1.5 : 1;
      if (weight !== 0) weighed.push({ key, word: phrase.map((term) => term.text).join(' '), weight: scale(weight) * loud });
    }
    i += length - 1;
  }
  return weighed;
}

/** The weak words are many and say little each. */
function scale(weight: number): number {
  const size = Math.abs(weight);
  return Math.sign(weight) * (size <= 1 ? size * 0.55 : size);
}

function longestPhrase(terms: readonly Term[], at: number): number {
  const first = terms[at];
  if (first === undefined || first.stop) return 0;
  let key = first.key;
  const most = beginnings.get(key) ?? 0;
  let longest = most > 0 && supportWords.has(key) ? 1 : 0;
  for (let length = 2; length <= most; length += 1) {
    const next = terms[at + length - 1];
    if (next === undefined || next.stop) break;
    key += ` ${next.key}`;
    if (supportWords.has(key) || neutralPhrases.has(key)) longest = length;
  }
  return longest;
}

function inContext(base: number, length: number, before: readonly Term[]): number {
  const sinceStop = before.slice(before.findLastIndex((term) => term.stop) + 1);
  const negated = sinceStop.some((term) => negators.has(term.key));
  if (negated && length <= 2) return base > 0 ? -1 : base <= -2 ? 0.5 : 0;
  // "a good one would be nice": wished for, not had.
  if (base > 0 && length === 1 && sinceStop.some((term) => wishes.has(term.key))) return 0;
  return base;
}

/** Of a calm request "cancel" and its like say what is wanted: they are left out of the sum, and so are the marks. */
function readVader(text: string, asksOnly: boolean): Omit<VaderScore, 'neutral'> {
  // VADER knows contractions with a straight apostrophe alone.
  const straight = text.replaceAll('’', "'");
  const score = scoreVader(straight);
  if (!asksOnly) return score;
  let sum = 0;
  for (const { word, valence } of weighWords(straight)) if (!requestWords.has(word.toLowerCase())) sum += valence;
  return { ...score, compound: squash(sum) };
}
