import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtMost } from '../../src/evaluation/proportion-bounds.ts';
import { hitsInterval } from '../../src/evaluation/poisson-binomial.ts';

/** Every way the trials can come out, added up by how many hit. */
function byHand(chances: readonly number[]): number[] {
  const share = Array.from({ length: chances.length + 1 }, () => 0);
  for (let way = 0; way < 2 ** chances.length; way++) {
    let hits = 0;
    let likelihood = 1;
    chances.forEach((p, at) => {
      const hit = ((way >> at) & 1) === 1;
      if (hit) hits += 1;
      likelihood *= hit ? p : 1 - p;
    });
    share[hits] = (share[hits] ?? 0) + likelihood;
  }
  return share;
}

describe('the interval of a Poisson binomial', () => {
  it('leaves out no more than its risk at each end, and would if it were narrower', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }), fc.constantFrom(0.5, 0.9, 0.95), (chances, level) => {
        const share = byHand(chances);
        const { low, high } = hitsInterval(chances, level);
        const sum = (from: number, until: number): number => share.slice(from, until).reduce((total, part) => total + part, 0);
        const risk = (1 - level) / 2;
        expect(sum(0, low)).toBeLessThanOrEqual(risk + 1e-9);
        expect(sum(high + 1, share.length)).toBeLessThanOrEqual(risk + 1e-9);
        if (low < high) {
          expect(sum(0, low + 1)).toBeGreaterThan(risk - 1e-9);
          expect(sum(high, share.length)).toBeGreaterThan(risk - 1e-9);
        }
      }),
    );
  });

  it('is 0 to 0 of no trials', () => {
    expect(hitsInterval([], 0.9)).toEqual({ low: 0, high: 0 });
  });

  it.each([[20_000, 0.05], [50_000, 0.01], [30_000, 0.3]])('of %i equal trials at %f is that of the binomial, off by one at most, in an instant', (total, chance) => {
    const { low, high } = hitsInterval(Array.from({ length: total }, () => chance), 0.9);
    let [first, last] = [0, 0];
    while (binomialAtMost(first, total, chance) <= 0.05) first++;
    while (binomialAtMost(last, total, chance) < 0.95) last++;
    expect(Math.abs(low - first)).toBeLessThanOrEqual(1);
    expect(Math.abs(high - last)).toBeLessThanOrEqual(1);
  });
});
