import { describe, expect, it } from 'vitest';
import { countWeeks, growth } from '../../src/insights/count-weeks.ts';
import { isSmallTalk, nameGroups } from '../../src/insights/telling-words.ts';

describe('names of groups', () => {
  it('are the words that tell each group from the rest', () => {
    const names = nameGroups([
      ['The Tansy lamp came with broken glass', 'My lamp arrived and its glass is in pieces', 'Glass of the lamp is broken, can you help?'],
      ['I was charged twice by card', 'You charged my card twice, please help', 'Charged twice. Please look at my card'],
      ['Where can I see the invoice?', 'please send my invoices', 'The invoice please'],
    ]);
    expect(names[0]?.slice(0, 2)).toEqual(expect.arrayContaining(['lamp', 'glass']));
    expect(names[1]).toEqual(expect.arrayContaining(['charged', 'twice', 'card']));
    expect(names[2]?.[0]).toBe('invoice');
  });

  it('write a name with its capital and leave out numbers and courtesies', () => {
    const [name] = nameGroups([['Hello, my Tansy LL-48213 please', 'hi the Tansy, thank you LL-48214', 'Tansy! order 77419'], ['Where is it', 'When is it']]);
    expect(name).toEqual(['Tansy']);
  });
});

describe('small talk', () => {
  it.each([
    ['thanks, bye', true],
    ['k', true],
    ['👍', true],
    ['Thank you so much, that was perfect!', true],
    ['where is my order', false],
    ['do u take amex', false],
    ['LL-48213', false],
  ])('“%s”: %s', (text, expected) => {
    expect(isSmallTalk(text)).toBe(expected);
  });
});

describe('counts by week', () => {
  const week = 7 * 86_400_000;
  it('put each time in its week, the newest last, and leave out what is older', () => {
    const until = 10 * week;
    expect(countWeeks([until, until - 1, until - week - 1, until - 3.5 * week, 0], until - 4 * week, until)).toMatchObject({ counts: [1, 0, 1, 2], weeks: 1 });
  });

  it('take several weeks together where there are many', () => {
    const trend = countWeeks([0, 99 * week], 0, 100 * week, 25);
    expect(trend.counts).toHaveLength(25);
    expect(trend.weeks).toBe(4);
    expect(trend.counts.reduce((sum, each) => sum + each)).toBe(2);
  });

  it('tell growth only where there is enough to tell', () => {
    expect(growth({ counts: [1, 0, 1], weeks: 1, from: 0 })).toBeNull();
    expect(growth({ counts: [1, 1, 6, 6], weeks: 1, from: 0 })).toBeGreaterThan(3);
  });
});
