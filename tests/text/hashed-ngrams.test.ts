import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNgramCounter, kindOfBucket, visitNgrams, type NgramSpec } from '../../src/text/hashed-ngrams.ts';
import { tokenise } from '../../src/text/tokenise.ts';

const spec: NgramSpec = { words: [1, 2], characters: [2, 5], buckets: 2 ** 20, concepts: { window: 8 } };
const wordsOnly: NgramSpec = { words: [1, 2], characters: [2, 1], buckets: 2 ** 20 };

const asMap = (text: string, of: NgramSpec = spec): Map<number, number> => {
  const { buckets, counts } = createNgramCounter(of)(text);
  return new Map([...buckets].map((bucket, i) => [bucket, counts[i] ?? 0]));
};

describe('hashed n-grams', () => {
  it('are words and word pairs, each counted as often as it occurs', () => {
    const counts = asMap('track order track order', wordsOnly);
    // track ×2, order ×2, "track order" ×2, "order track" ×1
    expect([...counts.values()].sort()).toEqual([1, 2, 2, 2]);
  });

  it('are characters inside the boundaries of a word: no n-gram reaches into the next word', () => {
    const characters: NgramSpec = { words: [1, 0], characters: [2, 5], buckets: 2 ** 20 };
    expect(asMap('ab cd', characters)).toEqual(new Map([...asMap('ab', characters), ...asMap('cd', characters)]));
    // " a", "ab", "b ", " ab", "ab ", " ab "
    expect(asMap('ab', characters).size).toBe(6);
  });

  it('give a misspelt word most of the n-grams of the right one', () => {
    const right = asMap('reimbursement');
    const wrong = asMap('reimbursment');
    const shared = [...right.keys()].filter((bucket) => wrong.has(bucket)).length;
    expect(shared / right.size).toBeGreaterThan(0.5);
  });

  it('are the same for two order numbers', () => {
    expect(asMap('cancel order LL-48213')).toEqual(asMap('cancel order LL-90017'));
  });

  it('know two words for the same thing by their concept', () => {
    const concepts = (text: string): number[] => [...asMap(text).keys()].filter((bucket) => kindOfBucket(bucket, spec.buckets) === 2);
    expect(concepts('rebate')).toEqual(concepts('reimbursement'));
    expect(concepts('cancel my parcel')).toEqual(concepts('scrap my package'));
    expect(concepts('xylophone')).toEqual([]);
  });

  it('keep each kind in its own region, within the buckets there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        visitNgrams(tokenise(text), spec, (bucket, first, last) => {
          expect(bucket).toBeGreaterThanOrEqual(0);
          expect(bucket).toBeLessThan(spec.buckets);
          expect(first).toBeLessThanOrEqual(last);
          if (first !== last) expect(kindOfBucket(bucket, spec.buckets)).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('do not depend on the texts counted before: the scratch space is cleared', () => {
    const count = createNgramCounter(spec);
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 400 }), (one, two) => {
        count(one);
        expect(count(two)).toEqual(createNgramCounter(spec)(two));
      }),
    );
    const long = Array.from({ length: 1500 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${'xyz'.repeat(i % 7)}`).join(' ');
    expect(count(long)).toEqual(createNgramCounter(spec)(long));
  });
});
