import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainHead, defaultSettings, headOf } from '../../src/classifier/train-head.ts';
import { likenessOf, shinglesOf, foldForLikeness } from '../../src/text/shingle-texts.ts';
import { chooseTickets, mostUncertain, scoreTicket, wordVectors } from '../../src/studio/choose-tickets.ts';
import { featuresFor } from '../../src/studio/head-features.ts';

const texts = ['i want my money back', 'refund the payment', 'where is my parcel', 'the delivery is late', 'i have a new address', 'we moved to another street'];
const head = headOf(trainHead({ texts, labels: ['refund', 'refund', 'track', 'track', 'address', 'address'] }, { ...defaultSettings, features: featuresFor(null), seed: 1, calibrationFolds: 0 }), 'test');

function choose(pool: readonly string[], count: number, labelled: readonly string[] = []) {
  const tickets = pool.map((text, at) => ({ id: `t${at}`, updatedAt: 0, text }));
  return chooseTickets(head.metadata.labels, tickets, pool.map((text) => scoreTicket(head, text)), wordVectors(pool), labelled.length === 0 ? null : wordVectors(labelled), count);
}

describe('tickets to label next', () => {
  it('are those the head can not decide, with the labels it wavers between', () => {
    const asked = choose(['where is my parcel', 'a refund for the late delivery of my parcel', 'i want my money back'], 1);
    expect(asked[0]?.id).toBe('t1');
    expect(asked[0]?.ranked).toHaveLength(3);
    expect(asked[0]?.ranked[0]?.confidence ?? 0).toBeGreaterThanOrEqual(asked[0]?.ranked[1]?.confidence ?? 1);
  });

  it('are said to be unlike what is labelled where they are', () => {
    const labelled = Array.from({ length: 30 }, (_, at) => `where is my parcel number ${'abcdefghijklmnopqrstuvwxyzABCD'[at] ?? ''} please`);
    const asked = choose(['quartz vodka nymph', 'where is my parcel number a please'], 2, labelled);
    expect(asked.find(({ id }) => id === 't0')?.reason.kind).toBe('unlike-labelled');
    expect(asked.find(({ id }) => id === 't1')?.reason.kind ?? 'unsure').not.toBe('unlike-labelled');
  });

  it('are never near copies of each other', () => {
    const words = ['where', 'is', 'my', 'parcel', 'refund', 'address', 'late', 'street', 'money', 'order'];
    const sentence = fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 8 }).map((each) => each.join(' '));
    const varied = fc.tuple(sentence, fc.constantFrom('', '!', '.', ' thanks', '??')).map(([text, end]) => text + end);
    fc.assert(
      fc.property(fc.array(varied, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(39), { maxLength: 20 }), (pool, copies) => {
        const all = [...pool, ...copies.map((at) => `${pool[at % pool.length] ?? ''}!`)];
        const asked = choose(all, 15);
        const shingles = asked.map(({ text }) => shinglesOf(foldForLikeness(text)));
        shingles.forEach((a, i) => shingles.slice(i + 1).forEach((b) => expect(likenessOf(a, b)).toBeLessThan(0.8)));
        expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
      }),
      { numRuns: 40 },
    );
  });

  it('are looked for among the most uncertain', () => {
    const scores = [[0.9, 0.05], [0.5, 0.45], [0.6, 0.2]].map((probabilities) => ({ labels: Int32Array.of(0, 1), probabilities: Float32Array.from(probabilities) }));
    expect(mostUncertain(scores, 2)).toEqual([1, 2]);
  });
});
