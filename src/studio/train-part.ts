import type { Head } from '../classifier/create-head.ts';
import { headOf, trainHead } from '../classifier/train-head.ts';
import { recipeSettings } from '../classifier/train-recipe.ts';
import { answersFromNames, type Answers } from '../evaluation/scored-rows.ts';
import type { LabelledSet } from './labelled-set.ts';
import type { PreparedSet } from './prepare-rows.ts';

const noLabel = '\0none';

/** Told after each pass over the rows. */
export type PassTold = (pass: number, passes: number) => void;

/**
 * Learns from some rows of a set, to try something out: with the recipe of a training, but without calibration, which takes as long
 * again, and without the names of the labels. Its best labels are those of a calibrated head; its confidences are not to be told.
 */
export function trainPart({ set, reader, vectors }: PreparedSet, places: ArrayLike<number>, seed: number, told: PassTold, mostPasses?: number): Head {
  const rows = Array.from(places);
  const own = vectors === null ? {} : { embeddings: rows.map((row) => vectors[row] ?? new Float32Array(reader?.dimension ?? 0)) };
  const labels = rows.map((row) => set.labels[row] ?? '');
  const settings = recipeSettings(rows.length, new Set(labels).size, { seed, embedding: reader && { model: reader.mark, dimension: reader.dimension } });
  const trained = trainHead(
    { texts: rows.map((row) => set.texts[row] ?? ''), labels, ...own },
    { ...settings, calibrationFolds: 0, ...(mostPasses === undefined ? {} : { epochs: mostPasses }) },
    (progress) => {
      if (progress.status === 'training') told(progress.pass, progress.passes);
      return true;
    },
  );
  return headOf(trained, 'part');
}

/** Scores of a row by a head that reads what the set was prepared for: one a label of the head. */
export function scoreRow(head: Head, { set, vectors }: PreparedSet, row: number): Float32Array {
  return head.scores(head.vectorise(set.texts[row] ?? ''), vectors?.[row]);
}

/** The best label of each of these rows. `none` is what stands for out of scope among the labels. */
export function answerPart(head: Head, prepared: PreparedSet, places: ArrayLike<number>): Answers {
  const none = prepared.set.outOfScopeLabel ?? noLabel;
  const rows = Array.from(places, (row) => {
    const { label, confidence } = head.decide(scoreRow(head, prepared, row));
    return { label: prepared.set.labels[row] ?? '', predicted: label, confidence };
  });
  return answersFromNames(rows, head.metadata.labels, none);
}

/** The same rows under other labels. */
export function relabelled(prepared: PreparedSet, labels: readonly string[]): PreparedSet {
  const set: LabelledSet = { ...prepared.set, labels };
  return { ...prepared, set };
}
