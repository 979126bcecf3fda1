import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHeldOut, decodeHeldOut, encodeHeldOut, isComparable, isSoundHeldOut, packHeldOut, unpackHeldOut, type HeldOutRow } from '../../src/registry/held-out.ts';

const rows: fc.Arbitrary<HeldOutRow[]> = fc.uniqueArray(
  fc.record({ row: fc.integer({ min: 0, max: 2 ** 32 - 1 }), label: fc.constantFrom('a', 'b', '__proto__'), predicted: fc.constantFrom('a', 'b', 'c', 'constructor'), confidence: fc.float({ min: 0, max: 1, noNaN: true }) }),
  { selector: ({ row }) => row, maxLength: 30 },
);

describe('held-out predictions', () => {
  it('are packed and written, and come back the same, by row', () => {
    fc.assert(fc.property(rows, (given) => {
      const packed = packHeldOut(given);
      expect(isSoundHeldOut(packed)).toBe(true);
      const decoded = decodeHeldOut(encodeHeldOut(packed), packed.labels);
      if (!decoded.ok) throw new Error(decoded.message);
      expect(decoded.value).toEqual(packed);
      expect(unpackHeldOut(decoded.value)).toEqual(given.toSorted((a, b) => a.row - b.row));
    }));
  });

  it('take 12 bytes a row', () => {
    const many = packHeldOut(Array.from({ length: 10_000 }, (_, row) => ({ row, label: `l${row % 2000}`, predicted: 'l0', confidence: 0.5 })));
    expect(encodeHeldOut(many).byteLength).toBe(120_008);
  });

  it('are refused, and nothing thrown, when they are cut or anything else', () => {
    const bytes = encodeHeldOut(packHeldOut([{ row: 1, label: 'a', predicted: 'b', confidence: 0.5 }, { row: 2, label: 'a', predicted: 'b', confidence: 0.5 }]));
    for (let length = 0; length < bytes.length; length += 1) expect(decodeHeldOut(bytes.slice(0, length), ['a', 'b']).ok).toBe(false);
    expect(decodeHeldOut(bytes, ['a']).ok).toBe(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      decodeHeldOut(noise, ['a']);
    }));
  });

  it('are never packed with a row twice', () => {
    expect(() => packHeldOut([{ row: 1, label: 'a', predicted: 'a', confidence: 1 }, { row: 1, label: 'a', predicted: 'b', confidence: 1 }])).toThrow('twice');
  });
});

describe('comparing two heads', () => {
  const of = (...given: readonly (readonly [number, string, string])[]) => packHeldOut(given.map(([row, label, predicted]) => ({ row, label, predicted, confidence: 0.5 })));

  it('names every shared row whose answer changed, and what became of it', () => {
    const before = of([1, 'a', 'a'], [2, 'a', 'b'], [3, 'a', 'b'], [4, 'a', 'a'], [5, 'a', 'b'], [6, 'a', 'a'], [7, 'a', 'a']);
    const after = of([1, 'a', 'a'], [2, 'a', 'a'], [3, 'a', 'c'], [4, 'a', 'b'], [5, 'a', 'b'], [6, 'b', 'b'], [9, 'a', 'a']);
    const compared = compareHeldOut(before, after);
    expect(compared).toMatchObject({ shared: 6, onlyBefore: 1, onlyAfter: 1, bothRight: 1, bothWrong: 2, fixed: 1, broken: 1, relabelled: 1 });
    expect(compared.changed.map(({ row, verdict }) => `${row} ${verdict}`)).toEqual(['2 fixed', '3 still-wrong', '4 broken', '6 relabelled']);
    expect(compared.changed[0]).toEqual({ row: 2, label: 'a', before: { predicted: 'b', confidence: 0.5 }, after: { predicted: 'a', confidence: 0.5 }, verdict: 'fixed' });
  });

  it('counts every shared row once, and the same mirrored', () => {
    fc.assert(fc.property(rows, rows, (one, other) => {
      const [a, b] = [packHeldOut(one), packHeldOut(other)];
      const there = compareHeldOut(a, b);
      const back = compareHeldOut(b, a);
      expect(there.bothRight + there.bothWrong + there.fixed + there.broken + there.relabelled).toBe(there.shared);
      expect([there.fixed, there.broken, there.onlyBefore]).toEqual([back.broken, back.fixed, back.onlyAfter]);
      expect(compareHeldOut(a, a).changed).toEqual([]);
    }));
  });

  it('is for heads of the same data, or of versions of one dataset', () => {
    expect(isComparable({ hash: 'x', root: null }, { hash: 'x', root: 'r' })).toBe(true);
    expect(isComparable({ hash: 'x', root: 'r' }, { hash: 'y', root: 'r' })).toBe(true);
    expect(isComparable({ hash: 'x', root: null }, { hash: 'y', root: null })).toBe(false);
    expect(isComparable({ hash: '', root: null }, { hash: '', root: null })).toBe(false);
  });
});
