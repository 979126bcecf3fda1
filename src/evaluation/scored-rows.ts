import type { Judged } from '../classifier/evaluate.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';

/** The number that stands for "none of the labels" wherever a label number is given. */
export const outOfScope = -1;

/**
 * What a classifier answered for rows whose label is known. `probabilities` is rows × width, row-major. Without `columns` the
 * width is the number of labels and the columns are the labels in order; with it, `columns` (same shape) says which label each
 * probability belongs to, -1 for an empty place, and labels that are not kept count as 0. 200,000 rows × 2,000 labels would be
 * 1.6 GB in full and are 32 MB with the best 20 kept (`createScoreKeeper`).
 */
export interface ScoredRows {
  readonly labels: readonly string[];
  /** Label number of each row, -1 = out of scope. */
  readonly truth: Int32Array;
  readonly probabilities: Float32Array;
  readonly columns?: Int32Array;
}

/** One answer a row: what is left of `ScoredRows` when only the chosen label matters. All arrays have one place a row. */
export interface Answers {
  readonly labels: readonly string[];
  /** Label number, -1 = out of scope. */
  readonly truth: Int32Array;
  /** Label number, -1 = taken for out of scope. */
  readonly predicted: Int32Array;
  /** Probability given to the best label (also where the row is taken for out of scope), 0..1. */
  readonly confidence: Float32Array;
}

/** Probabilities of one row need not be exact: float32 softmax over 2,000 labels may add up to a little more than 1. */
const slack = 1e-3;

/** Columns that `probabilities` has a row. */
export function widthOf({ labels, truth, probabilities }: ScoredRows): number {
  return truth.length === 0 ? labels.length : probabilities.length / truth.length;
}

/**
 * Whether scored rows can be judged at all: shapes that fit, label numbers that exist, probabilities that are finite and within
 * 0..1. To be asked once where rows come in; the functions of this room throw a RangeError on what this refuses. O(rows × width).
 */
export function checkScoredRows(scored: ScoredRows): Outcome<ScoredRows, 'wrong-shape' | 'unknown-label' | 'not-a-probability'> {
  const { labels, truth, probabilities, columns } = scored;
  const width = widthOf(scored);
  const fits = Number.isInteger(width) && (truth.length > 0 || probabilities.length === 0);
  if (!fits || (columns ? columns.length !== probabilities.length : width !== labels.length)) {
    return failure('wrong-shape', `${truth.length} rows and ${labels.length} labels do not fit ${probabilities.length} probabilities.`);
  }
  const unknown = (label: number): boolean => label < outOfScope || label >= labels.length;
  if (truth.some(unknown) || (columns?.some(unknown) ?? false)) {
    return failure('unknown-label', `A row has a label number outside 0 to ${labels.length - 1}.`);
  }
  const at = probabilities.findIndex((p) => !(p >= 0 && p <= 1 + slack));
  if (at >= 0) return failure('not-a-probability', `Row ${Math.floor(at / width) + 1} has ${String(probabilities[at])} as a probability. The model has not been trained soundly.`);
  return success(scored);
}

/** Probability that a row gives to a label; 0 where it was not kept. */
export function probabilityOf(scored: ScoredRows, row: number, label: number): number {
  const width = widthOf(scored);
  const from = row * width;
  if (!scored.columns) return label >= 0 && label < width ? (scored.probabilities[from + label] ?? 0) : 0;
  for (let at = from; at < from + width; at++) if (scored.columns[at] === label) return scored.probabilities[at] ?? 0;
  return 0;
}

/** The best labels of a row with their probabilities, best first; of equal ones the lower label number first. */
export function rankLabels(scored: ScoredRows, row: number, most = 5): { label: number; probability: number }[] {
  const width = widthOf(scored);
  const ranked: { label: number; probability: number }[] = [];
  for (let column = 0; column < width; column++) {
    const label = scored.columns ? (scored.columns[row * width + column] ?? outOfScope) : column;
    if (label !== outOfScope) ranked.push({ label, probability: scored.probabilities[row * width + column] ?? 0 });
  }
  return ranked.sort((a, b) => b.probability - a.probability || a.label - b.label).slice(0, most);
}

/** Place of the true label among the labels of a row, 1 = best, ties by label number; null where it is out of scope or not kept. */
export function rankOfTruth(scored: ScoredRows, row: number): number | null {
  const truth = scored.truth[row] ?? outOfScope;
  const place = truth === outOfScope ? -1 : rankLabels(scored, row, Infinity).findIndex(({ label }) => label === truth);
  return place < 0 ? null : place + 1;
}

/**
 * The best label of each row and its probability; of equal ones the lower label number. Below `threshold` a row is taken for out
 * of scope, and so is one that kept no label. Throws a RangeError on NaN and on what is no probability. O(rows × width).
 */
export function answersOf(scored: ScoredRows, threshold = 0): Answers {
  const { labels, truth, probabilities, columns } = scored;
  const rows = truth.length;
  const width = widthOf(scored);
  if (!Number.isInteger(width)) throw new RangeError('probabilities are not rows × width');
  const predicted = new Int32Array(rows).fill(outOfScope);
  const confidence = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = outOfScope;
    let most = -1;
    for (let at = row * width, column = 0; column < width; at++, column++) {
      const p = probabilities[at] ?? Number.NaN;
      if (!(p >= 0 && p <= 1 + slack)) throw new RangeError(`row ${row} has ${p} as a probability`);
      const label = columns ? (columns[at] ?? outOfScope) : column;
      if (label === outOfScope || p < most || (p === most && label > best)) continue;
      best = label;
      most = p;
    }
    confidence[row] = Math.min(1, Math.max(0, most));
    if (most >= threshold) predicted[row] = best;
  }
  return { labels, truth, predicted, confidence };
}

/**
 * Answers from rows that name their labels, as a head's predictions do; `outOfScopeLabel` is the name that stands for out of
 * scope. Labels come in the order of `labels`, then as they are first met.
 */
export function answersFromNames(rows: readonly Judged[], labels: readonly string[] = [], outOfScopeLabel?: string): Answers {
  const names = labels.filter((label) => label !== outOfScopeLabel);
  const numbers = new Map(names.map((name, at) => [name, at]));
  const numberOf = (name: string): number => {
    if (name === outOfScopeLabel) return outOfScope;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const truth = Int32Array.from(rows, ({ label }) => numberOf(label));
  const predicted = Int32Array.from(rows, (row) => numberOf(row.predicted));
  const confidence = Float32Array.from(rows, (row) => row.confidence);
  if (confidence.some(Number.isNaN)) throw new RangeError('a confidence is not a number');
  return { labels: names, truth, predicted, confidence };
}

/**
 * Room for the `kept` best labels of each row, and for its true label where that is not among them. `keep` takes the
 * probabilities of all labels of one row, in the order of `labels`; rows may come in any order. O(labels × log kept) a row,
 * 8 bytes × (kept + 1) of memory.
 */
export function createScoreKeeper(labels: readonly string[], truth: Int32Array, kept: number): { readonly scored: ScoredRows; readonly keep: (row: number, probabilities: ArrayLike<number>) => void } {
  const width = Math.min(labels.length, kept + 1);
  const best = Math.min(kept, width);
  const probabilities = new Float32Array(truth.length * width);
  const columns = new Int32Array(truth.length * width).fill(outOfScope);
  const keep = (row: number, given: ArrayLike<number>): void => {
    if (given.length !== labels.length) throw new RangeError(`${given.length} probabilities for ${labels.length} labels`);
    const from = row * width;
    let filled = 0;
    for (let label = 0; label < given.length; label++) {
      const p = given[label] ?? 0;
      if (filled === best && !(p > (probabilities[from + best - 1] ?? 0))) continue;
      let at = filled < best ? filled++ : best - 1;
      for (; at > 0 && p > (probabilities[from + at - 1] ?? 0); at--) {
        probabilities[from + at] = probabilities[from + at - 1] ?? 0;
        columns[from + at] = columns[from + at - 1] ?? outOfScope;
      }
      probabilities[from + at] = p;
      columns[from + at] = label;
    }
    const own = truth[row] ?? outOfScope;
    if (own === outOfScope || columns.subarray(from, from + width).includes(own)) return;
    probabilities[from + width - 1] = given[own] ?? 0;
    columns[from + width - 1] = own;
  };
  return { scored: { labels, truth, probabilities, columns }, keep };
}
