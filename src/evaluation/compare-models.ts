import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { countLabels, emptyCounts, macroF1Of, total } from './judge.ts';
import { binomialAtMost, type Figure } from './proportion-bounds.ts';
import { percentileInterval, resampleRows, usual, type Resampling } from './resample-rows.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

/** A figure of both models and what the next one adds, with the paired bootstrap interval of the difference. */
export interface Change {
  readonly current: number;
  readonly next: number;
  readonly difference: Figure;
}

/** A held-out row that the two models answer differently. Null stands for out of scope. */
export interface ChangedRow {
  readonly row: number;
  /** Wrong before and right now, right before and wrong now, or wrong both times in another way. */
  readonly kind: 'fixed' | 'broken' | 'still-wrong';
  readonly truth: string | null;
  readonly current: string | null;
  readonly next: string | null;
}

export interface ModelComparison {
  readonly rows: number;
  readonly accuracy: Change;
  readonly macroF1: Change;
  /** Rows that only one of the two answers rightly, and the chance of so uneven a split if neither were better (McNemar's exact test, two-sided). */
  readonly onlyCurrentRight: number;
  readonly onlyNextRight: number;
  readonly pValue: number;
  readonly changed: readonly ChangedRow[];
}

/** McNemar's exact two-sided test (1947): `a` and `b` are the rows that only one of the two models has right. 1 where they are equal. */
export function mcNemar(a: number, b: number): number {
  return Math.min(1, 2 * binomialAtMost(Math.min(a, b), a + b, 0.5));
}

/** Answers of both models with labels numbered alike; labels are matched by name. */
function alignLabels(current: Answers, next: Answers): { readonly labels: readonly string[]; readonly nextTruth: Int32Array; readonly nextPredicted: Int32Array } {
  const labels = [...current.labels];
  const numbers = new Map(labels.map((label, at) => [label, at]));
  const numberOf = Int32Array.from(next.labels, (label) => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, labels.length);
    return labels.push(label) - 1;
  });
  const renumber = (label: number): number => (label === outOfScope ? outOfScope : (numberOf[label] ?? outOfScope));
  return { labels, nextTruth: next.truth.map(renumber), nextPredicted: next.predicted.map(renumber) };
}

/**
 * Two models on the same held-out rows: accuracy and macro-F1 of both and the paired bootstrap interval of the difference,
 * McNemar's exact test, and every row that is answered differently. Label sets may differ; labels are matched by name, and the
 * true labels must be the same row by row. O(resamples × (rows + labels)); with `resamples: 0` the intervals are the figures.
 */
export function compareModels(current: Answers, next: Answers, { random, resamples = usual.resamples, level = usual.level }: Resampling): Outcome<ModelComparison, 'different-rows'> {
  const rows = current.truth.length;
  const { labels, nextTruth, nextPredicted } = alignLabels(current, next);
  if (nextTruth.length !== rows || nextTruth.some((label, row) => label !== current.truth[row])) {
    return failure('different-rows', 'The two models were not judged on the same held-out rows. Judge both again.');
  }
  const place = (label: number | undefined): number => (label === undefined || label === outOfScope ? labels.length : label);
  const name = (label: number): string | null => labels[label] ?? null;
  const width = labels.length + 1;
  const numbers = new Map<number, number>();
  const cellOf = new Int32Array(rows);
  const changed: ChangedRow[] = [];
  let onlyCurrentRight = 0;
  let onlyNextRight = 0;
  for (let row = 0; row < rows; row++) {
    const [t, a, b] = [place(current.truth[row]), place(current.predicted[row]), place(nextPredicted[row])];
    const key = (t * width + a) * width + b;
    let cell = numbers.get(key);
    if (cell === undefined) numbers.set(key, (cell = numbers.size));
    cellOf[row] = cell;
    if (a === b) continue;
    if (a === t) onlyCurrentRight++;
    if (b === t) onlyNextRight++;
    changed.push({ row, kind: b === t ? 'fixed' : a === t ? 'broken' : 'still-wrong', truth: name(t), current: name(a), next: name(b) });
  }
  const keys = [...numbers.keys()];
  const truth = Int32Array.from(keys, (key) => Math.floor(key / (width * width)));
  const cells = [
    { truth, predicted: Int32Array.from(keys, (key) => Math.floor(key / width) % width) },
    { truth, predicted: Int32Array.from(keys, (key) => key % width) },
  ];
  const counts = emptyCounts(labels.length);
  const figuresOf = (rowsOf: ArrayLike<number>): { accuracy: number; macroF1: number }[] =>
    cells.map((each) => {
      countLabels(each, rowsOf, counts);
      return { accuracy: total(counts.right) / Math.max(1, rows), macroF1: macroF1Of(counts) || 0 };
    });
  const seen = new Int32Array(keys.length);
  for (const cell of cellOf) seen[cell] = (seen[cell] ?? 0) + 1;
  const drawnAccuracy = new Float64Array(rows > 0 ? resamples : 0);
  const drawnMacroF1 = new Float64Array(drawnAccuracy.length);
  resampleRows(cellOf, keys.length, drawnAccuracy.length, random, (drawn, resample) => {
    const [before, after] = figuresOf(drawn);
    drawnAccuracy[resample] = (after?.accuracy ?? 0) - (before?.accuracy ?? 0);
    drawnMacroF1[resample] = (after?.macroF1 ?? 0) - (before?.macroF1 ?? 0);
  });
  const [before, after] = figuresOf(seen);
  const changeOf = (figure: 'accuracy' | 'macroF1', draws: Float64Array): Change => {
    const [from, to] = [before?.[figure] ?? 0, after?.[figure] ?? 0];
    return { current: from, next: to, difference: percentileInterval(to - from, draws, level) };
  };
  return success({
    rows,
    accuracy: changeOf('accuracy', drawnAccuracy),
    macroF1: changeOf('macroF1', drawnMacroF1),
    onlyCurrentRight,
    onlyNextRight,
    pValue: mcNemar(onlyCurrentRight, onlyNextRight),
    changed,
  });
}

/** Whether a newly trained model may take the place of the current one, why, and the figures it was decided by. */
export interface Replacement {
  readonly allowed: boolean;
  readonly reason: 'better' | 'as-good' | 'macro-f1-falls' | 'no-held-out-rows';
  /** For the person at the desk. */
  readonly message: string;
  readonly comparison: ModelComparison;
}

/**
 * Decides over a retrained model by the same held-out rows: refused when macro-F1 falls by anything at all, and without rows to
 * judge by. The intervals are told, not decided by: a small loss that may be chance is still refused, since the next retraining
 * would add its own. Fails where the two were not judged on the same rows.
 */
export function mayReplace(current: Answers, next: Answers, resampling: Resampling): Outcome<Replacement, 'different-rows'> {
  const outcome = compareModels(current, next, resampling);
  if (!outcome.ok) return outcome;
  const comparison = outcome.value;
  const { macroF1, rows } = comparison;
  // As many digits as it takes to see which is the larger.
  const digits = [1, 2, 3].find((n) => (macroF1.current * 100).toFixed(n) !== (macroF1.next * 100).toFixed(n)) ?? 1;
  const percent = (share: number): string => `${(share * 100).toFixed(digits)}%`;
  const figures = `macro-F1 ${percent(macroF1.current)} before, ${percent(macroF1.next)} now, on ${rows} held-out rows`;
  const decide = (allowed: boolean, reason: Replacement['reason'], message: string): Outcome<Replacement, 'different-rows'> =>
    success({ allowed, reason, message, comparison });
  if (rows === 0) return decide(false, 'no-held-out-rows', 'There are no held-out rows to judge the new model by. The current model stays.');
  // Sums of the same shares in another order differ in their last digits.
  if (macroF1.next < macroF1.current - 1e-9) return decide(false, 'macro-f1-falls', `The new model is worse: ${figures}. The current model stays.`);
  if (macroF1.next > macroF1.current + 1e-9) return decide(true, 'better', `The new model is better: ${figures}.`);
  return decide(true, 'as-good', `The new model is as good: ${figures}.`);
}
