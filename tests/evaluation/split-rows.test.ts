import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealFolds } from '../../src/classifier/deal-folds.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { splitRows } from '../../src/evaluation/split-rows.ts';

const alone = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

describe('the held-out split', () => {
  it('takes its share of every label, the same rows for the same seed', () => {
    const labels = Array.from({ length: 100 }, (_, row) => (row < 50 ? 'a' : row < 90 ? 'b' : 'c'));
    const split = splitRows(labels, alone(100), 0.2, seededRandom(1));
    const held = (label: string): number => [...split.heldOut].filter((row) => labels[row] === label).length;
    expect([held('a'), held('b'), held('c')]).toEqual([10, 8, 2]);
    expect(splitRows(labels, alone(100), 0.2, seededRandom(1))).toEqual(split);
    expect(splitRows(labels, alone(100), 0.2, seededRandom(2)).heldOut).not.toEqual(split.heldOut);
  });

  it('leaves a label of one group in training, and names it', () => {
    const split = splitRows(['a', 'a', 'b', 'b', 'b', 'c'], Int32Array.of(0, 1, 2, 2, 2, 3), 0.5, seededRandom(1));
    expect(split.heldOut).toHaveLength(1);
    expect(split.onlyTraining).toEqual([
      { label: 'b', rows: 3, reason: 'one-group' },
      { label: 'c', rows: 1, reason: 'one-group' },
    ]);
  });

  it('names what can not be parted for groups with several labels', () => {
    // Three labels, each in two of three groups: whichever group is held out, one label would lose its second.
    const split = splitRows(['a', 'b', 'b', 'c', 'c', 'a'], Int32Array.of(0, 0, 1, 1, 2, 2), 0.5, seededRandom(1));
    expect(split.heldOut).toHaveLength(2);
    expect(split.onlyTraining).toHaveLength(1);
    expect(split.onlyTraining[0]?.reason).toBe('tied-to-others');
  });

  it('holds out the smaller of two groups rather than none', () => {
    const groups = Int32Array.from({ length: 51 }, (_, row) => (row < 50 ? 0 : 1));
    const split = splitRows(Array.from({ length: 51 }, () => 'a'), groups, 0.2, seededRandom(3));
    expect([...split.heldOut]).toEqual([50]);
  });

  it('refuses a share that is none, and holds without rows', () => {
    expect(() => splitRows(['a'], alone(1), 0, seededRandom(1))).toThrow(RangeError);
    expect(() => splitRows(['a'], alone(1), Number.NaN, seededRandom(1))).toThrow(RangeError);
    expect(() => splitRows(['a'], alone(2), 0.5, seededRandom(1))).toThrow(RangeError);
    expect(splitRows([], alone(0), 0.5, seededRandom(1)).onlyTraining).toEqual([]);
  });

  it('never parts a group, loses no row, and has every label with two groups of its own on both sides', () => {
    const row = fc.record({ label: fc.constantFrom('a', 'b', 'c', 'd'), group: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.constantFrom(0.1, 0.2, 0.5), fc.boolean(), fc.integer(), (rows, share, mixed, seed) => {
        const labels = rows.map(({ label }) => label);
        const groups = Int32Array.from(rows, ({ group, label }) => (mixed ? group : group * 4 + 'abcd'.indexOf(label)));
        const { training, heldOut, onlyTraining } = splitRows(labels, groups, share, seededRandom(seed));
        expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(rows.map((_, at) => at));
        const trained = new Set(Array.from(training, (at) => groups[at]));
        expect([...heldOut].filter((at) => trained.has(groups[at]))).toEqual([]);
        for (const label of new Set(labels)) {
          const has = (side: Int32Array): boolean => side.some((at) => labels[at] === label);
          const own = new Set(groups.filter((_, at) => labels[at] === label)).size;
          expect(has(training)).toBe(true);
          if (!mixed) expect(has(heldOut)).toBe(own >= 2);
          expect(onlyTraining.some((entry) => entry.label === label)).toBe(!has(heldOut));
        }
      }),
    );
  });

  it('has folds with groups beside it', () => {
    const labels = Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 'a' : 'b'));
    const groups = Int32Array.from(labels, (_, row) => row % 10);
    const folds = dealFolds(labels, 5, 1, Array.from(groups, String));
    groups.forEach((group, row) => expect(folds[row]).toBe(folds[groups.indexOf(group)]));
  });
});
