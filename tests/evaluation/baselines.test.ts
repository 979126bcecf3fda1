import { describe, expect, it } from 'vitest';
import { majorityBaseline, nearestCentroidBaseline } from '../../src/evaluation/baselines.ts';
import { answersOf, checkScoredRows, probabilityOf } from '../../src/evaluation/scored-rows.ts';

describe('baselines', () => {
  it('say the commonest label, as surely as it is common', () => {
    const scored = majorityBaseline(['a', 'b', 'c'], Int32Array.of(2, 1, 1, 2, 1, -1), Int32Array.of(0, 1));
    expect(checkScoredRows(scored).ok).toBe(true);
    const answers = answersOf(scored);
    expect([...answers.predicted]).toEqual([1, 1]);
    expect(answers.confidence[0]).toBeCloseTo(0.6, 6);
    expect([...answersOf(majorityBaseline(['a', 'b'], Int32Array.of(1, 0), Int32Array.of(0))).predicted]).toEqual([0]);
    expect([...answersOf(majorityBaseline(['a'], new Int32Array(), Int32Array.of(0))).predicted]).toEqual([-1]);
  });

  it('say the label whose mean is nearest by cosine', () => {
    const training = { vectors: { dimension: 2, data: Float32Array.of(1, 0, 10, 1, 0, 1) }, labels: Int32Array.of(0, 0, 2) };
    const heldOut = { vectors: { dimension: 2, data: Float32Array.of(3, 0.5, 0, 7, 0, 0) }, truth: Int32Array.of(0, 2, 1) };
    const scored = nearestCentroidBaseline(['a', 'b', 'c'], training, heldOut, 0.5);
    expect(checkScoredRows(scored).ok).toBe(true);
    expect([...answersOf(scored).predicted]).toEqual([0, 2, 0]);
    // Second row: cosine 1 with c; with a, the mean of (1, 0) and (10, 1) / √101.
    const mean = [1 + 10 / Math.sqrt(101), 1 / Math.sqrt(101)] as const;
    const cosine = mean[1] / Math.hypot(...mean);
    expect(probabilityOf(scored, 1, 2)).toBeCloseTo(1 / (1 + Math.exp((cosine - 1) / 0.5)), 5);
    // A label without training rows is never said.
    expect([0, 1, 2].map((row) => probabilityOf(scored, row, 1))).toEqual([0, 0, 0]);
    // A text without a vector is as near to all.
    expect(probabilityOf(scored, 2, 0)).toBeCloseTo(0.5, 6);
  });

  it('refuse vectors that are not finite or do not fit', () => {
    const training = { vectors: { dimension: 1, data: Float32Array.of(Number.NaN) }, labels: Int32Array.of(0) };
    const heldOut = { vectors: { dimension: 1, data: Float32Array.of(1) }, truth: Int32Array.of(0) };
    expect(() => nearestCentroidBaseline(['a'], training, heldOut)).toThrow(RangeError);
    const sound = { vectors: { dimension: 1, data: Float32Array.of(1) }, labels: Int32Array.of(0) };
    expect(() => nearestCentroidBaseline(['a'], sound, { ...heldOut, vectors: { dimension: 2, data: Float32Array.of(1, 2) } })).toThrow(RangeError);
    expect(() => nearestCentroidBaseline(['a'], sound, { ...heldOut, vectors: { dimension: 1, data: Float32Array.of(Infinity) } })).toThrow(RangeError);
  });
});
