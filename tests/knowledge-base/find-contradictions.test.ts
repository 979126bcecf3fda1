import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { findContradictions } from '../../src/knowledge-base/find-contradictions.ts';
import { readStatements } from '../../src/knowledge-base/read-statements.ts';
import { harmless, later, planted, type PassagePair } from './contradiction-pairs.ts';
import { passage, readSamplePassages } from './read-sample-passages.ts';

function find(passages: readonly Passage[]) {
  return findContradictions(passages, readStatements(passages), null);
}

function asPassages(pairs: readonly PassagePair[], name: string): Passage[] {
  return pairs.flatMap(({ a, b }, at) => [passage(`${name}-${at}-a`, a.text, { title: a.title }), passage(`${name}-${at}-b`, b.text, { title: b.title })]);
}

/** Which of the pairs, planted among the sample's articles, are found. */
function foundAmongSample(pairs: readonly PassagePair[]): boolean[] {
  const passages = [...readSamplePassages(), ...asPassages(pairs, 'pair')];
  const found = new Set(find(passages).map(({ a, b }) => `${passages[a.passage]?.id ?? ''} ${passages[b.passage]?.id ?? ''}`));
  return pairs.map((_, at) => found.has(`pair-${at}-a pair-${at}-b`));
}

function count(found: readonly boolean[]): number {
  return found.filter(Boolean).length;
}

describe('contradictions between passages', () => {
  it('finds nearly all of those planted among the sample articles, and hardly a harmless pair', () => {
    expect(count(foundAmongSample(planted))).toBeGreaterThanOrEqual(18);
    expect(count(foundAmongSample(harmless))).toBe(0);
  });

  it('does as well on pairs about something else, which were written after the thresholds were chosen', () => {
    expect(count(foundAmongSample(later.planted))).toBeGreaterThanOrEqual(9);
    expect(count(foundAmongSample(later.harmless))).toBeLessThanOrEqual(1);
  });

  it('raises hardly an alarm about the sample articles themselves', () => {
    expect(find(readSamplePassages()).length).toBeLessThanOrEqual(4);
  });

  it('marks what differs, where it stands', () => {
    const passages = [passage('a', 'Keep the box. You can return a canoe within 30 days of delivery.'), passage('b', 'A canoe can be returned within 14 days of delivery.')];
    const [first] = find(passages);
    expect(first?.kind).toBe('value');
    const shown = (side: typeof first extends undefined ? never : NonNullable<typeof first>['a']) => side.marks.map(({ start, end }) => passages[side.passage]?.text.slice(start, end));
    expect(first && [shown(first.a), shown(first.b)]).toEqual([['30 days'], ['14 days']]);
    expect(first && passages[0]?.text.slice(first.a.sentence.start, first.a.sentence.end)).toBe('You can return a canoe within 30 days of delivery.');
  });

  it('holds passages of other languages or other products against nobody', () => {
    const texts = ['You can return a canoe within 30 days of delivery.', 'A canoe can be returned within 14 days of delivery.'] as const;
    expect(find([passage('a', texts[0]), passage('b', texts[1])])).toHaveLength(1);
    expect(find([passage('a', texts[0], { language: 'de' }), passage('b', texts[1])])).toEqual([]);
    expect(find([passage('a', texts[0], { products: ['Heron'] }), passage('b', texts[1], { products: ['Otter'] })])).toEqual([]);
    expect(find([passage('a', texts[0], { products: ['Heron', 'Otter'] }), passage('b', texts[1], { products: ['Otter'] })])).toHaveLength(1);
  });

  it('finds nothing in a text and its own copy, whatever the text', () => {
    const words = fc.constantFrom('return', 'canoe', 'within', '30 days', 'not', 'free', 'paddle', '£12', 'delivery', 'Monday', '15%', 'never', 'the', 'of');
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 3, maxLength: 9 }), { minLength: 1, maxLength: 4 }), (sentences) => {
        const text = sentences.map((sentence) => `You ${sentence.join(' ')}.`).join('\n');
        const one = readStatements([passage('a', text)]);
        // A text may contradict itself; its copy adds nothing to that.
        if (sentences.length === 1) expect(findContradictions([passage('a', text), passage('b', text)], [...one, ...one.map((each) => ({ ...each, passage: 1 }))], null)).toEqual([]);
      }),
    );
  });

  it('tells how far it is, and stops when it is told to', () => {
    const passages = readSamplePassages();
    const told: number[] = [];
    findContradictions(passages, readStatements(passages), null, (done) => told.push(done));
    expect(told.length).toBeGreaterThan(2);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(() =>
      findContradictions(passages, readStatements(passages), null, () => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
  });
});
