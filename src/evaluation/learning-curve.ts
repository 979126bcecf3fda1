import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Figure } from './proportion-bounds.ts';
import { percentileInterval, usual, type Resampling } from './resample-rows.ts';

/**
 * Sizes of training sets to try, ascending: all rows, half of them, a quarter and so on, at most `steps`, and none so small that a
 * label would have fewer than two rows on average.
 */
export function trainingSizes(rows: number, labels: number, steps = 5): number[] {
  const sizes: number[] = [];
  for (let size = rows; sizes.length < steps && size >= 1 && (sizes.length === 0 || size >= 2 * labels); size = Math.round(size / 2)) {
    if (size === sizes.at(-1)) break;
    sizes.push(size);
  }
  return sizes.reverse();
}

/**
 * The rows in an order of which every beginning is a stratified sample, so that the training sets of a learning curve lie one in
 * another: one row of every label first, then the others of each label evenly spread. O(rows × log rows).
 */
export function nestRows(labels: readonly string[], random: () => number): Int32Array {
  const byLabel = new Map<string, number[]>();
  labels.forEach((label, row) => {
    const known = byLabel.get(label);
    if (known) known.push(row);
    else byLabel.set(label, [row]);
  });
  const keys = new Float64Array(labels.length);
  for (const label of [...byLabel.keys()].sort()) {
    const rows = byLabel.get(label) ?? [];
    for (let i = rows.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [rows[i], rows[j]] = [rows[j] ?? 0, rows[i] ?? 0];
    }
    const shift = random();
    // The first one's key lies below 0, and so before all second ones.
    rows.forEach((row, rank) => (keys[row] = (rank - 1 + shift) / rows.length));
  }
  return Int32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
}

/** What a training of one size came to. */
export interface CurvePoint {
  readonly trainingRows: number;
  /** Share of the held-out rows that were wrong, 0..1. */
  readonly error: number;
  readonly heldOutRows: number;
}

/** error = a × rows^-b + c; and the same of curves fitted to errors drawn anew, three numbers each, for the uncertainty. */
export interface LearningCurve {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly drawn: Float64Array;
  readonly level: number;
  /** The most rows that were tried: beyond them the curve is a guess. */
  readonly largest: number;
}

const steepest = 2;
const flattest = 0.02;
const fineness = 0.02;

/**
 * A power law through the points of a learning curve (Hestness et al. 2017; Cortes et al. 1994), by least squares weighted by what
 * the held-out rows can tell, with a ≥ 0, 0.02 ≤ b ≤ 2 and 0 ≤ c ≤ the lowest error seen. The uncertainty comes from fitting it anew
 * to errors drawn around those seen, by the deviation of their proportion, or by that of the points from the curve where it is
 * larger. Fails with fewer than three sizes. Points judged on the same held-out rows err together, which the interval leaves out.
 */
export function fitLearningCurve(points: readonly CurvePoint[], { random, resamples = 200, level = usual.level }: Resampling): Outcome<LearningCurve, 'too-few-sizes'> {
  const sound = points.filter(({ trainingRows, heldOutRows }) => trainingRows > 0 && heldOutRows > 0);
  if (sound.some(({ error }) => !(error >= 0 && error <= 1))) throw new RangeError('an error is no share of rows');
  if (new Set(sound.map(({ trainingRows }) => trainingRows)).size < 3) {
    return failure('too-few-sizes', 'A learning curve needs three training sizes or more. Label more rows, then draw it again.');
  }
  const largest = Math.max(...sound.map(({ trainingRows }) => trainingRows));
  const rows = sound.map(({ trainingRows }) => trainingRows / largest);
  const errors = sound.map(({ error }) => error);
  // An error of 0 on n rows may well be 1 in n + 2.
  const deviations = sound.map(({ error, heldOutRows: n }) => {
    const share = (error * n + 1) / (n + 2);
    return Math.sqrt((share * (1 - share)) / n);
  });
  const fit = fitPowerLaw(rows, errors, deviations);
  const spare = Math.max(1, sound.length - 3);
  const scale = Math.max(1, Math.sqrt(fit.misfit / spare));
  const drawn = new Float64Array(3 * resamples);
  for (let at = 0; at < resamples; at++) {
    const { a, b, c } = fitPowerLaw(rows, errors.map((error, i) => Math.min(1, Math.max(0, error + scale * (deviations[i] ?? 0) * normal(random)))), deviations);
    drawn.set([a * largest ** b, b, c], 3 * at);
  }
  return success({ a: fit.a * largest ** fit.b, b: fit.b, c: fit.c, drawn, level, largest });
}

/** The error that the curve expects of a training on so many rows, 0..1, with its interval. */
export function expectError(curve: LearningCurve, trainingRows: number): Figure {
  const of = (a: number, b: number, c: number): number => Math.min(1, a * trainingRows ** -b + c);
  const drawn = Float64Array.from({ length: curve.drawn.length / 3 }, (_, at) => of(curve.drawn[3 * at] ?? 0, curve.drawn[3 * at + 1] ?? 0, curve.drawn[3 * at + 2] ?? 0));
  return percentileInterval(of(curve.a, curve.b, curve.c), drawn, curve.level);
}

/** A draw from the normal distribution (Box and Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface PowerLaw {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Sum of squared distances from the curve, each over its deviation. */
  readonly misfit: number;
}

/** For each b the best a and c follow from linear least squares within their bounds; the best b is taken from a grid. */
function fitPowerLaw(rows: readonly number[], errors: readonly number[], deviations: readonly number[]): PowerLaw {
  const lowest = Math.min(...errors);
  let best: PowerLaw = { a: 0, b: flattest, c: 0, misfit: Infinity };
  for (let b = flattest; b <= steepest + 1e-9; b += fineness) {
    let [sw, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
    const powers = rows.map((each) => each ** -b);
    powers.forEach((x, i) => {
      const w = (deviations[i] ?? 1) ** -2;
      const y = errors[i] ?? 0;
      sw += w;
      sx += w * x;
      sxx += w * x * x;
      sy += w * y;
      sxy += w * x * y;
    });
    const free = (sw * sxy - sx * sy) / (sw * sxx - sx * sx);
    // The best within a box lies inside it or on a border.
    const candidates = [
      [free, (sy - free * sx) / sw],
      [Math.max(0, sxy / sxx), 0],
      [Math.max(0, (sxy - lowest * sx) / sxx), lowest],
    ] as const;
    for (const [a, c] of candidates) {
      if (!(a >= 0 && c >= 0 && c <= lowest)) continue;
      const misfit = powers.reduce((sum, x, i) => sum + (((errors[i] ?? 0) - a * x - c) / (deviations[i] ?? 1)) ** 2, 0);
      if (misfit < best.misfit - 1e-12) best = { a, b, c, misfit };
    }
  }
  return best;
}
