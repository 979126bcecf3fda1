/**
 * Characters of all texts that one model learns from at most. n-grams, their table and the vectors beside take some 200 bytes a character
 * (measured in Chromium: 160,000 requests, 13 million characters, took 3.3 GB): this many are 1 GB at the peak, which a tab has.
 */
export const mostCharacters = 5_000_000;
/** Rows × labels at most: three numbers each while a model is solved. All of 10,000 rows of 2,000 labels. */
const mostCells = 20_000_000;

/**
 * How many of the first rows of an order fit in the memory of a tab to learn from, by the lengths of their texts in that order. The order
 * is one of which every beginning is a fair sample (`nestRows`).
 */
export function rowsThatFit(lengths: ArrayLike<number>, labels: number, characters = mostCharacters): number {
  const most = Math.min(lengths.length, Math.floor(mostCells / Math.max(1, labels)));
  let sum = 0;
  for (let at = 0; at < most; at++) {
    sum += lengths[at] ?? 0;
    if (sum > characters) return at;
  }
  return most;
}
