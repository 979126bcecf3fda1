import type { Figure } from './proportion-bounds.ts';

/** How intervals are made. `random` yields numbers in [0, 1) from a seed (classifier/seeded-random.ts). */
export interface Resampling {
  readonly random: () => number;
  /** How often the rows are drawn anew; 500 unless told. */
  readonly resamples?: number;
  /** Share of intervals that should hold the true figure; 0.95 unless told. */
  readonly level?: number;
}

export const usual = { resamples: 500, level: 0.95 } as const;

/**
 * The bootstrap over rows (Efron 1979), where all that counts of a row is the cell it falls into: draws as many rows with
 * replacement as there are and tells `visit` how many fell into each cell. The array is used again for the next draw.
 * O(resamples × rows): 500 × 200,000 take a second.
 */
export function resampleRows(cellOf: Int32Array, cells: number, resamples: number, random: () => number, visit: (counts: Int32Array, resample: number) => void): void {
  const rows = cellOf.length;
  const counts = new Int32Array(cells);
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let i = 0; i < rows; i++) {
      const cell = cellOf[Math.floor(random() * rows)] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    visit(counts, resample);
  }
}

/** The value below which `share` of sorted values lie, between two of them in proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? 0) - below);
}

/**
 * The percentile interval of resampled figures; NaN (a figure that a draw could not have) is left out. Widened to take in the
 * figure itself, which the percentiles of a biased one such as macro-F1 can miss.
 */
export function percentileInterval(value: number, drawn: Float64Array, level: number): Figure {
  const sorted = drawn.filter((figure) => !Number.isNaN(figure)).sort();
  if (sorted.length === 0) return { value, low: value, high: value };
  const tail = (1 - level) / 2;
  return { value, low: Math.min(value, quantile(sorted, tail)), high: Math.max(value, quantile(sorted, 1 - tail)) };
}
