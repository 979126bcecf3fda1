import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { areaUnderRisk, coverageAt, drawCoverage, pickPoints, thresholdForError, type CoverageCurve } from '../../src/evaluation/coverage.ts';
import { upperBound } from '../../src/evaluation/proportion-bounds.ts';
import type { Answers } from '../../src/evaluation/scored-rows.ts';
import { makeAnswers } from './make-answers.ts';

/** Rows whose chance of being wrong is 0.4 × (1 - confidence), so that answering all is wrong 20 times in 100. */
function draw(rows: number, seed: number): Answers {
  const random = seededRandom(seed);
  const confidence = Float32Array.from({ length: rows }, random);
  return { labels: ['a', 'b'], truth: new Int32Array(rows), predicted: Int32Array.from(confidence, (sure) => (random() < 0.4 * (1 - sure) ? 1 : 0)), confidence };
}

describe('the curve of coverage and error', () => {
  const curve = drawCoverage(makeAnswers('ab', ['aa', 'ab', 'bb', 'bb', 'b-'], [0.5, 0.5, 0.75, 1, 0.25]));

  it('covers rows of equal confidence together, and never what is taken for out of scope', () => {
    expect([...curve.threshold]).toEqual([1, 0.75, 0.5]);
    expect([...curve.covered]).toEqual([1, 2, 4]);
    expect([...curve.wrong]).toEqual([0, 0, 1]);
    expect(curve.rows).toBe(5);
  });

  it('counts an answer to what is out of scope as wrong', () => {
    expect([...drawCoverage(makeAnswers('a', ['-a', 'aa'], [0.9, 0.8])).wrong]).toEqual([1, 1]);
  });

  it('says what a threshold does', () => {
    expect(coverageAt(curve, 0.6)).toMatchObject({ threshold: 0.6, coveredRows: 2, wrongRows: 0, coverage: 0.4, error: 0 });
    expect(coverageAt(curve, 0.5)).toMatchObject({ coverage: 0.8, error: 0.25, errorBound: upperBound(1, 4, 0.05) });
    expect(coverageAt(curve, 1.5)).toMatchObject({ coveredRows: 0, coverage: 0, error: 0, errorBound: 1 });
    expect(pickPoints(curve, 2).map((point) => point.coveredRows)).toEqual([2, 4]);
  });

  it('has the mean error over all coverages as its area', () => {
    // Risks at 1, 2, 3 and 4 rows: 0, 0, 0.5 / 3 (half of the tie's one error) and 1 / 4.
    expect(areaUnderRisk(curve)).toBeCloseTo((0.5 / 3 + 1 / 4) / 4, 10);
    const empty = drawCoverage(makeAnswers('a', []));
    expect(areaUnderRisk(empty)).toBe(0);
    expect(pickPoints(empty)).toEqual([]);
    expect(coverageAt(empty, 0.5)).toMatchObject({ coverage: 0, errorBound: 1 });
    expect(() => drawCoverage(makeAnswers('a', ['aa'], [Number.NaN]))).toThrow(RangeError);
  });

  it('grows in coverage and in errors as the threshold falls', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('aa', 'ab', '-a', 'a-'), fc.integer({ min: 0, max: 10 })));
    fc.assert(
      fc.property(rows, (list) => {
        const drawn = drawCoverage(makeAnswers('ab', list.map(([pair]) => pair), list.map(([, sure]) => sure / 10)));
        for (let at = 1; at < drawn.covered.length; at++) {
          expect(drawn.threshold[at]).toBeLessThan(drawn.threshold[at - 1] ?? 0);
          expect(drawn.covered[at]).toBeGreaterThan(drawn.covered[at - 1] ?? 0);
          expect(drawn.wrong[at]).toBeGreaterThanOrEqual(drawn.wrong[at - 1] ?? 0);
        }
        expect(areaUnderRisk(drawn)).toBeLessThanOrEqual(1);
        expect(drawn.covered.at(-1) ?? 0).toBe(list.filter(([pair]) => pair !== 'a-').length);
      }),
    );
  });
});

describe('a promised error', () => {
  it('is not promised from too few rows, and says how many it takes', () => {
    const outcome = thresholdForError(drawCoverage(makeAnswers('a', Array.from({ length: 50 }, () => 'aa'))), 0.05);
    expect(outcome).toMatchObject({ ok: false, code: 'too-few-rows' });
    // 0.95^59 is the first under 5%.
    expect(outcome.ok ? '' : outcome.message).toContain('59 or more');
    expect(thresholdForError(drawCoverage(makeAnswers('a', Array.from({ length: 59 }, () => 'aa'))), 0.05)).toMatchObject({ ok: true, value: { coverage: 1, wrongRows: 0 } });
    expect(thresholdForError(drawCoverage(makeAnswers('a', [])), 0.05)).toMatchObject({ ok: false, code: 'too-few-rows' });
  });

  it('is not promised where the surest rows are wrong', () => {
    const curve = drawCoverage(makeAnswers('ab', Array.from({ length: 200 }, () => 'ab')));
    expect(thresholdForError(curve, 0.05)).toMatchObject({ ok: false, code: 'too-many-errors' });
    expect(() => thresholdForError(curve, 0)).toThrow(RangeError);
  });

  it('covers nearly what could be covered when rows are many', () => {
    // The mean of 0.4 × (1 - s) over s ≥ t is 0.2 × (1 - t): 5% wrong allows t = 0.75, a quarter of the rows.
    const outcome = thresholdForError(drawCoverage(draw(50_000, 5)), 0.05);
    if (!outcome.ok) throw new Error(outcome.message);
    expect(outcome.value.threshold).toBeGreaterThan(0.75);
    expect(outcome.value.threshold).toBeLessThan(0.8);
    expect(outcome.value.errorBound).toBeLessThanOrEqual(0.05);
  });

  it('is kept although the very surest row is wrong', () => {
    const pairs = Array.from({ length: 2000 }, (_, at) => (at % 100 === 0 ? 'ab' : 'aa'));
    const curve = drawCoverage(makeAnswers('ab', pairs, pairs.map((_, at) => 1 - at / 2001)));
    expect(thresholdForError(curve, 0.05)).toMatchObject({ ok: true, value: { coverage: 1, wrongRows: 20 } });
  });

  it('is broken no more often than the risk allows', () => {
    let broken = 0;
    let kept = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const outcome = thresholdForError(drawCoverage(draw(600, seed)), 0.1, 0.1);
      if (!outcome.ok) continue;
      kept++;
      if (0.2 * (1 - outcome.value.threshold) > 0.1) broken++;
    }
    expect(kept).toBeGreaterThan(300);
    expect(broken / 400).toBeLessThan(0.1);
  });

  it('allows no less coverage for a larger accepted error', () => {
    const curve: CoverageCurve = drawCoverage(draw(5_000, 9));
    const coverages = [0.04, 0.06, 0.1, 0.15, 0.25].map((accepted) => {
      const outcome = thresholdForError(curve, accepted);
      return outcome.ok ? outcome.value.coverage : 0;
    });
    expect(coverages).toEqual([...coverages].sort((a, b) => a - b));
    expect(coverages.at(-1)).toBe(1);
  });
});
