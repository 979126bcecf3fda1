import type { VectorIndex } from '../knowledge-base/article.ts';
import { ExactIndex } from '../knowledge-base/exact-index.ts';
import type { VoyModule } from './load-voy.ts';
import { VoyIndex } from './voy-index.ts';

/** From here on a plain scan is faster than voy: measured at 384 values, 10,000 and 50,000 passages. */
const mostForVoy = 15_000;
/** Gigabytes (as `navigator.deviceMemory` tells) below which voy's 10 KB a passage are too many. */
const leastMemory = 4;

/**
 * Which index suits `count` passages: voy for up to about 15,000, the exact scan above that or where memory is short.
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
