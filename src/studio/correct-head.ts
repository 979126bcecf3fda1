import type { Head } from '../classifier/create-head.ts';
import { solveSvm, startFrom, type LinearModel } from '../classifier/solve-svm.ts';
import { defaultSettings, type TrainedHead } from '../classifier/train-head.ts';
import { chooseFeatures, makeRows, type ChosenFeatures, type TrainingRows } from '../classifier/training-rows.ts';
import { createBucketLookup } from '../classifier/vectorise.ts';
import { decodeWeights, encodeWeights } from '../classifier/weights-file.ts';
import { groupAlike } from '../evaluation/group-alike.ts';
import { createNgramCounter, type NgramCounts } from '../text/hashed-ngrams.ts';
import type { FeatureSpec } from '../classifier/head.ts';
import { takeRows, type LabelledSet } from './labelled-set.ts';

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
 * vector a row where the head reads them. The same rows and head give the same bytes. Throws where fewer than two labels are left.
 */
export function correctHead(base: Head, { texts, labels }: LabelledSet, embeddings: readonly Float32Array[] | null, counted: CountedTexts, seed: number): TrainedHead {
  const { features, calibration, outOfScopeThreshold, outOfScopeLabel } = base.metadata;
  const names = [...new Set(labels)].sort();
  if (names.length < 2) throw new Error('a head needs two labels or more');
  const numbers = new Map(names.map((name, k) => [name, k]));
  const truth = Int32Array.from(labels, (label) => numbers.get(label) ?? 0);
  const counts = counted.count(texts, features);
  const chosen = chooseFeatures(counts, defaultSettings.minTexts);
  const rows = makeRows(counts, chosen, features, embeddings ?? undefined);
  const present = spread(base, chosen, names, rows.width);
  const { cost } = defaultSettings;
  const model = solveSvm(rows, truth, names.length, { ...defaultSettings, epochs: warmPasses, seed }, undefined, startFrom(scoreAll(rows, present), truth, names.length, cost));
  const known = chosen.buckets.length * names.length;
  const bytes = encodeWeights({ buckets: chosen.buckets, idf: chosen.idf, weights: model.weights.subarray(0, known), bias: model.bias, embedding: model.weights.subarray(known) });
  const decoded = decodeWeights(bytes);
  if (!decoded.ok) throw new Error(decoded.message);
  return { labels: names, features, weights: decoded.value, bytes, calibration, outOfScopeThreshold, ...(outOfScopeLabel === undefined ? {} : { outOfScopeLabel }), seed };
}

/** The weights of a head laid out over other features and labels; 0 for what it does not know. */
function spread({ metadata, weights }: Head, chosen: ChosenFeatures, names: readonly string[], width: number): LinearModel {
  const from = metadata.labels.length;
  const own = names.map((name) => metadata.labels.indexOf(name));
  const rowOf = createBucketLookup(weights.buckets);
  const spreadWeights = new Float32Array(width * names.length);
  const copy = (row: number, source: Float32Array, sourceRow: number): void => {
    own.forEach((label, k) => {
      if (label >= 0) spreadWeights[row * names.length + k] = source[sourceRow * from + label] ?? 0;
    });
  };
  chosen.buckets.forEach((bucket, row) => {
    const known = rowOf(bucket);
    if (known >= 0) copy(row, weights.weights, known);
  });
  for (let at = 0; at < weights.embedding.length / from; at++) copy(chosen.buckets.length + at, weights.embedding, at);
  // An unknown label is one that no row has: as if all were against it.
  return { weights: spreadWeights, bias: Float32Array.from(own, (label) => (label >= 0 ? (weights.bias[label] ?? 0) : -1)) };
}

function scoreAll({ count, starts, features, values }: TrainingRows, { weights, bias }: LinearModel): Float32Array {
  const width = bias.length;
  const scores = new Float32Array(count * width);
  const own = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    own.set(bias);
    const to = starts[row + 1] ?? 0;
    let at = starts[row] ?? 0;
    // Two features at a time, so that each sum is loaded and stored once for both.
    for (; at + 1 < to; at += 2) {
      const [a, b] = [values[at] ?? 0, values[at + 1] ?? 0];
      const [fromA, fromB] = [(features[at] ?? 0) * width, (features[at + 1] ?? 0) * width];
      for (let k = 0; k < width; k++) own[k] = (own[k] ?? 0) + a * (weights[fromA + k] ?? 0) + b * (weights[fromB + k] ?? 0);
    }
    if (at < to) {
      const value = values[at] ?? 0;
      const from = (features[at] ?? 0) * width;
      for (let k = 0; k < width; k++) own[k] = (own[k] ?? 0) + value * (weights[from + k] ?? 0);
    }
    scores.set(own, row * width);
  }
  return scores;
}
