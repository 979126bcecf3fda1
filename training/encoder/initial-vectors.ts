import { normal, type Random } from './random.ts';
import { specialTokens } from './wordpieces.ts';

/** Tokens to either side that count as neighbours. */
const window = 5;
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

/** Rows counted at a time, as a dense block: 128 MB for 16,000 tokens, whatever the length of the texts. */
const blockRows = 2_000;

/**
 * Positive pointwise mutual information of neighbouring tokens, by rows. Counted block by block over all texts: a table of
 * all pairs met would be larger than memory.
 */
function mutualInformation(texts: readonly Int32Array[], rows: number, frequencies: Float64Array): SparseRows {
  const sums = countNeighbours(texts, rows, frequencies);
  const smoothed = sums.map((sum) => sum ** smoothing);
  const smoothedTotal = smoothed.reduce((sum, value) => sum + value, 0);
  const starts = new Int32Array(rows + 1);
  const columnParts: Int32Array[] = [];
  const valueParts: Float32Array[] = [];
  const block = new Float32Array(Math.min(blockRows, rows) * rows);
  for (let first = 0; first < rows; first += blockRows) {
    const last = Math.min(rows, first + blockRows);
    block.fill(0);
    eachNeighbour(texts, (a, b, weight) => {
      if (a >= first && a < last) block[(a - first) * rows + b] = (block[(a - first) * rows + b] ?? 0) + weight;
    });
    for (let a = first; a < last; a += 1) {
      const columns: number[] = [];
      const values: number[] = [];
      for (let b = 0; b < rows; b += 1) {
        const count = block[(a - first) * rows + b] ?? 0;
        if (count === 0) continue;
        // Made symmetric by smoothing both sides' context and taking the mean.
        const forward = Math.log((count * smoothedTotal) / ((sums[a] ?? 1) * (smoothed[b] ?? 1)));
        const backward = Math.log((count * smoothedTotal) / ((sums[b] ?? 1) * (smoothed[a] ?? 1)));
        const value = (forward + backward) / 2;
        if (value <= 0) continue;
        columns.push(b);
        values.push(value);
      }
      starts[a + 1] = (starts[a] ?? 0) + columns.length;
      columnParts.push(Int32Array.from(columns));
      valueParts.push(Float32Array.from(values));
    }
  }
  const columns = new Int32Array(starts[rows] ?? 0);
  const values = new Float32Array(starts[rows] ?? 0);
  for (let row = 0; row < rows; row += 1) {
    columns.set(columnParts[row] ?? [], starts[row]);
    values.set(valueParts[row] ?? [], starts[row]);
  }
  return { starts, columns, values };
}

/** Sum of the neighbour weights of each token; counts the tokens themselves into `frequencies`. */
function countNeighbours(texts: readonly Int32Array[], rows: number, frequencies: Float64Array): Float64Array<ArrayBuffer> {
  for (const ids of texts) for (const id of ids) frequencies[id] = (frequencies[id] ?? 0) + 1;
  const sums = new Float64Array(rows);
  eachNeighbour(texts, (a, _, weight) => {
    sums[a] = (sums[a] ?? 0) + weight;
  });
  return sums;
}

/** Every ordered pair of neighbours within the window, with a weight that falls with the distance. */
function eachNeighbour(texts: readonly Int32Array[], see: (a: number, b: number, weight: number) => void): void {
  for (const ids of texts) {
    for (let i = 0; i < ids.length; i += 1) {
      const a = ids[i] ?? 0;
      if (a < specialTokens.length) continue;
      const end = Math.min(ids.length, i + 1 + window);
      for (let j = i + 1; j < end; j += 1) {
        const b = ids[j] ?? 0;
        if (b < specialTokens.length || a === b) continue;
        const weight = 1 / (j - i);
        see(a, b, weight);
        see(b, a, weight);
      }
    }
  }
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
