import { createHash } from 'node:crypto';
import { describeHead, defaultSettings, headOf, trainHead, type TrainedHead, type TrainSettings } from '../../src/classifier/train-head.ts';
import type { Head } from '../../src/classifier/create-head.ts';
import type { HeadMetadata } from '../../src/classifier/head.ts';
import { ngramVersion } from '../../src/text/hashed-ngrams.ts';
import { lexiconVersion } from '../../src/text/lexicon.ts';

/** Enough requests of four kinds for a head that knows what it is doing. */
export const tinyData = {
  texts: [
    'where is my parcel', 'my order has not arrived', 'track order 12345', 'when was my package sent', 'is my delivery lost',
    'please refund me', 'I want my money back', 'reimburse my purchase', 'give me a refund for the lamp', 'refund the order please',
    'forgot my password', 'reset the password of my account', 'I can not log in', 'my pin does not work', 'unlock my account please',
    'what is the capital of France', 'tell me a joke', 'do you like music', 'how tall is a giraffe', 'recipe for pancakes please',
  ],
  labels: ['track', 'refund', 'password', 'out_of_scope'].flatMap((label) => Array.from({ length: 5 }, () => label)),
};

export const tinySettings: TrainSettings = {
  ...defaultSettings,
  features: {
    version: ngramVersion, words: [1, 2], characters: [2, 4], buckets: 2 ** 20,
    concepts: { lexicon: lexiconVersion, window: 8, share: 0.6 },
  },
  calibrationFolds: 5,
  outOfScopeLabel: 'out_of_scope',
  seed: 7,
};

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

let trained: TrainedHead | undefined;

export function tinyTrained(): TrainedHead {
  return (trained ??= trainHead(tinyData, tinySettings));
}

export function tinyHead(): Head {
  return headOf(tinyTrained(), 'tiny');
}

export function tinyMetadata(): HeadMetadata {
  return describeHead(tinyTrained(), {
    kind: 'intent', name: 'tiny', version: '3', metrics: {}, dataHash: 'data', checksum: sha256(tinyTrained().bytes), trainer: 'test', createdAt: '2026-01-01',
  });
}
