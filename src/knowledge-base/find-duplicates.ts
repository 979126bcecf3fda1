import type { Passage } from './article.ts';
import { countTexts, pairCandidates } from './pair-candidates.ts';
import { searchWords } from './search-words.ts';

/** Vectors of passages, row-major in their order; null where there is no encoder. */
export interface RowVectors {
  readonly dimension: number;
  readonly data: Float32Array;
}

/** Two passages of different articles that say nearly the same. */
export interface DuplicatePair {
  /** Indexes of the passages, `a` below `b`. */
  readonly a: number;
  readonly b: number;
  /** Share of the runs of three words of the shorter one that the other has too, 0..1. */
  readonly shared: number;
  readonly cosine: number | null;
}

const runLength = 3;
/** Fewer runs than this are a phrase; it takes more than a phrase to be said twice. */
const fewestRuns = 8;
const sameRuns = 0.5;
/** Below this share of runs, what is near in sense and has most words in common says the same in other words. */
const nearCosine = 0.9;
const nearWords = 0.5;
const mostPairs = 1000;

/**
 * Pairs of passages of different articles in one language that say nearly the same, the surest first, at most 1,000: half the runs
 * of three words in common, or half the words and a near vector. 10,000 passages take a few seconds; `onProgress` is told how
 * many are done and may throw to stop.
 */
export function findDuplicates(passages: readonly Passage[], vectors: RowVectors | null, onProgress?: (done: number, total: number) => void): DuplicatePair[] {
  const stems = passages.map((passage) => searchWords(passage.text).map(({ stem }) => stem));
  const words = stems.map((each) => new Set(each));
  const runs = new Map<number, Set<string>>();
  const runsOf = (at: number): Set<string> => {
    const known = runs.get(at);
    if (known !== undefined) return known;
    const made = new Set<string>();
    const list = stems[at] ?? [];
    for (let i = 0; i + runLength <= list.length; i += 1) made.add(list.slice(i, i + runLength).join(' '));
    runs.set(at, made);
    return made;
  };
  const mayPair = (a: number, b: number): boolean => {
    const [first, second] = [passages[a], passages[b]];
    return first !== undefined && second !== undefined && first.articleId !== second.articleId && (first.language ?? 'en') === (second.language ?? 'en');
  };
  const pairs: DuplicatePair[] = [];
  let told = 0;
  for (const { a, b } of pairCandidates(words, countTexts(words), { words: 16, shared: 4, commonest: 200, mayPair })) {
    if (b >= told) {
      onProgress?.(b, passages.length);
      told = b + 200;
    }
    const shared = containment(runsOf(a), runsOf(b));
    if (Math.min(runsOf(a).size, runsOf(b).size) < fewestRuns) continue;
    const cosine = vectors === null ? null : dot(vectors, a, b);
    if (shared >= sameRuns || (cosine !== null && cosine >= nearCosine && containment(words[a], words[b]) >= nearWords)) pairs.push({ a, b, shared, cosine });
  }
  onProgress?.(passages.length, passages.length);
  return pairs.sort((x, y) => y.shared + (y.cosine ?? 0) - x.shared - (x.cosine ?? 0) || x.a - y.a || x.b - y.b).slice(0, mostPairs);
}

/** Share of the smaller set that the other has. */
function containment(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): number {
  if (a === undefined || b === undefined || a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const each of small) if (large.has(each)) shared += 1;
  return shared / small.size;
}

function dot({ dimension, data }: RowVectors, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i += 1) sum += (data[a * dimension + i] ?? 0) * (data[b * dimension + i] ?? 0);
  return sum;
}
