import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { compareModels } from '../../src/evaluation/compare-models.ts';
import { judge } from '../../src/evaluation/judge.ts';
import { mergeAnswers, mergeLabels, splitLabel } from '../../src/evaluation/try-labels.ts';
import { makeAnswers } from './make-answers.ts';
import { plantNoise } from './plant-noise.ts';

const accuracy = (answers: Parameters<typeof judge>[0]): number => judge(answers, { random: seededRandom(1), resamples: 0 }).accuracy?.value ?? 0;

describe('what if two labels were one', () => {
  it('gives their rows the one label', () => {
    expect(mergeLabels(['a', 'b', 'c', 'a'], ['a', 'b'], 'ab')).toEqual(['ab', 'ab', 'c', 'ab']);
    expect(mergeLabels(['a', 'b'], ['b'], 'a')).toEqual(['a', 'a']);
  });

  it('tells the old model’s answers in the merged labels', () => {
    const merged = mergeAnswers(makeAnswers('abc', ['ab', 'ca', '-b', 'b-', 'cc']), ['a', 'b'], 'ab');
    expect(merged.labels).toEqual(['ab', 'c']);
    expect([...merged.truth]).toEqual([0, 1, -1, 0, 1]);
    expect([...merged.predicted]).toEqual([0, 0, 0, -1, 1]);
    expect(accuracy(merged)).toBe(0.4);
  });

  it('can be compared with a model that was trained on the merged labels', () => {
    const before = mergeAnswers(makeAnswers('abc', ['ab', 'bb', 'ca']), ['a', 'b'], 'x');
    const outcome = compareModels(before, makeAnswers('cx', ['xx', 'xx', 'cc']), { random: seededRandom(1), resamples: 0 });
    expect(outcome).toMatchObject({ ok: true, value: { onlyNextRight: 1, onlyCurrentRight: 0 } });
  });

  it('never makes a right answer wrong', () => {
    const pair = fc.tuple(fc.constantFrom('a', 'b', 'c', '-'), fc.constantFrom('a', 'b', 'c', '-')).map(([t, p]) => t + p);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), fc.subarray(['a', 'b', 'c']), fc.constantFrom('a', 'c', 'new'), (pairs, merged, into) => {
        const answers = makeAnswers('abc', pairs);
        expect(accuracy(mergeAnswers(answers, merged, into))).toBeGreaterThanOrEqual(accuracy(answers));
      }),
    );
  });
});

describe('what if a label were two', () => {
  const names = ['first', 'second'] as const;

  it('parts its rows by their vectors, the larger half first, and shows the most telling ones', () => {
    const data = Float32Array.of(1, 0, 1, 0.1, 5, 5, 1, 0.2, 0, 1, 0.3, 2);
    const outcome = splitLabel(['a', 'a', 'b', 'a', 'a', 'a'], 'a', { dimension: 2, data }, names);
    if (!outcome.ok) throw new Error(outcome.message);
    const { labels, halves, likeness } = outcome.value;
    expect(labels).toEqual(['first', 'first', 'b', 'first', 'second', 'second']);
    expect([...halves[0].rows]).toEqual([0, 1, 3]);
    expect([...halves[0].telling]).toEqual([0, 1, 3]);
    expect([...halves[1].telling]).toEqual([4, 5]);
    expect(likeness).toBeLessThan(0.5);
  });

  it('finds two labels that were taken for one', () => {
    const { truth, vectors } = plantNoise(2, 60, 0, 'symmetric', 7);
    const outcome = splitLabel(Array.from(truth, () => 'one'), 'one', vectors, names);
    if (!outcome.ok) throw new Error(outcome.message);
    const right = outcome.value.labels.filter((label, row) => label === outcome.value.labels[truth[row] ?? 0]).length;
    expect(right).toBe(120);
    expect(splitLabel(Array.from(truth, () => 'one'), 'one', vectors, names)).toEqual(outcome);
  });

  it('fails in words where there is nothing to part', () => {
    const alike = { dimension: 2, data: Float32Array.from({ length: 10 }, (_, at) => 1 + (at % 2)) };
    expect(splitLabel(['a', 'a', 'a', 'b', 'b'], 'a', alike, names)).toMatchObject({ ok: false, code: 'too-few-rows' });
    expect(splitLabel(['a', 'a', 'a', 'a', 'a'], 'a', alike, names)).toMatchObject({ ok: false, code: 'all-alike' });
    expect(splitLabel(['a', 'a', 'a', 'a', 'a'], 'a', { dimension: 2, data: new Float32Array(10) }, names)).toMatchObject({ ok: false, code: 'all-alike' });
    expect(splitLabel([], 'a', { dimension: 2, data: new Float32Array() }, names)).toMatchObject({ ok: false, code: 'too-few-rows' });
    expect(() => splitLabel(['a', 'a', 'a', 'a'], 'a', { dimension: 1, data: Float32Array.of(1, 1, Number.NaN, 1) }, names)).toThrow(RangeError);
  });

  it('leaves no half empty and no other label touched', () => {
    const coordinate = fc.integer({ min: -4, max: 4 });
    const row = fc.tuple(fc.constantFrom('a', 'b'), coordinate, coordinate);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const labels = rows.map(([label]) => label);
        const outcome = splitLabel(labels, 'a', { dimension: 2, data: Float32Array.from(rows.flatMap(([, x, y]) => [x, y])) }, names);
        if (!outcome.ok) return;
        const { halves } = outcome.value;
        expect(halves[0].rows.length).toBeGreaterThanOrEqual(halves[1].rows.length);
        expect(halves[1].rows.length).toBeGreaterThan(0);
        outcome.value.labels.forEach((label, at) => expect(label === 'b').toBe(labels[at] === 'b'));
        for (const half of halves) expect([...half.rows].every((at) => outcome.value.labels[at] === half.label)).toBe(true);
      }),
    );
  });
});
