import { tokenise } from '../text/tokenise.ts';
import { visitNgrams } from '../text/hashed-ngrams.ts';
import { calibrateScores } from './calibrate.ts';
import type { HeadMetadata, LabelScore, Prediction } from './head.ts';
import type { HeadWeights } from './head-weights.ts';
import { createVectoriser, type FeatureVector } from './vectorise.ts';

/** How much one word of a text spoke for a label; `start`/`end` are UTF-16 offsets of the text. */
export interface WordContribution {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its share of all that spoke for the label, 0..1; below 0 for a word that spoke against it. */
  readonly weight: number;
}

/** A trained classifier ready to answer. */
export interface Head {
  readonly metadata: HeadMetadata;
  readonly weights: HeadWeights;
  /** Label and calibrated confidence of a text. Reads at most `readLimit` of it (text/tokenise.ts). */
  predict(text: string, embedding?: Float32Array): Prediction;
  /** Calibrated probability of every label, in the order of `metadata.labels`. */
  probabilities(text: string, embedding?: Float32Array): Float32Array;
  /** The same from feature vectors made before (or on another backend): scores before calibration. */
  scores(features: FeatureVector, embedding?: Float32Array): Float32Array;
  vectorise(text: string): FeatureVector;
  /** Makes a prediction of scores, as `predict` does. */
  decide(scores: Float32Array): Prediction;
  /** What each word said for `label` (by default the one predicted), in text order. */
  explain(text: string, label?: string): WordContribution[];
}

const rankedLength = 5;

/** Puts metadata and weights together into a head. Throws when their shapes disagree: parseHead checks files before. */
export function createHead(metadata: HeadMetadata, weights: HeadWeights): Head {
  const labels = metadata.labels;
  const width = labels.length;
  if (weights.bias.length !== width || weights.weights.length !== weights.buckets.length * width) {
    throw new Error(`head ${metadata.name}: weights do not fit ${width} labels`);
  }
  const vectorise = createVectoriser(metadata.features, weights.buckets, weights.idf);
  const dimension = weights.embedding.length / width;

  const scores = (features: FeatureVector, embedding?: Float32Array): Float32Array => {
    // Doubles while adding up: it is exact, and faster than rounding at each step.
    const sums = Float64Array.from(weights.bias);
    const table = weights.weights;
    for (let i = 0; i < features.rows.length; i++) {
      const value = features.values[i] ?? 0;
      const from = (features.rows[i] ?? 0) * width;
      for (let k = 0; k < width; k++) sums[k] = (sums[k] ?? 0) + value * (table[from + k] ?? 0);
    }
    if (embedding && dimension > 0) {
      if (embedding.length !== dimension) throw new Error(`embedding has ${embedding.length} numbers, the head reads ${dimension}`);
      for (let i = 0; i < dimension; i++) {
        const value = embedding[i] ?? 0;
        for (let k = 0; k < width; k++) sums[k] = (sums[k] ?? 0) + value * (weights.embedding[i * width + k] ?? 0);
      }
    }
    return Float32Array.from(sums);
  };
  const toProbabilities = (sums: Float32Array): Float32Array => calibrateScores(sums, metadata.calibration);
  const decide = (sums: Float32Array): Prediction => decideLabel(metadata, toProbabilities(sums.slice()));
  const probabilities = (text: string, embedding?: Float32Array): Float32Array =>
    toProbabilities(scores(vectorise(text), embedding));

  return {
    metadata,
    weights,
    vectorise,
    scores,
    decide,
    probabilities,
    predict: (text, embedding) => decideLabel(metadata, probabilities(text, embedding)),
    explain: (text, label) => {
      const chosen = labels.indexOf(label ?? decideLabel(metadata, probabilities(text)).label);
      return chosen < 0 ? [] : explainLabel(metadata, weights, vectorise.rowOf, vectorise(text), text, chosen);
    },
  };
}

/** Turns calibrated probabilities into an answer: the best label, or out of scope when none is likely enough. */
export function decideLabel(metadata: HeadMetadata, probabilities: Float32Array): Prediction {
  const order = Array.from(probabilities.keys()).sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  const ranked: LabelScore[] = order
    .slice(0, rankedLength)
    .map((k) => ({ label: metadata.labels[k] ?? '', confidence: probabilities[k] ?? 0 }));
  const best = ranked[0];
  const version = `${metadata.name}@${metadata.version}`;
  const none = metadata.outOfScopeLabel ?? 'out_of_scope';
  if (!best) return { label: none, confidence: 0, ranked, outOfScope: true, version, path: 'model' };
  if (best.label === none || best.confidence >= metadata.outOfScopeThreshold) {
    return { label: best.label, confidence: best.confidence, ranked, outOfScope: best.label === none, version, path: 'model' };
  }
  // Nothing is likely enough. The chance that it is none of the labels is at least what the best one leaves over,
  // but a low-confidence guess must not look like a sure "out of scope": the label's own probability is shown.
  const own = metadata.labels.indexOf(none);
  const chosen = { label: none, confidence: own < 0 ? 0 : (probabilities[own] ?? 0) };
  const others = ranked.filter((score) => score.label !== none).slice(0, rankedLength - 1);
  return { ...chosen, ranked: [...others, chosen], outOfScope: true, version, path: 'model' };
}

/**
 * A feature's contribution is its value times how far its weight for the label lies above the mean over all labels. It is
 * shared evenly by its occurrences, and by the two words of a pair.
 */
function explainLabel(
  metadata: HeadMetadata,
  weights: HeadWeights,
  rowOf: (bucket: number) => number,
  features: FeatureVector,
  text: string,
  label: number,
): WordContribution[] {
  const width = metadata.labels.length;
  const tokens = tokenise(text);
  const occurrences = new Map<number, number>();
  const valueOf = new Map<number, number>();
  features.rows.forEach((row, i) => valueOf.set(row, features.values[i] ?? 0));
  visitNgrams(tokens, metadata.features, (bucket) => {
    const row = rowOf(bucket);
    if (row >= 0) occurrences.set(row, (occurrences.get(row) ?? 0) + 1);
  });
  const sums = new Float64Array(tokens.length);
  visitNgrams(tokens, metadata.features, (bucket, first, last) => {
    const row = rowOf(bucket);
    if (row < 0) return;
    let mean = 0;
    for (let k = 0; k < width; k++) mean += weights.weights[row * width + k] ?? 0;
    const above = (weights.weights[row * width + label] ?? 0) - mean / width;
    const share = (above * (valueOf.get(row) ?? 0)) / (occurrences.get(row) ?? 1) ;
    sums[first] = (sums[first] ?? 0) + share / 2;
    sums[last] = (sums[last] ?? 0) + share / 2;
  });
  const total = sums.reduce((sum, value) => sum + Math.max(value, 0), 0);
  return tokens.map((token, t) => ({
    text: text.slice(token.start, token.end),
    start: token.start,
    end: token.end,
    weight: total > 0 ? (sums[t] ?? 0) / total : 0,
  }));
}
