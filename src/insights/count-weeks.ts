const week = 7 * 86_400_000;

/** How many fell into each of some equal stretches of time, oldest first. */
export interface Trend {
  readonly counts: readonly number[];
  /** Whole weeks that one count is about. */
  readonly weeks: number;
  /** Milliseconds since the epoch at which the first count begins. */
  readonly from: number;
}

/**
 * `times` counted by week, the last of which ends at `until`. More than `most` weeks are counted in stretches of several.
 * What lies outside is left out. Times in milliseconds since the epoch.
 */
export function countWeeks(times: readonly number[], from: number, until: number, most = 26): Trend {
  const weeks = Math.max(1, Math.ceil((until - from) / week));
  const each = Math.max(1, Math.ceil(weeks / most));
  const counts = new Array<number>(Math.ceil(weeks / each)).fill(0);
  const begin = until - counts.length * each * week;
  for (const time of times) {
    // What came in this very moment belongs to the last stretch.
    const at = time === until ? counts.length - 1 : Math.floor((time - begin) / (each * week));
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + 1;
  }
  return { counts, weeks: each, from: begin };
}

/** The newer half against the older: above 1 it grows; null when there is too little to tell. */
export function growth({ counts }: Trend): number | null {
  const half = Math.floor(counts.length / 2);
  const sum = (part: readonly number[]): number => part.reduce((total, each) => total + each, 0);
  const older = sum(counts.slice(0, half));
  const newer = sum(counts.slice(counts.length - half));
  if (half === 0 || older + newer < 6) return null;
  return (newer + 1) / (older + 1);
}
