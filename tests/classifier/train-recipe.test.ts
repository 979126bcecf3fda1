import { describe, expect, it } from 'vitest';
import { readLabelNames } from '../../src/classifier/read-label-names.ts';
import { headOf, trainHead, type TrainProgress } from '../../src/classifier/train-head.ts';
import { recipeSettings, trainByRecipe, type TextEncoder } from '../../src/classifier/train-recipe.ts';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { describeHead } from '../../src/classifier/train-head.ts';
import { sha256, tinyData } from './tiny-head.ts';

/** Knows four meanings, by words that no training text holds as well as by some that they do. */
const meanings: readonly RegExp[] = [/parcel|order|zug/, /refund|money|geld/, /password|account|pin|wort/, /capital|joke|music|giraffe|pancakes/];
const encoder: TextEncoder = {
  model: 'meanings@1',
  dimension: 4,
  embed: (text) => {
    const found = meanings.map((meaning) => (meaning.test(text) ? 1 : 0));
    const length = Math.sqrt(found.reduce<number>((sum, one) => sum + one, 0));
    return Float32Array.from(found, (one) => (length > 0 ? one / length : 0));
  },
};
const options = { seed: 3, outOfScopeLabel: 'out_of_scope' };

describe('the recipe', () => {
  it('learns its training texts, and by their meaning words it never met', () => {
    const head = headOf(trainByRecipe(tinyData, encoder, options), 'tiny');
    expect(tinyData.texts.map((text) => head.predict(text, encoder.embed(text)).ranked[0]?.label)).toEqual(tinyData.labels);
    expect(head.predict('zug', encoder.embed('zug')).ranked[0]?.label).toBe('track');
    expect(head.predict('geld', encoder.embed('geld')).ranked[0]?.label).toBe('refund');
  });

  it('needs no encoder', () => {
    const head = headOf(trainByRecipe(tinyData, null, options), 'tiny');
    expect(head.metadata.features.embedding).toBeUndefined();
    expect(head.predict('give me a refund').ranked[0]?.label).toBe('refund');
  });

  it('gives the same bytes, calibration and threshold for the same data and seed', () => {
    const [once, again] = [trainByRecipe(tinyData, encoder, options), trainByRecipe(tinyData, encoder, options)];
    expect(again.bytes).toEqual(once.bytes);
    expect(again.calibration).toEqual(once.calibration);
    expect(again.outOfScopeThreshold).toBe(once.outOfScopeThreshold);
  });

  it('makes a head that its files give back', async () => {
    const trained = trainByRecipe(tinyData, encoder, options);
    const about = { kind: 'custom', name: 'tiny', version: '1', metrics: {}, dataHash: '', checksum: sha256(trained.bytes), trainer: '', createdAt: '' } as const;
    const parsed = await parseHead(JSON.stringify(describeHead(trained, about)), trained.bytes, sha256);
    if (!parsed.ok) throw new Error(parsed.message);
    const text = 'where is the order I sent back';
    expect(parsed.value.probabilities(text, encoder.embed(text))).toEqual(headOf(trained, 'tiny').probabilities(text, encoder.embed(text)));
  });

  it('reads a label name as a text of the label', () => {
    const data = { texts: ['alpha beta', 'beta gamma', 'one two', 'two three'], labels: ['lost_luggage', 'lost_luggage', 'seatUpgrade', 'seatUpgrade'] };
    const head = headOf(trainByRecipe(data, null, { seed: 1 }), 'named');
    expect(head.predict('my luggage').ranked[0]?.label).toBe('lost_luggage');
    expect(head.predict('an upgrade').ranked[0]?.label).toBe('seatUpgrade');
  });

  it('explains its label by words, pairs of words and all', () => {
    const head = headOf(trainByRecipe(tinyData, encoder, options), 'tiny');
    const text = 'Hello there, I forgot my PASSWORD again';
    const words = head.explain(text, 'password');
    for (const word of words) expect(text.slice(word.start, word.end)).toBe(word.text);
    expect([...words].sort((a, b) => b.weight - a.weight)[0]?.text).toBe('PASSWORD');
    expect(words.filter((word) => word.weight > 0).reduce((sum, word) => sum + word.weight, 0)).toBeCloseTo(1, 5);
  });

  it('trusts each text less where there are thousands of a label, and keeps n-grams of one text where there are few', () => {
    const of = (rows: number, labels: number): ReturnType<typeof recipeSettings> => recipeSettings(rows, labels, { seed: 1, embedding: null });
    expect(of(30_000, 3).cost).toBeLessThan(of(10_000, 77).cost / 2);
    expect(of(770, 77)).toMatchObject({ minTexts: 1, cost: of(10_000, 77).cost });
    expect(of(10_000, 77).minTexts).toBe(2);
  });
});

describe('training by a large set’s settings', () => {
  const large = { ...recipeSettings(10_000, 4, { seed: 3, embedding: null, outOfScopeLabel: 'out_of_scope' }), minTexts: 1 };

  it('calibrates by one fold and goes on from there, to a head as good', () => {
    const told: TrainProgress[] = [];
    const trained = trainHead(tinyData, large, (progress) => told.push(progress) > 0);
    expect(told.filter(({ status }) => status === 'calibrating')).toHaveLength(1);
    expect(told.filter(({ status }) => status === 'training').length).toBeLessThanOrEqual(large.resumedEpochs ?? 0);
    expect(trained.calibration.offset).toBeDefined();
    const head = headOf(trained, 'tiny');
    expect(tinyData.texts.map((text) => head.predict(text).ranked[0]?.label)).toEqual(tinyData.labels);
  });

  it('tells many times how far each stage has come, and never goes back', () => {
    const many = { texts: Array.from({ length: 60 }, () => tinyData.texts).flat(), labels: Array.from({ length: 60 }, () => tinyData.labels).flat() };
    const stages = new Map<string, number[]>();
    trainHead(many, large, (progress) => {
      if (progress.status !== 'working') return true;
      expect(progress.done).toBeLessThanOrEqual(progress.of);
      stages.set(progress.stage, [...(stages.get(progress.stage) ?? []), progress.done / progress.of]);
      return true;
    });
    expect([...stages.keys()]).toEqual(['reading', 'calibrating', 'training']);
    for (const shares of stages.values()) expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('stops at once in any stage', () => {
    const many = { texts: Array.from({ length: 60 }, () => tinyData.texts).flat(), labels: Array.from({ length: 60 }, () => tinyData.labels).flat() };
    for (const stage of ['reading', 'calibrating', 'training']) {
      let after = 0;
      let stopped = false;
      trainHead(many, large, (progress) => {
        if (stopped) after++;
        if (progress.status === 'working' && progress.stage === stage) stopped = true;
        return !stopped;
      });
      expect({ stage, stopped, after }).toEqual({ stage, stopped: true, after: 0 });
    }
  });
});

describe('names of labels as texts', () => {
  it('are their words, however they are joined', () => {
    expect(readLabelNames(['card_arrival', 'lostCard', 'Top-up/failed', 'card_arrival'])).toEqual({
      texts: ['Top up failed', 'card arrival', 'lost Card'],
      labels: ['Top-up/failed', 'card_arrival', 'lostCard'],
    });
  });

  it('are left out where they say nothing', () => {
    expect(readLabelNames(['1', '2', '—', 'none', 'a'], 'none').labels).toEqual(['a']);
  });
});
