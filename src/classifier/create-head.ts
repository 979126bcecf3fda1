import { tokenise, type Token } from '../text/tokenise.ts';
import { calibrateScores } from './calibrate.ts';
import { createExplainer, type WordContribution } from './explain-label.ts';
import type { HeadMetadata, LabelScore, Prediction } from './head.ts';
import type { HeadWeights } from './head-weights.ts';
import { createVectoriser, type FeatureVector } from './vectorise.ts';

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
  /** What each word said for `label` (by default the one predicted of text and embedding), in text order. */
  explain(text: string, label?: string, embedding?: Float32Array): WordContribution[];
}

const rankedLength = 5;

/** What a head made of a text. */
interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly features: FeatureVector;
}

/** Puts metadata and weights together into a head. Throws when their shapes disagree: parseHead checks files before. */
export function createHead(metadata: HeadMetadata, weights: HeadWeights): Head {
  const labels = metadata.labels;
  const width = labels.length;
  if (weights.bias.length !== width || weights.weights.length !== weights.buckets.length * width) {
    throw new Error(`head ${metadata.name}: weights do not fit ${width} labels`);
  }
  const vectorise = createVectoriser(metadata.features, weights.buckets, weights.idf);
  const explainer = createExplainer(metadata, weights, vectorise.rowOf);
  // The prediction for a ticket and the words behind it are asked for one after the other, and reading costs more than both.
  let last: ReadText | null = null;
  const read = (text: string): ReadText => {
    if (last?.text === text) return last;
    const tokens = tokenise(text);
    last = { text, tokens, features: vectorise(text, tokens) };
    return last;
  };
  const dimension = weights.embedding.length / width;

  const scores = (features: FeatureVector, embedding?: Float32Array): Float32Array => {
    // Doubles while adding up: it is exact, and faster than rounding at each step.
    const sums = Float64Array.from(weights.bias);
    addRows(sums, features, weights.weights);
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
    toProbabilities(scores(read(text).features, embedding));

  return {
    metadata,
    weights,
    vectorise: (text) => read(text).features,
    scores,
    decide,
    probabilities,
    predict: (text, embedding) => decideLabel(metadata, probabilities(text, embedding)),
    explain: (text, label, embedding) => {
      const chosen = labels.indexOf(label ?? decideLabel(metadata, probabilities(text, embedding)).label);
      if (chosen < 0) return [];
      const { tokens, features } = read(text);
      return explainer(text, tokens, features, chosen);
    },
  };
}

/** Adds value × row of each feature to `sums`; four rows at a time, in their order, so that each sum is loaded and stored once for four. */
function addRows(sums: Float64Array, { rows, values }: FeatureVector, table: Float32Array): void {
  const width = sums.length;
  const whole = rows.length - (rows.length % 4);
  let i = 0;
  for (; i < whole; i += 4) {
    const a = values[i] ?? 0;
    const b = values[i + 1] ?? 0;
    const c = values[i + 2] ?? 0;
    const d = values[i + 3] ?? 0;
    const fromA = (rows[i] ?? 0) * width;
    const fromB = (rows[i + 1] ?? 0) * width;
    const fromC = (rows[i + 2] ?? 0) * width;
    const fromD = (rows[i + 3] ?? 0) * width;
    for (let k = 0; k < width; k++) {
      sums[k] =
        (sums[k] ?? 0) +
        a * (table[fromA + k] ?? 0) +
        b * (table[fromB + k] ?? 0) +
        c * (table[fromC + k] ?? 0) +
        d * (table[fromD + k] ?? 0);
    }
  }
  for (; i < rows.length; i++) {
    const value = values[i] ?? 0;
    const from = (rows[i] ?? 0) * width;
    for (let k = 0; k < width; k++) sums[k] = (sums[k] ?? 0) + value * (table[from + k] ?? 0);
  }
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
