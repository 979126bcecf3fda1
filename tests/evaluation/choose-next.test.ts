import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { chooseNext } from '../../src/evaluation/choose-next.ts';
import type { ScoredRows } from '../../src/evaluation/scored-rows.ts';

/** A pool of rows over three labels: probabilities and a direction in degrees. */
function poolOf(rows: readonly (readonly [number, number, number, degrees: number])[]): { pool: ScoredRows; vectors: { dimension: number; data: Float32Array } } {
  return {
    pool: { labels: ['a', 'b', 'c'], truth: new Int32Array(rows.length).fill(-1), probabilities: Float32Array.from(rows.flatMap(([a, b, c]) => [a, b, c])) },
    vectors: { dimension: 2, data: directions(rows.map((row) => row[3])) },
  };
}
const directions = (degrees: readonly number[]): Float32Array => Float32Array.from(degrees.flatMap((each) => [Math.cos((each * Math.PI) / 180), Math.sin((each * Math.PI) / 180)]));

describe('what to label next', () => {
  it('is what the model can not decide between, and says between what', () => {
    const { pool, vectors } = poolOf([
      [0.9, 0.1, 0, 0],
      [0, 0.5, 0.5, 90],
      [0.5, 0.1, 0.4, 180],
    ]);
    const [first] = chooseNext(pool, vectors, { count: 1 });
    expect(first).toMatchObject({ row: 1, alike: 1, reason: { kind: 'unsure-between', labels: [1, 2], probabilities: [0.5, 0.5] } });
    expect(chooseNext(pool, vectors, { count: 3 }).map(({ row }) => row).sort()).toEqual([0, 1, 2]);
    expect(chooseNext(pool, vectors, { count: 3 }).find(({ row }) => row === 0)?.reason).toMatchObject({ kind: 'unsure', label: 0 });
  });

  it('is far from what was chosen before', () => {
    // The second most uncertain row says nearly what the first says; the third, far away, comes first.
    const { pool, vectors } = poolOf([
      [0.5, 0.5, 0, 0],
      [0.52, 0.48, 0, 15],
      [0.6, 0.4, 0, 120],
    ]);
    expect(chooseNext(pool, vectors, { count: 2 }).map(({ row }) => row)).toEqual([0, 2]);
  });

  it('is far from what is labelled already', () => {
    const { pool, vectors } = poolOf([
      [0.5, 0.5, 0, 0],
      [0.55, 0.45, 0, 90],
    ]);
    const labelled = { dimension: 2, data: directions([2]) };
    expect(chooseNext(pool, vectors, { count: 1, labelled })[0]?.row).toBe(1);
    expect(chooseNext(pool, vectors, { count: 1 })[0]?.row).toBe(0);
  });

  it('says what is unlike anything labelled, measured by how near labelled rows are to one another', () => {
    const { pool, vectors } = poolOf([
      [0.5, 0.5, 0, 180],
      [0.5, 0.5, 0, 41],
    ]);
    const labelled = { dimension: 2, data: directions(Array.from({ length: 40 }, (_, at) => 2 * at)) };
    const chosen = chooseNext(pool, vectors, { labelled });
    expect(chosen.map(({ row, reason }) => [row, reason.kind])).toEqual([
      [0, 'unlike-labelled'],
      [1, 'unsure-between'],
    ]);
    // From a handful of labelled rows it can not be told what is strange.
    const few = { dimension: 2, data: directions([0, 2, 4]) };
    expect(chooseNext(pool, vectors, { labelled: few }).every(({ reason }) => reason.kind === 'unsure-between')).toBe(true);
  });

  it('is asked once of what is nearly the same', () => {
    const { pool, vectors } = poolOf([
      [0.5, 0.5, 0, 0],
      [0.5, 0.5, 0, 1],
      [0.5, 0.5, 0, 90],
      [0.4, 0.3, 0.3, 200],
    ]);
    const chosen = chooseNext(pool, vectors, { groups: Int32Array.of(0, 1, 2, 2) });
    // Rows 0 and 1 by their vectors, rows 2 and 3 by their group.
    expect(chosen.map(({ row, alike }) => [row, alike])).toEqual([
      [0, 1],
      [2, 2],
    ]);
  });

  it('may prefer what is asked often', () => {
    const { pool, vectors } = poolOf([
      [0.5, 0.5, 0, 0],
      [0.55, 0.45, 0, 90],
      [0.55, 0.45, 0, 90],
    ]);
    const groups = Int32Array.of(0, 1, 1);
    expect(chooseNext(pool, vectors, { count: 1, groups })[0]?.row).toBe(0);
    expect(chooseNext(pool, vectors, { count: 1, groups, preferCommon: true })[0]).toMatchObject({ row: 1, alike: 2 });
  });

  it('leaves out rows without a vector, and refuses what is not finite', () => {
    const { pool, vectors } = poolOf([[0.5, 0.5, 0, 0]]);
    expect(chooseNext(pool, { dimension: 2, data: new Float32Array(2) })).toEqual([]);
    expect(chooseNext({ ...pool, truth: new Int32Array(), probabilities: new Float32Array() }, { dimension: 2, data: new Float32Array() })).toEqual([]);
    expect(() => chooseNext(pool, { dimension: 2, data: Float32Array.of(1, Number.NaN) })).toThrow(RangeError);
    expect(() => chooseNext({ ...pool, probabilities: new Float32Array(3).fill(Number.NaN) }, vectors)).toThrow(RangeError);
    expect(() => chooseNext(pool, { dimension: 3, data: vectors.data })).toThrow(RangeError);
  });

  it('covers groups that pure uncertainty would leave out', () => {
    // 300 rows of one unsure kind, 10 of another: both are asked of.
    const random = seededRandom(3);
    const rows = Array.from({ length: 310 }, (_, row) => [0.5 + 0.02 * random(), 0.48, 0, (row < 300 ? 0 : 120) + 40 * random()] as const);
    const { pool, vectors } = poolOf(rows);
    const chosen = chooseNext(pool, vectors, { count: 4 });
    expect(chosen.some(({ row }) => row >= 300)).toBe(true);
  });

  it('chooses no row twice and never more than asked, the same each time', () => {
    const p = fc.integer({ min: 0, max: 4 });
    const row = fc.tuple(p, p, p, fc.integer({ min: 0, max: 360 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 0, max: 10 }), (rows, count) => {
        const { pool, vectors } = poolOf(rows.map(([a, b, c, d]) => [a / (a + b + c + 1), b / (a + b + c + 1), c / (a + b + c + 1), d]));
        const chosen = chooseNext(pool, vectors, { count });
        expect(chosen.length).toBeLessThanOrEqual(count);
        expect(new Set(chosen.map((each) => each.row)).size).toBe(chosen.length);
        expect(chooseNext(pool, vectors, { count })).toEqual(chosen);
      }),
    );
  });
});

