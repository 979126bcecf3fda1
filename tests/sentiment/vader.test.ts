import fc from 'fast-check';
import vader from 'vader-sentiment';
import { describe, expect, it } from 'vitest';
import { scoreVader, weighWords } from '../../src/sentiment/vader.ts';

/** Compound scores of the authors' program, vaderSentiment 3.3.2. vader-sentiment 1.1.3 gives another for each. */
const corrected: readonly (readonly [why: string, text: string, compound: number])[] = [
  ['"no" turns what it stands before', 'There is no good reason for it', -0.3412],
  ['"no" reaches over "or"', 'No fun or joy in this shop', -0.6979],
  ['a negation has a capital', 'Not good at all', -0.3412],
  ['a contraction is in capitals', "They DIDN'T help me once", -0.3089],
  ['a contraction stands in front of a word in quotes', 'The parcel came, but it isn\'t "good"', -0.4782],
  ['a word has marks around it that are not a full stop', 'GREAT service (really *great*)', 0.8814],
  ['a word has a hash sign', 'I am sad #fail', -0.765],
  ['a word of one letter parts a word from its negation', 'They never got me a good answer', 0.4404],
  ['a booster is not in the older list', 'What a total disaster', -0.659],
  ['a booster was rated as a word', 'It was an enormous pleasure', 0.6115],
  ['a weakening word is not in the older list', 'Only a slight delay', -0.2516],
  ['a word was added to the list: heart', 'My heart sank', 0.6369],
  ['a word was added to the list: flawed', 'The stand is flawed', -0.4767],
  ['a word was rated anew', 'A badass chair', 0.34],
  ['"But" begins a sentence', 'Good price. But bad service', -0.5859],
  ['what follows "but" equals a halved word before it', 'I love it but I am relieved now', 0.5267],
  ['"without doubt" negates nothing', 'Without doubt it is the best', 0.7438],
  ['"never this" strengthens by a quarter', 'Never this good before', 0.5228],
  ['a phrase is no stop', 'I had to wait at the bus stop today', 0],
  ['a phrase is better than its words', 'It broke my beating heart today', 0.7579],
  ['an emoji is read by its name', 'Thanks 😂', 0.7003],
  ['an emoji sticks to a word', 'The new chair is great👍 really', 0.6249],
  ['an emoji is negated', 'You are not a 🎁 shop', -0.3412],
  ['an emoji shouts', 'so good 🆒', 0.7582],
];

/** Where the package is right already. */
const kept: readonly (readonly [text: string, compound: number])[] = [
  ['The lamp is good, and the desk isn\'t, sorry', 0.4805],
  ['The lid is broken but the box is good, the lamp good', 0.7684],
  ['We never had such good support', 0.0757],
  ['It was the least helpful answer', -0.3252],
  ['I love it', 0.6369],
];

const hostile = ['', ' ', '\n\t', '!', '????', '__proto__', 'constructor hasOwnProperty toString valueOf', '\ud83d', 'good\udc00', '\u0000 good', '🏽‍️', '𝐆𝐎𝐎𝐃', 'ªA good', "n't n't n't"];

function byPackage(text: string): number {
  return vader.SentimentIntensityAnalyzer.polarity_scores(text).compound;
}

describe('VADER as its authors have it', () => {
  it.each(corrected)('scores right where %s: %s', (_, text, compound) => {
    expect(scoreVader(text).compound).toBeCloseTo(compound, 3);
  });

  it.each(kept)('scores as before: %s', (text, compound) => {
    expect(scoreVader(text).compound).toBeCloseTo(compound, 3);
    expect(byPackage(text)).toBeCloseTo(compound, 3);
  });

  it('differs from the package on every sentence that it corrects, and on no other', () => {
    const differs = (text: string): boolean => Math.abs(scoreVader(text).compound - byPackage(text)) > 0.001;
    expect(corrected.filter(([, text]) => differs(text)).length).toBe(corrected.length);
    expect(kept.filter(([text]) => differs(text))).toEqual([]);
  });

  it('tells the shares of good, neutral and bad', () => {
    expect(scoreVader('The parcel came, but it isn\'t "good"')).toMatchObject({ positive: 0, neutral: 0.659, negative: 0.341 });
    expect(scoreVader('Thanks 😂')).toMatchObject({ positive: 0.578, neutral: 0.259, negative: 0.164 });
    expect(scoreVader(' ')).toEqual({ compound: 0, positive: 0, neutral: 0, negative: 0 });
  });

  it('keeps typographic quotes on a word, as the authors do', () => {
    expect(scoreVader('“good”').compound).toBe(0);
    expect(scoreVader('it don’t look good').compound).toBeCloseTo(0.4404, 3);
  });
});

describe('the words that carry a score', () => {
  it('are told with their places and what is left of them where they stand', () => {
    expect(weighWords('Good price. But "BAD" service')).toEqual([
      { word: 'Good', start: 0, end: 4, valence: 0.95 },
      { word: 'BAD', start: 17, end: 20, valence: expect.closeTo((-2.5 - 0.733) * 1.5, 10) as number },
    ]);
  });

  it('turn with their negation', () => {
    expect(weighWords("It isn't good.")).toEqual([{ word: 'good', start: 9, end: 13, valence: expect.closeTo(1.9 * -0.74, 10) as number }]);
  });

  it('count an emoji once, with all the words of its name', () => {
    expect(weighWords('ok 😂!')).toEqual([
      { word: 'ok', start: 0, end: 2, valence: 1.2 },
      { word: '😂', start: 3, end: 5, valence: expect.closeTo(2.8 - 0.9, 10) as number },
    ]);
  });

  it('add up to the compound score of a text without marks', () => {
    for (const text of [...corrected.map(([, one]) => one), ...kept.map(([one]) => one)]) {
      if (/[!?]/.test(text)) continue;
      const sum = weighWords(text).reduce((all, { valence }) => all + valence, 0);
      expect(scoreVader(text).compound, text).toBeCloseTo(sum / Math.sqrt(sum * sum + 15), 3);
    }
  });
});

describe('any text', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...corrected.flatMap(([, text]) => text.split(' ')), 'but', 'no', 'kind of', 'least', 'the bomb', ':)', '!!', '??', '❤️', '👨‍👩‍👧', ...hostile),
    fc.string({ unit: 'binary' }),
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(' '));

  it('gets scores within their bounds', () => {
    fc.assert(fc.property(texts, (text) => {
      const { compound, positive, neutral, negative } = scoreVader(text);
      expect(Math.abs(compound)).toBeLessThanOrEqual(1);
      for (const share of [positive, neutral, negative]) expect(share >= 0 && share <= 1).toBe(true);
      const sum = positive + neutral + negative;
      expect(sum === 0 || Math.abs(sum - 1) <= 0.0021, text).toBe(true);
    }));
  });

  it('has the words that are told where they are told', () => {
    fc.assert(fc.property(texts, (text) => {
      let reached = 0;
      for (const { word, start, end, valence } of weighWords(text)) {
        expect(text.slice(start, end)).toBe(word);
        expect(start).toBeGreaterThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        expect(Number.isFinite(valence)).toBe(true);
        reached = end;
      }
    }));
  });

  it.each([...hostile, 'x'.repeat(1_000_000), ')'.repeat(1_000_000)])('is no reason to throw (%#)', (text) => {
    expect(Number.isFinite(scoreVader(text).compound)).toBe(true);
    expect(() => weighWords(text)).not.toThrow();
  });

  it.each(['good but ', 'not so good, ', 'love but relieved ', '😂', 'a '])('of twice the length takes twice the work: %s', (part) => {
    const short = lookUps(part.repeat(400));
    const long = lookUps(part.repeat(800));
    expect(short).toBeGreaterThan(0);
    expect(long / short).toBeGreaterThan(1.5);
    expect(long / short).toBeLessThan(2.1);
  });
});

/** How often a text makes anything be looked up or looked through: time would be that of the machine. */
function lookUps(text: string): number {
  let count = 0;
  const watch = (owner: object, name: string): (() => void) => {
    const method = Reflect.get(owner, name) as (...values: unknown[]) => unknown;
    const watched = function (this: unknown, ...values: unknown[]): unknown {
      count += Array.isArray(this) && name !== 'pop' ? this.length : 1;
      return Reflect.apply(method, this, values);
    };
    Reflect.defineProperty(owner, name, { value: watched, configurable: true, writable: true });
    return () => void Reflect.defineProperty(owner, name, { value: method, configurable: true, writable: true });
  };
  const restore = [
    watch(Map.prototype, 'get'), watch(Set.prototype, 'has'), watch(String.prototype, 'charCodeAt'),
    watch(Array.prototype, 'indexOf'), watch(Array.prototype, 'findIndex'), watch(Array.prototype, 'includes'), watch(Array.prototype, 'splice'), watch(Array.prototype, 'pop'),
  ];
  try {
    scoreVader(text);
  } finally {
    for (const undo of restore) undo();
  }
  return count;
}
