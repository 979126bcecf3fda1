import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import type { TrainingRows } from '../../src/classifier/training-rows.ts';
import { alphasWithout, fitLeastSquares, scoresBy } from '../../src/studio/least-squares.ts';

const [count, width, labelCount] = [12, 7, 3];
const random = seededRandom(4);
const dense = Array.from({ length: count }, () => Array.from({ length: width }, () => random() - 0.5));
const labels = Int32Array.from({ length: count }, (_, row) => row % labelCount);

function rowsOf(kept: readonly number[]): TrainingRows {
  return {
    count: kept.length,
    width,
    starts: Int32Array.from({ length: kept.length + 1 }, (_, row) => row * width),
    features: Int32Array.from({ length: kept.length * width }, (_, at) => at % width),
    values: Float32Array.from(kept.flatMap((row) => dense[row] ?? [])),
    dense: new Float32Array(0),
    dimension: 0,
  };
}
const all = Array.from({ length: count }, (_, row) => row);
const asRow = (row: number) => ({ rows: Array.from({ length: width }, (_, at) => at), values: dense[row] ?? [] });

describe('least squares over rows', () => {
  it('scores a row by its weights as by its alphas', () => {
    const { model, alphas } = fitLeastSquares(rowsOf(all), labels, labelCount, 0.5);
    const scores = scoresBy(alphas, rowsOf(all), asRow(5), labelCount);
    scores.forEach((score, k) => {
      const byWeights = (dense[5] ?? []).reduce((sum, value, at) => sum + value * (model.weights[at * labelCount + k] ?? 0), model.bias[k] ?? 0);
      expect(score).toBeCloseTo(byWeights, 4);
    });
  });

  it.each([[[3]], [[0, 4, 11]]])('says what it would be without the rows %j as if it had been fitted without them', (left) => {
    const without = alphasWithout(fitLeastSquares(rowsOf(all), labels, labelCount, 0.5), left, labelCount);
    const kept = all.filter((row) => !left.includes(row));
    const anew = fitLeastSquares(rowsOf(kept), Int32Array.from(kept, (row) => labels[row] ?? 0), labelCount, 0.5).alphas;
    kept.forEach((row, at) => {
      for (let k = 0; k < labelCount; k++) expect(without[row * labelCount + k]).toBeCloseTo(anew[at * labelCount + k] ?? Number.NaN, 6);
    });
    for (const row of left) expect(without[row * labelCount]).toBe(0);
  });
});
