import type { Passage } from './article.ts';
import type { RowVectors } from './find-duplicates.ts';
import { countTexts, pairCandidates } from './pair-candidates.ts';
import type { Statement } from './read-statements.ts';
import { agree, type StatedValue } from '../tickets/read-values.ts';
import { searchWords } from './search-words.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One side of a contradiction: the sentence in its passage, and what differs in it. UTF-16 offsets into the passage's text. */
export interface ContradictingSide {
  readonly passage: number;
  readonly sentence: Span;
  readonly marks: readonly Span[];
}

export interface Contradiction {
  /** `value`: a figure differs. `turned`: one says not, or the opposite word. */
  readonly kind: 'value' | 'turned';
  readonly a: ContradictingSide;
  readonly b: ContradictingSide;
  /** 0..1: how sure it is that both are about the same. */
  readonly score: number;
}

/** Chosen on the first set of tests/knowledge-base/contradiction-pairs.ts; the second was written afterwards, to measure with. */
const needed = {
  /** Share of the words of both (by how telling they are) that both have. */
  words: 0.5,
  /** The same for whole sentences of passages that are near in sense. */
  nearWords: 0.34,
  /** Times what one pair in a hundred reaches: where cosines lie, each encoder decides for itself. */
  nearness: 1.16,
  /** Without a figure there is less to hold on to. */
  turnedWords: 0.72,
  /** Share of one sentence's telling words that the other passage never says; above this on both sides they are about different things. */
  foreign: 0.2,
  /** The same on either side, where something holds under a condition only. */
  foreignCondition: 0.2,
  score: 0.45,
};
const mostFound = 500;
/** With a handful of passages the hundredth pair says little. */
const leastSeldom = 0.3;

/**
 * Pairs of statements of different passages that can't both be true: they are about the same thing (nearly the same words around; fewer
 * will do where the passages are near in sense by their `vectors`) and differ in a figure of the same unit, or one of them says not or the opposite
 * word. Passages about different products are never held against each other. The surest first, at most 500.
 */
export function findContradictions(passages: readonly Passage[], statements: readonly Statement[], vectors: RowVectors | null, onProgress?: (done: number, total: number) => void): Contradiction[] {
  const stems = statements.map((statement) => statement.stems);
  const counts = countTexts(stems);
  const weigh = (stem: string): number => Math.log(1 + statements.length / (counts.get(stem) ?? 1));
  const contexts = new Map<number, ReadonlySet<string>>();
  const contextOf = (at: number): ReadonlySet<string> => {
    const known = contexts.get(at);
    if (known !== undefined) return known;
    const passage = passages[at];
    const made = new Set(passage === undefined ? [] : searchWords([passage.title, ...passage.headings, passage.text].join('\n')).map(({ stem }) => stem));
    contexts.set(at, made);
    return made;
  };
  const mayPair = (a: number, b: number): boolean => {
    const [first, second] = [statements[a], statements[b]];
    return first !== undefined && second !== undefined && first.passage !== second.passage && comparable(passages[first.passage], passages[second.passage]) && differ(first, second);
  };
  const found: Contradiction[] = [];
  const seldom = vectors === null ? 1 : seldomCosine(passages, vectors);
  let told = 0;
  for (const { a, b } of pairCandidates(stems, counts, { words: 8, shared: 2, commonest: 400, mayPair })) {
    if (b >= told) {
      onProgress?.(b, statements.length);
      told = b + 500;
    }
    const [first, second] = [statements[a], statements[b]];
    if (first === undefined || second === undefined) continue;
    const words = overlap(first.stems, second.stems, weigh);
    const cosine = vectors === null ? 0 : dot(vectors, first.passage, second.passage);
    const values = differingValues(first, second);
    const near = cosine >= needed.nearness * seldom && first.whole && second.whole;
    if (words < (values === null ? needed.turnedWords : near ? needed.nearWords : needed.words)) continue;
    const strange = [foreign(first, contextOf(second.passage), weigh), foreign(second, contextOf(first.passage), weigh)] as const;
    if (Math.min(...strange) > needed.foreign) continue;
    if ((first.conditional || second.conditional) && Math.max(...strange) > needed.foreignCondition) continue;
    const score = Math.min(1, vectors === null ? words : (words + Math.max(0, (cosine / seldom) * seldomHere)) / 2);
    if (score < needed.score) continue;
    const [marksA, marksB] = values ?? [turningMarks(first), turningMarks(second)];
    found.push({ kind: values === null ? 'turned' : 'value', a: sideOf(first, marksA), b: sideOf(second, marksB), score });
  }
  onProgress?.(statements.length, statements.length);
  return found.sort((x, y) => y.score - x.score || x.a.passage - y.a.passage || x.b.passage - y.b.passage).slice(0, mostFound);
}

/** In one language, and not each about products of its own. */
function comparable(a: Passage | undefined, b: Passage | undefined): boolean {
  if (a === undefined || b === undefined || (a.language ?? 'en') !== (b.language ?? 'en')) return false;
  const [first, second] = [a.products ?? [], b.products ?? []];
  return first.length === 0 || second.length === 0 || first.some((product) => second.includes(product));
}

/** A quick look: is there anything in which they could contradict each other? A figure and a turn together may well say the same. */
function differ(a: Statement, b: Statement): boolean {
  return (differingValues(a, b) !== null) !== turnedRound(a, b);
}

/** Figures of one unit of which none agrees with any of the other's; null when there are none such, or others besides that also tell them apart. */
function differingValues(a: Statement, b: Statement): readonly [readonly Span[], readonly Span[]] | null {
  if (a.values.length === 0 || b.values.length === 0) return null;
  const marksA: StatedValue[] = [];
  const marksB: StatedValue[] = [];
  for (const unit of new Set(a.values.map((value) => value.unit))) {
    const first = a.values.filter((value) => value.unit === unit);
    const second = b.values.filter((value) => value.unit === unit);
    if (second.length === 0 || first.some((one) => second.some((other) => agree(one, other)))) continue;
    marksA.push(...first);
    marksB.push(...second);
  }
  return marksA.length === 0 ? null : [marksA, marksB];
}

/**
 * One says not where the other does not, or an opposite word: an odd number of turns. Only of whole sentences, and not where one has
 * a condition, an "only" or a "without" that the other lacks: both may hold then.
 */
function turnedRound(a: Statement, b: Statement): boolean {
  const counted = (statement: Statement, kind: 'not' | 'lack'): number => statement.turning.filter((word) => word.kind === kind).length;
  if (!a.whole || !b.whole || a.conditional !== b.conditional || counted(a, 'lack') !== counted(b, 'lack')) return false;
  // With two of them it is two clauses, of which no one here knows which is which.
  if (counted(a, 'not') > 1 || counted(b, 'not') > 1) return false;
  let turns = counted(a, 'not') === counted(b, 'not') ? 0 : 1;
  for (const { opposite } of a.turning) {
    if (opposite === undefined) continue;
    const same = b.turning.filter((other) => other.opposite?.pair === opposite.pair);
    if (same.length > 0 && !same.some((other) => other.opposite?.side === opposite.side)) turns += 1;
  }
  return turns % 2 === 1;
}

function turningMarks(statement: Statement): readonly Span[] {
  return statement.turning;
}

function sideOf(statement: Statement, marks: readonly Span[]): ContradictingSide {
  const { start, text, passage } = statement;
  return { passage, sentence: { start, end: start + text.length }, marks: [...marks].map((mark) => ({ start: start + mark.start, end: start + mark.end })).sort((x, y) => x.start - y.start) };
}

/** Weight of the words both have, of the weight of all words of both. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>, weigh: (stem: string) => number): number {
  let both = 0;
  let all = 0;
  for (const stem of a) {
    const weight = weigh(stem);
    all += weight;
    if (b.has(stem)) both += weight;
  }
  for (const stem of b) if (!a.has(stem)) all += weigh(stem);
  return all === 0 ? 0 : both / all;
}

/** Share of the statement's weight that the other's passage never says. */
function foreign(statement: Statement, context: ReadonlySet<string>, weigh: (stem: string) => number): number {
  let unknown = 0;
  let all = 0;
  for (const stem of statement.stems) {
    const weight = weigh(stem);
    all += weight;
    if (!context.has(stem)) unknown += weight;
  }
  return all === 0 ? 0 : unknown / all;
}

/** What `seldomCosine` was where `needed.score` was chosen. */
const seldomHere = 0.515;
/** Pairs looked at: their hundredth part is told from a good thousand. */
const mostSampled = 20_000;

/** The cosine that one in a hundred pairs of passages of different articles reaches, over an even sample; never near 0. */
function seldomCosine(passages: readonly Passage[], vectors: RowVectors): number {
  const cosines: number[] = [];
  const step = Math.max(1, Math.ceil((passages.length * passages.length) / 2 / mostSampled));
  let at = 0;
  for (let a = 0; a < passages.length; a += 1) {
    for (let b = a + 1; b < passages.length; b += 1) {
      at += 1;
      if (at % step === 0 && passages[a]?.articleId !== passages[b]?.articleId) cosines.push(dot(vectors, a, b));
    }
  }
  cosines.sort((x, y) => y - x);
  return Math.max(leastSeldom, cosines[Math.floor(cosines.length / 100)] ?? seldomHere);
}

function dot({ dimension, data }: RowVectors, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i += 1) sum += (data[a * dimension + i] ?? 0) * (data[b * dimension + i] ?? 0);
  return sum;
}
