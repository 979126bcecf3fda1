import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersFromNames, answersOf, checkScoredRows, createScoreKeeper, probabilityOf, rankLabels, rankOfTruth, type ScoredRows } from '../../src/evaluation/scored-rows.ts';

const scored: ScoredRows = {
  labels: ['a', 'b', 'c'],
  truth: Int32Array.of(0, 2, -1, 1),
  probabilities: Float32Array.of(0.5, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.375, 0.375, 0, 1, 0),
};

describe('scored rows', () => {
  it('answer with the best label, the first of equal ones', () => {
    const answers = answersOf(scored);
    expect([...answers.predicted]).toEqual([0, 0, 1, 1]);
    expect([...answers.confidence]).toEqual([0.5, 0.5, 0.375, 1]);
  });

  it('take a row for out of scope below a threshold, and keep its confidence', () => {
    const answers = answersOf(scored, 0.5);
    expect([...answers.predicted]).toEqual([0, 0, -1, 1]);
    expect(answers.confidence[2]).toBe(0.375);
  });

  it('rank the true label, ties by label number', () => {
    expect([0, 1, 2, 3].map((row) => rankOfTruth(scored, row))).toEqual([1, 3, null, 1]);
    expect(rankLabels(scored, 2, 2)).toEqual([
      { label: 1, probability: 0.375 },
      { label: 2, probability: 0.375 },
    ]);
  });

  it('are refused with NaN, a wrong shape or a label that does not exist', () => {
    expect(checkScoredRows(scored).ok).toBe(true);
    const wrong = (change: Partial<ScoredRows>): string => {
      const outcome = checkScoredRows({ ...scored, ...change });
      return outcome.ok ? 'passed' : outcome.code;
    };
    expect(wrong({ probabilities: new Float32Array(12).fill(Number.NaN) })).toBe('not-a-probability');
    expect(wrong({ probabilities: new Float32Array(12).fill(2) })).toBe('not-a-probability');
    expect(wrong({ probabilities: new Float32Array(11) })).toBe('wrong-shape');
    expect(wrong({ probabilities: new Float32Array(8) })).toBe('wrong-shape');
    expect(wrong({ truth: Int32Array.of(0, 1, 3, 0) })).toBe('unknown-label');
    expect(wrong({ columns: new Int32Array(12).fill(7) })).toBe('unknown-label');
    expect(wrong({ columns: new Int32Array(2) })).toBe('wrong-shape');
    expect(() => answersOf({ ...scored, probabilities: new Float32Array(12).fill(Number.NaN) })).toThrow(RangeError);
    expect(() => answersOf({ ...scored, probabilities: new Float32Array(11) })).toThrow(RangeError);
  });

  it('may be none at all', () => {
    const none: ScoredRows = { labels: ['a'], truth: new Int32Array(), probabilities: new Float32Array() };
    expect(checkScoredRows(none).ok).toBe(true);
    expect(answersOf(none).predicted).toHaveLength(0);
  });

  it('keep the best few and the true label, and answer as if all were kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 9, maxLength: 9 }), { maxLength: 8 }), (kept, rows) => {
        const labels = Array.from('abcdefghi');
        const truth = Int32Array.from(rows, (_, row) => (row % 10) - 1);
        const full: ScoredRows = { labels, truth, probabilities: Float32Array.from(rows.flat(), (p) => p / 8) };
        const { scored: few, keep } = createScoreKeeper(labels, truth, kept);
        rows.forEach((_, row) => keep(row, full.probabilities.subarray(row * 9, row * 9 + 9)));
        expect(checkScoredRows(few).ok).toBe(true);
        expect(answersOf(few)).toEqual(answersOf(full));
        rows.forEach((_, row) => {
          const own = truth[row] ?? -1;
          expect(probabilityOf(few, row, own)).toBe(probabilityOf(full, row, own));
          expect(rankLabels(few, row, kept)).toEqual(rankLabels(full, row, kept));
        });
      }),
    );
  });

  it('come from answers that name their labels', () => {
    const answers = answersFromNames(
      [
        { label: 'b', predicted: 'x', confidence: 0.5 },
        { label: 'none', predicted: 'a', confidence: 0.25 },
      ],
      ['a', 'b'],
      'none',
    );
    expect(answers.labels).toEqual(['a', 'b', 'x']);
    expect([...answers.truth]).toEqual([1, -1]);
    expect([...answers.predicted]).toEqual([2, 0]);
    expect(() => answersFromNames([{ label: 'a', predicted: 'a', confidence: Number.NaN }])).toThrow(RangeError);
  });
});
