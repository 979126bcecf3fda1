/** A figure with the interval that it is told with. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const lanczos = [76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];

/** Natural logarithm of the gamma function for x > 0, relative error under 2e-10 (Lanczos 1964). */
function lnGamma(x: number): number {
  let y = x;
  const base = x + 5.5;
  const sum = lanczos.reduce((total, c) => total + c / ++y, 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}

/** The continued fraction of the incomplete beta function, by Lentz's method (Press et al., Numerical Recipes, 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  // It takes some √max(a, b) rounds: 10,000 are enough for counts of 10 million.
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return h;
}

/** The regularised incomplete beta function I_x(a, b). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** Probability of at most `count` hits in `total` independent trials that each hit with probability `chance`. */
export function binomialAtMost(count: number, total: number, chance: number): number {
  if (count < 0) return 0;
  if (count >= total) return 1;
  return incompleteBeta(1 - chance, total - count, count + 1);
}

/** The chance at which a function that falls as the chance grows comes down to `target`. */
function bisect(falling: (chance: number) => number, target: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (falling(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The one-sided upper bound of Clopper and Pearson (1934) on a proportion of which `count` of `total` was seen: the true one lies
 * above it with probability `risk` at most. 1 where nothing was seen.
 */
export function upperBound(count: number, total: number, risk: number): number {
  return count >= total ? 1 : bisect((chance) => binomialAtMost(count, total, chance), risk);
}

/** The exact two-sided interval of Clopper and Pearson (1934) on a proportion; `level` such as 0.95. From 0 to 1 where nothing was seen. */
export function exactInterval(count: number, total: number, level: number): Figure {
  const risk = (1 - level) / 2;
  return { value: total > 0 ? count / total : 0, low: 1 - upperBound(total - count, total, risk), high: upperBound(count, total, risk) };
}
