import { calibrateScores, fitCalibration } from '../classifier/calibrate.ts';
import { dealFolds } from '../classifier/deal-folds.ts';
import { seededRandom } from '../classifier/seeded-random.ts';
import { nestRows } from '../evaluation/learning-curve.ts';
import { outOfScope, type ScoredRows } from '../evaluation/scored-rows.ts';
import { rowsThatFit } from './learn-within.ts';
import type { PreparedSet } from './prepare-rows.ts';
import type { LearnStep } from './studio-job.ts';
import { scoreRow, trainPart } from './train-part.ts';

const mostFolds = 5;
/**
 * Rows × labels that one fold learns from at most, since that is what a pass costs. 10,000 rows of 77 labels are within it: a run over
 * them takes 33 s of one core. Beyond it a fold learns from a stratified sample and still answers every row.
 */
const mostLearntCells = 800_000;
/**
 * Half the passes of a training: on 10,000 rows of 77 labels the other half took 20 s more, and moved the agreement with the given labels
 * from 91.4 to 91.5% and the suspects from 234 to 235.
 */
const passesEach = 6;
/** Rows × labels that are scored at most, in 64 MB: beyond, a stratified sample of the rows is examined. 200,000 rows of 80 labels are within it. */
const mostScoredCells = 16_000_000;
/** Rows between two words of progress while they are answered. */
const answeredAtATime = 500;

/** Every examined row as a model sees it that did not learn from it, nor from any near copy of it. */
export interface OutOfFold {
  /** Places of the examined rows in the set, ascending. */
  readonly places: Int32Array;
  /** One row an examined place, over all labels; rows whose label no other fold has are marked out of scope: nobody can judge them. */
  readonly scored: ScoredRows;
  /** Labels whose rows are all in one fold. */
  readonly oneFold: readonly string[];
  /** Rows that the largest fold learnt from, and those that it could have learnt from. */
  readonly learnt: number;
  readonly learnable: number;
}

/**
 * Out-of-fold probabilities by stratified folds that keep groups together: a model learns from four fifths and scores the last fifth,
 * five times; then one calibration over all scores makes them probabilities. Null where the rows are too few or too alike for two folds.
 */
export function scoreOutOfFold(prepared: PreparedSet, seed: number, report: (step: LearnStep) => void): OutOfFold | null {
  const { set, groups } = prepared;
  const names = [...new Set(set.labels)].sort();
  const width = names.length;
  const numbers = new Map(names.map((name, k) => [name, k]));
  const order = nestRows(set.labels, seededRandom(seed));
  const places = order.slice(0, Math.floor(mostScoredCells / width)).sort();
  const labels = Array.from(places, (row) => set.labels[row] ?? '');
  const own = Int32Array.from(labels, (label) => numbers.get(label) ?? 0);
  const groupOf = Array.from(places, (row) => String(groups[row] ?? row));
  const folds = Math.min(mostFolds, new Set(groupOf).size);
  if (folds < 2) return null;
  const foldOf = dealFolds(labels, folds, seed, groupOf);
  const mostLearnt = Math.max(2 * width, Math.floor(mostLearntCells / width));
  const foldsOfLabel = names.map(() => new Set<number>());
  foldOf.forEach((fold, at) => foldsOfLabel[own[at] ?? 0]?.add(fold));

  const scores = new Float32Array(places.length * width);
  const answered = new Uint8Array(places.length);
  let [learnt, learnable] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const inside = [...places.keys()].filter((at) => foldOf[at] !== fold);
    const outside = [...places.keys()].filter((at) => foldOf[at] === fold);
    const insideLabels = inside.map((at) => labels[at] ?? '');
    if (new Set(insideLabels).size < 2 || outside.length === 0) continue;
    const nested = nestRows(insideLabels, seededRandom(seed + fold));
    const most = Math.min(mostLearnt, rowsThatFit(nested.map((i) => set.texts[places[inside[i] ?? 0] ?? 0]?.length ?? 0), width));
    const chosen = inside.length <= most ? inside : Array.from(nested.subarray(0, most), (i) => inside[i] ?? 0);
    if (new Set(chosen.map((at) => labels[at])).size < 2) continue;
    learnt = Math.max(learnt, chosen.length);
    learnable = Math.max(learnable, inside.length);
    const told = (done: number, total: number): void => report({ status: 'learning', part: fold + 1, parts: folds, done, total });
    told(0, 1);
    const head = trainPart(prepared, chosen.map((at) => places[at] ?? 0), seed, (pass) => told(pass, passesEach + 1), passesEach);
    const columns = head.metadata.labels.map((label) => numbers.get(label) ?? 0);
    outside.forEach((at, done) => {
      const seen = scoreRow(head, prepared, places[at] ?? 0);
      // A label that this fold has not seen is the least likely of all.
      const least = seen.reduce((low, score) => Math.min(low, score), Infinity);
      const row = scores.subarray(at * width, (at + 1) * width).fill(least - 1);
      columns.forEach((label, k) => (row[label] = seen[k] ?? least));
      answered[at] = 1;
      if (done % answeredAtATime === 0) told(passesEach + done / outside.length, passesEach + 1);
    });
  }
  const truth = own.map((label, at) => (answered[at] === 1 && (foldsOfLabel[label]?.size ?? 0) > 1 ? label : outOfScope));
  const calibration = fitCalibration({ scores, labels: truth, labelCount: width });
  for (let at = 0; at < places.length; at++) calibrateScores(scores.subarray(at * width, (at + 1) * width), calibration);
  return { places, scored: { labels: names, truth, probabilities: scores }, oneFold: names.filter((_, k) => foldsOfLabel[k]?.size === 1), learnt, learnable };
}
