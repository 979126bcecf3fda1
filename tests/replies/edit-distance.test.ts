import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/replies/edit-distance.ts';

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'dd', 'e,'), { maxLength: 40 });
const text = words.map((list) => list.join(' '));

describe('how much of a draft was changed', () => {
  it('is nothing for the same text, whatever its white space', () => {
    expect(editDistance('', '')).toBe(0);
    fc.assert(fc.property(words, (list) => editDistance(list.join(' '), `\n${list.join('\n ')}\t`) === 0));
  });

  it('is all where there is nothing in common', () => {
    expect(editDistance('Hello Ana', '')).toBe(1);
    fc.assert(fc.property(words, words, (a, b) => a.length + b.length === 0 || editDistance(a.join(' '), b.map((word) => `x${word}`).join(' ')) === 1));
  });

  it('is the same from either side, and between 0 and 1', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
        expect(editDistance(b, a)).toBeCloseTo(distance, 12);
      }),
    );
  });

  it('is the share of words put in', () => {
    fc.assert(
      fc.property(words, words, fc.nat(), (kept, added, seed) => {
        const at = seed % (kept.length + 1);
        const longer = [...kept.slice(0, at), ...added, ...kept.slice(at)];
        const share = kept.length + longer.length === 0 ? 0 : added.length / (kept.length + longer.length);
        expect(editDistance(kept.join(' '), longer.join(' '))).toBeCloseTo(share, 12);
      }),
    );
  });

  it('is what one would count', () => {
    expect(editDistance('one two three four', 'one two THREE four')).toBe(0.25);
    expect(editDistance('the parcel is late', 'late is the parcel')).toBe(0.5);
  });

  it('bears texts of any length', () => {
    const long = Array.from({ length: 20_000 }, (_, at) => `w${at}`);
    expect(editDistance(long.join(' '), long.slice(0, 10_000).join(' '))).toBeCloseTo(1 / 3, 12);
    expect(editDistance(long.join(' '), long.map((word) => `${word}x`).join(' '))).toBe(1);
  });
});
