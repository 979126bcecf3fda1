import type { Head } from '../classifier/create-head.ts';
import type { FeatureSpec } from '../classifier/head.ts';
import { costsOf, solveSvm, type LinearModel } from '../classifier/solve-svm.ts';
import { addCentroids, mostWeights, packModel, type LabelledTexts, type TrainedHead } from '../classifier/train-head.ts';
import { recipeSettings } from '../classifier/train-recipe.ts';
import { dotProduct, makeRows, type ChosenFeatures, type TrainingRows } from '../classifier/training-rows.ts';
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
  /** Labels whose rows in the dataset are others than when the head was trained. */
  readonly edited?: readonly string[];
}

/** Training and held-out rows once the corrections are in. */
export interface CorrectedRows {
  readonly learnt: LabelledSet;
  readonly held: LabelledSet;
  /** Rows at the end of `learnt` that were added. */
  readonly added: number;
  /** Labels whose rows are others than before. */
  readonly touched: ReadonlySet<string>;
  /** Added rows that say nearly what a held-out row says: to learn from them would flatter the figures. */
  readonly leftOut: number;
}

/** Passes over the added rows for the labels that no correction is about: they are few, and stand on the right side already or nearly. */
const pushes = 3;

/** Applies corrections to a set; `heldOutIds` are the rows the present head is judged by, and stay those. Ids of added rows are -1. */
export function applyCorrections(set: LabelledSet, heldOutIds: Int32Array, { added, relabelled, edited = [] }: Corrections): CorrectedRows {
  const changed = new Map(relabelled.map(({ id, label }) => [id, label]));
  const labels = set.labels.map((label, place) => changed.get(set.ids[place] ?? -1) ?? label);
  const heldIds = new Set(heldOutIds);
  const places = Array.from(set.ids.keys());
  const held = takeRows({ ...set, labels }, places.filter((place) => heldIds.has(set.ids[place] ?? -1)));
  const known = takeRows({ ...set, labels }, places.filter((place) => !heldIds.has(set.ids[place] ?? -1)));
  const groups = groupAlike([...held.texts, ...added.map(({ text }) => text)]);
  const heldGroups = new Set(groups.subarray(0, held.texts.length));
  const kept = added.filter((_, at) => !heldGroups.has(groups[held.texts.length + at] ?? -1));
  const moved = places.flatMap((place) => (labels[place] !== set.labels[place] && !heldIds.has(set.ids[place] ?? -1) ? [labels[place] ?? '', set.labels[place] ?? ''] : []));
  return {
    held,
    added: kept.length,
    touched: new Set([...edited, ...moved, ...kept.map(({ label }) => label)]),
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
 * Trains a head anew with corrections. The labels they are about learn from all rows again; the weights of the others stay, but for what
 * the added rows push them away by. So a correction changes what it is about and nothing else, and takes as long as those labels take.
 * Calibration and threshold stay too: a handful of rows does not move them. `embeddings` has one vector a row of `learnt` where the head
 * reads them, `names` are the labels' own names as the recipe learns them, with theirs. The same rows and head give the same bytes. Throws
 * where fewer than two labels are left.
 */
export function correctHead(base: Head, { learnt, added, touched }: CorrectedRows, embeddings: readonly Float32Array[] | null, names: Extra, counted: CountedTexts, seed: number): TrainedHead {
  const { features, calibration, outOfScopeThreshold, outOfScopeLabel } = base.metadata;
  // The added rows last.
  const given = [...names.labels, ...learnt.labels];
  const labels = [...new Set(given)].sort();
  if (labels.length < 2) throw new Error('a head needs two labels or more');
  const numbers = new Map(labels.map((name, k) => [name, k]));
  const truth = Int32Array.from(given, (label) => numbers.get(label) ?? 0);
  const settings = recipeSettings(learnt.texts.length, labels.length, { seed, embedding: features.embedding ?? null });
  const { embeddingLength = 1, centroidWeight = 0 } = settings;
  const counts = counted.count([...names.texts, ...learnt.texts], features);
  const chosen = withNewWords(base, counts, added, settings.minTexts);
  const rows = makeRows(counts, chosen, features, embeddings === null ? undefined : [...(names.embeddings ?? []), ...embeddings], embeddingLength);
  const costs = costsOf(truth, labels.length, settings);
  const model = spread(base, chosen, labels, embeddingLength);

  // What the solver comes to is without the centroids.
  addCentroids(model.dense, rows, truth, labels.length, -centroidWeight / embeddingLength);
  const again = [...labels.keys()].filter((k) => touched.has(labels[k] ?? '') || !base.metadata.labels.includes(labels[k] ?? ''));
  const others = [...labels.keys()].filter((k) => !again.includes(k));
  pushAway(model, rows, rows.count - added, others, costs, settings.biasInput);
  if (again.length > 0) {
    const own = truth.map((label) => again.indexOf(label));
    copyLabels(solveSvm(rows, own, again.length, { ...settings, costs, epochs: settings.epochs + (settings.resumedEpochs ?? 0) }), again, model);
  }
  addCentroids(model.dense, rows, truth, labels.length, centroidWeight / embeddingLength);
  return { labels, features, ...packModel(chosen, model, embeddingLength), calibration, outOfScopeThreshold, ...(outOfScopeLabel === undefined ? {} : { outOfScopeLabel }), seed };
}

/** The n-grams of a head as it knows them, and those that the added rows brought into use. */
function withNewWords({ metadata, weights }: Head, counts: readonly NgramCounts[], added: number, minTexts: number): ChosenFeatures {
  const known = createBucketLookup(weights.buckets);
  const found = new Map<number, number>();
  for (const { buckets } of counts.slice(counts.length - added)) for (const bucket of buckets) if (known(bucket) < 0) found.set(bucket, 0);
  if (found.size === 0) return weights;
  for (const { buckets } of counts) {
    for (const bucket of buckets) {
      const texts = found.get(bucket);
      if (texts !== undefined) found.set(bucket, texts + 1);
    }
  }
  const room = Math.max(0, Math.floor(mostWeights / metadata.labels.length) - weights.buckets.length);
  const fresh = [...found].filter(([, texts]) => texts >= minTexts).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, room);
  const idfOf = new Map(fresh.map(([bucket, texts]) => [bucket, Math.log((1 + counts.length) / (1 + texts)) + 1]));
  const buckets = Int32Array.from([...weights.buckets, ...idfOf.keys()]).sort();
  return { buckets, idf: Float32Array.from(buckets, (bucket) => idfOf.get(bucket) ?? weights.idf[known(bucket)] ?? 0) };
}

/** Makes the added rows, from `first` on, examples of none of these labels: the steps of `solveSvm` over them alone, from the weights as they are. */
function pushAway({ weights, bias, dense }: LinearModel, { starts, features, values, count, dense: numbers, dimension }: TrainingRows, first: number, labels: readonly number[], costs: Float64Array, biasInput: number): void {
  const width = bias.length;
  const alphas = new Float64Array((count - first) * width);
  for (let pass = 0; pass < pushes; pass++) {
    for (let i = first; i < count; i++) {
      const [from, to] = [starts[i] ?? 0, starts[i + 1] ?? 0];
      const diagonal = 1 / (2 * (costs[i] ?? 1));
      let curvature = biasInput ** 2 + diagonal + dotProduct(numbers, i * dimension, numbers, i * dimension, dimension);
      for (let at = from; at < to; at++) curvature += (values[at] ?? 0) ** 2;
      for (const k of labels) {
        let score = (bias[k] ?? 0) + dotProduct(numbers, i * dimension, dense, k * dimension, dimension);
        for (let at = from; at < to; at++) score += (values[at] ?? 0) * (weights[(features[at] ?? 0) * width + k] ?? 0);
        const cell = (i - first) * width + k;
        const alpha = alphas[cell] ?? 0;
        const next = Math.max(0, alpha - (-score - 1 + diagonal * alpha) / curvature);
        const step = alpha - next;
        if (step === 0) continue;
        alphas[cell] = next;
        bias[k] = (bias[k] ?? 0) + step * biasInput ** 2;
        for (let at = from; at < to; at++) {
          const place = (features[at] ?? 0) * width + k;
          weights[place] = (weights[place] ?? 0) + step * (values[at] ?? 0);
        }
        for (let d = 0; d < dimension; d++) dense[k * dimension + d] = (dense[k * dimension + d] ?? 0) + step * (numbers[i * dimension + d] ?? 0);
      }
    }
  }
}

/** Puts the labels of a model in the places that they have in a larger one. */
function copyLabels(from: LinearModel, places: readonly number[], to: LinearModel): void {
  const [width, all] = [from.bias.length, to.bias.length];
  const dimension = to.dense.length / all;
  places.forEach((place, k) => {
    to.bias[place] = from.bias[k] ?? 0;
    to.dense.set(from.dense.subarray(k * dimension, (k + 1) * dimension), place * dimension);
    for (let row = 0; row < from.weights.length / width; row++) to.weights[row * all + place] = from.weights[row * width + k] ?? 0;
  });
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
  return { weights: spreadWeights, bias: Float32Array.from(own, (label) => (label >= 0 ? (weights.bias[label] ?? 0) : 0)), dense };
}
