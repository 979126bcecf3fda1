import type { VectorIndex } from '../knowledge-base/article.ts';
import { ExactIndex } from '../knowledge-base/exact-index.ts';
import type { VoyModule } from './load-voy.ts';
import { VoyIndex } from './voy-index.ts';

/**
 * Up to here voy costs a query at most a millisecond more than the exact scan; above, its tree no longer fits the
 * processor's cache, and at 10,000 passages it costs 10 ms more. Median milliseconds a query in Chromium, 50 matches
 * wanted, exact scan / voy:
 *
 * | passages | 256 values | 384 values |
 * |---:|---:|---:|
 * | 1,000 | 0.2 / 0.7 | 0.3 / 0.6 |
 * | 2,000 | 0.4 / 1.2 | 0.6 / 1.2 |
 * | 3,000 | 0.6 / 1.7 | 0.9 / 1.8 |
 * | 5,000 | 1.4 / 6.2 | 2.3 / 6.6 |
 * | 10,000 | 2.9 / 12.9 | 4.7 / 13.5 |
 */
const mostForVoy = 3_000;
/** Gigabytes (as `navigator.deviceMemory` tells) below which voy's 10 KB a passage are too many. */
const leastMemory = 4;

/**
 * Which index suits `count` passages: voy for up to 3,000, the exact scan above that or where memory is short.
 * `memoryGigabytes` is `navigator.deviceMemory`, or undefined where nobody tells.
 */
export function chooseVectorIndex(count: number, memoryGigabytes?: number): 'voy' | 'exact' {
  if (count > mostForVoy) return 'exact';
  return memoryGigabytes !== undefined && memoryGigabytes < leastMemory ? 'exact' : 'voy';
}

/**
 * Makes the index chosen for `count` passages, empty. Where voy cannot be loaded, or the vectors are too long for it, it
 * is the exact scan: search then works as well, only without voy.
 */
export async function openVectorIndex(
  dimension: number,
  count: number,
  loadVoy: () => Promise<VoyModule>,
  memoryGigabytes?: number,
): Promise<VectorIndex> {
  if (chooseVectorIndex(count, memoryGigabytes) === 'voy') {
    try {
      return new VoyIndex(dimension, await loadVoy());
    } catch {
      // The scan below answers the same questions.
    }
  }
  return new ExactIndex(dimension, count);
}
