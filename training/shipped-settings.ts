import { ngramVersion } from '../src/text/hashed-ngrams.ts';
import { lexiconVersion } from '../src/text/lexicon.ts';
import { defaultSettings, type TrainSettings } from '../src/classifier/train-head.ts';

/** Word pairs, up to five letters, and concepts; so many buckets that two n-grams hardly ever share one. */
const features = {
  version: ngramVersion,
  words: [1, 2],
  characters: [2, 5],
  buckets: 2 ** 24,
  concepts: { lexicon: lexiconVersion, window: 10, share: 0.7 },
} as const;

/** How the shipped intent head is trained. Figures chosen by cross-validation on data/requests.train.csv. */
export const shippedSettings: TrainSettings = {
  ...defaultSettings,
  features,
  minTexts: 4,
  outOfScopeLabel: 'out_of_scope',
  seed: 1,
};

/** How a head is trained from any file of texts and labels. */
export function customSettings(seed: number): TrainSettings {
  return { ...defaultSettings, features, seed };
}
