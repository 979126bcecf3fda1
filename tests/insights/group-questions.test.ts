import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupQuestions } from '../../src/insights/group-questions.ts';
import { plantQuestions, type PlantedQuestions } from './planted-questions.ts';

/** Share of grouped questions whose group is mostly of their own planted one, and share of planted questions in any group. */
function judge(planted: PlantedQuestions, groups: readonly { readonly members: readonly number[] }[]): { readonly pure: number; readonly grouped: number } {
  let right = 0;
  let all = 0;
  for (const { members } of groups) {
    const counts = new Map<number, number>();
    for (const row of members) counts.set(planted.truth[row] ?? -1, (counts.get(planted.truth[row] ?? -1) ?? 0) + 1);
    right += Math.max(...counts.values());
    all += members.length;
  }
  return { pure: right / all, grouped: all / planted.truth.filter((group) => group >= 0).length };
}

describe('groups of questions', () => {
  it.each([
    ['a few, linked at once', { groups: 12, each: 20, spread: 0.6, loners: 60 }],
    ['thousands, linked in cells', { groups: 120, each: 40, spread: 0.6, loners: 400 }],
    ['thousands in one intent', { groups: 60, each: 40, spread: 0.6, loners: 0, intents: 1 }],
  ])('are those that were planted: %s', (_, settings) => {
    const planted = plantQuestions(settings);
    const groups = groupQuestions(planted);
    const { pure, grouped } = judge(planted, groups);
    expect(pure).toBeGreaterThan(0.97);
    expect(grouped).toBeGreaterThan(0.95);
    expect(Math.abs(groups.filter(({ members }) => members.length >= settings.each / 2).length - settings.groups)).toBeLessThanOrEqual(settings.groups * 0.05);
    expect(groups.map(({ members }) => members.length)).toEqual(groups.map(({ members }) => members.length).sort((a, b) => b - a));
  });

  it('are the same each time', () => {
    const planted = plantQuestions({ groups: 50, each: 40, spread: 0.8, loners: 200 });
    expect(groupQuestions(planted)).toEqual(groupQuestions(planted));
  });

  it('keep questions apart that only their intent joins, and join what only the intent would part', () => {
    const across = Float32Array.from([1, 0, 0, 1, 0, 0, 0, 1, 0]);
    const groups = groupQuestions({ dimension: 3, data: across, intents: ['a', 'b', 'a'] }, { threshold: 0.46, intentWeight: 0.2, smallest: 2 });
    expect(groups.map(({ members }) => [...members].sort())).toEqual([[0, 1]]);
  });

  it('begin with the most central question', () => {
    const data = Float32Array.from([1, 0, Math.cos(0.3), Math.sin(0.3), Math.cos(0.6), Math.sin(0.6)]);
    expect(groupQuestions({ dimension: 2, data, intents: [null, null, null] })[0]?.members[0]).toBe(1);
  });

  it('take a thousand questions that are all the same', () => {
    const rows = 3000;
    const data = new Float32Array(rows * 4);
    for (let row = 0; row < rows; row += 1) data[row * 4] = 1;
    const groups = groupQuestions({ dimension: 4, data, intents: new Array<null>(rows).fill(null) });
    expect(groups.map(({ members, cohesion }) => [members.length, Math.round(cohesion)])).toEqual([[rows, 1]]);
  });

  it('hold each question once at most, whatever the vectors', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (points, threshold) => {
        const data = Float32Array.from(points.flatMap(([x, y]) => [x / (Math.hypot(x, y) || 1), y / (Math.hypot(x, y) || 1)]));
        const rows = groupQuestions({ dimension: 2, data, intents: points.map(() => null) }, { threshold, intentWeight: 0, smallest: 1 }).flatMap(({ members }) => members);
        expect([...rows].sort((a, b) => a - b)).toEqual(points.map((_, at) => at));
      }),
    );
  });
});
