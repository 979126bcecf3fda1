import vader from 'vader-sentiment';
import { negators, neutralPhrases, requestWords, supportWords, wishes } from './support-words.ts';

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
  /** VADER's compound score, -1…1. */
  readonly vader: number;
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

/** Reads at most 4,000 characters; never throws. */
export function readMood(text: string): MoodReading {
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
    vader: readVader(terms, asksOnly),
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

/** VADER's own constants: how a negated word counts, and what squashes a sum of valences into its compound score. */
const vaderNegation = -0.74;
const vaderAlpha = 15;
const valences = new Map<string, number>();

/**
 * VADER's compound score, word by word. Its own pass over a text builds 34 strings a word (0.6 ms for 60 words); asked once for each
 * word and remembered, it costs a lookup. Negation is looked for within three words, as VADER does.
 */
function readVader(terms: readonly Term[], asksOnly: boolean): number {
  let sum = 0;
  terms.forEach((term, i) => {
    const valence = term.stop || (asksOnly && requestWords.has(term.key)) ? 0 : valenceOf(term.key);
    if (valence === 0) return;
    let negated = false;
    for (let back = 1; back <= 3; back += 1) {
      const before = terms[i - back];
      if (before === undefined || before.stop) break;
      if (negators.has(before.key)) negated = true;
    }
    sum += negated ? valence * vaderNegation : valence;
  });
  return sum / Math.sqrt(sum * sum + vaderAlpha);
}

function valenceOf(word: string): number {
  const known = valences.get(word);
  if (known !== undefined) return known;
  // Bounded: words are endless, memory is not.
  if (valences.size > 20_000) valences.clear();
  const compound = word.length > 1 && word.length < 40 && isInLexicon(word) ? vader.SentimentIntensityAnalyzer.polarity_scores(word).compound : 0;
  const valence = Number.isFinite(compound) ? (compound * Math.sqrt(vaderAlpha)) / Math.sqrt(Math.max(1e-6, 1 - compound * compound)) : 0;
  valences.set(word, valence);
  return valence;
}

/** Asked first: nine words of ten are not in VADER's lexicon, and its whole pass takes 40 µs to say so. */
function isInLexicon(word: string): boolean {
  const [valence = 0] = vader.SentimentIntensityAnalyzer.sentiment_valence(0, { words_and_emoticons: [word], is_cap_diff: false }, word, 0, []);
  return valence !== 0;
}
