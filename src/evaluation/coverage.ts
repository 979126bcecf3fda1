import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { binomialAtMost, upperBound } from './proportion-bounds.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

/**
 * Error against coverage: what is answered without a person, and how much of it wrongly, when only answers at or above a
 * confidence are given. One place a distinct confidence, the highest first.
 */
export interface CoverageCurve {
  /** All rows, those taken for out of scope too: these are covered at no threshold. */
  readonly rows: number;
  readonly threshold: Float32Array;
  /** Rows answered at the threshold, and how many of them wrongly. */
  readonly covered: Int32Array;
  readonly wrong: Int32Array;
}

/** What a threshold promises of tickets like the held-out ones. */
export interface CoveragePoint {
  readonly threshold: number;
  readonly coveredRows: number;
  readonly wrongRows: number;
  /** Share of all rows that are answered, 0..1. */
  readonly coverage: number;
  /** Share of the answered rows that are wrong, as seen; 0 where none is answered. */
  readonly error: number;
  /** The error is at most this, but for the risk asked for (one-sided bound of Clopper and Pearson). */
  readonly errorBound: number;
}

/** The curve of answers. Of rows with equal confidence all are covered or none, as a threshold would have it. O(rows × log rows). */
export function drawCoverage({ truth, predicted, confidence }: Answers): CoverageCurve {
  const order = [...predicted.keys()].filter((row) => predicted[row] !== outOfScope).sort((a, b) => (confidence[b] ?? 0) - (confidence[a] ?? 0));
  const threshold: number[] = [];
  const covered: number[] = [];
  const wrong: number[] = [];
  let errors = 0;
  order.forEach((row, at) => {
    const sure = confidence[row] ?? Number.NaN;
    if (Number.isNaN(sure)) throw new RangeError(`row ${row} has no confidence`);
    if (truth[row] !== predicted[row]) errors++;
    const next = order[at + 1];
    if (next !== undefined && confidence[next] === sure) return;
    threshold.push(sure);
    covered.push(at + 1);
    wrong.push(errors);
  });
  return { rows: truth.length, threshold: Float32Array.from(threshold), covered: Int32Array.from(covered), wrong: Int32Array.from(wrong) };
}

/** Place of the last point of the curve with at most so many rows covered, -1 if there is none. */
function placeOf(covered: Int32Array, rows: number): number {
  let low = 0;
  let high = covered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((covered[middle] ?? 0) <= rows) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function pointAt(curve: CoverageCurve, place: number, risk: number): CoveragePoint {
  const coveredRows = curve.covered[place] ?? 0;
  const wrongRows = curve.wrong[place] ?? 0;
  return {
    threshold: curve.threshold[place] ?? 1,
    coveredRows,
    wrongRows,
    coverage: curve.rows > 0 ? coveredRows / curve.rows : 0,
    error: coveredRows > 0 ? wrongRows / coveredRows : 0,
    errorBound: upperBound(wrongRows, coveredRows, risk),
  };
}

/** What one threshold, named beforehand, would do: answers at or above it are given. The bound holds but for `risk`. */
export function coverageAt(curve: CoverageCurve, threshold: number, risk = 0.05): CoveragePoint {
  let place = -1;
  while (place + 1 < curve.threshold.length && (curve.threshold[place + 1] ?? 0) >= threshold) place++;
  return { ...pointAt(curve, place, risk), threshold };
}

/** Points of the curve for drawing, spread over the coverage, the last one included. */
export function pickPoints(curve: CoverageCurve, most = 200, risk = 0.05): CoveragePoint[] {
  const places = new Set<number>();
  const last = curve.covered.at(-1) ?? 0;
  for (let i = 1; i <= most; i++) places.add(placeOf(curve.covered, Math.round((i * last) / most)));
  places.delete(-1);
  return [...places].map((place) => pointAt(curve, place, risk));
}

/**
 * Area under the curve of risk and coverage (Geifman and El-Yaniv 2017): the mean error over all coverages from the surest row to
 * all that are answered. Of rows with equal confidence the wrong ones are taken as spread evenly. 0 without rows.
 */
export function areaUnderRisk({ covered, wrong }: CoverageCurve): number {
  let sum = 0;
  let rows = 0;
  let errors = 0;
  for (let place = 0; place < covered.length; place++) {
    const to = covered[place] ?? 0;
    const slope = ((wrong[place] ?? 0) - errors) / (to - rows);
    for (let i = 1; i <= to - rows; i++) sum += (errors + slope * i) / (rows + i);
    rows = to;
    errors = wrong[place] ?? 0;
  }
  return rows > 0 ? sum / rows : 0;
}

/** Thresholds from which the search starts anew, each with its part of the risk. */
const mostStarts = 4;
const steps = 100;

/**
 * The lowest threshold that keeps a promise: of what is answered at or above it, at most `acceptedError` (0..1) is wrong, and the
 * risk that this is not so of tickets like the held-out ones is at most `risk`. A threshold is taken when the exact one-sided bound
 * of Clopper and Pearson on its error is within what is accepted. Since the best of many thresholds is lucky, they are tested in a
 * fixed order, from few rows covered to more until one fails, from up to four starts that share the risk (fixed-sequence testing:
 * Angelopoulos et al., Learn then Test, 2021). `errorBound` is told at the risk the threshold was tested with. Fails with words for
 * the page where the rows are too few for any such promise, or wrong too often. Well under a millisecond.
 */
export function thresholdForError(curve: CoverageCurve, acceptedError: number, risk = 0.05): Outcome<CoveragePoint, 'too-few-rows' | 'too-many-errors'> {
  if (!(acceptedError > 0 && acceptedError < 1)) throw new RangeError('the accepted error lies between 0 and 1');
  const answered = curve.covered.at(-1) ?? 0;
  // Rows that carry the promise when none of them is wrong.
  const fewest = (starts: number): number => Math.ceil(Math.log(risk / starts) / Math.log1p(-acceptedError) - 1e-9);
  if (fewest(1) > answered) {
    return failure('too-few-rows', `${percent(acceptedError)} wrong answers can not be promised from ${answered} held-out rows: it takes ${fewest(1)} or more. Label more rows or accept more errors.`);
  }
  let starts = mostStarts;
  while (starts > 1 && fewest(starts) * 2 ** (starts - 1) > answered) starts--;
  const share = risk / starts;
  const step = Math.max(1, Math.floor(answered / steps));
  let best = -1;
  for (let start = 0; start < starts; start++) {
    const from = fewest(starts) * (answered / fewest(starts)) ** (start / starts);
    for (let rows = Math.floor(from); ; rows = Math.min(answered, rows + step)) {
      const place = placeOf(curve.covered, rows);
      // The chance of so few wrong rows if the error were just what is accepted.
      if (place < 0 || binomialAtMost(curve.wrong[place] ?? 0, curve.covered[place] ?? 0, acceptedError) > share) break;
      best = Math.max(best, place);
      if (rows >= answered) break;
    }
  }
  if (best >= 0) return success(pointAt(curve, best, share));
  return failure('too-many-errors', `No threshold keeps wrong answers under ${percent(acceptedError)}: the surest held-out rows are wrong too often to promise it. Accept more errors, or improve the labels.`);
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
