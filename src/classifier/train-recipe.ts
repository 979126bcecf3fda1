import { ngramVersion, pairVersion } from '../text/hashed-ngrams.ts';
import { lexiconVersion } from '../text/lexicon.ts';
import type { FeatureSpec } from './head.ts';
import { readLabelNames } from './read-label-names.ts';
import { trainHead, type LabelledTexts, type TrainedHead, type TrainSettings, type TrainWatcher } from './train-head.ts';

/** Turns a text into its sentence embedding: a vector of length 1, or zeros for a text without a known word. */
export interface TextEncoder {
  readonly model: string;
  readonly dimension: number;
  embed(text: string): Float32Array;
}

export interface RecipeOptions {
  readonly seed: number;
  /** Name and dimension of the encoder whose embeddings the data holds; null for a head that reads words alone. */
  readonly embedding: FeatureSpec['embedding'] | null;
  /** Label of texts that are none of the others, if the data has one. */
  readonly outOfScopeLabel?: string;
}

/** Below this many texts a label, an n-gram of one text alone is too dear to lose. */
const fewTexts = 20;
/** The cost of an error was chosen at some hundred texts a label; with many more, each needs to be trusted less. */
const usualTexts = 130;
/** Up to so many texts half of them are held out, a tenth at a time; above, one fifth is enough for the two numbers of a calibration, and few passes come as near as more. */
const smallSet = 3_000;

/**
 * The one recipe by which heads are trained, in the tab as on the command line. What it adapts, it adapts by `rows` (texts) and
 * `labels` (how many there are) alone. What each part brings, measured in cross-validation: training/README.md.
 */
export function recipeSettings(rows: number, labels: number, { seed, embedding, outOfScopeLabel }: RecipeOptions): TrainSettings {
  const each = rows / Math.max(1, labels);
  return {
    features: {
      version: pairVersion,
      words: [1, 2],
      characters: [2, 5],
      acrossWords: true,
      buckets: 2 ** 24,
      concepts: { lexicon: lexiconVersion, window: 10, share: 0.7 },
      pairs: { window: 10, letters: 5, share: 0.77 },
      ...(embedding && { embedding }),
    },
    minTexts: each < fewTexts ? 1 : 2,
    cost: 0.7 * Math.min(1, Math.sqrt(usualTexts / Math.max(1, each))),
    tolerance: 0.1,
    biasInput: 1,
    startScore: -1,
    balance: 0.25,
    shrinkAt: 0.1,
    embeddingLength: 1.22,
    centroidWeight: Math.min(1, usualTexts / Math.max(1, each)),
    ...(rows <= smallSet ? { epochs: 10, calibrationFolds: 10, foldsHeldOut: 5 } : { epochs: 6, calibrationFolds: 5, foldsHeldOut: 1, resumedEpochs: 3 }),
    ...(outOfScopeLabel !== undefined && { outOfScopeLabel, outOfScopeLoss: 0.01 }),
    seed,
  };
}

/** The n-grams alone, as a plain linear SVM reads them: what the recipe is measured against. */
export function plainSettings(seed: number): TrainSettings {
  return {
    features: { version: ngramVersion, words: [1, 2], characters: [2, 5], buckets: 2 ** 24 },
    minTexts: 1, cost: 0.7, epochs: 12, tolerance: 0.1, biasInput: 1, calibrationFolds: 0, seed,
  };
}

/** What a head is trained with by the recipe: the arguments of `trainHead`. `names` are the labels' own names, with their embeddings where the data has them. */
export function planRecipe(data: LabelledTexts, names: NonNullable<LabelledTexts['extra']>, options: RecipeOptions): [LabelledTexts, TrainSettings] {
  return [{ ...data, extra: names }, recipeSettings(data.texts.length, new Set(data.labels).size, options)];
}

/**
 * Trains a head by the recipe. The labels' own names are learnt as texts of their labels; `data.embeddings` are those of its
 * texts by `encoder`, or are made here where they are missing. The same data, encoder and seed give the same bytes.
 */
export function trainByRecipe(
  { texts, labels, groups, embeddings }: LabelledTexts,
  encoder: TextEncoder | null,
  { seed, outOfScopeLabel }: Omit<RecipeOptions, 'embedding'>,
  watch?: TrainWatcher,
): TrainedHead {
  const names = readLabelNames(labels, outOfScopeLabel);
  const embed = (of: readonly string[]): Pick<LabelledTexts, 'embeddings'> => (encoder ? { embeddings: of.map((text) => encoder.embed(text)) } : {});
  const plan = planRecipe(
    { texts, labels, ...(groups && { groups }), ...(encoder && embeddings ? { embeddings } : embed(texts)) },
    { ...names, ...embed(names.texts) },
    { seed, embedding: encoder && { model: encoder.model, dimension: encoder.dimension }, ...(outOfScopeLabel !== undefined && { outOfScopeLabel }) },
  );
  return trainHead(...plan, watch);
}
