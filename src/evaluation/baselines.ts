import { createScoreKeeper, outOfScope, type ScoredRows } from './scored-rows.ts';
import { centroidsOf, dot, lengthOf, type VectorRows } from './vector-rows.ts';

/** Probabilities kept a row; what is judged of a baseline is its best label. */
const kept = 20;
/** Cosines of sentence embeddings differ by hundredths; over this they become probabilities that differ. Not calibrated. */
const usualTemperature = 0.05;

/**
 * The baseline that always says the commonest label of the training rows, as surely as it is common there; of equally common ones
 * the first. `training` and `truth` are label numbers, -1 = out of scope (not counted). Each row keeps that one label.
 */
export function majorityBaseline(labels: readonly string[], training: Int32Array, truth: Int32Array): ScoredRows {
  const counts = new Int32Array(labels.length);
  let rows = 0;
  for (const label of training) {
    if (label === outOfScope) continue;
    counts[label] = (counts[label] ?? 0) + 1;
    rows++;
  }
  const best = counts.reduce((most, count, label) => (count > (counts[most] ?? 0) ? label : most), 0);
  const share = (counts[best] ?? 0) / Math.max(1, rows);
  return { labels, truth, probabilities: new Float32Array(truth.length).fill(share), columns: new Int32Array(truth.length).fill(rows > 0 ? best : outOfScope) };
}

/**
 * The baseline that says the label whose mean vector lies nearest by cosine; probabilities are the softmax of cosine / temperature
 * over the labels that have training rows, the 20 best kept. Throws a RangeError on vectors that are not finite.
 * O((training + held-out rows × labels) × dimension).
 */
export function nearestCentroidBaseline(
  labels: readonly string[],
  training: { readonly vectors: VectorRows; readonly labels: Int32Array },
  heldOut: { readonly vectors: VectorRows; readonly truth: Int32Array },
  temperature = usualTemperature,
): ScoredRows {
  const { dimension } = training.vectors;
  if (heldOut.vectors.dimension !== dimension) throw new RangeError('training and held-out vectors differ in dimension');
  const centroids = centroidsOf(training.vectors, training.labels, labels.length);
  const { scored, keep } = createScoreKeeper(labels, heldOut.truth, kept);
  const trained = new Set(training.labels);
  const known = Array.from(labels.keys()).filter((label) => trained.has(label));
  const { data } = heldOut.vectors;
  const cosines = new Float64Array(labels.length);
  for (let row = 0; row < heldOut.truth.length; row++) {
    const length = lengthOf(heldOut.vectors, row) || 1;
    let most = -Infinity;
    for (const label of known) {
      const cosine = dot(data, row, centroids, label, dimension) / length;
      cosines[label] = cosine;
      most = Math.max(most, cosine);
    }
    let sum = 0;
    for (const label of known) sum += cosines[label] = Math.exp(((cosines[label] ?? 0) - most) / temperature);
    for (const label of known) cosines[label] = (cosines[label] ?? 0) / sum;
    keep(row, cosines);
  }
  return scored;
}
