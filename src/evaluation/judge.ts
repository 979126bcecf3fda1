import { exactInterval, type Figure } from './proportion-bounds.ts';
import { percentileInterval, resampleRows, usual, type Resampling } from './resample-rows.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

/** How one label fares. A figure is null where the rows can not tell it: recall without rows of the label, precision where it was never chosen. */
export interface LabelJudgement {
  /** Null stands for out of scope. */
  readonly label: string | null;
  readonly precision: Figure | null;
  readonly recall: Figure | null;
  readonly f1: Figure | null;
  /** Rows that have the label. */
  readonly support: number;
  /** Rows that were given the label. */
  readonly predicted: number;
}

/** Figures of a classifier on rows it has not seen, each with its interval; null where there are no rows to tell it from. */
export interface Judgement {
  readonly rows: number;
  readonly outOfScopeRows: number;
  readonly accuracy: Figure | null;
  /** Accuracy over the rows that are in scope. */
  readonly inScopeAccuracy: Figure | null;
  /** Mean F1 of the labels that occur in the rows; out of scope counts as a label where it occurs. */
  readonly macroF1: Figure | null;
  /** One entry a label, in the order of the labels. */
  readonly labels: readonly LabelJudgement[];
  readonly outOfScope: LabelJudgement | null;
  readonly level: number;
  readonly resamples: number;
}

/** Right, true and predicted rows of each label, the last place for out of scope. */
export interface LabelCounts {
  readonly right: Float64Array;
  readonly support: Float64Array;
  readonly predicted: Float64Array;
}

/** Pairs of true and predicted label that occur, and which pair each row is. Label numbers, the number of labels for out of scope. */
export interface Cells {
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  readonly cellOf: Int32Array;
}

/** Sorts the rows of answers into cells of the confusion matrix, numbered as they are first met. O(rows). */
export function cellsOf({ labels, truth, predicted }: Answers): Cells {
  const width = labels.length + 1;
  const place = (label: number): number => (label === outOfScope ? labels.length : label);
  const numbers = new Map<number, number>();
  const cellOf = new Int32Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    const key = place(truth[row] ?? outOfScope) * width + place(predicted[row] ?? outOfScope);
    let cell = numbers.get(key);
    if (cell === undefined) numbers.set(key, (cell = numbers.size));
    cellOf[row] = cell;
  }
  const keys = [...numbers.keys()];
  return { truth: Int32Array.from(keys, (key) => Math.floor(key / width)), predicted: Int32Array.from(keys, (key) => key % width), cellOf };
}

/** Counts at zero for so many labels and out of scope. */
export function emptyCounts(labels: number): LabelCounts {
  return { right: new Float64Array(labels + 1), support: new Float64Array(labels + 1), predicted: new Float64Array(labels + 1) };
}

/** Counts rows by label from the number of rows in each cell, into `counts`. */
export function countLabels(cells: Pick<Cells, 'truth' | 'predicted'>, rowsOf: ArrayLike<number>, counts: LabelCounts): LabelCounts {
  const { right, support, predicted } = counts;
  right.fill(0);
  support.fill(0);
  predicted.fill(0);
  for (let cell = 0; cell < cells.truth.length; cell++) {
    const rows = rowsOf[cell] ?? 0;
    const t = cells.truth[cell] ?? 0;
    const p = cells.predicted[cell] ?? 0;
    support[t] = (support[t] ?? 0) + rows;
    predicted[p] = (predicted[p] ?? 0) + rows;
    if (t === p) right[t] = (right[t] ?? 0) + rows;
  }
  return counts;
}

/** Mean F1 of the labels that have rows; NaN without rows. F1 is 2 × right / (support + predicted). */
export function macroF1Of({ right, support, predicted }: LabelCounts): number {
  let sum = 0;
  let present = 0;
  for (let label = 0; label < support.length; label++) {
    const rows = support[label] ?? 0;
    if (rows === 0) continue;
    sum += (2 * (right[label] ?? 0)) / (rows + (predicted[label] ?? 0));
    present++;
  }
  return present > 0 ? sum / present : Number.NaN;
}

/** Sum over the labels. */
export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

const figuresPerLabel = 3;

/**
 * Judges answers on held-out rows: accuracy, macro-F1, and precision, recall and F1 of each label, with percentile intervals of the
 * bootstrap over rows. Where all rows of a proportion are right, or all wrong, every draw says the same and the bootstrap would
 * claim certainty: there the exact interval of Clopper and Pearson is told (for F1 through the rows that have or were given the
 * label, of which it is a function: J = right / either, F1 = 2J / (1 + J)). O(resamples × (rows + labels)).
 */
export function judge(answers: Answers, { random, resamples = usual.resamples, level = usual.level }: Resampling): Judgement {
  const labels = answers.labels.length;
  const rows = answers.truth.length;
  const cells = cellsOf(answers);
  const rowsOf = new Float64Array(cells.truth.length);
  for (const cell of cells.cellOf) rowsOf[cell] = (rowsOf[cell] ?? 0) + 1;
  const seen = countLabels(cells, rowsOf, emptyCounts(labels));

  const perLabel = new Float64Array((labels + 1) * figuresPerLabel * resamples);
  const accuracies = new Float64Array(resamples);
  const inScope = new Float64Array(resamples);
  const macros = new Float64Array(resamples);
  const drawn = emptyCounts(labels);
  resampleRows(cells.cellOf, cells.truth.length, rows > 0 ? resamples : 0, random, (counts, resample) => {
    const { right, support, predicted } = countLabels(cells, counts, drawn);
    const allRight = total(right);
    accuracies[resample] = allRight / rows;
    inScope[resample] = (allRight - (right[labels] ?? 0)) / (rows - (support[labels] ?? 0));
    macros[resample] = macroF1Of(drawn);
    for (let label = 0, at = resample; label <= labels; label++, at += figuresPerLabel * resamples) {
      const hits = right[label] ?? 0;
      const has = support[label] ?? 0;
      const given = predicted[label] ?? 0;
      // 0 / 0 is NaN: a draw without the label tells nothing of it.
      perLabel[at] = hits / given;
      perLabel[at + resamples] = hits / has;
      perLabel[at + 2 * resamples] = (2 * hits) / (has + given);
    }
  });

  const proportion = (count: number, of: number, draws: Float64Array): Figure | null => {
    if (of === 0) return null;
    return count === 0 || count === of ? exactInterval(count, of, level) : percentileInterval(count / of, draws, level);
  };
  const labelJudgement = (label: number, name: string | null): LabelJudgement => {
    const hits = seen.right[label] ?? 0;
    const support = seen.support[label] ?? 0;
    const predicted = seen.predicted[label] ?? 0;
    const draws = (figure: number): Float64Array => perLabel.subarray((label * figuresPerLabel + figure) * resamples, (label * figuresPerLabel + figure + 1) * resamples);
    const either = support + predicted - hits;
    const f1 = support === 0 ? null : hits === 0 || hits === either ? exactF1(hits, either, level) : percentileInterval((2 * hits) / (support + predicted), draws(2), level);
    return { label: name, precision: proportion(hits, predicted, draws(0)), recall: proportion(hits, support, draws(1)), f1, support, predicted };
  };

  const right = total(seen.right);
  const outRows = seen.support[labels] ?? 0;
  const accuracy = proportion(right, rows, accuracies);
  const macro = macroF1Of(seen);
  // All right or all wrong: macro-F1 is 1 or 0 as accuracy is, and is told as unsure.
  const macroF1 = rows === 0 ? null : right === 0 || right === rows ? accuracy : percentileInterval(macro, macros, level);
  const out = labelJudgement(labels, null);
  return {
    rows,
    outOfScopeRows: outRows,
    accuracy,
    inScopeAccuracy: proportion(right - (seen.right[labels] ?? 0), rows - outRows, inScope),
    macroF1,
    labels: answers.labels.map((name, label) => labelJudgement(label, name)),
    outOfScope: out.support + out.predicted > 0 ? out : null,
    level,
    resamples,
  };
}

function exactF1(right: number, either: number, level: number): Figure {
  const { value, low, high } = exactInterval(right, either, level);
  const of = (j: number): number => (2 * j) / (1 + j);
  return { value: of(value), low: of(low), high: of(high) };
}
