import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** How vectors of one collection are changed before they are compared: minus `mean`, times `transform`, to unit length. */
export interface Adaptation {
  readonly dimension: number;
  readonly mean: Float32Array;
  /** `dimension × dimension`, row-major, symmetric. */
  readonly transform: Float32Array;
}

/** Below this many passages their directions say more about chance than about the collection. */
const fewestRows = 100;
/** Rows looked at: more change the directions no further, and cost time. */
const mostRows = 4_000;
/** Rows of an evenly spread collection added to the one seen: keeps rare directions of a small one from being blown up. */
const evenRows = 32;

/**
 * Learns from a collection's own vectors which directions it has everywhere: what all articles of a shop are about tells
 * none of them apart, and an encoder trained elsewhere cannot know it. The covariance is taken to the power −`strength`:
 * 0 leaves directions as they are, 0.5 makes all of equal weight (soft whitening; Su and others, 2021, "Whitening sentence representations"). `rows` is row-major, `count × dimension`, of
 * unit vectors; rows of zeros are left out. Null when there are too few to learn from. Takes some 0.3 s for 4,000 × 256.
 */
export function fitAdaptation(rows: Float32Array, dimension: number, strength: number): Adaptation | null {
  const count = Math.floor(rows.length / dimension);
  const step = Math.max(1, Math.ceil(count / mostRows));
  const mean = new Float64Array(dimension);
  let seen = 0;
  for (let row = 0; row < count; row += step) {
    const from = row * dimension;
    if (isZeroRow(rows, from, dimension)) continue;
    seen += 1;
    for (let d = 0; d < dimension; d += 1) mean[d] = (mean[d] ?? 0) + (rows[from + d] ?? 0);
  }
  if (seen < fewestRows) return null;
  for (let d = 0; d < dimension; d += 1) mean[d] = (mean[d] ?? 0) / seen;

  const covariance = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (let row = 0; row < count; row += step) {
    const from = row * dimension;
    if (isZeroRow(rows, from, dimension)) continue;
    for (let d = 0; d < dimension; d += 1) centred[d] = (rows[from + d] ?? 0) - (mean[d] ?? 0);
    for (let a = 0; a < dimension; a += 1) {
      const value = centred[a] ?? 0;
      const at = a * dimension;
      for (let b = a; b < dimension; b += 1) covariance[at + b] = (covariance[at + b] ?? 0) + value * (centred[b] ?? 0);
    }
  }
  let trace = 0;
  for (let d = 0; d < dimension; d += 1) trace += covariance[d * dimension + d] ?? 0;
  if (!(trace > 0)) return null;
  const even = (trace / seen / dimension) * evenRows;
  const matrix = new Matrix(dimension, dimension);
  for (let a = 0; a < dimension; a += 1) {
    for (let b = a; b < dimension; b += 1) {
      const value = ((covariance[a * dimension + b] ?? 0) + (a === b ? even : 0)) / (seen + evenRows);
      matrix.set(a, b, value);
      matrix.set(b, a, value);
    }
  }
  return { dimension, mean: Float32Array.from(mean), transform: inversePower(matrix, dimension, strength) };
}

/** V · diag(λ^−strength) · Vᵀ, scaled so that a vector keeps its length on average. */
function inversePower(matrix: Matrix, dimension: number, strength: number): Float32Array {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const largest = Math.max(...realEigenvalues);
  const powers = realEigenvalues.map((value) => Math.max(value, largest * 1e-4) ** -strength);
  const scale = powers.reduce((sum, value) => sum + value, 0) / dimension;
  const scaled = eigenvectorMatrix.clone();
  for (let column = 0; column < dimension; column += 1) scaled.mulColumn(column, (powers[column] ?? 0) / scale);
  return Float32Array.from(scaled.mmul(eigenvectorMatrix.transpose()).to1DArray());
}

/** A vector as the collection sees it: unit length, or zeros for zeros. Throws on a wrong dimension. */
export function adaptVector(vector: Float32Array, adaptation: Adaptation): Float32Array {
  const { dimension, mean, transform } = adaptation;
  if (vector.length !== dimension) throw new RangeError(`the vector has ${vector.length} values, not ${dimension}`);
  const out = new Float32Array(dimension);
  if (isZeroRow(vector, 0, dimension)) return out;
  for (let a = 0; a < dimension; a += 1) {
    const value = (vector[a] ?? 0) - (mean[a] ?? 0);
    const at = a * dimension;
    for (let d = 0; d < dimension; d += 1) out[d] = (out[d] ?? 0) + value * (transform[at + d] ?? 0);
  }
  let squares = 0;
  for (const value of out) squares += value * value;
  const scale = squares > 1e-18 ? 1 / Math.sqrt(squares) : 0;
  for (let d = 0; d < dimension; d += 1) out[d] = (out[d] ?? 0) * scale;
  return out;
}

function isZeroRow(rows: Float32Array, from: number, dimension: number): boolean {
  for (let d = 0; d < dimension; d += 1) if (rows[from + d] !== 0) return false;
  return true;
}
