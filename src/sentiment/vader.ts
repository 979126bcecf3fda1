import { boosters, idiomBeginnings, idiomValences, isNegator, weakenedBy, weakeningPairs } from './vader-lexicon.ts';
import { cutWords, type VaderWord } from './vader-words.ts';

export interface VaderScore {
  /** -1 (worst) … 1 (best), four decimals. */
  readonly compound: number;
  /** Shares of the text, 0..1 with three decimals; together 1 but for rounding, all 0 of a text without words. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

export interface WeighedWord {
  /** As the text has it. */
  readonly word: string;
  /** Characters of the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What it adds to the sum that the compound score is squashed from: with what stands around it, without the marks of the text. */
  readonly valence: number;
}

/** What negation leaves of a valence, what capitals among small letters add, what squashes a sum to -1…1 (Hutto & Gilbert 2014). */
const turned = -0.74;
const shoutedRise = 0.733;
const alpha = 15;
/** Of a word two or three before, this much of its strength is left. */
const faded = [1, 0.95, 0.9] as const;

/** The sum of valences brought to -1…1. */
export function squash(sum: number): number {
  return sum / Math.sqrt(sum * sum + alpha);
}

/**
 * VADER's scores of a text, as the authors' program (vaderSentiment 3.3.2, after Hutto & Gilbert, ICWSM 2014) gives them. The list of
 * words is vader-sentiment's; its rules are not: 1.1.3 has an earlier state of them, drops one-letter words, finds no negation in
 * capitals and no emoji. Time and memory grow with the length of the text; never throws.
 */
export function scoreVader(text: string): VaderScore {
  const { words, exclamations, questions } = cutWords(text);
  if (words.length === 0) return { compound: 0, positive: 0, neutral: 0, negative: 0 };
  let sum = 0;
  let good = 0;
  let bad = 0;
  let calm = 0;
  // A word that says nothing counts 1; those that do count 1 on top of their valence.
  for (const valence of weigh(words)) {
    sum += valence;
    if (valence > 0) good += valence + 1;
    else if (valence < 0) bad += 1 - valence;
    else calm += 1;
  }
  const emphasis = Math.min(4, exclamations) * 0.292 + (questions > 3 ? 0.96 : questions > 1 ? questions * 0.18 : 0);
  if (sum > 0) sum += emphasis;
  else if (sum < 0) sum -= emphasis;
  if (good > bad) good += emphasis;
  else if (good < bad) bad += emphasis;
  const all = good + bad + calm;
  return {
    compound: round(squash(sum), 4),
    positive: round(good / all, 3),
    neutral: round(calm / all, 3),
    negative: round(bad / all, 3),
  };
}

/** The words of a text that carry its score, in their order, with what each adds to it; an emoji is one word. */
export function weighWords(text: string): WeighedWord[] {
  const { words } = cutWords(text);
  const valences = weigh(words);
  const weighed: WeighedWord[] = [];
  for (const [i, { start, end }] of words.entries()) {
    let valence = valences[i] ?? 0;
    if (valence === 0) continue;
    const last = weighed.at(-1);
    if (last?.start === start) {
      valence += last.valence;
      weighed.pop();
    }
    weighed.push({ word: text.slice(start, end), start, end, valence });
  }
  return weighed;
}

/** The valence of each word in its place. */
function weigh(words: readonly VaderWord[]): number[] {
  let shouted = 0;
  for (const word of words) if (word.shouted) shouted += 1;
  const capitalsTell = shouted > 0 && shouted < words.length;
  const valences = words.map((word, i) => {
    if (word.listed === 0 || boosters.has(word.key)) return 0;
    if (word.key === 'kind' && words[i + 1]?.key === 'of') return 0;
    return inContext(words, i, word, capitalsTell);
  });
  const but = words.findIndex((word) => word.key === 'but');
  if (but >= 0) turnAt(valences, but);
  return valences;
}

function inContext(words: readonly VaderWord[], i: number, word: VaderWord, capitalsTell: boolean): number {
  let valence = word.listed;
  // "no" has a valence of its own, unless it negates a word that has one.
  if (word.key === 'no' && (words[i + 1]?.listed ?? 0) !== 0) valence = 0;
  if (isDenied(words, i)) valence = word.listed * turned;
  if (word.shouted && capitalsTell) valence += valence > 0 ? shoutedRise : -shoutedRise;
  for (let back = 1; back <= 3; back += 1) {
    const before = words[i - back];
    if (before === undefined) break;
    if (before.listed !== 0) continue;
    valence += boost(before, valence, capitalsTell) * (faded[back - 1] ?? 0);
    valence *= negation(words, i, back, before);
    if (back === 3) valence = withIdioms(words, i, valence);
  }
  const [before, twoBefore] = [words[i - 1], words[i - 2]];
  // "the least good", but not "at least good".
  if (before?.key === 'least' && twoBefore?.key !== 'at' && twoBefore?.key !== 'very') valence *= turned;
  return valence;
}

/** Whether "no" is meant for the word: "no fun", "no good fun", "no fun or joy". */
function isDenied(words: readonly VaderWord[], i: number): boolean {
  const before = words[i - 1]?.key;
  if (before === 'no' || words[i - 2]?.key === 'no') return true;
  return words[i - 3]?.key === 'no' && (before === 'or' || before === 'nor');
}

function boost(before: VaderWord, valence: number, capitalsTell: boolean): number {
  const strength = boosters.get(before.key);
  if (strength === undefined) return 0;
  const shout = before.shouted && capitalsTell ? (valence > 0 ? shoutedRise : -shoutedRise) : 0;
  return (valence < 0 ? -strength : strength) + shout;
}

/** Factor by which the word `back` words before changes the valence: "never" before "so" or "this" strengthens, "without doubt" leaves it. */
function negation(words: readonly VaderWord[], i: number, back: number, before: VaderWord): number {
  if (back > 1) {
    const one = words[i - 1]?.key ?? '';
    const between = back === 3 ? [words[i - 2]?.key ?? '', one] : [one];
    if (before.key === 'never' && emphasises(between[0] ?? '')) return 1.25;
    // With or without "never", once three words stand before: the authors' program has it so.
    if (back === 3 && emphasises(one)) return 1.25;
    if (before.key === 'without' && between.includes('doubt')) return 1;
  }
  return isNegator(before.key) ? turned : 1;
}

function emphasises(key: string): boolean {
  return key === 'so' || key === 'this';
}

/** Idioms around a word with three words before it; those that begin with the word itself go first. */
function withIdioms(words: readonly VaderWord[], i: number, valence: number): number {
  const ahead = idiomAt(words, i, 3) ?? idiomAt(words, i, 2);
  const around = ahead ?? idiomAt(words, i - 1, 2) ?? idiomAt(words, i - 2, 3) ?? idiomAt(words, i - 2, 2) ?? idiomAt(words, i - 3, 3) ?? idiomAt(words, i - 3, 2);
  let weakened = 0;
  for (const from of [i - 3, i - 2]) if (weakeningPairs.has(`${words[from]?.key ?? ''} ${words[from + 1]?.key ?? ''}`)) weakened += weakenedBy;
  return (around ?? valence) + weakened;
}

function idiomAt(words: readonly VaderWord[], from: number, length: 2 | 3): number | undefined {
  const [first, second, third] = [words[from]?.key ?? '', words[from + 1]?.key, words[from + 2]?.key];
  if (!idiomBeginnings.has(first)) return undefined;
  return idiomValences.get(length === 2 ? `${first} ${second ?? ''}` : `${first} ${second ?? ''} ${third ?? ''}`);
}

/**
 * What stands before the first "but" counts half, what stands after it one and a half times. The authors' program looks each valence up
 * by its value and takes the first it meets: one behind "but" that equals one before it halves that one again and stays as it is.
 * Their figures are to be met, so this is kept; with the places by value it takes no longer for a longer text.
 */
function turnAt(valences: number[], but: number): void {
  const halved = new Map<number, number[]>();
  const halve = (place: number, valence: number): void => {
    valences[place] = valence / 2;
    const alike = halved.get(valence / 2);
    if (alike) alike.push(place);
    else halved.set(valence / 2, [place]);
  };
  for (const [i, valence] of valences.entries()) {
    if (valence === 0 || i === but) continue;
    if (i < but) {
      halve(i, valence);
      continue;
    }
    const earlier = halved.get(valence)?.pop();
    if (earlier === undefined) valences[i] = valence * 1.5;
    else halve(earlier, valence);
  }
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // Not -0.
  return Math.round(value * scale) / scale + 0;
}
