import type { NgramCounts } from '../text/hashed-ngrams.ts';
import { calibrateScores, fitCalibration, fitOutOfScopeThreshold, fitThresholdForLoss, uncalibrated } from './calibrate.ts';
import { createHead, type Head } from './create-head.ts';
import { dealFolds } from './deal-folds.ts';
import type { Calibration, FeatureSpec, HeadMetadata } from './head.ts';
import type { HeadWeights } from './head-weights.ts';
import { solveSvm, type LinearModel, type PassWatcher, type SolvedModel, type Solver, type SvmSettings, type SvmStart } from './solve-svm.ts';
import { chooseFeatures, countTexts, dotProduct, makeRows, type ChosenFeatures, type TrainingRows } from './training-rows.ts';
import { decodeWeights, encodeWeights } from './weights-file.ts';

export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  /** Rows of one group say the same and are never on both sides of a fold. */
  readonly groups?: readonly string[];
  /** One unit-length sentence embedding a text, when the head reads one. */
  readonly embeddings?: readonly Float32Array[];
  /** Learnt from as well, but never held out to calibrate by: the labels' own names (read-label-names.ts). */
  readonly extra?: Pick<LabelledTexts, 'texts' | 'labels' | 'embeddings'>;
}

export interface TrainSettings extends SvmSettings {
  readonly features: FeatureSpec;
  /** n-grams found in fewer texts are left out. */
  readonly minTexts: number;
  /**
   * Folds of the training rows that set the calibration and the out-of-scope threshold; 0 leaves both as they are. Not used
   * when rows of their own are given for it.
   */
  readonly calibrationFolds: number;
  /** So many of these folds are held out in turn, all by default. With one, training goes on from where that fold's ended. */
  readonly foldsHeldOut?: number;
  /** Passes at most when training goes on from a fold's. */
  readonly resumedEpochs?: number;
  /** Length of the sentence embedding as a vector, where word and character n-grams have length 1 each; 1 by default. */
  readonly embeddingLength?: number;
  /** So many times its likeness (cosine) to the mean embedding of a label's texts is added to the label's score; 0 by default. */
  readonly centroidWeight?: number;
  readonly outOfScopeLabel?: string;
  /** Share of in-scope texts that the out-of-scope threshold may cost; without it the threshold is the one that gets most rows right. */
  readonly outOfScopeLoss?: number;
}

/**
 * Features × labels of a head at most: 256 MB of weights while it is trained, 64 MB as a file. 150 labels have room for 420,000 n-grams,
 * more than any set of ours has; 2,000 labels would without it take 10 GB, and a tab has a tenth of that.
 */
export const mostWeights = 64_000_000;

/** Chosen by cross-validation on banking77.train and the project's own training split. */
export const defaultSettings: Omit<TrainSettings, 'features' | 'seed'> = {
  cost: 0.7,
  epochs: 12,
  tolerance: 0.1,
  biasInput: 1,
  minTexts: 1,
  calibrationFolds: 3,
};

export type TrainProgress =
  | { readonly status: 'calibrating'; readonly fold: number; readonly folds: number; readonly accuracy: number }
  | {
      readonly status: 'training';
      readonly pass: number;
      readonly passes: number;
      readonly loss: number;
      readonly examples: number;
      /** Share of the rows to watch by that are answered rightly by the weights so far; null without such rows. */
      readonly accuracy: number | null;
    }
  /** Between those, several times a second: how far a stage has come, in texts read or in examples of all its passes. */
  | { readonly status: 'working'; readonly stage: 'reading' | 'calibrating' | 'training'; readonly done: number; readonly of: number; readonly pass: number; readonly passes: number };

/** Told as training goes on; answering false stops it early, and the head made of what was learnt so far is returned. */
export type TrainWatcher = (progress: TrainProgress) => boolean;

export interface TrainedHead {
  readonly labels: readonly string[];
  readonly features: FeatureSpec;
  /** As they will be read from the file: already rounded. */
  readonly weights: HeadWeights;
  /** weights.bin */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly calibration: Calibration;
  readonly outOfScopeThreshold: number;
  readonly outOfScopeLabel?: string;
  readonly seed: number;
}

/**
 * Trains a linear head: hashed n-grams with TF-IDF and, if given, sentence embeddings; one-against-the-rest SVMs, and a
 * calibration that makes their scores probabilities, fitted on scores of rows that the model scoring them had not seen:
 * `heldOut` if given, else folds of the training rows. The same data, settings and seed give the same bytes. `watched` are rows whose
 * accuracy is told after each pass: nothing is learnt from them. Throws when there are fewer than two labels.
 */
export function trainHead(
  data: LabelledTexts,
  settings: TrainSettings,
  watch: TrainWatcher = () => true,
  heldOut?: LabelledTexts,
  watched?: LabelledTexts,
): TrainedHead {
  const steps = trainInSteps(data, settings, watch, heldOut, watched);
  let step = steps.next();
  while (step.done !== true) step = steps.next(solveSvm(...step.value));
  return step.value;
}

/** `trainHead` with a solver of one's own, which may take its time: the rest of the training is the same code. Rejects as the solver does. */
export async function trainHeadBy(
  solve: Solver,
  data: LabelledTexts,
  settings: TrainSettings,
  watch: TrainWatcher = () => true,
  heldOut?: LabelledTexts,
  watched?: LabelledTexts,
): Promise<TrainedHead> {
  const steps = trainInSteps(data, settings, watch, heldOut, watched);
  let step = steps.next();
  while (step.done !== true) step = steps.next(await solve(...step.value));
  return step.value;
}

interface Fitted {
  readonly chosen: ChosenFeatures;
  readonly model: SolvedModel;
}

/** The training, which hands out what is to be solved and is given the model. */
function* trainInSteps(
  data: LabelledTexts,
  settings: TrainSettings,
  watch: TrainWatcher,
  heldOut: LabelledTexts | undefined,
  watched: LabelledTexts | undefined,
): Generator<Parameters<Solver>, TrainedHead, SolvedModel> {
  const rows = data.texts.length;
  const all = withExtra(data);
  const names = [...new Set(all.labels)].sort();
  if (names.length < 2) throw new Error('a head needs two labels or more');
  const numbers = new Map(names.map((name, k) => [name, k]));
  const labels = Int32Array.from(all.labels, (label) => numbers.get(label) ?? 0);
  let stopped = false;
  const tell = (progress: TrainProgress): boolean => {
    if (!stopped && !watch(progress)) stopped = true;
    return !stopped;
  };
  const going = (): boolean => !stopped;
  const counted = countTexts(all.texts, settings.features, (done) => tell({ status: 'working', stage: 'reading', done, of: all.texts.length, pass: 1, passes: 1 }));
  const everyRow = Array.from(counted.keys());
  const vectorise = (taken: readonly NgramCounts[], chosen: ChosenFeatures, embeddings?: readonly Float32Array[]): TrainingRows =>
    makeRows(taken, chosen, settings.features, embeddings, settings.embeddingLength);
  let watchedRows: { readonly matrix: TrainingRows; readonly labels: Int32Array } | null = null;
  const accuracyOf = (model: LinearModel, features: ChosenFeatures): number | null => {
    if (watched === undefined || watched.texts.length === 0) return null;
    watchedRows ??= {
      matrix: vectorise(countTexts(watched.texts, settings.features), features, watched.embeddings),
      labels: Int32Array.from(watched.labels, (label) => numbers.get(label) ?? -1),
    };
    const scores = scoreRows(watchedRows.matrix, model);
    const own = watchedRows.labels;
    return own.reduce((right, label, row) => right + (indexOfMax(scores.subarray(row * names.length, (row + 1) * names.length)) === label ? 1 : 0), 0) / own.length;
  };
  function* fit(chosenRows: readonly number[], stage: 'calibrating' | 'training', start?: SvmStart): Generator<Parameters<Solver>, Fitted, SolvedModel> {
    const own = pick(counted, chosenRows);
    const chosen = chooseFeatures(own, settings.minTexts, Math.floor(mostWeights / names.length));
    const matrix = vectorise(own, chosen, all.embeddings && pick(all.embeddings, chosenRows));
    const ownLabels = Int32Array.from(chosenRows, (row) => labels[row] ?? 0);
    const told: PassWatcher = ({ pass, passes, loss, seen, examples, model }) => {
      const on = tell({ status: 'working', stage, done: (pass - 1) * examples + seen, of: passes * examples, pass, passes });
      if (!on || stage === 'calibrating' || model === null) return on;
      return tell({ status: 'training', pass, passes, loss, examples, accuracy: accuracyOf(model, chosen) });
    };
    const epochs = start ? (settings.resumedEpochs ?? settings.epochs) : settings.epochs;
    const model = yield [matrix, ownLabels, names.length, { ...settings, epochs }, told, start];
    if (settings.centroidWeight) addCentroids(model.dense, matrix, ownLabels, names.length, settings.centroidWeight / (settings.embeddingLength ?? 1));
    return { chosen, model };
  }

  let fitted = { calibration: uncalibrated, outOfScopeThreshold: 0 };
  let resumed: Float32Array | undefined;
  const folds = heldOut ? 0 : Math.min(settings.calibrationFolds, rows);
  if (folds > 1) {
    const tried = Math.min(folds, settings.foldsHeldOut ?? folds);
    const foldOf = dealFolds(data.labels, folds, settings.seed, data.groups);
    const scores = new Float32Array(rows * names.length);
    for (let fold = 0; fold < tried && going(); fold++) {
      // Rows after those of the data are extra ones: in no fold.
      const learnt = everyRow.filter((row) => row >= rows || foldOf[row] !== fold);
      const { chosen, model } = yield* fit(learnt, 'calibrating');
      const held = everyRow.filter((row) => row < rows && foldOf[row] === fold);
      const scored = scoreRows(vectorise(pick(counted, held), chosen, all.embeddings && pick(all.embeddings, held)), model);
      let right = 0;
      held.forEach((row, i) => {
        const own = scored.subarray(i * names.length, (i + 1) * names.length);
        scores.set(own, row * names.length);
        if (indexOfMax(own) === labels[row]) right++;
      });
      if (tried === 1) resumed = spreadAlphas(model.alphas, learnt, everyRow.length, names.length);
      tell({ status: 'calibrating', fold: fold + 1, folds: tried, accuracy: right / Math.max(1, held.length) });
    }
    const judged = labels.slice(0, rows).map((label, row) => ((foldOf[row] ?? 0) < tried ? label : -1));
    if (going()) fitted = calibrate(scores, judged, names, settings);
  }

  const { chosen, model } = yield* fit(everyRow, 'training', resumed && { alphas: resumed });
  if (heldOut) {
    const own = Int32Array.from(heldOut.labels, (label) => numbers.get(label) ?? -1);
    const matrix = vectorise(countTexts(heldOut.texts, settings.features), chosen, heldOut.embeddings);
    fitted = calibrate(scoreRows(matrix, model), own, names, settings);
  }
  return {
    labels: names,
    features: settings.features,
    ...packModel(chosen, model, settings.embeddingLength),
    ...fitted,
    ...(settings.outOfScopeLabel !== undefined && { outOfScopeLabel: settings.outOfScopeLabel }),
    seed: settings.seed,
  };
}

/** The weights file of a model, and the weights as they are read from it, which are laid over those of the model: a second table of them may not fit. */
export function packModel({ buckets, idf }: ChosenFeatures, { weights, bias, dense }: LinearModel, embeddingLength = 1): Pick<TrainedHead, 'weights' | 'bytes'> {
  const bytes = encodeWeights({ buckets, idf, weights, bias, embedding: embeddingWeights(dense, bias.length, embeddingLength) });
  const decoded = decodeWeights(bytes, weights);
  if (!decoded.ok) throw new Error(decoded.message);
  return { weights: decoded.value, bytes };
}

/** The data and its extra rows as one, these last. An extra row without an embedding gets zeros where the others have one. */
function withExtra({ texts, labels, embeddings, extra }: LabelledTexts): LabelledTexts {
  if (!extra) return { texts, labels, ...(embeddings && { embeddings }) };
  const nothing = new Float32Array(embeddings?.[0]?.length ?? 0);
  return {
    texts: [...texts, ...extra.texts],
    labels: [...labels, ...extra.labels],
    ...(embeddings && { embeddings: [...embeddings, ...extra.texts.map((_, i) => extra.embeddings?.[i] ?? nothing)] }),
  };
}

/** Dual variables of some rows as those of all: a row that was held out starts at zero. */
function spreadAlphas(alphas: Float32Array, rows: readonly number[], count: number, labels: number): Float32Array {
  const spread = new Float32Array(count * labels);
  rows.forEach((row, i) => spread.set(alphas.subarray(i * labels, (i + 1) * labels), row * labels));
  return spread;
}

/** Labels × numbers over embeddings of the given length → numbers × labels over embeddings of length 1, as the file has them. */
function embeddingWeights(dense: Float32Array, labels: number, length: number): Float32Array {
  const dimension = dense.length / labels;
  return Float32Array.from(dense, (_, at) => length * (dense[(at % labels) * dimension + Math.floor(at / labels)] ?? 0));
}

/**
 * Adds the nearest-centroid classifier to the weights of the embedding: with ten examples a label it is right about other texts
 * than the SVM is, and it is linear, so the sum of both is one head and costs nothing.
 */
export function addCentroids(dense: Float32Array, rows: TrainingRows, labels: Int32Array, labelCount: number, weight: number): void {
  const { dense: numbers, dimension, count } = rows;
  const sums = new Float64Array(labelCount * dimension);
  for (let i = 0; i < count; i++) {
    const label = labels[i] ?? -1;
    if (label < 0) continue;
    const into = label * dimension;
    for (let d = 0; d < dimension; d++) sums[into + d] = (sums[into + d] ?? 0) + (numbers[i * dimension + d] ?? 0);
  }
  for (let k = 0; k < labelCount; k++) {
    const own = sums.subarray(k * dimension, (k + 1) * dimension);
    const norm = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    if (norm > 0) own.forEach((value, d) => (dense[k * dimension + d] = (dense[k * dimension + d] ?? 0) + (weight * value) / norm));
  }
}

/** What is known of a head besides what training found out. */
export type HeadDescription = Pick<
  HeadMetadata,
  'kind' | 'name' | 'version' | 'metrics' | 'dataHash' | 'checksum' | 'trainer' | 'createdAt'
>;

/** The metadata of a trained head, as it goes into metadata.json. */
export function describeHead(trained: TrainedHead, about: HeadDescription): HeadMetadata {
  return {
    format: 'tabdesk-head',
    formatVersion: 1,
    kind: about.kind,
    name: about.name,
    version: about.version,
    labels: trained.labels,
    ...(trained.outOfScopeLabel !== undefined && { outOfScopeLabel: trained.outOfScopeLabel }),
    features: trained.features,
    calibration: trained.calibration,
    outOfScopeThreshold: trained.outOfScopeThreshold,
    metrics: about.metrics,
    dataHash: about.dataHash,
    checksum: about.checksum,
    bytes: trained.bytes.byteLength,
    seed: trained.seed,
    trainer: about.trainer,
    createdAt: about.createdAt,
  };
}

/** A head to try out at once, before it has a checksum and metrics. */
export function headOf(trained: TrainedHead, name: string): Head {
  const about = { kind: 'custom', name, version: '0', metrics: {}, dataHash: '', checksum: '', trainer: '', createdAt: '' } as const;
  return createHead(describeHead(trained, about), trained.weights);
}

function pick<T>(items: readonly T[], rows: readonly number[]): T[] {
  return rows.flatMap((row) => {
    const item = items[row];
    return item === undefined ? [] : [item];
  });
}

/** Scores of every row, row-major (rows × labels). */
function scoreRows({ count, starts, features, values, dense: numbers, dimension }: TrainingRows, { weights, bias, dense }: LinearModel): Float32Array {
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
    if (dimension > 0) for (let k = 0; k < width; k++) own[k] = (own[k] ?? 0) + dotProduct(numbers, row * dimension, dense, k * dimension, dimension);
    scores.set(own, row * width);
  }
  return scores;
}

function calibrate(
  scores: Float32Array,
  labels: Int32Array,
  names: readonly string[],
  { outOfScopeLabel, outOfScopeLoss }: Pick<TrainSettings, 'outOfScopeLabel' | 'outOfScopeLoss'>,
): Pick<TrainedHead, 'calibration' | 'outOfScopeThreshold'> {
  const width = names.length;
  const calibration = fitCalibration({ scores, labels, labelCount: width });
  const none = outOfScopeLabel === undefined ? -1 : names.indexOf(outOfScopeLabel);
  if (none < 0) return { calibration, outOfScopeThreshold: 0 };
  const rows = Array.from(labels.keys()).flatMap((row) => {
    const label = labels[row] ?? -1;
    if (label < 0) return [];
    const own = calibrateScores(scores.slice(row * width, (row + 1) * width), calibration);
    const best = indexOfMax(own);
    // Rows already called out of scope by their label stay so, whatever the threshold.
    return { best: best === none ? 1 : (own[best] ?? 0), right: best === label, outside: label === none };
  });
  return { calibration, outOfScopeThreshold: outOfScopeLoss === undefined ? fitOutOfScopeThreshold(rows) : fitThresholdForLoss(rows, outOfScopeLoss) };
}

function indexOfMax(values: Float32Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] ?? 0) > (values[best] ?? 0)) best = k;
  return best;
}
