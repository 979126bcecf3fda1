import { normal, type Random } from './random.ts';
import { specialTokens } from './wordpieces.ts';

/** Tokens to either side that count as neighbours. */
const window = 8;
/** Context counts are raised to this power, which keeps rare words from looking special (Levy and others, 2015). */
const smoothing = 0.75;
/** Orthogonal iterations; the vectors only start the training, so a rough subspace is enough. */
const rounds = 4;

/** Rows of a symmetric sparse matrix. */
interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/**
 * Starting vectors for a token table, `rows × dimension`: truncated singular vectors of the positive pointwise mutual
 * information of neighbouring tokens, each row at length 1 times a weight that is small for frequent tokens
 * (a / (a + p), Arora and others, 2017). Tokens without neighbours get a short random row, special tokens zeros.
 */
export function initialVectors(texts: readonly Int32Array[], rows: number, dimension: number, random: Random): Float32Array {
  const frequencies = new Float64Array(rows);
  const matrix = mutualInformation(texts, rows, frequencies);
  const vectors = leadingVectors(matrix, rows, dimension, random);
  const total = Math.max(1, frequencies.reduce((sum, value) => sum + value, 0));
  for (let row = 0; row < rows; row += 1) {
    const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
    if (row < specialTokens.length) {
      vector.fill(0);
      continue;
    }
    let squares = 0;
    for (const value of vector) squares += value * value;
    const weight = 1e-3 / (1e-3 + (frequencies[row] ?? 0) / total);
    if (squares > 1e-12) scale(vector, weight / Math.sqrt(squares));
    else for (let d = 0; d < dimension; d += 1) vector[d] = (normal(random) * 0.3) / Math.sqrt(dimension);
  }
  return vectors;
}

function scale(vector: Float32Array, factor: number): void {
  for (let d = 0; d < vector.length; d += 1) vector[d] = (vector[d] ?? 0) * factor;
}

function mutualInformation(texts: readonly Int32Array[], rows: number, frequencies: Float64Array): SparseRows {
  const counts = new Map<number, number>();
  for (const ids of texts) {
    for (let i = 0; i < ids.length; i += 1) {
      const a = ids[i] ?? 0;
      frequencies[a] = (frequencies[a] ?? 0) + 1;
      if (a < specialTokens.length) continue;
      for (let j = i + 1; j < Math.min(ids.length, i + 1 + window); j += 1) {
        const b = ids[j] ?? 0;
        if (b < specialTokens.length || a === b) continue;
        const key = a < b ? a * rows + b : b * rows + a;
        counts.set(key, (counts.get(key) ?? 0) + 1 / (j - i));
      }
    }
  }
  const sums = new Float64Array(rows);
  let total = 0;
  for (const [key, count] of counts) {
    const [a, b] = [Math.floor(key / rows), key % rows];
    sums[a] = (sums[a] ?? 0) + count;
    sums[b] = (sums[b] ?? 0) + count;
    total += 2 * count;
  }
  const smoothed = sums.map((sum) => sum ** smoothing);
  const smoothedTotal = smoothed.reduce((sum, value) => sum + value, 0);
  const entries: [number, number, number][] = [];
  for (const [key, count] of counts) {
    const [a, b] = [Math.floor(key / rows), key % rows];
    // Made symmetric by smoothing both sides' context and taking the mean.
    const forward = Math.log((count * smoothedTotal) / ((sums[a] ?? 1) * (smoothed[b] ?? 1)));
    const backward = Math.log((count * smoothedTotal) / ((sums[b] ?? 1) * (smoothed[a] ?? 1)));
    const value = (forward + backward) / 2;
    if (value > 0 && total > 0) entries.push([a, b, value]);
  }
  return compress(entries, rows);
}

function compress(entries: readonly (readonly [number, number, number])[], rows: number): SparseRows {
  const starts = new Int32Array(rows + 1);
  for (const [a, b] of entries) {
    starts[a + 1] = (starts[a + 1] ?? 0) + 1;
    starts[b + 1] = (starts[b + 1] ?? 0) + 1;
  }
  for (let row = 0; row < rows; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const columns = new Int32Array(entries.length * 2);
  const values = new Float32Array(entries.length * 2);
  const put = (row: number, column: number, value: number): void => {
    const at = next[row] ?? 0;
    next[row] = at + 1;
    columns[at] = column;
    values[at] = value;
  };
  for (const [a, b, value] of entries) {
    put(a, b, value);
    put(b, a, value);
  }
  return { starts, columns, values };
}

/** Orthogonal iteration; column d of the answer is scaled by the square root of its eigenvalue. */
function leadingVectors(matrix: SparseRows, rows: number, dimension: number, random: Random): Float32Array {
  let basis = new Float32Array(rows * dimension);
  for (let i = 0; i < basis.length; i += 1) basis[i] = normal(random);
  orthonormalise(basis, rows, dimension);
  let lengths = new Float64Array(dimension);
  for (let round = 0; round < rounds; round += 1) {
    const product = multiply(matrix, basis, rows, dimension);
    lengths = orthonormalise(product, rows, dimension);
    basis = product;
  }
  for (let row = 0; row < rows; row += 1) {
    for (let d = 0; d < dimension; d += 1) {
      const at = row * dimension + d;
      basis[at] = (basis[at] ?? 0) * Math.sqrt(lengths[d] ?? 0);
    }
  }
  return basis;
}

function multiply(matrix: SparseRows, basis: Float32Array, rows: number, dimension: number): Float32Array<ArrayBuffer> {
  const product = new Float32Array(rows * dimension);
  for (let row = 0; row < rows; row += 1) {
    const to = row * dimension;
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at += 1) {
      const from = (matrix.columns[at] ?? 0) * dimension;
      const value = matrix.values[at] ?? 0;
      for (let d = 0; d < dimension; d += 1) product[to + d] = (product[to + d] ?? 0) + value * (basis[from + d] ?? 0);
    }
  }
  return product;
}

/** Gram-Schmidt on the columns, in place; answers their lengths before scaling. Works on a transposed copy for speed. */
function orthonormalise(basis: Float32Array, rows: number, dimension: number): Float64Array<ArrayBuffer> {
  const columns = Array.from({ length: dimension }, (_, d) => Float32Array.from({ length: rows }, (__, row) => basis[row * dimension + d] ?? 0));
  const lengths = new Float64Array(dimension);
  columns.forEach((column, d) => {
    for (let before = 0; before < d; before += 1) {
      const other = columns[before];
      if (other === undefined) continue;
      const along = dotProduct(column, other);
      for (let row = 0; row < rows; row += 1) column[row] = (column[row] ?? 0) - along * (other[row] ?? 0);
    }
    const length = Math.sqrt(dotProduct(column, column));
    lengths[d] = length;
    scale(column, length > 1e-9 ? 1 / length : 0);
    for (let row = 0; row < rows; row += 1) basis[row * dimension + d] = column[row] ?? 0;
  });
  return lengths;
}

function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
