import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { groupAlike, nearlyTheSame } from '../../src/evaluation/group-alike.ts';
import { areAlike, foldForLikeness, likenessOf, shinglesOf } from '../../src/text/shingle-texts.ts';

const groups = (...texts: string[]): number[] => [...groupAlike(texts)];
const likeness = (a: string, b: string): number => likenessOf(shinglesOf(foldForLikeness(a)), shinglesOf(foldForLikeness(b)));
const wordsOf = (random: () => number, count: number): string[] => Array.from({ length: count }, () => Array.from({ length: 3 + Math.floor(random() * 6) }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join(''));

describe('the likeness of two texts', () => {
  it('is the share of the runs of four characters that both have', () => {
    // " abcd " has the runs " abc", "abcd", "bcd "; " abcde " has " abc", "abcd", "bcde", "cde ".
    expect(likeness('abcd', 'abcde')).toBeCloseTo(2 / 5, 10);
    expect(likeness('Where is my order?', 'where is MY order')).toBe(1);
    expect(likeness('a', 'b')).toBe(0);
  });

  it('is estimated for texts with more runs than are kept', () => {
    const words = wordsOf(seededRandom(2), 1200);
    const long = words.join(' ');
    // A tenth of the words replaced: nearly 0.8 of either's runs in common by counting.
    const other = words.map((word, at) => (at % 10 === 0 ? `${word}xq` : word)).join(' ');
    const runs = (text: string): Set<string> => new Set(Array.from({ length: text.length - 1 }, (_, at) => ` ${text} `.slice(at, at + 4)));
    const [a, b] = [runs(long), runs(other)];
    const shared = [...a].filter((each) => b.has(each)).length;
    const exact = shared / (a.size + b.size - shared);
    expect(Math.abs(likeness(long, other) - exact)).toBeLessThan(0.06);
    expect(likeness(long, long)).toBe(1);
    // A short text within a long one is nothing like it.
    expect(likeness(words.slice(0, 10).join(' '), long)).toBeLessThan(0.1);
  });

  it('is decided early as it would be decided late', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, two) => {
        const [a, b] = [shinglesOf(one), shinglesOf(two)];
        expect(areAlike(a, b, nearlyTheSame)).toBe(likenessOf(a, b) >= nearlyTheSame - 1e-12);
      }),
    );
  });
});

describe('groups of texts that are nearly the same', () => {
  it('hold what differs in case, marks, numbers and a word or so', () => {
    expect(groups('Where is my order 4711?', 'where is my order 4712', 'I want a refund', 'Where is my order 98, please track')).toEqual([0, 0, 1, 2]);
    expect(groups('I would like to cancel my subscription today', 'I would like to cancel my subscriptions today', 'Please cancel it')).toEqual([0, 0, 1]);
  });

  it('pass likeness on', () => {
    const base = 'could you please tell me when the parcel will be here';
    const [second, third] = [`${base} at home`, `${base} at home or so`];
    expect(likeness(base, third)).toBeLessThan(nearlyTheSame);
    expect(groups(base, third)).toEqual([0, 1]);
    expect(groups(base, third, second)).toEqual([0, 0, 0]);
  });

  it('have a place for texts without words', () => {
    expect(groups('', '  ', '😀', '😀 😀', '👍🏽', '👍', '...', 'hello', '\n')).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 0]);
    expect(groups()).toEqual([]);
    expect(groups('你好，我的订单在哪里', '你好，我的订单在哪里？', 'где мой заказ')).toEqual([0, 0, 1]);
  });

  it('find the pairs that comparing all with all finds', () => {
    const random = seededRandom(11);
    // Half of each text is the same in all, so that unlike ones meet as well.
    const texts = Array.from({ length: 200 }, () => wordsOf(random, 5)).flatMap((words) => [`please tell me at once ${words.join(' ')}`, `please tell me at once ${words.slice(0, 4).join(' ')} etc`]);
    const found = groupAlike(texts);
    const shingles = texts.map((text) => shinglesOf(foldForLikeness(text)));
    let pairs = 0;
    for (let i = 0; i < texts.length; i++) {
      for (let j = 0; j < i; j++) {
        if (likenessOf(shingles[i] ?? new Uint32Array(), shingles[j] ?? new Uint32Array()) < nearlyTheSame) continue;
        pairs++;
        expect(found[i], `${texts[i] ?? ''} | ${texts[j] ?? ''}`).toBe(found[j]);
      }
    }
    expect(pairs).toBeGreaterThan(20);
  });

  it('join nothing without a chain of likenesses', () => {
    const text = fc.array(fc.constantFrom('order', 'refund', 'card', 'late', 'my', 'where', '12', '!'), { maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const found = groupAlike(texts);
        texts.forEach((one, i) => {
          const peers = texts.filter((_, j) => j !== i && found[j] === found[i]);
          if (peers.length === 0) return;
          expect(peers.some((other) => foldForLikeness(one) === foldForLikeness(other) || likeness(one, other) >= nearlyTheSame)).toBe(true);
        });
        texts.forEach((one, i) => texts.forEach((other, j) => foldForLikeness(one) === foldForLikeness(other) && expect(found[i]).toBe(found[j])));
      }),
      { numRuns: 60 },
    );
  });

  it('tell how far they are, and may be stopped', () => {
    const told: number[] = [];
    groupAlike(['a', 'b'], (done) => told.push(done));
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(told.length - 1);
    const stop = new Error('stopped');
    expect(() => groupAlike(['a'], () => { throw stop; })).toThrow(stop);
  });

  it('hold a heap of thousands that all look alike', () => {
    const heap = Array.from({ length: 5000 }, (_, i) => `please tell me where is the order that i placed in your shop on ${String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26), 97 + Math.floor(i / 676))}`);
    expect(new Set(groupAlike(heap)).size).toBe(1);
  });
});
