import { readLabelNames } from '../src/classifier/read-label-names.ts';
import { trainHead, type LabelledTexts, type TrainedHead, type TrainSettings } from '../src/classifier/train-head.ts';
import { planRecipe, type TextEncoder } from '../src/classifier/train-recipe.ts';

type Plan = readonly [LabelledTexts, TrainSettings];

function withoutFeatures(settings: TrainSettings, ...names: ('pairs' | 'concepts' | 'acrossWords' | 'embedding')[]): TrainSettings {
  const features = Object.fromEntries(Object.entries(settings.features).filter(([name]) => !(names as string[]).includes(name)));
  return { ...settings, features: features as unknown as TrainSettings['features'] };
}

function withoutEmbeddings({ texts, labels, extra }: LabelledTexts): LabelledTexts {
  return { texts, labels, ...(extra && { extra: { texts: extra.texts, labels: extra.labels } }) };
}

/** What the recipe is made of, each as the recipe without it. */
export const recipeParts: Readonly<Record<string, (plan: Plan) => Plan>> = {
  'sentence embedding': ([data, settings]) => [withoutEmbeddings(data), { ...withoutFeatures(settings, 'embedding'), centroidWeight: 0 }],
  'likeness to the label’s mean embedding': ([data, settings]) => [data, { ...settings, centroidWeight: 0 }],
  'names of the labels as texts': ([{ texts, labels, embeddings }, settings]) => [{ texts, labels, ...(embeddings && { embeddings }) }, settings],
  'pairs of word beginnings': ([data, settings]) => [data, withoutFeatures(settings, 'pairs')],
  'characters over word ends': ([data, settings]) => [data, withoutFeatures(settings, 'acrossWords')],
  'concepts of the lexicon': ([data, settings]) => [data, withoutFeatures(settings, 'concepts')],
  'start at -1': ([data, settings]) => [data, { ...settings, startScore: 0 }],
  'dearer rows of rare labels': ([data, settings]) => [data, { ...settings, balance: 0 }],
};

/** A head by the recipe without one of its parts; `data` has its embeddings where there is an encoder. */
export function trainWithout(part: string, data: LabelledTexts, encoder: TextEncoder | null, seed: number): TrainedHead {
  const names = readLabelNames(data.labels);
  const plan = planRecipe(
    data,
    { ...names, ...(encoder && { embeddings: names.texts.map((text) => encoder.embed(text)) }) },
    { seed, embedding: encoder && { model: encoder.model, dimension: encoder.dimension } },
  );
  return trainHead(...(recipeParts[part]?.(plan) ?? plan));
}
