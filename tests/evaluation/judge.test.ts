import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/classifier/evaluate.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { judge } from '../../src/evaluation/judge.ts';
import { binomialAtMost, exactInterval, upperBound, type Figure } from '../../src/evaluation/proportion-bounds.ts';
import { percentileInterval } from '../../src/evaluation/resample-rows.ts';
import { makeAnswers } from './make-answers.ts';

const repeat = (pair: string, times: number): string[] => Array.from({ length: times }, () => pair);

describe('exact bounds of a proportion', () => {
  it('are those of the tables', () => {
    expect(binomialAtMost(2, 5, 0.5)).toBeCloseTo(0.5, 10);
    expect(binomialAtMost(0, 10, 0.1)).toBeCloseTo(0.9 ** 10, 10);
    expect(binomialAtMost(1, 3, 0.2)).toBeCloseTo(0.8 ** 3 + 3 * 0.2 * 0.8 ** 2, 10);
    // 8 of 10: 0.4439 to 0.9748 (Clopper-Pearson, 95%).
    const { low, high } = exactInterval(8, 10, 0.95);
    expect(low).toBeCloseTo(0.4439, 4);
    expect(high).toBeCloseTo(0.9748, 4);
    // The rule of three: no error in n rows.
    expect(upperBound(0, 100, 0.05)).toBeCloseTo(1 - 0.05 ** (1 / 100), 8);
    expect(upperBound(0, 0, 0.05)).toBe(1);
    expect(exactInterval(0, 0, 0.95)).toMatchObject({ low: 0, high: 1 });
  });

  it('hold for hundreds of thousands of rows', () => {
    // The normal approximation is good here: 0.02 ± 1.96 × √(0.02 × 0.98 / 200,000).
    const { low, high } = exactInterval(4_000, 200_000, 0.95);
    expect(low).toBeCloseTo(0.02 - 0.000614, 4);
    expect(high).toBeCloseTo(0.02 + 0.000614, 4);
  });
});

describe('judging', () => {
  it('counts precision, recall and F1 by hand', () => {
    // a: 3 rows, 2 right; b: 2 rows, 1 right, one a taken for b, one b for a.
    const judged = judge(makeAnswers('ab', ['aa', 'aa', 'ab', 'bb', 'ba']), { random: seededRandom(1) });
    expect(judged.accuracy?.value).toBeCloseTo(0.6, 10);
    expect(judged.labels[0]).toMatchObject({ label: 'a', support: 3, predicted: 3, precision: { value: 2 / 3 }, recall: { value: 2 / 3 } });
    expect(judged.labels[1]).toMatchObject({ label: 'b', support: 2, predicted: 2, precision: { value: 0.5 }, f1: { value: 0.5 } });
    expect(judged.macroF1?.value).toBeCloseTo((2 / 3 + 1 / 2) / 2, 10);
    expect(judged.outOfScope).toBeNull();
  });

  it('says nothing of a label it has not seen', () => {
    const judged = judge(makeAnswers('abc', ['aa', 'ab']), { random: seededRandom(1) });
    expect(judged.labels[1]).toMatchObject({ precision: { value: 0 }, recall: null, f1: null, support: 0, predicted: 1 });
    expect(judged.labels[2]).toMatchObject({ precision: null, recall: null, f1: null });
    expect(judged.macroF1?.value).toBeCloseTo(2 / 3, 10);
    const none = judge(makeAnswers('ab', []), { random: seededRandom(1) });
    expect(none).toMatchObject({ rows: 0, accuracy: null, inScopeAccuracy: null, macroF1: null, outOfScope: null });
  });

  it('counts out of scope as a label of its own, and tells the accuracy in scope', () => {
    const judged = judge(makeAnswers('ab', ['aa', 'a-', '--', '-b', 'bb']), { random: seededRandom(1) });
    expect(judged.accuracy?.value).toBeCloseTo(0.6, 10);
    expect(judged.inScopeAccuracy?.value).toBeCloseTo(2 / 3, 10);
    expect(judged.outOfScope).toMatchObject({ support: 2, predicted: 2, precision: { value: 0.5 }, recall: { value: 0.5 } });
    expect(judged.outOfScopeRows).toBe(2);
  });

  it('claims no certainty from a handful of rows that were all right, or all wrong', () => {
    const right = judge(makeAnswers('ab', [...repeat('aa', 5), ...repeat('bb', 5)]), { random: seededRandom(1) });
    expect(right.labels[0]?.recall?.value).toBe(1);
    expect(right.labels[0]?.recall?.low).toBeCloseTo(exactInterval(5, 5, 0.95).low, 10);
    expect(right.labels[0]?.f1?.low).toBeLessThan(0.7);
    expect(right.accuracy?.low).toBeCloseTo(exactInterval(10, 10, 0.95).low, 10);
    expect(right.macroF1).toEqual(right.accuracy);
    const wrong = judge(makeAnswers('ab', [...repeat('ab', 5), ...repeat('ba', 5)]), { random: seededRandom(1) });
    expect(wrong.accuracy?.value).toBe(0);
    expect(wrong.accuracy?.high).toBeCloseTo(exactInterval(0, 10, 0.95).high, 10);
    expect(wrong.labels[0]?.f1?.value).toBe(0);
    expect(wrong.labels[0]?.f1?.high).toBeGreaterThan(0.3);
  });

  it('gives intervals of the width that theory gives', () => {
    const judged = judge(makeAnswers('ab', [...repeat('aa', 400), ...repeat('ab', 100)]), { random: seededRandom(3), resamples: 2000 });
    const halfWidth = 1.96 * Math.sqrt((0.8 * 0.2) / 500);
    expect(judged.accuracy?.low).toBeCloseTo(0.8 - halfWidth, 2);
    expect(judged.accuracy?.high).toBeCloseTo(0.8 + halfWidth, 2);
  });

  it('tells precision, recall and F1 each from its own draws', () => {
    // a: 400 rows, 200 right, 20 others taken for it: precision 200/220, recall 200/400.
    const judged = judge(makeAnswers('ab', [...repeat('aa', 200), ...repeat('ab', 200), ...repeat('ba', 20), ...repeat('bb', 380)]), { random: seededRandom(3), resamples: 2000 });
    const width = (figure: Figure | null | undefined): number => (figure ? figure.high - figure.low : 0);
    const expected = (share: number, rows: number): number => 2 * 1.96 * Math.sqrt((share * (1 - share)) / rows);
    expect(Math.abs(width(judged.labels[0]?.precision) - expected(200 / 220, 220))).toBeLessThan(0.01);
    expect(Math.abs(width(judged.labels[0]?.recall) - expected(0.5, 400))).toBeLessThan(0.01);
    expect(width(judged.labels[0]?.f1)).toBeLessThan(width(judged.labels[0]?.recall));
  });

  it('widens an interval that would leave out its own figure', () => {
    expect(percentileInterval(0.5, Float64Array.of(0.1, 0.2, Number.NaN, 0.3), 0.9)).toEqual({ value: 0.5, low: 0.11, high: 0.5 });
    expect(percentileInterval(0.05, Float64Array.of(0.1, 0.2, 0.3), 0.9).low).toBe(0.05);
    expect(percentileInterval(0.4, Float64Array.of(Number.NaN), 0.9)).toEqual({ value: 0.4, low: 0.4, high: 0.4 });
  });

  it('is the same for the same seed, agrees with evaluate(), and its intervals hold their figures', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')).map(([t, p]) => t + p), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pairs, fc.integer(), (list, seed) => {
        const answers = makeAnswers('abc', list);
        const judged = judge(answers, { random: seededRandom(seed), resamples: 50 });
        expect(judge(answers, { random: seededRandom(seed), resamples: 50 })).toEqual(judged);
        const plain = evaluate(list.map((pair) => ({ label: pair[0] ?? '', predicted: pair[1] ?? '', confidence: 0.9 })));
        expect(judged.accuracy?.value).toBeCloseTo(plain.accuracy, 10);
        expect(judged.macroF1?.value).toBeCloseTo(plain.macroF1, 10);
        const figures: (Figure | null)[] = [judged.accuracy, judged.macroF1, ...judged.labels.flatMap(({ precision, recall, f1 }) => [precision, recall, f1])];
        for (const figure of figures) {
          if (!figure) continue;
          expect(figure.low).toBeLessThanOrEqual(figure.value + 1e-12);
          expect(figure.high).toBeGreaterThanOrEqual(figure.value - 1e-12);
          expect(figure.low).toBeGreaterThanOrEqual(0);
          expect(figure.high).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });
});
