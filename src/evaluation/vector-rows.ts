import { outOfScope } from './scored-rows.ts';

/** Vectors of rows, row-major: rows × dimension. */
export interface VectorRows {
  readonly dimension: number;
  readonly data: Float32Array;
}

/** Inner product of row `i` of `a` and row `j` of `b`. */
export function dot(a: Float32Array, i: number, b: Float32Array, j: number, dimension: number): number {
  let sum = 0;
  for (let k = 0, x = i * dimension, y = j * dimension; k < dimension; k++, x++, y++) sum += (a[x] ?? 0) * (b[y] ?? 0);
  return sum;
}

/** Length of a row's vector, 0 for a text that has none. Throws a RangeError on one that is not finite. */
export function lengthOf({ data, dimension }: VectorRows, row: number): number {
  const length = Math.sqrt(dot(data, row, data, row, dimension));
  if (!Number.isFinite(length)) throw new RangeError(`the vector of row ${row} is not finite`);
  return length;
}

/** The rows named, at length 1 each, so that an inner product is a cosine; zeros stay zeros. */
export function unitRows(vectors: VectorRows, rows: ArrayLike<number>): Float32Array {
  const { dimension, data } = vectors;
  const units = new Float32Array(rows.length * dimension);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const length = lengthOf(vectors, row) || 1;
    for (let i = 0; i < dimension; i++) units[at * dimension + i] = (data[row * dimension + i] ?? 0) / length;
  }
  return units;
}

/** Mean vectors of the labels at length 1, each row counted at length 1; zeros for a label without rows. `labelOf` -1 is not counted. */
export function centroidsOf(vectors: VectorRows, labelOf: Int32Array, labels: number): Float32Array {
  const { dimension, data } = vectors;
  const sums = new Float32Array(labels * dimension);
  for (let row = 0; row < labelOf.length; row++) {
    const label = labelOf[row] ?? outOfScope;
    if (label === outOfScope) continue;
    const length = lengthOf(vectors, row) || 1;
    for (let i = 0; i < dimension; i++) sums[label * dimension + i] = (sums[label * dimension + i] ?? 0) + (data[row * dimension + i] ?? 0) / length;
  }
  return unitRows({ dimension, data: sums }, Int32Array.from({ length: labels }, (_, label) => label));
}
