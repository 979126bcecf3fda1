import { dealFolds } from '../../src/classifier/deal-folds.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { nearestCentroidBaseline } from '../../src/evaluation/baselines.ts';
import { probabilityOf, type ScoredRows } from '../../src/evaluation/scored-rows.ts';
import type { VectorRows } from '../../src/evaluation/vector-rows.ts';

export interface Planted {
  readonly labels: readonly string[];
  readonly vectors: VectorRows;
  /** As they truly are, and as they were given after some were made wrong. */
  readonly truth: Int32Array;
  readonly given: Int32Array;
}

/** Rows around one centre a label, some given a wrong label: any other (symmetric), or always the next one (asymmetric). */
export function plantNoise(classes: number, rowsEach: number, share: number, kind: 'symmetric' | 'asymmetric', seed: number, spread = 0.5): Planted {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const dimension = 16;
  const centres = Float32Array.from({ length: classes * dimension }, normal);
  const truth = Int32Array.from({ length: classes * rowsEach }, (_, row) => row % classes);
  const data = Float32Array.from({ length: truth.length * dimension }, (_, at) => (centres[(truth[Math.floor(at / dimension)] ?? 0) * dimension + (at % dimension)] ?? 0) + spread * normal());
  const given = truth.map((label) => {
    if (random() >= share) return label;
    return (label + (kind === 'asymmetric' ? 1 : 1 + Math.floor(random() * (classes - 1)))) % classes;
  });
  return { labels: Array.from({ length: classes }, (_, label) => `label ${label}`), vectors: { dimension, data }, truth, given };
}

/** Out-of-fold probabilities of the given labels, by nearest centroids. */
export function scoreOutOfFold({ labels, vectors, given }: Planted, folds = 5): ScoredRows {
  const { dimension, data } = vectors;
  const fold = dealFolds(Array.from(given, String), folds, 1);
  const probabilities = new Float32Array(given.length * labels.length);
  const pick = (rows: number[]): VectorRows => ({ dimension, data: Float32Array.from(rows.flatMap((row) => [...data.subarray(row * dimension, (row + 1) * dimension)])) });
  for (let f = 0; f < folds; f++) {
    const all = [...given.keys()];
    const [inside, outside] = [all.filter((row) => fold[row] !== f), all.filter((row) => fold[row] === f)];
    const scored = nearestCentroidBaseline(
      labels,
      { vectors: pick(inside), labels: Int32Array.from(inside, (row) => given[row] ?? 0) },
      { vectors: pick(outside), truth: Int32Array.from(outside, (row) => given[row] ?? 0) },
      0.1,
    );
    outside.forEach((row, at) => labels.forEach((_, label) => (probabilities[row * labels.length + label] = probabilityOf(scored, at, label))));
  }
  return { labels, truth: given, probabilities };
}
