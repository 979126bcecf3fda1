import { exactInterval } from './proportion-bounds.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

export interface ReliabilityBin {
  /** Confidences of the bin: from `from` up to, but without, `to` (the last bin holds 1 too). */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean confidence and share of right answers, 0 without rows. */
  readonly confidence: number;
  readonly accuracy: number;
  /** Exact 95% interval of the accuracy. */
  readonly low: number;
  readonly high: number;
}

/** Whether "70% sure" is right seven times in ten. */
export interface Reliability {
  readonly rows: number;
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error over bins of equal width (Guo et al. 2017): the gap of each bin, weighted by its rows. */
  readonly ece: number;
  /** The same over bins of equally many rows (Nguyen and O'Connor 2015), which crowded confidences can not hide in. */
  readonly adaptiveEce: number;
}

/**
 * Confidence held against accuracy over `bins` bins of equal width, and the calibration error over them and over as many bins of
 * equal size. Rows taken for out of scope are left out: they have no answer to be sure of. O(rows × log rows).
 */
export function measureReliability({ truth, predicted, confidence }: Answers, bins = 15): Reliability {
  const answered = [...predicted.keys()].filter((row) => predicted[row] !== outOfScope);
  const counts = new Int32Array(bins);
  const sums = new Float64Array(bins);
  const hits = new Int32Array(bins);
  for (const row of answered) {
    const sure = confidence[row] ?? Number.NaN;
    if (Number.isNaN(sure)) throw new RangeError(`row ${row} has no confidence`);
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(sure * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[bin] = (sums[bin] ?? 0) + sure;
    if (truth[row] === predicted[row]) hits[bin] = (hits[bin] ?? 0) + 1;
  }
  const drawn = Array.from({ length: bins }, (_, bin): ReliabilityBin => {
    const rows = counts[bin] ?? 0;
    const { value, low, high } = exactInterval(hits[bin] ?? 0, rows, 0.95);
    return { from: bin / bins, to: (bin + 1) / bins, rows, confidence: rows > 0 ? (sums[bin] ?? 0) / rows : 0, accuracy: value, low, high };
  });
  const rows = answered.length;
  const ece = drawn.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.confidence - bin.accuracy), 0) / Math.max(1, rows);
  return { rows, bins: drawn, ece, adaptiveEce: adaptiveError({ truth, predicted, confidence }, answered, bins) };
}

/** Rows of equal confidence fall into one bin, else the figure would hang on the order of the rows. */
function adaptiveError({ truth, predicted, confidence }: Pick<Answers, 'truth' | 'predicted' | 'confidence'>, answered: readonly number[], bins: number): number {
  const order = [...answered].sort((a, b) => (confidence[a] ?? 0) - (confidence[b] ?? 0));
  let error = 0;
  let from = 0;
  for (let bin = 1; bin <= bins && from < order.length; bin++) {
    let to = Math.max(from + 1, Math.round((bin * order.length) / bins));
    while (to < order.length && confidence[order[to] ?? 0] === confidence[order[to - 1] ?? 0]) to++;
    let gap = 0;
    for (let at = from; at < to; at++) {
      const row = order[at] ?? 0;
      gap += (confidence[row] ?? 0) - (truth[row] === predicted[row] ? 1 : 0);
    }
    error += Math.abs(gap);
    from = to;
  }
  return error / Math.max(1, order.length);
}
