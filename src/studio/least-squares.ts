import type { LinearModel } from '../classifier/solve-svm.ts';
import type { TrainingRows } from '../classifier/training-rows.ts';

/** A model fitted by least squares, and what it takes to say what it would be without some of its rows. */
export interface LeastSquares {
  readonly model: LinearModel;
  /** rows × labels: how much each row adds to the weights of each label. */
  readonly alphas: Float64Array;
  /** Inverse of the kernel with its ridge, rows × rows. */
  readonly inverse: Float64Array;
}

/** A row as features and values, as the others see it. */
export interface SparseRow {
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Ridge regression onto +1 for the row's own label and -1 for the others, solved over the rows, not the features: O(rows³ + rows ×
 * rows × features of a row), a few milliseconds for a hundred rows. A constant input of 1 learns the bias. Of the rows it takes the
 * features alone: an embedding is to be among them (`denseAsFeatures`).
 */
export function fitLeastSquares(rows: TrainingRows, labels: Int32Array, labelCount: number, ridge: number): LeastSquares {
  const { count, width } = rows;
  const kernel = new Float64Array(count * count);
  const own = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    scatter(rows, i, own);
    for (let j = 0; j <= i; j++) kernel[i * count + j] = kernel[j * count + i] = 1 + dotWith(rows, j, own);
    kernel[i * count + i] = (kernel[i * count + i] ?? 0) + ridge;
    scatter(rows, i, own, true);
  }
  const inverse = invert(kernel, count);
  const alphas = new Float64Array(count * labelCount);
  const weights = new Float32Array(width * labelCount);
  const bias = new Float32Array(labelCount);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const part = inverse[i * count + j] ?? 0;
      for (let k = 0; k < labelCount; k++) alphas[i * labelCount + k] = (alphas[i * labelCount + k] ?? 0) + (labels[j] === k ? part : -part);
    }
    for (let k = 0; k < labelCount; k++) bias[k] = (bias[k] ?? 0) + (alphas[i * labelCount + k] ?? 0);
    for (let at = rows.starts[i] ?? 0; at < (rows.starts[i + 1] ?? 0); at++) {
      const from = (rows.features[at] ?? 0) * labelCount;
      for (let k = 0; k < labelCount; k++) weights[from + k] = (weights[from + k] ?? 0) + (rows.values[at] ?? 0) * (alphas[i * labelCount + k] ?? 0);
    }
  }
  return { model: { weights, bias, dense: new Float32Array(0) }, alphas, inverse };
}

/**
 * The alphas of the model fitted without the rows of `left` (theirs are 0), exactly and without fitting it: by the block of the inverse
 * (the leave-out identity of ridge regression; Cook and Weisberg 1982, for groups of rows). O(rows × left × labels).
 */
export function alphasWithout({ alphas, inverse }: LeastSquares, left: readonly number[], labelCount: number): Float64Array {
  const count = alphas.length / labelCount;
  const size = left.length;
  const block = new Float64Array(size * size);
  left.forEach((row, a) => left.forEach((column, b) => (block[a * size + b] = inverse[row * count + column] ?? 0)));
  const small = invert(block, size);
  const shares = new Float64Array(size * labelCount);
  for (let a = 0; a < size; a++) {
    left.forEach((row, b) => {
      for (let k = 0; k < labelCount; k++) shares[a * labelCount + k] = (shares[a * labelCount + k] ?? 0) + (small[a * size + b] ?? 0) * (alphas[row * labelCount + k] ?? 0);
    });
  }
  const without = alphas.slice();
  for (let row = 0; row < count; row++) {
    left.forEach((column, b) => {
      const part = inverse[row * count + column] ?? 0;
      for (let k = 0; k < labelCount; k++) without[row * labelCount + k] = (without[row * labelCount + k] ?? 0) - part * (shares[b * labelCount + k] ?? 0);
    });
  }
  for (const row of left) without.fill(0, row * labelCount, (row + 1) * labelCount);
  return without;
}

/** Scores of a row by such alphas over the rows they are of. */
export function scoresBy(alphas: Float64Array, rows: TrainingRows, row: SparseRow, labelCount: number): Float32Array {
  const dense = new Float64Array(rows.width);
  for (let at = 0; at < row.rows.length; at++) dense[row.rows[at] ?? 0] = row.values[at] ?? 0;
  const scores = new Float64Array(labelCount);
  for (let j = 0; j < rows.count; j++) {
    const likeness = 1 + dotWith(rows, j, dense);
    for (let k = 0; k < labelCount; k++) scores[k] = (scores[k] ?? 0) + likeness * (alphas[j * labelCount + k] ?? 0);
  }
  return Float32Array.from(scores);
}

function scatter({ starts, features, values }: TrainingRows, row: number, into: Float64Array, clear = false): void {
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) into[features[at] ?? 0] = clear ? 0 : (values[at] ?? 0);
}

function dotWith({ starts, features, values }: TrainingRows, row: number, dense: Float64Array): number {
  let sum = 0;
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) sum += (values[at] ?? 0) * (dense[features[at] ?? 0] ?? 0);
  return sum;
}

/** Inverse of a symmetric positive definite matrix, by Gauss and Jordan: its ridge makes pivots safe. */
function invert(matrix: Float64Array, size: number): Float64Array {
  const rest = matrix.slice();
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  for (let pivot = 0; pivot < size; pivot++) {
    const base = pivot * size;
    const scale = 1 / (rest[base + pivot] ?? 1);
    for (let j = pivot; j < size; j++) rest[base + j] = (rest[base + j] ?? 0) * scale;
    for (let j = 0; j <= pivot; j++) inverse[base + j] = (inverse[base + j] ?? 0) * scale;
    for (let row = 0; row < size; row++) {
      const factor = rest[row * size + pivot] ?? 0;
      if (row === pivot || factor === 0) continue;
      for (let j = pivot; j < size; j++) rest[row * size + j] = (rest[row * size + j] ?? 0) - factor * (rest[base + j] ?? 0);
      for (let j = 0; j <= pivot; j++) inverse[row * size + j] = (inverse[row * size + j] ?? 0) - factor * (inverse[base + j] ?? 0);
    }
  }
  return inverse;
}
