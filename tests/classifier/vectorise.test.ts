import { describe, expect, it } from 'vitest';
import { createNgramCounter, kindOfBucket } from '../../src/text/hashed-ngrams.ts';
import { createBucketLookup, createVectoriser } from '../../src/classifier/vectorise.ts';
import { tinySettings } from './tiny-head.ts';

const { features } = tinySettings;
const bucketsOf = (text: string): Int32Array => createNgramCounter(features)(text).buckets.slice().sort();

describe('vectorise', () => {
  it('gives words and characters length 1 each, and concepts their share', () => {
    const buckets = bucketsOf('please cancel the order, cancel it');
    const { rows, values } = createVectoriser(features, buckets, new Float32Array(buckets.length).fill(1.7))('please cancel the order, cancel it');
    const squares = [0, 0, 0];
    const add = (kind: number, value: number): void => void (squares[kind] = (squares[kind] ?? 0) + value * value);
    rows.forEach((row, i) => add(kindOfBucket(buckets[row] ?? 0, features.buckets), values[i] ?? 0));
    expect(Math.sqrt(squares[0] ?? 0)).toBeCloseTo(1, 5);
    expect(Math.sqrt(squares[1] ?? 0)).toBeCloseTo(1, 5);
    expect(Math.sqrt(squares[2] ?? 0)).toBeCloseTo(0.6, 5);
  });

  it('counts a repeated word more, but less than twice as much, and a rare one by its idf', () => {
    const words = { ...features, words: [1, 1], characters: [2, 1], concepts: { ...features.concepts, lexicon: 1, window: 0, share: 0 } } as const;
    const count = createNgramCounter(words);
    const [twice, once] = [count('aaa').buckets[0] ?? 0, count('bbb').buckets[0] ?? 0];
    const buckets = Int32Array.of(twice, once).sort();
    const plain = createVectoriser(words, buckets, Float32Array.of(1, 1));
    const value = (of: typeof plain, bucket: number): number => {
      const { rows, values } = of('aaa bbb aaa');
      return values[rows.indexOf(of.rowOf(bucket))] ?? 0;
    };
    expect(value(plain, twice) / value(plain, once)).toBeCloseTo(1 + Math.log(2), 5);
    const idf = new Float32Array(2).fill(1);
    idf[plain.rowOf(once)] = 3;
    expect(value(createVectoriser(words, buckets, idf), once) / value(plain, once)).toBeGreaterThan(1);
  });

  it('leaves n-grams out that it does not know', () => {
    const vectorise = createVectoriser(features, bucketsOf('refund'), new Float32Array(bucketsOf('refund').length).fill(1));
    expect(vectorise('xyzzy')).toEqual({ rows: new Int32Array(0), values: new Float32Array(0) });
    expect(vectorise('')).toEqual({ rows: new Int32Array(0), values: new Float32Array(0) });
  });
});

describe('the bucket lookup', () => {
  it('finds every bucket there is and no other', () => {
    const buckets = Int32Array.from({ length: 5000 }, (_, i) => i * 3 + (i % 2)).sort();
    const rowOf = createBucketLookup(buckets);
    const known = new Map([...buckets].map((bucket, row) => [bucket, row]));
    for (let bucket = 0; bucket < 15_010; bucket++) expect(rowOf(bucket)).toBe(known.get(bucket) ?? -1);
  });
});
