import type { Head } from '../classifier/create-head.ts';
import type { FeatureSpec } from '../classifier/head.ts';
import { solveSvm, startFrom, type LinearModel } from '../classifier/solve-svm.ts';
import { addCentroids, mostWeights, packModel, scoreRows, type LabelledTexts, type TrainedHead } from '../classifier/train-head.ts';
import { recipeSettings } from '../classifier/train-recipe.ts';
import { chooseFeatures, makeRows, type ChosenFeatures } from '../classifier/training-rows.ts';
import { createBucketLookup } from '../classifier/vectorise.ts';
import { groupAlike } from '../evaluation/group-alike.ts';
import { createNgramCounter, type NgramCounts } from '../text/hashed-ngrams.ts';
import { takeRows, type LabelledSet } from './labelled-set.ts';

type Extra = NonNullable<LabelledTexts['extra']>;

/** What people said since a head was trained, against the rows it was trained on. */
export interface Corrections {
  readonly added: readonly { readonly text: string; readonly label: string }[];
  /** Rows of the dataset by their number, and what they are now. */
  readonly relabelled: readonly { readonly id: number; readonly label: string }[];
}

/** Training and held-out rows once the corrections are in. */
export interface CorrectedRows {
  readonly learnt: LabelledSet;
  readonly held: LabelledSet;
  /** Added rows that say nearly what a held-out row says: to learn from them would flatter the figures. */
  readonly leftOut: number;
}

/** Passes from the present weights over BANKING77: after three 99.3% of held-out answers are those of twelve passes from nothing, after five 99.7%. */
const warmPasses = 5;

/** Applies corrections to a set; `heldOutIds` are the rows the present head is judged by, and stay those. Ids of added rows are -1. */
export function applyCorrections(set: LabelledSet, heldOutIds: Int32Array, { added, relabelled }: Corrections): CorrectedRows {
  const changed = new Map(relabelled.map(({ id, label }) => [id, label]));
  const labels = set.labels.map((label, place) => changed.get(set.ids[place] ?? -1) ?? label);
  const heldIds = new Set(heldOutIds);
  const places = Array.from(set.ids.keys());
  const held = takeRows({ ...set, labels }, places.filter((place) => heldIds.has(set.ids[place] ?? -1)));
  const known = takeRows({ ...set, labels }, places.filter((place) => !heldIds.has(set.ids[place] ?? -1)));
  const groups = groupAlike([...held.texts, ...added.map(({ text }) => text)]);
  const heldGroups = new Set(groups.subarray(0, held.texts.length));
  const kept = added.filter((_, at) => !heldGroups.has(groups[held.texts.length + at] ?? -1));
  return {
    held,
    leftOut: added.length - kept.length,
    learnt: {
      ...known,
      ids: Int32Array.from([...known.ids, ...kept.map(() => -1)]),
      texts: [...known.texts, ...kept.map(({ text }) => text)],
      labels: [...known.labels, ...kept.map(({ label }) => label)],
      groups: known.groups === null ? null : [...known.groups, ...kept.map(() => '')],
    },
  };
}

/** n-grams of texts as they were counted before; a correction changes a few texts of thousands. */
export class CountedTexts {
  readonly #known = new Map<string, NgramCounts>();
  #spec = '';

  count(texts: readonly string[], spec: FeatureSpec): NgramCounts[] {
    const name = JSON.stringify(spec);
    // 2 kB a text: what is kept stays under 60 MB.
    if (name !== this.#spec || this.#known.size > 30_000) this.#known.clear();
    this.#spec = name;
    const counter = createNgramCounter(spec);
    return texts.map((text) => {
      const known = this.#known.get(text) ?? counter(text);
      this.#known.set(text, known);
      return known;
    });
  }
}

/**
 * Trains a head anew from the present weights of another of the same features: dual variables are read off its scores, and a few passes
 * of the solver do the rest. Calibration and threshold stay the present ones: a handful of rows does not move them. `embeddings` has one
 * vector a row where the head reads them, `names` are the labels' own names as the recipe learns them, with theirs. The same rows and
 * head give the same bytes. Throws where fewer than two labels are left.
 */
export function correctHead(base: Head, set: LabelledSet, embeddings: readonly Float32Array[] | null, names: Extra, counted: CountedTexts, seed: number): TrainedHead {
  const { features, calibration, outOfScopeThreshold, outOfScopeLabel } = base.metadata;
  const given = [...set.labels, ...names.labels];
  const labels = [...new Set(given)].sort();
  if (labels.length < 2) throw new Error('a head needs two labels or more');
  const numbers = new Map(labels.map((name, k) => [name, k]));
  const truth = Int32Array.from(given, (label) => numbers.get(label) ?? 0);
  const settings = recipeSettings(set.texts.length, labels.length, { seed, embedding: features.embedding ?? null });
  const { embeddingLength = 1, centroidWeight = 0 } = settings;
  const counts = counted.count([...set.texts, ...names.texts], features);
  const chosen = chooseFeatures(counts, settings.minTexts, Math.floor(mostWeights / labels.length));
  const rows = makeRows(counts, chosen, features, embeddings === null ? undefined : [...embeddings, ...(names.embeddings ?? [])], embeddingLength);
  const present = spread(base, chosen, labels, embeddingLength);
  // What the solver came to was without them.
  addCentroids(present.dense, rows, truth, labels.length, -centroidWeight / embeddingLength);
  labels.forEach((label, k) => {
    if (!base.metadata.labels.includes(label)) present.dense.fill(0, k * rows.dimension, (k + 1) * rows.dimension);
  });
  const start = startFrom(scoreRows(rows, present), truth, labels.length, settings);
  const model = solveSvm(rows, truth, labels.length, { ...settings, epochs: warmPasses }, undefined, start);
  addCentroids(model.dense, rows, truth, labels.length, centroidWeight / embeddingLength);
  return { labels, features, ...packModel(chosen, model, embeddingLength), calibration, outOfScopeThreshold, ...(outOfScopeLabel === undefined ? {} : { outOfScopeLabel }), seed };
}

/** The weights of a head laid out over other features and labels, and an embedding of that length; 0 for what it does not know. */
function spread({ metadata, weights }: Head, chosen: ChosenFeatures, labels: readonly string[], embeddingLength: number): LinearModel {
  const from = metadata.labels.length;
  const own = labels.map((name) => metadata.labels.indexOf(name));
  const rowOf = createBucketLookup(weights.buckets);
  const spreadWeights = new Float32Array(chosen.buckets.length * labels.length);
  chosen.buckets.forEach((bucket, row) => {
    const known = rowOf(bucket);
    if (known < 0) return;
    own.forEach((label, k) => {
      if (label >= 0) spreadWeights[row * labels.length + k] = weights.weights[known * from + label] ?? 0;
    });
  });
  const dimension = weights.embedding.length / from;
  const dense = new Float32Array(dimension * labels.length);
  own.forEach((label, k) => {
    if (label >= 0) for (let d = 0; d < dimension; d++) dense[k * dimension + d] = (weights.embedding[d * from + label] ?? 0) / embeddingLength;
  });
  // An unknown label is one that no row has: as if all were against it.
  return { weights: spreadWeights, bias: Float32Array.from(own, (label) => (label >= 0 ? (weights.bias[label] ?? 0) : -1)), dense };
}
