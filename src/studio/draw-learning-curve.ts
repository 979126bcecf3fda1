import { seededRandom } from '../classifier/seeded-random.ts';
import { expectError, fitLearningCurve, nestRows, trainingSizes, type CurvePoint, type LearningCurve } from '../evaluation/learning-curve.ts';
import type { Figure } from '../evaluation/proportion-bounds.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { rowsThatFit } from './learn-within.ts';
import type { PreparedSet } from './prepare-rows.ts';
import type { LearnStep } from './studio-job.ts';
import { answerPart, trainPart } from './train-part.ts';

const sizes = 5;

/** How the error falls as rows are added. */
export interface DrawnCurve {
  /** By ascending number of training rows. */
  readonly points: readonly CurvePoint[];
  /** The power law through them; null with fewer than three sizes. */
  readonly fit: LearningCurve | null;
  /** The error with twice the rows, with its interval; null without a fit. */
  readonly doubled: Figure | null;
}

/**
 * Trains on ever larger parts of the rows that are not held out, each part within the next, and judges each by the same held-out rows.
 * `onPoint` is told of each as it is there.
 */
export function drawLearningCurve(
  prepared: PreparedSet,
  heldOutIds: Int32Array,
  seed: number,
  report: (step: LearnStep) => void,
  onPoint: (point: CurvePoint) => void,
): Outcome<DrawnCurve, 'bad-input'> {
  const { set } = prepared;
  const held = new Set(heldOutIds);
  const heldOut = [...set.ids.keys()].filter((row) => held.has(set.ids[row] ?? -1));
  const training = [...set.ids.keys()].filter((row) => !held.has(set.ids[row] ?? -1));
  const labels = training.map((row) => set.labels[row] ?? '');
  const names = new Set(labels);
  if (heldOut.length === 0 || names.size < 2) return failure('bad-input', 'The rows held out are no longer in the dataset. Train again, then draw the curve.');
  const nested = nestRows(labels, seededRandom(seed));
  const most = rowsThatFit(nested.map((i) => set.texts[training[i] ?? 0]?.length ?? 0), names.size);
  const tried = trainingSizes(most, names.size, sizes);
  const points: CurvePoint[] = [];
  tried.forEach((size, at) => {
    const told = (done: number, total: number): void => report({ status: 'learning', part: at + 1, parts: tried.length, done, total });
    told(0, 1);
    const rows = Array.from(nested.subarray(0, size), (i) => training[i] ?? 0);
    const head = trainPart(prepared, rows, seed, told);
    const { truth, predicted } = answerPart(head, prepared, heldOut);
    const wrong = truth.reduce((sum, label, row) => sum + (label === predicted[row] ? 0 : 1), 0);
    const point = { trainingRows: size, error: wrong / heldOut.length, heldOutRows: heldOut.length };
    points.push(point);
    onPoint(point);
  });
  const fitted = fitLearningCurve(points, { random: seededRandom(seed) });
  const fit = fitted.ok ? fitted.value : null;
  return success({ points, fit, doubled: fit === null ? null : expectError(fit, 2 * training.length) });
}
