import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/knowledge-base/find-duplicates.ts';
import { passage, readSamplePassages } from './read-sample-passages.ts';

const sample = readSamplePassages();
const long = sample.filter(({ text }) => text.split(/\s+/).length > 60);

/** The passage as somebody else would have copied it: a sentence less, some words other. */
function nearly(text: string): string {
  return text
    .split(/(?<=[.!?])\s+/)
    .slice(0, -1)
    .join(' ')
    .replace(/\bYou can\b/g, 'One may')
    .replace(/\byour\b/g, 'the');
}

describe('passages that say the same', () => {
  it('are found where one was copied, changed or cut, among all the others', () => {
    const copies = long.slice(0, 40).map((each, at) => passage(`copy-${at}`, at % 2 === 0 ? nearly(each.text) : each.text));
    const passages = [...sample, ...copies];
    const found = new Set(findDuplicates(passages, null).map(({ a, b }) => `${passages[a]?.id ?? ''} ${passages[b]?.id ?? ''}`));
    const missed = copies.filter((_, at) => !found.has(`${long[at]?.id ?? ''} copy-${at}`));
    expect(missed.length).toBeLessThanOrEqual(2);
    expect(found.size).toBeLessThanOrEqual(42);
  });

  it('are none in the sample articles, nor within one article, nor across languages', () => {
    expect(findDuplicates(sample, null)).toEqual([]);
    const text = long[0]?.text ?? '';
    expect(findDuplicates([passage('a', text), passage('a2', text, { articleId: 'a' })], null)).toEqual([]);
    expect(findDuplicates([passage('a', text), passage('b', text, { language: 'de' })], null)).toEqual([]);
    expect(findDuplicates([passage('a', text), passage('b', text)], null)).toMatchObject([{ a: 0, b: 1, shared: 1 }]);
  });

  it('with other words but the same sense are found by their vectors', () => {
    const a = passage('a', 'Open the account page, press orders, choose the canoe and press return. Print the label and hand the canoe to the driver on Friday.');
    const b = passage('b', 'On the account page choose orders. Pick the canoe to return, then print its label; the driver takes the canoe from you.');
    const near = { dimension: 2, data: Float32Array.from([1, 0, 0.95, 0.3122]) };
    const far = { dimension: 2, data: Float32Array.from([1, 0, 0, 1]) };
    expect(findDuplicates([a, b], near)).toHaveLength(1);
    expect(findDuplicates([a, b], far)).toEqual([]);
  });
});
