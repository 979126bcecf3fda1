import { seededRandom } from '../classifier/seeded-random.ts';
import { compareModels, type ModelComparison } from '../evaluation/compare-models.ts';
import { judge } from '../evaluation/judge.ts';
import { nestRows } from '../evaluation/learning-curve.ts';
import type { Figure } from '../evaluation/proportion-bounds.ts';
import type { Answers } from '../evaluation/scored-rows.ts';
import { mergeAnswers, mergeLabels, splitLabel, type LabelHalf } from '../evaluation/try-labels.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { rowsThatFit } from './learn-within.ts';
import { splitSet, type PreparedSet } from './prepare-rows.ts';
import type { LearnStep } from './studio-job.ts';
import { answerPart, relabelled, trainPart } from './train-part.ts';

/** Rows × labels that are learnt from at most, as in score-out-of-fold.ts: a stratified sample beyond. */
const mostLearntCells = 800_000;
const heldOutShare = 0.2;

/** A change of the labels to be tried. */
export type LabelChange =
  | { readonly kind: 'merge'; readonly labels: readonly string[]; readonly into: string }
  /** The names of the larger and the smaller half. */
  | { readonly kind: 'split'; readonly label: string; readonly names: readonly [string, string] };

/** Figures on the held-out rows, with their intervals. */
export interface TriedFigures {
  readonly accuracy: Figure;
  readonly macroF1: Figure;
}

/** Half of a label that was parted in two, rows by their numbers in the dataset. */
export interface TriedHalf {
  readonly label: string;
  readonly ids: Int32Array;
  readonly telling: readonly string[];
}

/** What a change of the labels would do. */
export interface TriedChange {
  readonly change: LabelChange;
  /** The present labels, as a model tells them. */
  readonly present: TriedFigures;
  /** The labels after the change, as a model tells them that learnt them. */
  readonly changed: TriedFigures;
  /**
   * Both models on the smaller label set: mistakes between labels that are merged (or the halves of a split one) do not count. `current`
   * learnt the present labels, `next` the changed ones.
   */
  readonly compared: ModelComparison;
  /** For a split: the halves, how alike their middles are (1 = the same), and the share of their held-out rows that are told apart. */
  readonly halves: { readonly parts: readonly [TriedHalf, TriedHalf]; readonly likeness: number; readonly toldApart: number | null } | null;
  readonly trainingRows: number;
  readonly heldOutRows: number;
  readonly notes: readonly string[];
}

/**
 * Tries what merging labels, or parting one in two, would do: a model with the labels as they are and one with the labels changed learn
 * from the same rows and are judged by the same others. Fails in words where the change can not be made.
 */
export function tryLabelChange(prepared: PreparedSet, change: LabelChange, seed: number, report: (step: LearnStep) => void): Outcome<TriedChange, 'bad-input'> {
  const { set, groups } = prepared;
  const made = changeLabels(prepared, change);
  if (!made.ok) return made;
  const { labels, halves } = made.value;
  const split = splitSet(set, groups, heldOutShare, seed);
  const width = new Set([...set.labels, ...labels]).size;
  const order = nestRows(Array.from(split.training, (row) => set.labels[row] ?? ''), seededRandom(seed));
  const fit = rowsThatFit(order.map((i) => set.texts[split.training[i] ?? 0]?.length ?? 0), width);
  const most = Math.min(fit, Math.max(2 * width, Math.floor(mostLearntCells / width)));
  const training = Array.from(order.subarray(0, most), (i) => split.training[i] ?? 0).sort((a, b) => a - b);
  const learntLabels = (of: readonly string[]): number => new Set(training.map((row) => of[row])).size;
  if (split.heldOut.length === 0 || learntLabels(set.labels) < 2 || learntLabels(labels) < 2) {
    return failure('bad-input', 'Too few rows would be left to learn from and to judge by. Two labels or more must remain, with a few different texts each.');
  }
  const answered = (of: readonly string[], part: number): Answers => {
    const rows = relabelled(prepared, of);
    const told = (done: number, total: number): void => report({ status: 'learning', part, parts: 2, done, total });
    told(0, 1);
    return answerPart(trainPart(rows, training, seed, told), rows, split.heldOut);
  };
  const [before, after] = [answered(set.labels, 1), answered(labels, 2)];
  const merged = change.kind === 'merge' ? { names: change.labels, into: change.into } : { names: change.names, into: change.label };
  const [current, next] = [mergeAnswers(before, merged.names, merged.into), mergeAnswers(after, merged.names, merged.into)];
  const compared = compareModels(current, next, { random: seededRandom(seed) });
  if (!compared.ok) return failure('bad-input', compared.message);
  const notes: string[] = [];
  if (training.length < split.training.length) {
    notes.push(`To end soon, both models learnt from ${training.length.toLocaleString('en-GB')} of ${split.training.length.toLocaleString('en-GB')} rows, a fair share of each label.`);
  }
  if (change.kind === 'split') notes.push('The halves were parted by the meaning of their texts, which the model reads too, so they are easy to tell apart. Whether they are two requests only a person can say.');
  return success({
    change,
    present: figuresOf(before, seed),
    changed: figuresOf(after, seed),
    compared: { ...compared.value, changed: [] },
    halves: halves === null ? null : { parts: halves.parts, likeness: halves.likeness, toldApart: toldApart(after, halves.parts.map(({ label }) => label)) },
    trainingRows: training.length,
    heldOutRows: split.heldOut.length,
    notes,
  });
}

interface Changed {
  readonly labels: readonly string[];
  readonly halves: { readonly parts: readonly [TriedHalf, TriedHalf]; readonly likeness: number } | null;
}

function changeLabels({ set, vectors, reader }: PreparedSet, change: LabelChange): Outcome<Changed, 'bad-input'> {
  const names = new Set(set.labels);
  const wanted = change.kind === 'merge' ? change.labels : [change.label];
  const missing = wanted.find((label) => !names.has(label));
  if (missing !== undefined) return failure('bad-input', `No row has the label “${missing}” any more.`);
  if (set.outOfScopeLabel !== null && (wanted.includes(set.outOfScopeLabel) || (change.kind === 'merge' && change.into === set.outOfScopeLabel))) {
    return failure('bad-input', `“${set.outOfScopeLabel}” stands for what is none of the labels, so it is neither merged nor split.`);
  }
  if (change.kind === 'merge') {
    if (new Set(wanted).size < 2) return failure('bad-input', 'Choose two different labels to merge.');
    if (change.into.trim() === '') return failure('bad-input', 'Give the merged label a name.');
    if (names.has(change.into) && !wanted.includes(change.into)) return failure('bad-input', `There is another label “${change.into}” already. Choose another name, or merge that one too.`);
    return success({ labels: mergeLabels(set.labels, wanted, change.into), halves: null });
  }
  const [first, second] = change.names;
  if (first.trim() === '' || second.trim() === '' || first === second) return failure('bad-input', 'Give the two halves different names.');
  const taken = change.names.find((name) => name !== change.label && names.has(name));
  if (taken !== undefined) return failure('bad-input', `There is a label “${taken}” already. Choose another name.`);
  if (reader === null || vectors === null) return failure('bad-input', 'A label is parted by the meaning of its texts, and no encoder could be started to read it.');
  const data = new Float32Array(vectors.length * reader.dimension);
  vectors.forEach((vector, row) => data.set(vector, row * reader.dimension));
  const split = splitLabel(set.labels, change.label, { dimension: reader.dimension, data }, change.names);
  if (!split.ok) return failure('bad-input', split.message);
  const half = ({ label, rows, telling }: LabelHalf): TriedHalf => ({ label, ids: rows.map((row) => set.ids[row] ?? -1), telling: Array.from(telling, (row) => set.texts[row] ?? '') });
  return success({ labels: split.value.labels, halves: { parts: [half(split.value.halves[0]), half(split.value.halves[1])], likeness: split.value.likeness } });
}

function figuresOf(answers: Answers, seed: number): TriedFigures {
  const { accuracy, macroF1 } = judge(answers, { random: seededRandom(seed) });
  const none = { value: 0, low: 0, high: 1 };
  return { accuracy: accuracy ?? none, macroF1: macroF1 ?? none };
}

/** Of the held-out rows of the halves that were given one of the two, those that were given the right one. */
function toldApart({ labels, truth, predicted }: Answers, halves: readonly string[]): number | null {
  const own = new Set(halves.map((half) => labels.indexOf(half)));
  let [right, all] = [0, 0];
  truth.forEach((label, row) => {
    const given = predicted[row] ?? -1;
    if (label < 0 || !own.has(label) || !own.has(given)) return;
    all++;
    if (given === label) right++;
  });
  return all === 0 ? null : right / all;
}
