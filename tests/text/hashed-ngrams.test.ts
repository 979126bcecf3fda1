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

describe('n-grams over the ends of words', () => {
  const across: NgramSpec = { words: [1, 0], characters: [2, 5], buckets: 2 ** 20, acrossWords: true };
  const inside: NgramSpec = { words: [1, 0], characters: [2, 5], buckets: 2 ** 20 };

  it('are those inside words and more, each with the words it was taken from', () => {
    const found = asMap('ab cd', across);
    for (const bucket of asMap('ab cd', inside).keys()) expect(found.has(bucket)).toBe(true);
    expect(found.size).toBeGreaterThan(asMap('ab cd', inside).size);
    const spans = new Set<string>();
    visitNgrams(tokenise('ab cd'), across, (_, first, last) => spans.add(`${first}-${last}`));
    expect([...spans].sort()).toEqual(['0-0', '0-1', '1-1']);
    expect(asMap('', across).size).toBe(0);
  });

  it('take a mask for one character', () => {
    expect(asMap('order 12 now', across)).toEqual(asMap('order 87 now', across));
    // The mask between its boundaries and its neighbours: no letter of the word "number".
    expect(asMap('12', across).size).toBe(asMap('a', across).size);
    expect(asMap('12', across)).not.toEqual(asMap('a', across));
  });
});

describe('pairs of word beginnings', () => {
  const pairs: NgramSpec = { words: [1, 0], characters: [2, 1], buckets: 2 ** 20, pairs: { window: 3, letters: 5 } };

  it('are the same in either order and for other endings, but not for neighbours', () => {
    expect(asMap('refunding my order', pairs)).toEqual(asMap('orders not refunded', pairs));
    expect(asMap('refund order', pairs).size).toBe(0);
  });

  it('reach as far as the window', () => {
    // a-c, a-d, b-d; a-e is four words apart.
    expect(asMap('aa bb cc dd', pairs).size).toBe(3);
    expect(asMap('aa bb cc dd ee', pairs).size).toBe(5);
  });

  it('have buckets of their own, and name both words', () => {
    const mixed: NgramSpec = { ...spec, acrossWords: true, pairs: { window: 10, letters: 5 } };
    const kinds = new Map<number, Set<string>>();
    visitNgrams(tokenise('please send my refund to the bank'), mixed, (bucket, first, last) => {
      const kind = kindOfBucket(bucket, mixed.buckets, true);
      kinds.set(kind, (kinds.get(kind) ?? new Set()).add(`${first}-${last}`));
    });
    expect([...(kinds.get(3) ?? [])].every((span) => /^(\d)-(\d)$/.test(span) && Number(span[2]) - Number(span[0]) >= 2)).toBe(true);
    expect([...kinds.keys()].sort()).toEqual([0, 1, 2, 3]);
  });
});
