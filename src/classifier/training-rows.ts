import { createNgramCounter, type NgramCounts } from '../text/hashed-ngrams.ts';
import type { FeatureSpec } from './head.ts';
import { createBucketLookup, weighCounts } from './vectorise.ts';

/** Texts as sparse rows: the features of text `i` are `features[starts[i] .. starts[i + 1]]`, with their values beside. */
export interface TrainingRows {
  readonly count: number;
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly values: Float32Array;
  /** Features in all. */
  readonly width: number;
  /** Numbers every row has, row-major (rows × `dimension`): the sentence embedding. Empty when there is none. */
  readonly dense: Float32Array;
  readonly dimension: number;
}

/** The n-grams a head knows: buckets, ascending, and the inverse document frequency of each. */
export interface ChosenFeatures {
  readonly buckets: Int32Array;
  readonly idf: Float32Array;
}

/**
 * Counts the n-grams of every text once; folds and fits over the same texts share the result. `told` hears every 250 texts how
 * many are done; after it answers false the rest are taken for empty, which ends the work at once.
 */
export function countTexts(texts: readonly string[], spec: FeatureSpec, told: (done: number) => boolean = () => true): NgramCounts[] {
  const count = createNgramCounter(spec);
  let stopped = false;
  return texts.map((text, i) => {
    if (i > 0 && i % 250 === 0 && !stopped) stopped = !told(i);
    return count(stopped ? '' : text);
  });
}

/**
 * The features of these texts: n-grams found in at least `minTexts` of them, and their idf, ln((1 + n) / (1 + df)) + 1. Where there are
 * more than `most`, those found in the most texts.
 */
export function chooseFeatures(counted: readonly NgramCounts[], minTexts: number, most = Infinity): ChosenFeatures {
  const found = new Map<number, number>();
  for (const each of counted) for (const bucket of each.buckets) found.set(bucket, (found.get(bucket) ?? 0) + 1);
  const kept: number[] = [];
  for (const [bucket, texts] of found) if (texts >= minTexts) kept.push(bucket);
  if (kept.length > most) kept.sort((a, b) => (found.get(b) ?? 0) - (found.get(a) ?? 0) || a - b).length = most;
  const buckets = Int32Array.from(kept).sort();
  const idf = Float32Array.from(buckets, (bucket) => Math.log((1 + counted.length) / (1 + (found.get(bucket) ?? 0))) + 1);
  return { buckets, idf };
}

/**
 * Weighs the counted texts over the chosen features, exactly as a head will at prediction. `embeddings`, if any, has one
 * vector of length 1 a text; it is brought to the length `embeddingLength`.
 */
export function makeRows(
  counted: readonly NgramCounts[],
  chosen: ChosenFeatures,
  spec: FeatureSpec,
  embeddings?: readonly Float32Array[],
  embeddingLength = 1,
): TrainingRows {
  const rowOf = createBucketLookup(chosen.buckets);
  const starts = new Int32Array(counted.length + 1);
  // Counted before they are weighed: the vectors of all texts beside the arrays they go into would be as much memory again.
  counted.forEach(({ buckets }, i) => (starts[i + 1] = (starts[i] ?? 0) + buckets.reduce((sum, bucket) => sum + (rowOf(bucket) < 0 ? 0 : 1), 0)));
  const total = starts[counted.length] ?? 0;
  const features = new Int32Array(total);
  const values = new Float32Array(total);
  counted.forEach((each, i) => {
    const vector = weighCounts(each, rowOf, chosen.idf, spec);
    features.set(vector.rows, starts[i] ?? 0);
    values.set(vector.values, starts[i] ?? 0);
  });
  const dimension = embeddings?.[0]?.length ?? 0;
  const dense = new Float32Array(counted.length * dimension);
  embeddings?.forEach((embedding, i) => {
    for (let d = 0; d < dimension; d++) dense[i * dimension + d] = (embedding[d] ?? 0) * embeddingLength;
  });
  return { count: counted.length, starts, features, values, width: chosen.buckets.length, dense, dimension };
}

/** The same rows with the numbers of their embedding as features after the others, for what has no use of them apart. */
export function denseAsFeatures({ count, starts, features, values, width, dense, dimension }: TrainingRows): TrainingRows {
  const all = values.length + count * dimension;
  const own = { starts: starts.map((start, row) => start + row * dimension), features: new Int32Array(all), values: new Float32Array(all) };
  for (let row = 0; row < count; row++) {
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    own.features.set(features.subarray(from, to), from + row * dimension);
    own.values.set(values.subarray(from, to), from + row * dimension);
    for (let d = 0; d < dimension; d++) own.features[to + row * dimension + d] = width + d;
    own.values.set(dense.subarray(row * dimension, (row + 1) * dimension), to + row * dimension);
  }
  return { count, ...own, width: width + dimension, dense: new Float32Array(0), dimension: 0 };
}

/** Sum of products of `length` numbers of two arrays, from a place in each. Four sums at once: one would wait for itself. */
export function dotProduct(a: Float32Array, fromA: number, b: Float32Array, fromB: number, length: number): number {
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    one += (a[fromA + i] ?? 0) * (b[fromB + i] ?? 0);
    two += (a[fromA + i + 1] ?? 0) * (b[fromB + i + 1] ?? 0);
    three += (a[fromA + i + 2] ?? 0) * (b[fromB + i + 2] ?? 0);
    four += (a[fromA + i + 3] ?? 0) * (b[fromB + i + 3] ?? 0);
  }
  for (; i < length; i++) one += (a[fromA + i] ?? 0) * (b[fromB + i] ?? 0);
  return one + two + three + four;
}
