import { visitNgrams } from '../text/hashed-ngrams.ts';
import type { Token } from '../text/tokenise.ts';
import type { HeadWeights } from './head-weights.ts';
import type { HeadMetadata } from './head.ts';
import type { FeatureVector } from './vectorise.ts';

/** How much one word of a text spoke for a label; `start`/`end` are UTF-16 offsets of the text. */
export interface WordContribution {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its share of all that spoke for the label, 0..1; below 0 for a word that spoke against it. */
  readonly weight: number;
}

/** What each word of a text said for the label of this number; tokens and features are that text's. */
export type Explainer = (text: string, tokens: readonly Token[], features: FeatureVector, label: number) => WordContribution[];

/**
 * Makes an explainer for one head. A feature's contribution is its value times how far its weight for the label lies above
 * the mean over all labels. It is shared evenly by its occurrences, and by the two words of a pair.
 */
export function createExplainer(metadata: HeadMetadata, weights: HeadWeights, rowOf: (bucket: number) => number): Explainer {
  const width = metadata.labels.length;
  const table = weights.weights;
  // Number of a row among a text's features. Made at first use; never cleared, because a text only asks for its own rows.
  let numberOf: Int32Array | null = null;
  return (text, tokens, features, label) => {
    const numbers = (numberOf ??= new Int32Array(weights.buckets.length));
    features.rows.forEach((row, i) => {
      numbers[row] = i;
    });
    const met: number[] = [];
    const firsts: number[] = [];
    const lasts: number[] = [];
    const occurrences = new Int32Array(features.rows.length);
    visitNgrams(tokens, metadata.features, (bucket, first, last) => {
      const row = rowOf(bucket);
      if (row < 0) return;
      const number = numbers[row] ?? 0;
      occurrences[number] = (occurrences[number] ?? 0) + 1;
      met.push(number);
      firsts.push(first);
      lasts.push(last);
    });
    const shares = features.rows.reduce((into, row, i) => {
      const from = row * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += table[from + k] ?? 0;
      const above = (table[from + label] ?? 0) - sum / width;
      into[i] = (above * (features.values[i] ?? 0)) / (occurrences[i] ?? 1);
      return into;
    }, new Float64Array(features.rows.length));
    const sums = new Float64Array(tokens.length);
    met.forEach((number, i) => {
      const half = (shares[number] ?? 0) / 2;
      const first = firsts[i] ?? 0;
      const last = lasts[i] ?? 0;
      sums[first] = (sums[first] ?? 0) + half;
      sums[last] = (sums[last] ?? 0) + half;
    });
    const total = sums.reduce((sum, value) => sum + Math.max(value, 0), 0);
    return tokens.map((token, t) => ({
      text: text.slice(token.start, token.end),
      start: token.start,
      end: token.end,
      weight: total > 0 ? (sums[t] ?? 0) / total : 0,
    }));
  };
}
