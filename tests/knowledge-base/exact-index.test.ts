import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';

const vector = fc.array(fc.float({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true }), { minLength: 6, maxLength: 6 }).map((values) => Float32Array.from(values));

function cosineOf(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const length = (one: Float32Array): number => Math.sqrt(one.reduce((sum, value) => sum + value * value, 0));
  const both = length(a) * length(b);
  return length(a) ** 2 < 1e-12 || length(b) ** 2 < 1e-12 ? 0 : dot / both;
}

describe('the exact index', () => {
  it('gives the best matches, best first, as sorting all of them would', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 60 }), vector, fc.integer({ min: 1, max: 12 }), (rows, query, k) => {
        fc.pre(query.some((value) => Math.abs(value) > 0.01));
        const index = new ExactIndex(6, 2);
        rows.forEach((row, at) => index.add(`p${at}`, row));
        const found = index.search(query, k);
        const sorted = rows.map((row) => cosineOf(row, query)).sort((a, b) => b - a);
        expect(found).toHaveLength(Math.min(k, rows.length));
        found.forEach(({ score }, at) => expect(score).toBeCloseTo(sorted[at] ?? 0, 4));
      }),
    );
  });

  it('keeps every row findable through removals and replacements', () => {
    const change = fc.record({ id: fc.integer({ min: 0, max: 15 }), vector: fc.option(vector) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
        const index = new ExactIndex(6, 1);
        const truth = new Map<string, Float32Array>();
        for (const { id, vector: row } of changes) {
          if (row === null) {
            index.remove(`p${id}`);
            truth.delete(`p${id}`);
          } else {
            index.add(`p${id}`, row);
            truth.set(`p${id}`, row);
          }
        }
        expect(index.size).toBe(truth.size);
        for (const [id, row] of truth) expect(cosineOf(index.get(id) ?? new Float32Array(6), row)).toBeCloseTo(cosineOf(row, row), 4);
      }),
    );
  });

  it('refuses what is no vector of its dimension, and stays as it was', () => {
    const index = new ExactIndex(3);
    index.add('good', Float32Array.of(1, 0, 0));
    expect(() => index.add('short', Float32Array.of(1, 0))).toThrow(RangeError);
    expect(() => index.add('good', Float32Array.of(1, Number.NaN, 0))).toThrow(RangeError);
    expect(() => index.search(Float32Array.of(1, 0, Number.POSITIVE_INFINITY), 1)).toThrow(RangeError);
    expect(() => index.search(Float32Array.of(1, 0, 0), Number.NaN)).toThrow(RangeError);
    expect(index.search(Float32Array.of(1, 0, 0), 5)).toEqual([{ id: 'good', score: 1 }]);
  });

  it('finds the best of those allowed, asking about few', () => {
    const index = new ExactIndex(6);
    const rows = Array.from({ length: 500 }, (_, at) => Float32Array.from({ length: 6 }, (__, i) => Math.sin(at * 7 + i)));
    rows.forEach((row, at) => index.add(`p${at}`, row));
    const query = Float32Array.of(1, 2, 0, -1, 0.5, 0);
    let asked = 0;
    const isEven = (id: string): boolean => {
      asked += 1;
      return Number(id.slice(1)) % 2 === 0;
    };
    const all = index.search(query, 500).filter(({ id }) => Number(id.slice(1)) % 2 === 0);
    expect(index.search(query, 10, isEven)).toEqual(all.slice(0, 10));
    expect(asked).toBeLessThan(150);
    expect(index.search(query, 10, () => false)).toEqual([]);
  });

  it('clamps k and finds nothing for a vector without a direction', () => {
    const index = new ExactIndex(3);
    expect(index.search(Float32Array.of(1, 0, 0), 3)).toEqual([]);
    index.add('a', Float32Array.of(1, 0, 0));
    index.add('b', Float32Array.of(0, 1, 0));
    expect(index.search(Float32Array.of(1, 0, 0), 0)).toHaveLength(1);
    expect(index.search(new Float32Array(3), 3)).toEqual([]);
  });
});
