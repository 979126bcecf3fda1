import { createNgramCounter, kindOfBucket, type NgramCounts } from '../text/hashed-ngrams.ts';
import type { Token } from '../text/tokenise.ts';
import type { FeatureSpec } from './head.ts';

/** A text as the head sees it: rows of the weight table, and the value of each. Unknown n-grams are left out. */
export interface FeatureVector {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

export interface Vectoriser {
  /** Sublinear term frequency × idf; word n-grams, character n-grams, concepts and pairs each scaled to a length of their own. */
  (text: string, tokens?: readonly Token[]): FeatureVector;
  /** Row of a bucket, or -1. */
  readonly rowOf: (bucket: number) => number;
}

/** Looks a bucket up among `buckets` by open addressing: a plain table over 2^24 buckets would take 64 MB. */
export function createBucketLookup(buckets: Int32Array): (bucket: number) => number {
  let size = 1024;
  while (size < buckets.length * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const slotOf = (bucket: number): number => Math.imul(bucket, 0x9e3779b1) >>> (32 - Math.log2(size));
  for (let row = 0; row < buckets.length; row++) {
    let slot = slotOf(buckets[row] ?? 0);
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & (size - 1);
    slots[slot] = row;
  }
  const shift = 32 - Math.log2(size);
  return (bucket) => {
    let slot = Math.imul(bucket, 0x9e3779b1) >>> shift;
    for (;;) {
      const row = slots[slot] ?? -1;
      if (row < 0 || buckets[row] === bucket) return row;
      slot = (slot + 1) & (size - 1);
    }
  };
}

/** Weighs counted n-grams: the one place where counts become feature values, for training and inference alike. */
export function weighCounts(
  counted: NgramCounts,
  rowOf: (bucket: number) => number,
  idf: Float32Array,
  spec: FeatureSpec,
): FeatureVector {
  const rows = new Int32Array(counted.buckets.length);
  const values = new Float32Array(counted.buckets.length);
  const kinds = new Uint8Array(counted.buckets.length);
  const squares = [0, 0, 0, 0];
  const lengths = [1, 1, spec.concepts?.share ?? 1, spec.pairs?.share ?? 1];
  const withPairs = spec.pairs !== undefined;
  let known = 0;
  for (let i = 0; i < counted.buckets.length; i++) {
    const bucket = counted.buckets[i] ?? 0;
    const row = rowOf(bucket);
    if (row < 0) continue;
    const count = counted.counts[i] ?? 1;
    // Most n-grams stand in a text once, and a logarithm costs more than asking.
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[row] ?? 0);
    const kind = kindOfBucket(bucket, spec.buckets, withPairs);
    squares[kind] = (squares[kind] ?? 0) + value * value;
    rows[known] = row;
    values[known] = value;
    kinds[known] = kind;
    known++;
  }
  const scales = squares.map((sum, kind) => (sum > 0 ? (lengths[kind] ?? 1) / Math.sqrt(sum) : 0));
  for (let i = 0; i < known; i++) values[i] = (values[i] ?? 0) * (scales[kinds[i] ?? 0] ?? 0);
  return { rows: rows.slice(0, known), values: values.slice(0, known) };
}

const counters = new Map<string, (text: string, tokens?: readonly Token[]) => NgramCounts>();

/**
 * One counter for all heads of a spec, which remembers the text it counted last: several heads read the same message one after the
 * other, and counting costs more than all of their sums.
 */
function sharedCounter({ words, characters, buckets, concepts, acrossWords, pairs }: FeatureSpec): (text: string, tokens?: readonly Token[]) => NgramCounts {
  const key = JSON.stringify([words, characters, buckets, concepts?.window, acrossWords, pairs?.window, pairs?.letters]);
  const known = counters.get(key);
  if (known !== undefined) return known;
  const count = createNgramCounter({ words, characters, buckets, ...(concepts && { concepts }), ...(acrossWords !== undefined && { acrossWords }), ...(pairs && { pairs }) });
  let last: { readonly text: string; readonly counts: NgramCounts } | null = null;
  const remembering = (text: string, tokens?: readonly Token[]): NgramCounts => {
    if (last?.text === text) return last.counts;
    last = { text, counts: count(text, tokens) };
    return last.counts;
  };
  counters.set(key, remembering);
  return remembering;
}

/** Text → feature vector for one head. Keeps scratch space, so one is made per head and not per text. */
export function createVectoriser(features: FeatureSpec, buckets: Int32Array, idf: Float32Array): Vectoriser {
  const count = sharedCounter(features);
  const rowOf = createBucketLookup(buckets);
  const vectorise = (text: string, tokens?: readonly Token[]): FeatureVector => weighCounts(count(text, tokens), rowOf, idf, features);
  return Object.assign(vectorise, { rowOf });
}
