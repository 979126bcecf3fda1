/**
 * What a head learnt, in the form the forward pass reads. Features are the n-gram buckets seen often enough in training,
 * in ascending order of bucket; row `i` of `weights` belongs to `buckets[i]`.
 */
export interface HeadWeights {
  /** Ascending, distinct. */
  readonly buckets: Int32Array;
  /** Inverse document frequency of each feature. */
  readonly idf: Float32Array;
  /** Row-major, `buckets.length × labels`. */
  readonly weights: Float32Array;
  /** One a label. */
  readonly bias: Float32Array;
  /** Row-major, `embedding dimension × labels`; empty when the head reads no embedding. */
  readonly embedding: Float32Array;
}
