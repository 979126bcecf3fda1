import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawOutOfScope, outOfScopeAsSet, outOfScopeAt, thinOutOfScope, thresholdForLoss } from '../../src/evaluation/out-of-scope-curve.ts';
import { makeAnswers } from './make-answers.ts';

describe('the curve of out of scope', () => {
  // In scope: 0.9 right, 0.8 right, 0.5 right, 0.4 wrong. Out of scope: 0.5, 0.3.
  const curve = drawOutOfScope(makeAnswers('ab', ['aa', 'bb', 'aa', 'ab', '-a', '-b'], [0.9, 0.8, 0.5, 0.4, 0.5, 0.3]));

  it('counts what each threshold finds and what it costs', () => {
    expect([...curve.threshold].map((t) => Number(t.toFixed(3)))).toEqual([0.3, 0.4, 0.5, 0.8, 0.9, 0.9]);
    expect([...curve.found]).toEqual([0, 1, 1, 2, 2, 2]);
    expect([...curve.refused]).toEqual([0, 0, 1, 2, 3, 4]);
    expect([...curve.lost]).toEqual([0, 0, 0, 1, 2, 3]);
    expect(curve.threshold.at(-1)).toBeGreaterThan(Math.fround(0.9));
    expect(outOfScopeAt(curve, 3)).toMatchObject({ recall: { value: 1 }, inScopeAccuracy: 0.5, accuracyLost: 0.25 });
  });

  it('has its area by hand, a tie counting by half', () => {
    // Pairs of in scope and out of scope: 0.5 beats 0.3 and ties with 0.5, 0.4 beats 0.3 only, the other two beat both.
    expect(curve.auroc).toBeCloseTo((2 + 2 + 1.5 + 1) / 8, 10);
    // 95% of four rows are four: the threshold 0.4 keeps them, and lets the one at 0.5 through.
    expect(curve.falseShareAt95).toBeCloseTo(0.5, 10);
  });

  it('lets 95 of 100 rows in scope pass for the share of false ones', () => {
    // In scope 0.00 to 0.99, out of scope 0.045 and 0.055: the threshold 0.05 refuses five rows and one of these.
    const scores = [...Array.from({ length: 100 }, (_, at) => at / 100), 0.045, 0.055];
    expect(drawOutOfScope(makeAnswers('a', scores.map((_, at) => (at < 100 ? 'aa' : '-a')), scores)).falseShareAt95).toBeCloseTo(0.5, 10);
  });

  it('gives the threshold that costs no more than is accepted', () => {
    expect(thresholdForLoss(curve, 0)).toMatchObject({ threshold: 0.5, recall: { value: 0.5 }, accuracyLost: 0 });
    expect(thresholdForLoss(curve, 0.25)).toMatchObject({ recall: { value: 1 }, accuracyLost: 0.25 });
    expect(thresholdForLoss(curve, 0.2)?.accuracyLost).toBe(0);
  });

  it('says what can not be known without rows of both kinds', () => {
    const inScope = drawOutOfScope(makeAnswers('a', ['aa'], [0.5]));
    expect(inScope).toMatchObject({ auroc: null, falseShareAt95: null });
    expect(thresholdForLoss(inScope, 0)).toMatchObject({ threshold: 0.5, recall: null, inScopeAccuracy: 1 });
    expect(thresholdForLoss(drawOutOfScope(makeAnswers('a', ['-a'])), 0.02)).toBeNull();
    expect(drawOutOfScope(makeAnswers('a', [])).threshold).toHaveLength(0);
    expect(() => drawOutOfScope(makeAnswers('a', ['aa'], [Number.NaN]))).toThrow(RangeError);
    expect(() => drawOutOfScope(makeAnswers('a', ['aa']), new Float32Array(2))).toThrow(RangeError);
  });

  it('says where the answers stand that a model gives as it is set', () => {
    // The 0.5 in scope is refused with the 0.5 out of scope, though the 0.4 is answered: by more than a threshold.
    const asSet = makeAnswers('ab', ['aa', 'bb', 'a-', 'ab', '--', '-b']);
    expect(outOfScopeAsSet(curve, asSet)).toMatchObject({ recall: { value: 0.5 }, inScopeAccuracy: 0.5, accuracyLost: 0.25 });
    const none = drawOutOfScope(makeAnswers('a', ['aa']));
    expect(outOfScopeAsSet(none, makeAnswers('a', ['aa']))).toMatchObject({ recall: null, accuracyLost: 0 });
  });

  it('keeps its ends, its totals and most of its beginning when it is thinned', () => {
    const scores = Array.from({ length: 3000 }, (_, at) => at / 3000);
    const whole = drawOutOfScope(makeAnswers('a', scores.map((_, at) => (at % 5 === 0 ? '-a' : 'aa')), scores));
    const thin = thinOutOfScope(whole, 100);
    expect(thin.threshold.length).toBeLessThanOrEqual(100);
    expect(thin).toMatchObject({ inScopeRows: whole.inScopeRows, outOfScopeRows: whole.outOfScopeRows, rightRows: whole.rightRows, auroc: whole.auroc });
    expect([thin.lost[0], thin.lost.at(-1), thin.found.at(-1), thin.threshold.at(-1)]).toEqual([0, whole.lost.at(-1), whole.found.at(-1), whole.threshold.at(-1)]);
    expect([...thin.lost].filter((lost) => lost < whole.rightRows / 4).length).toBeGreaterThan(thin.lost.length / 3);
    expect(thinOutOfScope(curve)).toBe(curve);
  });

  it('takes other scores than the confidence, negative ones too', () => {
    const scored = drawOutOfScope(makeAnswers('a', ['aa', '-a'], [0.5, 0.9]), Float32Array.of(-1, -4));
    expect(scored.auroc).toBe(1);
    expect([...scored.refused]).toEqual([0, 0, 1]);
    expect(scored.threshold.at(-1)).toBeGreaterThan(-1);
  });

  it('has the area that counting all pairs gives', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('aa', 'ab', '-a'), fc.integer({ min: 0, max: 6 })), { maxLength: 20 });
    fc.assert(
      fc.property(rows, (list) => {
        const drawn = drawOutOfScope(makeAnswers('ab', list.map(([pair]) => pair), list.map(([, sure]) => sure / 6)));
        const inside = list.filter(([pair]) => pair !== '-a');
        const outside = list.filter(([pair]) => pair === '-a');
        const wins = inside.flatMap(([, s]) => outside.map(([, o]): number => (s > o ? 1 : s === o ? 0.5 : 0))).reduce((a, b) => a + b, 0);
        if (inside.length * outside.length === 0) expect(drawn.auroc).toBeNull();
        else expect(drawn.auroc).toBeCloseTo(wins / (inside.length * outside.length), 10);
        const point = thresholdForLoss(drawn, 0.1);
        if (point) expect(point.accuracyLost).toBeLessThanOrEqual(0.1);
      }),
    );
  });
});
