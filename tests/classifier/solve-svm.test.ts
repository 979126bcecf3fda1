import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { solveSvm, type SvmSettings } from '../../src/classifier/solve-svm.ts';
import type { TrainingRows } from '../../src/classifier/training-rows.ts';

const settings: SvmSettings = { cost: 0.7, epochs: 200, tolerance: 1e-4, biasInput: 1, seed: 1 };
const count = 60;
const width = 8;
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);

/** Three clouds in eight dimensions, as rows of features (all of them present) or as dense numbers. */
function clouds(dense: boolean): TrainingRows {
  const random = seededRandom(5);
  const values = Float32Array.from({ length: count * width }, (_, at) => random() + (at % width === Math.floor(at / width) % 3 ? 0.6 : 0));
  return dense
    ? { count, starts: new Int32Array(count + 1), features: new Int32Array(0), values: new Float32Array(0), width: 0, dense: values, dimension: width }
    : {
        count,
        starts: Int32Array.from({ length: count + 1 }, (_, i) => i * width),
        features: Int32Array.from({ length: count * width }, (_, at) => at % width),
        values, width, dense: new Float32Array(0), dimension: 0,
      };
}

describe('solveSvm', () => {
  it('finds the same weights whether a number is a feature or part of an embedding', () => {
    const sparse = solveSvm(clouds(false), labels, 3, settings);
    const dense = solveSvm(clouds(true), labels, 3, settings);
    for (let f = 0; f < width; f++) {
      for (let k = 0; k < 3; k++) expect(dense.dense[k * width + f]).toBeCloseTo(sparse.weights[f * 3 + k] ?? NaN, 3);
    }
    dense.bias.forEach((value, k) => expect(value).toBeCloseTo(sparse.bias[k] ?? NaN, 3));
  });

  it('reaches the optimum: every dual variable fits its margin', () => {
    for (const startScore of [0, -1]) {
      const rows = clouds(true);
      const { dense, bias, alphas } = solveSvm(rows, labels, 3, { ...settings, startScore });
      for (let i = 0; i < count; i++) {
        for (let k = 0; k < 3; k++) {
          let score = bias[k] ?? 0;
          for (let f = 0; f < width; f++) score += (rows.dense[i * width + f] ?? 0) * (dense[k * width + f] ?? 0);
          const margin = labels[i] === k ? score : -score;
          // The dual variable of a squared hinge is 2 × cost × the error.
          expect(alphas[i * 3 + k]).toBeCloseTo(2 * settings.cost * Math.max(0, 1 - margin), 2);
        }
      }
    }
  });

  it('takes a training up where it ended: another pass changes nothing', () => {
    const once = solveSvm(clouds(false), labels, 3, settings);
    const again = solveSvm(clouds(false), labels, 3, { ...settings, epochs: 1 }, () => true, { alphas: once.alphas });
    again.weights.forEach((value, at) => expect(value).toBeCloseTo(once.weights[at] ?? NaN, 3));
    const cold = solveSvm(clouds(false), labels, 3, { ...settings, epochs: 1 });
    expect(Math.max(...cold.weights.map((value, at) => Math.abs(value - (once.weights[at] ?? NaN))))).toBeGreaterThan(0.05);
  });

  it('lets an example of a rare label cost more when told to balance', () => {
    const rare = Int32Array.from(labels, (label, i) => (label === 2 && i > 6 ? 1 : label));
    const found = (balance: number): number => {
      const rows = clouds(false);
      const { weights, bias } = solveSvm(rows, rare, 3, { ...settings, balance });
      const score = (i: number, k: number): number =>
        rows.values.subarray(i * width, (i + 1) * width).reduce((sum, value, f) => sum + value * (weights[f * 3 + k] ?? 0), bias[k] ?? 0);
      return score(2, 2) + score(5, 2);
    };
    expect(found(0.5)).toBeGreaterThan(found(0) + 0.1);
  });

  it('comes to the same with variables left out early', () => {
    const all = solveSvm(clouds(false), labels, 3, settings);
    const fewer = solveSvm(clouds(false), labels, 3, { ...settings, shrinkAt: 0.1 });
    fewer.weights.forEach((value, at) => expect(value).toBeCloseTo(all.weights[at] ?? NaN, 2));
  });
});
