import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { decodeWeights, encodeWeights } from '../../src/classifier/weights-file.ts';
import { sha256, tinyData, tinyHead, tinyMetadata, tinyTrained } from './tiny-head.ts';

const metadata = (): string => JSON.stringify(tinyMetadata());

describe('parseHead', () => {
  it('makes the same head of the two files as was trained', async () => {
    const parsed = await parseHead(metadata(), tinyTrained().bytes, sha256);
    if (!parsed.ok) throw new Error(parsed.message);
    for (const text of tinyData.texts) expect(parsed.value.probabilities(text)).toEqual(tinyHead().probabilities(text));
    expect(parsed.value.predict('where is it').version).toBe('tiny@3');
  });

  it('names a damaged weights file', async () => {
    const damaged = tinyTrained().bytes.slice();
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    expect(await parseHead(metadata(), damaged, sha256)).toMatchObject({ ok: false, code: 'model-corrupt', message: expect.stringContaining('damaged') as string });
    expect(await parseHead(metadata(), damaged.slice(0, 50), sha256)).toMatchObject({ ok: false, message: expect.stringContaining('50 bytes instead of') as string });
  });

  it.each([
    ['{', 'not JSON'],
    ['null', 'no object'],
    ['{}', 'not a Tabdesk head'],
    [{ labels: ['one'] }, 'two labels'],
    [{ labels: ['a', 'a'] }, 'named twice'],
    [{ name: 3 }, '"name" is missing'],
    [{ calibration: { temperature: 0 } }, 'positive number'],
    [{ calibration: null }, 'positive number'],
    [{ calibration: { temperature: 1, offset: 'x' } }, 'the offset'],
    [{ outOfScopeThreshold: 'x' }, '"outOfScopeThreshold" is no number'],
    [{ features: { version: 99 } }, 'of version 99'],
    [{ features: null }, '"features" is missing'],
    [{ metrics: null }, '"metrics" is missing'],
    [{ labels: ['a', 'b', 'c'] }, 'for 4 labels'],
  ])('says what is wrong with the description %j', async (change, message) => {
    const text = typeof change === 'string' ? change : JSON.stringify({ ...tinyMetadata(), ...change });
    expect(await parseHead(text, tinyTrained().bytes, sha256)).toMatchObject({
      ok: false, code: 'model-corrupt', message: expect.stringContaining(message) as string,
    });
  });

  it('refuses features that this program would read otherwise', async () => {
    const { features } = tinyMetadata();
    for (const change of [{ buckets: 1000 }, { words: [1] }, { concepts: { lexicon: -1, window: 8, share: 1 } }, { embedding: {} }]) {
      const text = JSON.stringify({ ...tinyMetadata(), features: { ...features, ...change } });
      expect((await parseHead(text, tinyTrained().bytes, sha256)).ok).toBe(false);
    }
  });

  it('reads pairs and characters over the ends of words of a head that says so by its version, and of no other', async () => {
    const { features } = tinyMetadata();
    const wide = { acrossWords: true, pairs: { window: 10, letters: 5, share: 0.7 } };
    const reads = async (change: object): Promise<boolean> =>
      (await parseHead(JSON.stringify({ ...tinyMetadata(), features: { ...features, ...change } }), tinyTrained().bytes, sha256)).ok;
    expect(await reads({ version: 2, ...wide })).toBe(true);
    expect(await reads({ version: 1, ...wide })).toBe(false);
    expect(await reads({ version: 3 })).toBe(false);
    for (const odd of [{ acrossWords: 'yes' }, { pairs: null }, { pairs: { window: 10 } }, { pairs: { ...wide.pairs, letters: 0 } }]) {
      expect(await reads({ version: 2, ...wide, ...odd })).toBe(false);
    }
  });
});

describe('the weights file', () => {
  it('keeps weights to half a percent of the largest of their row, and the rest exactly', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        fc.infiniteStream(fc.float({ min: -3, max: 3, noNaN: true })),
        (some, labels, dimension, numbers) => {
          const take = (length: number): Float32Array => Float32Array.from({ length }, () => numbers.next().value as number);
          const buckets = Int32Array.from(some).sort();
          const weights = {
            buckets, idf: take(buckets.length).map(Math.abs), weights: take(buckets.length * labels), bias: take(labels), embedding: take(dimension * labels),
          };
          const decoded = decodeWeights(encodeWeights(weights));
          if (!decoded.ok) throw new Error(decoded.message);
          expect(decoded.value.buckets).toEqual(buckets);
          expect(decoded.value.bias).toEqual(weights.bias);
          expect(decoded.value.embedding).toEqual(weights.embedding);
          const largest = Math.max(0, ...weights.weights.map(Math.abs));
          buckets.forEach((_, row) => {
            const own = weights.weights.subarray(row * labels, (row + 1) * labels);
            const tolerance = Math.max(...own.map(Math.abs)) * 0.005 + largest / 60_000;
            own.forEach((value, k) => expect(Math.abs(value - (decoded.value.weights[row * labels + k] ?? 0))).toBeLessThanOrEqual(tolerance));
          });
        },
      ),
    );
  });

  it('is refused, and nothing thrown, when it is cut or holds anything else', () => {
    const bytes = tinyTrained().bytes;
    for (const length of [0, 3, 23, 24, 30, 200, bytes.length - 1]) expect(decodeWeights(bytes.slice(0, length)).ok).toBe(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(decodeWeights(noise).ok).toBe(false);
    }));
  });
});
