import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { compareModels, mayReplace, mcNemar, type ModelComparison } from '../../src/evaluation/compare-models.ts';
import type { Answers } from '../../src/evaluation/scored-rows.ts';
import { makeAnswers } from './make-answers.ts';

function compare(current: Answers, next: Answers, resamples = 200): ModelComparison {
  const outcome = compareModels(current, next, { random: seededRandom(4), resamples });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

describe('two models on the same rows', () => {
  it('are told apart by McNemar’s exact test', () => {
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(3, 3)).toBe(1);
    expect(mcNemar(0, 5)).toBeCloseTo(2 / 32, 10);
    expect(mcNemar(9, 1)).toBeCloseTo((2 * (1 + 10)) / 1024, 10);
  });

  it('name each row that is answered differently', () => {
    const compared = compare(makeAnswers('abc', ['aa', 'ab', 'ab', 'bb', 'c-']), makeAnswers('abc', ['aa', 'aa', 'ac', 'ba', 'c-']));
    expect(compared.changed).toEqual([
      { row: 1, kind: 'fixed', truth: 'a', current: 'b', next: 'a' },
      { row: 2, kind: 'still-wrong', truth: 'a', current: 'b', next: 'c' },
      { row: 3, kind: 'broken', truth: 'b', current: 'b', next: 'a' },
    ]);
    expect(compared).toMatchObject({ rows: 5, onlyCurrentRight: 1, onlyNextRight: 1, pValue: 1 });
    expect(compared.accuracy).toMatchObject({ current: 0.4, next: 0.4, difference: { value: 0 } });
    // Before: a 2/4 (F1 0.5), b 2/4, c 0; now: a 4/6, b 0, c 0.
    expect(compared.macroF1.current).toBeCloseTo((0.5 + 0.5) / 3, 10);
    expect(compared.macroF1.next).toBeCloseTo(4 / 6 / 3, 10);
  });

  it('may number their labels differently, or have other labels', () => {
    const next: Answers = { ...makeAnswers('cba', ['aa', 'bb']), labels: ['c', 'b', 'a'] };
    expect(compare(makeAnswers('ab', ['aa', 'bb']), next).changed).toEqual([]);
    const renamed = compare(makeAnswers('ab', ['aa']), makeAnswers('xa', ['ax']));
    expect(renamed.changed).toEqual([{ row: 0, kind: 'broken', truth: 'a', current: 'a', next: 'x' }]);
  });

  it('are not compared on different rows', () => {
    const options = { random: seededRandom(1) };
    expect(compareModels(makeAnswers('ab', ['aa']), makeAnswers('ab', ['ba']), options)).toMatchObject({ ok: false, code: 'different-rows' });
    expect(compareModels(makeAnswers('ab', ['aa']), makeAnswers('ab', ['aa', 'aa']), options)).toMatchObject({ ok: false });
    expect(mayReplace(makeAnswers('ab', ['aa']), makeAnswers('ab', ['ba']), options).ok).toBe(false);
  });

  it('give the interval of the difference that theory gives', () => {
    // 60 fixed and 20 broken of 1,000: the difference is 0.04 with a deviation of √((0.08 - 0.04²) / 1000).
    const times = (pair: string, n: number): string[] => Array.from({ length: n }, () => pair);
    const compared = compare(makeAnswers('ab', [...times('ab', 60), ...times('aa', 20), ...times('bb', 920)]), makeAnswers('ab', [...times('aa', 60), ...times('ab', 20), ...times('bb', 920)]), 2000);
    const half = 1.96 * Math.sqrt((0.08 - 0.0016) / 1000);
    expect(compared.accuracy.difference.value).toBeCloseTo(0.04, 10);
    expect(Math.abs(compared.accuracy.difference.low - (0.04 - half))).toBeLessThan(0.003);
    expect(Math.abs(compared.accuracy.difference.high - (0.04 + half))).toBeLessThan(0.003);
  });

  it('differ by nothing from themselves, and by the opposite the other way round', () => {
    const letter = fc.constantFrom('a', 'b', '-');
    fc.assert(
      fc.property(fc.array(fc.tuple(letter, letter, letter), { maxLength: 30 }), (rows) => {
        const first = makeAnswers('ab', rows.map(([t, p]) => t + p));
        const second = makeAnswers('ab', rows.map(([t, , q]) => t + q));
        expect(compare(first, first, 10)).toMatchObject({ changed: [], accuracy: { difference: { value: 0, low: 0, high: 0 } } });
        const there = compare(first, second, 10);
        const back = compare(second, first, 10);
        expect(there.macroF1.difference.value).toBeCloseTo(-back.macroF1.difference.value, 10);
        expect(there.onlyNextRight).toBe(back.onlyCurrentRight);
        expect(there.changed).toHaveLength(back.changed.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whether a new model may replace the current one', () => {
  const decide = (current: string[], next: string[]): { allowed: boolean; reason: string; message: string } => {
    const outcome = mayReplace(makeAnswers('ab', current), makeAnswers('ab', next), { random: seededRandom(1), resamples: 20 });
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.value;
  };

  it('is refused, with the figures, when macro-F1 falls', () => {
    // Accuracy rises from 3/6 to 4/6, but the rare label is given up.
    const refused = decide(['aa', 'aa', 'ab', 'ab', 'ab', 'bb'], ['aa', 'aa', 'aa', 'aa', 'ab', 'ba']);
    expect(refused).toMatchObject({ allowed: false, reason: 'macro-f1-falls' });
    expect(refused.message).toBe('The new model is worse: macro-F1 48.6% before, 40.0% now, on 6 held-out rows. The current model stays.');
  });

  it('is allowed when macro-F1 rises or stays', () => {
    expect(decide(['aa', 'ab'], ['aa', 'aa'])).toMatchObject({ allowed: true, reason: 'better' });
    expect(decide(['aa', 'ab'], ['ab', 'aa'])).toMatchObject({ allowed: true, reason: 'as-good' });
  });

  it('is refused when there is nothing to judge by', () => {
    expect(decide([], [])).toMatchObject({ allowed: false, reason: 'no-held-out-rows' });
  });
});
