import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLabelErrors } from '../../src/evaluation/find-label-errors.ts';
import { createScoreKeeper, type ScoredRows } from '../../src/evaluation/scored-rows.ts';
import { plantNoise, scoreOutOfFold } from './plant-noise.ts';

const scoredOf = (labels: number, rows: readonly (readonly [number, ...number[]])[]): ScoredRows => ({
  labels: Array.from({ length: labels }, (_, label) => String(label)),
  truth: Int32Array.from(rows, ([given]) => given),
  probabilities: Float32Array.from(rows.flatMap(([, ...p]) => p)),
});

describe('likely wrong labels', () => {
  it('are counted by hand in the confident joint', () => {
    // Thresholds: label 0 (0.75 + 0.75 + 0.25 + 0.75) / 4 = 0.625, label 1 (0.75 + 0.5 + 0.75 + 0.875) / 4 = 0.71875.
    const found = findLabelErrors(
      scoredOf(2, [
        [0, 0.75, 0.25],
        [0, 0.75, 0.25],
        [0, 0.25, 0.75],
        [0, 0.75, 0.25],
        [1, 0.25, 0.75],
        [1, 0.5, 0.5],
        [1, 0.25, 0.75],
        [1, 0.125, 0.875],
      ]),
    );
    expect(found.suspects).toEqual([{ row: 2, given: 0, suggested: 1, givenProbability: 0.25, suggestedProbability: 0.75, score: 0.25, foundBy: 'both' }]);
    // One of the four confident rows of label 0 is off the diagonal: 1 of its 4 rows, of 8 in all.
    expect(found.mixedUp).toEqual([{ given: 0, truth: 1, rows: 1 }]);
    expect(found.expectedWrong).toBe(1 / 8);
    expect(found.rows).toBe(8);
  });

  it('are more than the confident ones where few rows of a label are confident', () => {
    // Only two of the four rows of label 0 are confident, one of them of label 1: two rows are taken to be wrong, and pruned.
    const found = findLabelErrors(
      scoredOf(2, [
        [0, 0.875, 0.125],
        [0, 0.125, 0.875],
        [0, 0.375, 0.625],
        [0, 0.4375, 0.5625],
        [1, 0.25, 0.75],
        [1, 0.25, 0.75],
        [1, 0.25, 0.75],
      ]),
    );
    expect(found.suspects.map(({ row, foundBy }) => [row, foundBy])).toEqual([
      [1, 'both'],
      [2, 'noise-rate'],
    ]);
  });

  for (const [kind, share, spread, precision, recall] of [
    ['symmetric', 0.05, 0.5, 0.95, 0.9],
    ['symmetric', 0.1, 0.5, 0.95, 0.95],
    ['asymmetric', 0.05, 0.5, 0.95, 0.95],
    ['asymmetric', 0.1, 0.5, 0.95, 0.95],
    // Labels that overlap: the model itself is wrong on 4 rows in 100.
    ['symmetric', 0.05, 1, 0.8, 0.75],
    ['symmetric', 0.1, 1, 0.85, 0.75],
    ['asymmetric', 0.05, 1, 0.8, 0.9],
    ['asymmetric', 0.1, 1, 0.85, 0.9],
  ] as const) {
    it(`are found among ${share * 100}% ${kind} wrong ones, labels ${spread > 0.5 ? 'overlapping' : 'apart'}`, () => {
      const planted = plantNoise(10, 100, share, kind, 3, spread);
      const found = findLabelErrors(scoreOutOfFold(planted));
      const isWrong = (row: number): boolean => planted.given[row] !== planted.truth[row];
      const wrong = [...planted.given.keys()].filter(isWrong).length;
      const hits = found.suspects.filter(({ row }) => isWrong(row));
      expect(hits.length / found.suspects.length).toBeGreaterThanOrEqual(precision);
      expect(hits.length / wrong).toBeGreaterThanOrEqual(recall);
      expect(Math.abs(found.expectedWrong - wrong / 1000)).toBeLessThan(0.015);
      expect(hits.filter(({ row, suggested }) => planted.truth[row] === suggested).length / hits.length).toBeGreaterThan(0.9);
      // The surest half is surer to be wrong than the other.
      const half = found.suspects.slice(0, Math.ceil(found.suspects.length / 2));
      expect(half.filter(({ row }) => isWrong(row)).length / half.length).toBeGreaterThanOrEqual(hits.length / found.suspects.length);
    });
  }

  it('are hardly any where none was planted', () => {
    expect(findLabelErrors(scoreOutOfFold(plantNoise(10, 100, 0, 'symmetric', 3))).suspects).toEqual([]);
    expect(findLabelErrors(scoreOutOfFold(plantNoise(10, 100, 0, 'symmetric', 3, 1))).suspects.length).toBeLessThan(10);
  });

  it('are the same with only the best few probabilities kept', () => {
    const full = scoreOutOfFold(plantNoise(10, 40, 0.1, 'symmetric', 5, 0.8));
    const { scored, keep } = createScoreKeeper(full.labels, full.truth, 5);
    full.truth.forEach((_, row) => keep(row, full.probabilities.subarray(row * 10, row * 10 + 10)));
    expect(findLabelErrors(scored)).toEqual(findLabelErrors(full));
  });

  it('leave alone labels with one or two rows, and what is out of scope', () => {
    const found = findLabelErrors(
      scoredOf(3, [
        [0, 0.75, 0.125, 0.125],
        [0, 0.75, 0.125, 0.125],
        [0, 0.125, 0, 0.875],
        [1, 0.75, 0.25, 0],
        [1, 0.75, 0.25, 0],
        [2, 1, 0, 0],
        [-1, 0, 0, 1],
      ]),
    );
    expect(found).toMatchObject({ suspects: [], rows: 3, expectedWrong: 0, notJudged: [1, 2] });
    expect(findLabelErrors(scoredOf(0, []))).toMatchObject({ suspects: [], rows: 0, expectedWrong: 0 });
    expect(findLabelErrors(scoredOf(1, [[0, 1], [0, 1], [0, 1]])).suspects).toEqual([]);
    expect(() => findLabelErrors(scoredOf(1, [[0, Number.NaN]]))).toThrow(RangeError);
  });

  it('are never more than the rows, sorted by their score, and suggest another label', () => {
    const row = fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const found = findLabelErrors(scoredOf(3, rows.map(([given, a, b, c]) => [given, a / (a + b + c), b / (a + b + c), c / (a + b + c)])));
        expect(found.expectedWrong).toBeGreaterThanOrEqual(0);
        expect(found.expectedWrong).toBeLessThanOrEqual(1);
        expect(new Set(found.suspects.map((suspect) => suspect.row)).size).toBe(found.suspects.length);
        found.suspects.forEach((suspect, at) => {
          expect(suspect.score).toBeGreaterThanOrEqual(found.suspects[at - 1]?.score ?? 0);
          expect(suspect.score).toBeLessThan(0.5);
          expect(suspect.suggested).not.toBe(suspect.given);
        });
      }),
    );
  });
});
