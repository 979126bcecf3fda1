import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { nameAsWords, readTyped, startCold, type TypedIntent } from '../../src/studio/cold-start.ts';

/** Sentences of an intent: mostly words that all intents share, some of its own, so that some can not be told. */
function drawSentence(intent: number, random: () => number, ownShare: number): string {
  const words = Array.from({ length: 5 }, () => {
    const isOwn = random() < ownShare;
    const word = Math.floor(random() * (isOwn ? 6 : 30));
    return isOwn ? `${'bcdfghjk'[intent] ?? 'b'}${'aeiouy'[word] ?? 'a'}r${'aeiou'[intent % 5] ?? 'a'}${'lmnpqr'[word] ?? 'l'}` : `s${'aeiou'[word % 5] ?? 'a'}${'tvwxyz'[Math.floor(word / 5)] ?? 't'}e`;
  });
  return words.join(' ');
}

const typed: readonly TypedIntent[] = [
  { name: 'track_order', examples: ['where is my parcel', 'has my order been sent', 'the delivery is late', 'track my package'] },
  { name: 'refund', examples: ['i want my money back', 'please refund me', 'the refund has not come', 'give me back what i paid'] },
  { name: 'change_address', examples: ['i moved to a new street', 'my address has changed', 'send it to another address', 'update where i live'] },
];

describe('a head of a few typed sentences', () => {
  it('tells what it was shown, and a sentence in other words by what they share', () => {
    const cold = startCold(typed, null, null);
    expect(cold.tryOut('please send the refund').ranked[0]?.label).toBe('refund');
    expect(cold.tryOut('is my order late').ranked[0]?.label).toBe('track_order');
    const { ranked } = cold.tryOut('my new address');
    expect(ranked[0]?.label).toBe('change_address');
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 4);
  });

  it('counts the name of an intent as an example', () => {
    const cold = startCold([{ name: 'track_order', examples: ['has it been sent', 'what is with it'] }, { name: 'refund', examples: ['give it back', 'i want it back'] }], null, null);
    expect(cold.tryOut('refund').ranked[0]?.label).toBe('refund');
    expect(nameAsWords('trackOrder')).toBe('track Order');
    expect(nameAsWords('change-my_address')).toBe('change my address');
  });

  it('says that a sentence is like nothing that was typed', () => {
    const cold = startCold(typed, null, null);
    expect(cold.tryOut('12 € 日本').unlike).toBe(true);
    expect(cold.tryOut('refund please').unlike).toBe(false);
    // With an encoder it is the nearest sentence that counts: here each example has a direction of its own.
    const texts = typed.flatMap(({ examples }) => examples).length + typed.length;
    const vectors = Array.from({ length: texts }, (_, at) => Float32Array.from({ length: texts + 1 }, (__, i) => (i === at ? 1 : 0)));
    const withMeaning = startCold(typed, { mark: 'test@1', dimension: texts + 1 }, vectors);
    expect(withMeaning.tryOut('refund please', Float32Array.from({ length: texts + 1 }, (_, i) => (i === texts ? 1 : 0))).unlike).toBe(true);
    expect(withMeaning.tryOut('refund please', vectors[4]).unlike).toBe(false);
  });

  it('judges each sentence without having seen it, nor its near copies', () => {
    // Words that no two examples share: nothing can be told, whatever the head remembers.
    const strange = [{ name: 'a1', examples: ['xylo', 'quartz', 'fjord'] }, { name: 'b2', examples: ['nymph', 'vodka', 'glyph'] }];
    expect(startCold(strange, null, null).about.expected.value).toBeLessThan(0.7);
    // The same sentence again and again is one to judge by.
    const copies = strange.map(({ name, examples }) => ({ name, examples: examples.flatMap((each) => [each, `${each}!`, `${each}.`]) }));
    expect(startCold(copies, null, null).about.judgedBy).toBe(6);
    expect(startCold(copies, null, null).about.expected.value).toBeLessThan(0.7);
  });

  it('names what an intent is taken for', () => {
    const { intents } = startCold([...typed, { name: 'give_back', examples: ['i want my money back now', 'refund me please', 'give back what i paid for'] }], null, null).about;
    const wrong = intents.filter(({ right, examples }) => right < examples);
    expect(wrong.length).toBeGreaterThan(0);
    for (const { takenFor, name } of wrong) expect(takenFor).not.toBe(name);
    expect(intents.filter(({ right, examples }) => right === examples).every(({ takenFor }) => takenFor === null)).toBe(true);
  });

  it('expects an accuracy whose interval holds the true one in most of many cases', () => {
    let held = 0;
    let width = 0;
    const cases = 60;
    for (let seed = 1; seed <= cases; seed++) {
      const random = seededRandom(seed);
      const labels = 2 + (seed % 4);
      const ownShare = 0.15 + 0.1 * (seed % 6);
      const intents = Array.from({ length: labels }, (_, k) => ({ name: `q${k}`, examples: Array.from({ length: 3 + (seed % 3) }, () => drawSentence(k, random, ownShare)) }));
      const cold = startCold(intents, null, null);
      let right = 0;
      for (let row = 0; row < 300; row++) if (cold.tryOut(drawSentence(row % labels, random, ownShare)).ranked[0]?.label === `q${row % labels}`) right++;
      const { low, high } = cold.about.expected;
      width += (high - low) / cases;
      if (right / 300 >= low && right / 300 <= high) held++;
    }
    expect(held / cases).toBeGreaterThanOrEqual(0.9);
    // An interval that says nothing would hold anything.
    expect(width).toBeLessThan(0.7);
  });

  it('is not surer than it has a right to be', () => {
    const cold = startCold(typed, null, null);
    const { value } = cold.about.expected;
    const told = typed.flatMap(({ examples }) => examples.map((text) => cold.tryOut(text.split(' ').slice(0, 3).join(' ')).ranked[0]?.confidence ?? 0));
    expect(told.reduce((sum, each) => sum + each, 0) / told.length).toBeLessThan(Math.min(0.97, value + 0.2));
  });

  it('says in words what is missing', () => {
    const said = (intents: readonly TypedIntent[]): string => {
      const read = readTyped(intents);
      return read.ok ? '' : read.message;
    };
    expect(said([])).toContain('two intents');
    expect(said([{ name: 'refund', examples: ['a', 'b'] }])).toContain('one more intent');
    expect(said([{ name: '', examples: ['a'] }, { name: 'b', examples: ['b'] }])).toContain('name');
    expect(said([{ name: 'a', examples: ['a'] }, { name: 'b', examples: ['b'] }])).toContain('more examples');
    expect(said(Array.from({ length: 101 }, (_, k) => ({ name: `n${k}`, examples: ['a', 'b'] })))).toContain('dataset');
    // Two blocks of one name are one intent, and what is typed twice counts once.
    const read = readTyped([{ name: 'a', examples: ['x', 'x ', 'y'] }, { name: 'a', examples: ['z'] }, { name: 'b', examples: ['w', ''] }, { name: '', examples: [''] }]);
    expect(read.ok && read.value).toEqual([{ name: 'a', examples: ['x', 'y', 'z'] }, { name: 'b', examples: ['w'] }]);
  });

  it('judges by many sentences as by few', () => {
    const random = seededRandom(9);
    const intents = Array.from({ length: 8 }, (_, k) => ({ name: `q${k}`, examples: Array.from({ length: 15 }, () => drawSentence(k, random, 0.6)) }));
    const cold = startCold(intents, null, null);
    expect(cold.about.judgedBy).toBeGreaterThan(100);
    expect(cold.about.expected.value).toBeGreaterThan(0.7);
  });
});
