import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { expectError, fitLearningCurve, nestRows, trainingSizes, type CurvePoint, type LearningCurve } from '../../src/evaluation/learning-curve.ts';

function fit(points: readonly CurvePoint[], resamples = 200): LearningCurve {
  const outcome = fitLearningCurve(points, { random: seededRandom(1), resamples });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
const power = (rows: number): number => 3 * rows ** -0.5 + 0.02;

describe('training sizes', () => {
  it('are halves of halves, down to two rows a label', () => {
    expect(trainingSizes(8000, 77)).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(trainingSizes(800, 77)).toEqual([200, 400, 800]);
    expect(trainingSizes(100, 77)).toEqual([100]);
    expect(trainingSizes(0, 0)).toEqual([]);
    expect(trainingSizes(1, 0)).toEqual([1]);
  });

  it('are beginnings of one order, each with its share of every label', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a', 'a', 'b', 'c'), { minLength: 1, maxLength: 80 }), fc.integer(), (labels, seed) => {
        const order = nestRows(labels, seededRandom(seed));
        expect([...order].sort((a, b) => a - b)).toEqual(labels.map((_, row) => row));
        const names = new Set(labels);
        for (const size of trainingSizes(labels.length, names.size)) {
          for (const label of names) {
            const own = labels.filter((each) => each === label).length;
            const taken = [...order.subarray(0, size)].filter((row) => labels[row] === label).length;
            if (size >= names.size) expect(taken).toBeGreaterThanOrEqual(1);
            expect(Math.abs(taken - (own * size) / labels.length)).toBeLessThanOrEqual(names.size + 1);
          }
        }
      }),
    );
    const order = nestRows(Array.from({ length: 1000 }, (_, row) => (row < 900 ? 'a' : 'b')), seededRandom(1));
    expect(Math.abs([...order.subarray(0, 250)].filter((row) => row >= 900).length - 25)).toBeLessThanOrEqual(2);
  });
});

describe('the learning curve', () => {
  const sizes = [500, 1000, 2000, 4000, 8000];

  it('finds the power law that the points lie on', () => {
    const curve = fit(sizes.map((trainingRows) => ({ trainingRows, error: power(trainingRows), heldOutRows: 1_000_000 })));
    expect(curve.b).toBeCloseTo(0.5, 5);
    expect(curve.a).toBeCloseTo(3, 5);
    expect(curve.c).toBeCloseTo(0.02, 5);
    const twice = expectError(curve, 16_000);
    expect(twice.value).toBeCloseTo(power(16_000), 6);
    expect(twice.high - twice.low).toBeLessThan(0.003);
  });

  it('is the less sure, the fewer the held-out rows and the farther the guess', () => {
    const width = (heldOutRows: number, rows: number): number => {
      const { low, high } = expectError(fit(sizes.map((trainingRows) => ({ trainingRows, error: power(trainingRows), heldOutRows }))), rows);
      return high - low;
    };
    expect(width(200, 16_000)).toBeGreaterThan(2 * width(20_000, 16_000));
    expect(width(1000, 64_000)).toBeGreaterThan(width(1000, 8_000));
  });

  it('holds what twice the data really bring, nine times in ten or more', () => {
    let held = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed);
      const points = sizes.map((trainingRows) => {
        let wrong = 0;
        for (let i = 0; i < 1000; i++) if (random() < power(trainingRows)) wrong++;
        return { trainingRows, error: wrong / 1000, heldOutRows: 1000 };
      });
      const { low, high } = expectError(fit(points, 100), 16_000);
      if (low <= power(16_000) && power(16_000) <= high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(54);
  });

  it('has no floor where the errors fall too evenly for one', () => {
    // 5 points less with each doubling: the best power law through them has c = 0 and b = 0.18 (a grid over a and b).
    const curve = fit(sizes.map((trainingRows, at) => ({ trainingRows, error: 0.5 - 0.05 * at, heldOutRows: 1000 })));
    expect(curve.c).toBe(0);
    expect(Math.abs(curve.b - 0.18)).toBeLessThan(0.015);
  });

  it('expects nothing of more data where more data brought nothing', () => {
    const flat = expectError(fit(sizes.map((trainingRows) => ({ trainingRows, error: 0.25, heldOutRows: 5000 }))), 16_000);
    expect(flat.value).toBeCloseTo(0.25, 3);
    const worse = expectError(fit(sizes.map((trainingRows, at) => ({ trainingRows, error: 0.2 + 0.01 * at, heldOutRows: 5000 }))), 16_000);
    expect(worse.value).toBeGreaterThanOrEqual(0.2 - 1e-9);
    const none = expectError(fit(sizes.map((trainingRows) => ({ trainingRows, error: 0, heldOutRows: 50 }))), 16_000);
    expect(none.value).toBe(0);
    expect(none.high).toBeGreaterThan(0);
  });

  it('is not drawn from fewer than three sizes, nor from what is no error', () => {
    const options = { random: seededRandom(1) };
    expect(fitLearningCurve([], options)).toMatchObject({ ok: false, code: 'too-few-sizes' });
    const point = { trainingRows: 10, error: 0.5, heldOutRows: 10 };
    expect(fitLearningCurve([point, point, { ...point, trainingRows: 20 }], options)).toMatchObject({ ok: false });
    expect(() => fitLearningCurve([{ ...point, error: Number.NaN }], options)).toThrow(RangeError);
  });

  it('never leaves 0 to 1, and its interval holds its figure', () => {
    const point = fc.record({ trainingRows: fc.integer({ min: 1, max: 10_000 }), error: fc.integer({ min: 0, max: 20 }).map((n) => n / 20), heldOutRows: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.uniqueArray(point, { minLength: 3, maxLength: 6, selector: (p) => p.trainingRows }), fc.integer({ min: 1, max: 50_000 }), (points, rows) => {
        const { value, low, high } = expectError(fit(points, 10), rows);
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
