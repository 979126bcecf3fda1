import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/classifier/evaluate.ts';
import { measureReliability } from '../../src/evaluation/reliability.ts';
import { makeAnswers } from './make-answers.ts';

describe('reliability', () => {
  it('is the gap between confidence and accuracy, bin by bin', () => {
    const { bins, ece, rows } = measureReliability(makeAnswers('ab', ['aa', 'ab', 'bb', 'bb'], [0.75, 0.75, 0.125, 1]), 4);
    expect(rows).toBe(4);
    expect(bins.map((bin) => bin.rows)).toEqual([1, 0, 0, 3]);
    expect(bins[0]).toMatchObject({ from: 0, to: 0.25, confidence: 0.125, accuracy: 1 });
    expect(bins[3]?.confidence).toBeCloseTo(2.5 / 3, 6);
    expect(bins[3]?.accuracy).toBeCloseTo(2 / 3, 6);
    expect(bins[1]).toMatchObject({ rows: 0, accuracy: 0, low: 0, high: 1 });
    expect(ece).toBeCloseTo((0.875 + 0.5) / 4, 6);
  });

  it('is measured too over bins of equally many rows, equal confidences together', () => {
    // Two bins: 0.2, 0.2, 0.2 | 0.9. The first would be cut after two rows, but for the tie.
    const answers = makeAnswers('ab', ['ab', 'aa', 'ab', 'aa'], [0.2, 0.2, 0.2, 0.9]);
    expect(measureReliability(answers, 2).adaptiveEce).toBeCloseTo((Math.abs(0.6 - 1) + 0.1) / 4, 6);
    // All alike: one bin, whatever the order of the rows.
    expect(measureReliability(makeAnswers('ab', ['ab', 'aa'], [0.5, 0.5]), 2).adaptiveEce).toBeCloseTo(0, 6);
  });

  it('leaves out rows that were taken for out of scope, and holds without rows', () => {
    expect(measureReliability(makeAnswers('ab', ['aa', 'a-'], [1, 0.3]))).toMatchObject({ rows: 1, ece: 0 });
    expect(measureReliability(makeAnswers('ab', []))).toMatchObject({ rows: 0, ece: 0, adaptiveEce: 0 });
    expect(() => measureReliability(makeAnswers('ab', ['aa'], [Number.NaN]))).toThrow(RangeError);
  });

  it('agrees with evaluate() over 15 bins', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 64 })), { minLength: 1 }), (list) => {
        const answers = makeAnswers('ab', list.map(([right]) => (right ? 'aa' : 'ab')), list.map(([, sure]) => sure / 64));
        const plain = evaluate(list.map(([right, sure]) => ({ label: 'a', predicted: right ? 'a' : 'b', confidence: sure / 64 })));
        const measured = measureReliability(answers);
        expect(measured.ece).toBeCloseTo(plain.ece, 10);
        expect(measured.adaptiveEce).toBeLessThanOrEqual(1);
      }),
    );
  });
});
