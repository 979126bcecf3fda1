import vader from 'vader-sentiment';
import type { Mood, Sentiment } from './sentiment.ts';
import { negators, neutralPhrases, requestWords, supportWords, wishes } from './support-words.ts';

export const sentimentVersion = 'support-rules@2';

/** Of a longer text the two ends are read: people open with what they feel and close with it. */
const readAtMost = 4_000;

/** Strength from which a text counts as negative or positive, chosen on the first half of the sample inbox. */
const edges = { negative: -0.3, positive: 0.42 } as const;

interface Term {
  readonly text: string;
  readonly key: string;
  readonly capitals: boolean;
  /** Ends a sentence. */
  readonly stop: boolean;
}

interface Weighed {
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

/**
 * How a customer sounds: polarity -1…1, label, mood, confidence 0..1 and the words that carried it, strongest first. First plain
 * rules: support words with weights, negation, capitals, exclamation, questions, and VADER's compound score as a weak feature
 * (alone it is right on 48% of airline tweets). Reads at most 4,000 characters; never throws.
 */
export function scoreSentiment(text: string): Sentiment {
  const read = text.length > readAtMost ? `${text.slice(0, readAtMost / 2)}\n${text.slice(-readAtMost / 2)}` : text;
  const terms = splitTerms(read);
  const all = weighTerms(terms);
  const words = terms.filter((term) => !isMark(term.key));
  const shouted = words.filter((term) => term.capitals).length;
  const bangs = Math.min(4, terms.filter((term) => term.key === '!').length);
  const loud = bangs >= 2 || (shouted >= 2 && shouted < words.length * 0.9) || shouted >= 4 || /\?\s*[?!]|!\s*\?/.test(read);
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
  const asked = terms.filter((term) => term.key === '?').length;
  const feeling = good - bad;
  let score = feeling + 1.2 * readVader(terms, asksOnly) + smileys(read);
  if (shouted >= 2 && shouted < words.length * 0.9) score -= Math.min(1.5, shouted * 0.3);
  else if (shouted >= 4) score -= 1;
  score += feeling > 0.5 ? bangs * 0.4 : feeling < -0.5 ? -bangs * 0.4 : 0;
  if (/\?\s*[?!]|!\s*\?/.test(read)) score -= 0.7;
  // Thanks at the end of a question or a request is courtesy.
  if ((asked > 0 || weighed.length < all.length) && good > 0) score -= Math.min(good, 1) * 0.7;
  const strength = score / Math.sqrt(4 + words.length * 0.25);
  return describe(strength, score, shouted >= 4 && bangs >= 3, bad, shouted, weighed);
}

function describe(strength: number, score: number, shouts: boolean, bad: number, shouted: number, weighed: readonly Weighed[]): Sentiment {
  const polarity = Math.tanh(strength * 0.8);
  const label = strength <= edges.negative ? 'negative' : strength >= edges.positive ? 'positive' : 'neutral';
  const edge = label === 'neutral' ? Math.min(strength - edges.negative, edges.positive - strength) : Math.max(edges.negative - strength, strength - edges.positive);
  const confidence = 1 - 0.5 / (1 + Math.max(0, edge) * 2.2);
  const furious = weighed.some(({ weight }) => weight <= -2.9);
  let mood: Mood = 'neutral';
  if (label === 'negative') mood = furious || shouts || score <= -8 || (shouted >= 3 && bad >= 3) ? 'angry' : 'frustrated';
  else if (label === 'positive') mood = strength >= 1.1 ? 'happy' : 'content';
  const words = [...new Set(
    weighed
      .filter(({ weight }) => Math.abs(weight) >= 1 && (label === 'neutral' || (label === 'negative') === weight < 0))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .map(({ word }) => word),
  )].slice(0, 6);
  return { polarity: round(polarity), label, mood, confidence: round(confidence), words, version: sentimentVersion };
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
function weighTerms(terms: readonly Term[]): Weighed[] {
  const weighed: Weighed[] = [];
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

function smileys(text: string): number {
  const good = text.match(/[\u{1F600}-\u{1F60D}\u{1F970}\u{1F917}\u{1F44D}\u{1F44F}\u{1F64F}\u{1F389}\u{1F929}❤♥]|[:;]-?[)D](?!\w)/gu)?.length ?? 0;
  const bad = text.match(/[\u{1F620}-\u{1F624}\u{1F62D}\u{1F629}\u{1F62B}\u{1F92C}\u{1F44E}\u{1F612}\u{1F644}]|:-?[(](?!\w)/gu)?.length ?? 0;
  return Math.min(2, good) - Math.min(2, bad) * 1.2;
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

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
