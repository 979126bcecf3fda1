import { createNgramCounter, type NgramCounts } from '../text/hashed-ngrams.ts';
import type { FeatureSpec } from './head.ts';
import { createBucketLookup, weighCounts } from './vectorise.ts';

/** Texts as sparse rows: the features of text `i` are `features[starts[i] .. starts[i + 1]]`, with their values beside. */
export interface TrainingRows {
  readonly count: number;
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly values: Float32Array;
  /** Features in all: n-grams, then the numbers of the embedding. */
  readonly width: number;
}

/** The n-grams a head knows: buckets, ascending, and the inverse document frequency of each. */
export interface ChosenFeatures {
  readonly buckets: Int32Array;
  readonly idf: Float32Array;
}

/** Counts the n-grams of every text once; folds and fits over the same texts share the result. */
export function countTexts(texts: readonly string[], spec: FeatureSpec): NgramCounts[] {
  const count = createNgramCounter(spec);
  return texts.map((text) => count(text));
}

/** The features of these texts: n-grams found in at least `minTexts` of them, and their idf, ln((1 + n) / (1 + df)) + 1. */
export function chooseFeatures(counted: readonly NgramCounts[], minTexts: number): ChosenFeatures {
  const found = new Map<number, number>();
  for (const each of counted) for (const bucket of each.buckets) found.set(bucket, (found.get(bucket) ?? 0) + 1);
  const kept: number[] = [];
  for (const [bucket, texts] of found) if (texts >= minTexts) kept.push(bucket);
  const buckets = Int32Array.from(kept).sort();
  const idf = Float32Array.from(buckets, (bucket) => Math.log((1 + counted.length) / (1 + (found.get(bucket) ?? 0))) + 1);
  return { buckets, idf };
}

/**
 * Weighs the counted texts over the chosen features, exactly as a head will at prediction. `embeddings`, if any, has one
 * vector a text; its numbers follow the n-grams as features of their own.
 */
export function makeRows(
  counted: readonly NgramCounts[],
  chosen: ChosenFeatures,
  spec: FeatureSpec,
  embeddings?: readonly Float32Array[],
): TrainingRows {
  const rowOf = createBucketLookup(chosen.buckets);
  const vectors = counted.map((each) => weighCounts(each, rowOf, chosen.idf, spec));
  const dimension = embeddings?.[0]?.length ?? 0;
  const known = chosen.buckets.length;
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach((vector, i) => (starts[i + 1] = (starts[i] ?? 0) + vector.rows.length + dimension));
  const total = starts[vectors.length] ?? 0;
  const features = new Int32Array(total);
  const values = new Float32Array(total);
  const places = Int32Array.from({ length: dimension }, (_, d) => known + d);
  vectors.forEach((vector, i) => {
    const at = starts[i] ?? 0;
    features.set(vector.rows, at);
    values.set(vector.values, at);
    if (!embeddings) return;
    features.set(places, at + vector.rows.length);
    values.set(embeddings[i] ?? new Float32Array(dimension), at + vector.rows.length);
  });
  return { count: vectors.length, starts, features, values, width: known + dimension };
}
