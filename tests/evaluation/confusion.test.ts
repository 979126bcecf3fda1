import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countConfusion, describeConfusion, mostConfused, orderLabels } from '../../src/evaluation/confusion.ts';
import { labelWords } from '../../src/text/label-words.ts';
import { makeAnswers } from './make-answers.ts';

const confusion = countConfusion(makeAnswers('abc', ['ab', 'aa', 'ab', 'ba', 'c-', '-c', 'ac', 'cc']));

describe('the confusion matrix', () => {
  it('has the row numbers behind each cell', () => {
    expect(confusion.cells.map(({ truth, predicted, rows }) => [truth, predicted, ...rows])).toEqual([
      [0, 0, 1],
      [0, 1, 0, 2],
      [0, 2, 6],
      [1, 0, 3],
      [2, 2, 7],
      [2, -1, 4],
      [-1, 2, 5],
    ]);
    expect([...confusion.support]).toEqual([4, 1, 2, 1]);
    expect(countConfusion(makeAnswers('ab', [])).cells).toEqual([]);
  });

  it('loses no row', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '-'), fc.constantFrom('a', 'b', 'c', '-')).map(([t, p]) => t + p));
    fc.assert(
      fc.property(pairs, (list) => {
        const rows = countConfusion(makeAnswers('abc', list)).cells.flatMap((cell) => [...cell.rows]);
        expect(rows.sort((a, b) => a - b)).toEqual(list.map((_, row) => row));
      }),
    );
  });

  it('names the most confused pairs, the larger share first among equals', () => {
    const pairs = mostConfused(confusion);
    expect(pairs.map(({ truth, predicted, rows, of }) => [truth, predicted, rows.length, of])).toEqual([
      [0, 1, 2, 4],
      [-1, 2, 1, 1],
      [1, 0, 1, 1],
      [2, -1, 1, 2],
      [0, 2, 1, 4],
    ]);
    expect(mostConfused(confusion, 1)).toHaveLength(1);
  });

  it('says a pair in words, with telling words only where they are given', () => {
    const named = { ...confusion, labels: ['track_order', 'delivery-period', 'REFUND'] };
    const [first, second] = mostConfused(named);
    if (!first || !second) throw new Error('pairs expected');
    expect(describeConfusion(named, first)).toBe('Track order is taken for Delivery period 2 of 4 times.');
    expect(describeConfusion(named, first, ['when'])).toBe('Track order is taken for Delivery period 2 of 4 times, mostly with “when”.');
    expect(describeConfusion(named, first, ['arrive', 'when', 'day'])).toBe('Track order is taken for Delivery period 2 of 4 times, mostly with “arrive”, “when” and “day”.');
    expect(describeConfusion(named, second)).toBe('Out of scope is taken for REFUND 1 of 1 time.');
    expect(labelWords('__')).toBe('No label');
  });

  it('lays confused labels beside one another', () => {
    // a-e and b-d are taken for each other; c for nothing.
    const order = orderLabels(countConfusion(makeAnswers('abcde', ['ae', 'ea', 'bd', 'db', 'cc'])));
    expect([...order]).toEqual([0, 4, 1, 3, 2]);
    // Chains are turned so that the confused ends meet: a-b, then a-c; a-b and c-d, then a-d.
    expect([...orderLabels(countConfusion(makeAnswers('abc', ['ab', 'ab', 'ac', 'bb', 'cc', 'ba'])))]).toEqual([1, 0, 2]);
    expect([...orderLabels(countConfusion(makeAnswers('abcd', ['ab', 'ba', 'ba', 'cd', 'dc', 'dc', 'ad', 'aa', 'aa'])))]).toEqual([1, 0, 3, 2]);
    // A hub with three leaves stays one block, the two strongest on either side of it.
    const star = orderLabels(countConfusion(makeAnswers('abcdef', ['bf', 'fb', 'fb', 'cf', 'fc', 'df', 'aa', 'ee'])));
    const places = [1, 2, 3, 5].map((label) => star.indexOf(label));
    expect(Math.max(...places) - Math.min(...places)).toBe(3);
    expect(Math.abs(star.indexOf(5) - star.indexOf(1))).toBe(1);
  });

  it('orders every label once', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', '-'), fc.constantFrom('a', 'b', 'c', 'd', 'e', '-')).map(([t, p]) => t + p));
    fc.assert(
      fc.property(pairs, (list) => {
        expect([...orderLabels(countConfusion(makeAnswers('abcde', list)))].sort()).toEqual([0, 1, 2, 3, 4]);
      }),
    );
  });
});
