/** Steps of the exact sum below which it is taken; some two milliseconds. */
const mostSteps = 500_000;

/**
 * The middle `level` (such as 0.9) of how many of independent trials hit, each with a chance of its own: a Poisson binomial, from the
 * first to the last count inclusive. Exact where that is quick (up to a thousand trials or more); else by the normal distribution corrected for
 * skewness (Cornish and Fisher 1938; Volkova 1996), which is then off by one at most. The interval knows chance alone, not chances that are
 * themselves wrong.
 */
export function hitsInterval(chances: readonly number[], level: number): { readonly low: number; readonly high: number } {
  let mean = 0;
  let variance = 0;
  let third = 0;
  for (const p of chances) {
    mean += p;
    variance += p * (1 - p);
    third += p * (1 - p) * (1 - 2 * p);
  }
  const most = chances.length;
  const deviation = Math.sqrt(variance);
  const width = Math.min(most, Math.ceil(mean + 8 * deviation + 12)) + 1;
  const risk = (1 - level) / 2;
  if (most * width <= mostSteps) return exactly(chances, width, risk);
  const z = normalQuantile(1 - risk);
  const skew = (third / (variance * deviation)) * ((z * z - 1) / 6);
  const at = (side: number): number => Math.min(most, Math.max(0, Math.round(mean + deviation * (side * z + skew))));
  return { low: at(-1), high: at(1) };
}

function exactly(chances: readonly number[], width: number, risk: number): { readonly low: number; readonly high: number } {
  const share = new Float64Array(width);
  share[0] = 1;
  let reached = 0;
  for (const p of chances) {
    reached = Math.min(width - 1, reached + 1);
    for (let hits = reached; hits > 0; hits--) share[hits] = (share[hits] ?? 0) * (1 - p) + (share[hits - 1] ?? 0) * p;
    share[0] *= 1 - p;
  }
  let below = 0;
  let low = -1;
  for (let hits = 0; hits < width; hits++) {
    below += share[hits] ?? 0;
    if (low < 0 && below > risk) low = hits;
    if (below >= 1 - risk - 1e-12) return { low: Math.max(0, low), high: hits };
  }
  return { low: Math.max(0, low), high: width - 1 };
}

/** The standard normal quantile, off by less than 0.0005 (Abramowitz and Stegun 26.2.23); `share` above one half. */
function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
}
