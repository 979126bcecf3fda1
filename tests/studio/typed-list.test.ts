import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTypedList } from '../../src/studio/typed-list.ts';

const wanted = [
  { name: 'refund', examples: ['I want my money back', 'refund me: now'] },
  { name: 'track order', examples: ['where is it'] },
];

describe('a pasted list of intents', () => {
  it.each([
    ['columns', 'refund\tI want my money back\ntrack order\twhere is it\nrefund\trefund me: now\n'],
    ['names before a colon', 'refund: I want my money back\r\nrefund: refund me: now\r\n\r\ntrack order: where is it'],
    ['bulleted lists', '## refund\n- I want my money back\n- refund me: now\ntrack order:\n* where is it'],
    ['blocks', 'refund\nI want my money back\nrefund me: now\n\n\ntrack order\nwhere is it\n'],
  ])('is read as %s', (_, pasted) => {
    expect(readTypedList(pasted)).toEqual(wanted);
  });

  it('never fails and never loses a line that is not empty', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('refund', '', '- a b', 'x: y z', 'p\tq', '# h', '::', '1) k')), (lines) => {
        const read = readTypedList(lines.join('\n'));
        expect(new Set(read.map(({ name }) => name)).size).toBe(read.length);
        const all = read.flatMap(({ name, examples }) => [name, ...examples]).join('\n');
        for (const word of ['refund', 'a b', 'y z', 'q', 'h', 'k']) if (lines.some((line) => line.endsWith(word))) expect(all).toContain(word);
      }),
    );
  });
});
