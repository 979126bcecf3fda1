/** Points to be clustered: row-major vectors and how many questions each row stands for. */
export interface Rows {
  readonly dimension: number;
  readonly data: Float32Array;
  readonly weights: Float64Array;
}

export function dot(a: Float32Array, atA: number, b: Float32Array, atB: number, dimension: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < dimension; i += 4) {
    s0 += (a[atA + i] ?? 0) * (b[atB + i] ?? 0);
    s1 += (a[atA + i + 1] ?? 0) * (b[atB + i + 1] ?? 0);
    s2 += (a[atA + i + 2] ?? 0) * (b[atB + i + 2] ?? 0);
    s3 += (a[atA + i + 3] ?? 0) * (b[atB + i + 3] ?? 0);
  }
  for (; i < dimension; i += 1) s0 += (a[atA + i] ?? 0) * (b[atB + i] ?? 0);
  return s0 + s1 + s2 + s3;
}

/**
 * Average-linkage clusters of some rows, none of which are nearer to each other than `threshold`. The mean similarity
 * between two clusters is the dot product of their means, so nothing but these is kept. By chains of nearest neighbours,
 * which give the same result as always joining the nearest two (Murtagh 1983), in quadratic time; a row whose nearest is
 * below the threshold is done, since joining others can only bring them further away. Ties go to the lower row. Answers for
 * each row of `members` the first row of its cluster.
 */
export function linkClusters(rows: Rows, members: readonly number[], threshold: number): Int32Array {
  const { dimension } = rows;
  const size = members.length;
  const means = new Float32Array(size * dimension);
  const weights = new Float64Array(size);
  const first = new Int32Array(size);
  members.forEach((row, at) => {
    means.set(rows.data.subarray(row * dimension, (row + 1) * dimension), at * dimension);
    weights[at] = rows.weights[row] ?? 1;
    first[at] = at;
  });
  let active = Array.from({ length: size }, (_, at) => at);
  const gone = new Uint8Array(size);
  const chain: number[] = [];
  let removed = 0;
  const remove = (at: number): void => {
    gone[at] = 1;
    removed += 1;
    if (removed * 4 > active.length) {
      active = active.filter((each) => gone[each] === 0);
      removed = 0;
    }
  };
  for (;;) {
    let tip = chain.at(-1);
    if (tip === undefined) {
      tip = active.find((each) => gone[each] === 0);
      if (tip === undefined) break;
      chain.push(tip);
    }
    const before = chain.at(-2);
    // The one before wins a tie, or a ring of equals would never close.
    let best = before ?? -1;
    let nearest = before === undefined ? -Infinity : dot(means, tip * dimension, means, before * dimension, dimension);
    for (const each of active) {
      if (each === tip || gone[each] === 1) continue;
      const similarity = dot(means, tip * dimension, means, each * dimension, dimension);
      if (similarity > nearest + 1e-9) {
        nearest = similarity;
        best = each;
      }
    }
    if (best === -1 || nearest < threshold) {
      // Similarities rise along a chain: what came before is further from its nearest still.
      for (const each of chain.splice(0)) remove(each);
    } else if (best === before) {
      chain.length -= 2;
      const [keep, drop] = best < tip ? [best, tip] : [tip, best];
      join(means, weights, keep, drop, dimension);
      first[drop] = keep;
      remove(drop);
    } else {
      chain.push(best);
    }
  }
  // A row joins the row it was joined to, and so on.
  for (let at = 0; at < size; at += 1) {
    let root = at;
    while (first[root] !== root) root = first[root] ?? root;
    first[at] = root;
  }
  return first;
}

function join(means: Float32Array, weights: Float64Array, keep: number, drop: number, dimension: number): void {
  const a = weights[keep] ?? 1;
  const b = weights[drop] ?? 1;
  for (let i = 0; i < dimension; i += 1) {
    const at = keep * dimension + i;
    means[at] = ((means[at] ?? 0) * a + (means[drop * dimension + i] ?? 0) * b) / (a + b);
  }
  weights[keep] = a + b;
}
