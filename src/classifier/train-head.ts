import { calibrateScores, fitCalibration, fitOutOfScopeThreshold, uncalibrated } from './calibrate.ts';
import { createHead, type Head } from './create-head.ts';
import { dealFolds } from './deal-folds.ts';
import type { Calibration, FeatureSpec, HeadMetadata } from './head.ts';
import type { HeadWeights } from './head-weights.ts';
import { solveSvm, type LinearModel, type PassWatcher, type Solver, type SvmSettings } from './solve-svm.ts';
import { chooseFeatures, countTexts, makeRows, type ChosenFeatures, type TrainingRows } from './training-rows.ts';
import { decodeWeights, encodeWeights } from './weights-file.ts';

export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  /** Rows of one group say the same and are never on both sides of a fold. */
  readonly groups?: readonly string[];
  /** One unit-length sentence embedding a text, when the head reads one. */
  readonly embeddings?: readonly Float32Array[];
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
  readonly outOfScopeLabel?: string;
}

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
    };

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
 * Trains a linear head: hashed n-grams with TF-IDF, one-against-the-rest SVMs, and a calibration that makes their scores
 * probabilities, fitted on scores of rows that the model scoring them had not seen: `heldOut` if given, else folds of the
 * training rows. The same data, settings and seed give the same bytes. `watched` are rows whose accuracy is told after each pass:
 * nothing is learnt from them. Throws when there are fewer than two labels.
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

/** The training, which hands out what is to be solved and is given the model. */
function* trainInSteps(
  data: LabelledTexts,
  settings: TrainSettings,
  watch: TrainWatcher,
  heldOut: LabelledTexts | undefined,
  watched: LabelledTexts | undefined,
): Generator<Parameters<Solver>, TrainedHead, LinearModel> {
  const names = [...new Set(data.labels)].sort();
  if (names.length < 2) throw new Error('a head needs two labels or more');
  const numbers = new Map(names.map((name, k) => [name, k]));
  const labels = Int32Array.from(data.labels, (label) => numbers.get(label) ?? 0);
  const counted = countTexts(data.texts, settings.features);
  const all = Array.from(counted.keys());
  let stopped = false;
  type FitWatcher = (pass: Parameters<PassWatcher>[0], features: ChosenFeatures) => boolean;
  function* fit(rows: readonly number[], told?: FitWatcher): Generator<Parameters<Solver>, { chosen: ChosenFeatures; model: LinearModel }, LinearModel> {
    const own = pick(counted, rows);
    const chosen = chooseFeatures(own, settings.minTexts);
    const matrix = makeRows(own, chosen, settings.features, data.embeddings && pick(data.embeddings, rows));
    const model = yield [matrix, Int32Array.from(rows, (row) => labels[row] ?? 0), names.length, settings, told && ((pass) => told(pass, chosen))];
    return { chosen, model };
  }

  let fitted = { calibration: uncalibrated, outOfScopeThreshold: 0 };
  const folds = heldOut ? 0 : Math.min(settings.calibrationFolds, data.labels.length);
  if (folds > 1) {
    const foldOf = dealFolds(data.labels, folds, settings.seed, data.groups);
    const scores = new Float32Array(data.labels.length * names.length);
    for (let fold = 0; fold < folds && !stopped; fold++) {
      const { chosen, model } = yield* fit(all.filter((row) => foldOf[row] !== fold));
      const held = all.filter((row) => foldOf[row] === fold);
      const matrix = makeRows(pick(counted, held), chosen, settings.features, data.embeddings && pick(data.embeddings, held));
      const scored = scoreRows(matrix, model);
      let right = 0;
      held.forEach((row, i) => {
        const own = scored.subarray(i * names.length, (i + 1) * names.length);
        scores.set(own, row * names.length);
        if (indexOfMax(own) === labels[row]) right++;
      });
      stopped = !watch({ status: 'calibrating', fold: fold + 1, folds, accuracy: right / Math.max(1, held.length) });
    }
    if (!stopped) fitted = calibrate(scores, labels, names, settings.outOfScopeLabel);
  }

  let watchedRows: { readonly matrix: TrainingRows; readonly labels: Int32Array } | null = null;
  const accuracyOf = (model: LinearModel, features: ChosenFeatures): number | null => {
    if (watched === undefined || watched.texts.length === 0) return null;
    watchedRows ??= {
      matrix: makeRows(countTexts(watched.texts, settings.features), features, settings.features, watched.embeddings),
      labels: Int32Array.from(watched.labels, (label) => numbers.get(label) ?? -1),
    };
    const scores = scoreRows(watchedRows.matrix, model);
    const own = watchedRows.labels;
    return own.reduce((right, label, row) => right + (indexOfMax(scores.subarray(row * names.length, (row + 1) * names.length)) === label ? 1 : 0), 0) / own.length;
  };
  const { chosen, model } = yield* fit(all, ({ model: soFar, ...pass }, features) => watch({ status: 'training', ...pass, accuracy: accuracyOf(soFar, features) }));
  if (heldOut) {
    const matrix = makeRows(countTexts(heldOut.texts, settings.features), chosen, settings.features, heldOut.embeddings);
    const own = Int32Array.from(heldOut.labels, (label) => numbers.get(label) ?? -1);
    fitted = calibrate(scoreRows(matrix, model), own, names, settings.outOfScopeLabel);
  }
  const known = chosen.buckets.length * names.length;
  const bytes = encodeWeights({
    buckets: chosen.buckets,
    idf: chosen.idf,
    weights: model.weights.subarray(0, known),
    bias: model.bias,
    embedding: model.weights.subarray(known),
  });
  const decoded = decodeWeights(bytes);
  if (!decoded.ok) throw new Error(decoded.message);
  return {
    labels: names,
    features: settings.features,
    weights: decoded.value,
    bytes,
    ...fitted,
    ...(settings.outOfScopeLabel !== undefined && { outOfScopeLabel: settings.outOfScopeLabel }),
    seed: settings.seed,
  };
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
function scoreRows(matrix: TrainingRows, model: LinearModel): Float32Array {
  const width = model.bias.length;
  const scores = new Float32Array(matrix.count * width);
  for (let i = 0; i < matrix.count; i++) {
    const own = scores.subarray(i * width, (i + 1) * width);
    own.set(model.bias);
    for (let at = matrix.starts[i] ?? 0; at < (matrix.starts[i + 1] ?? 0); at++) {
      const from = (matrix.features[at] ?? 0) * width;
      const value = matrix.values[at] ?? 0;
      for (let k = 0; k < width; k++) own[k] = (own[k] ?? 0) + value * (model.weights[from + k] ?? 0);
    }
  }
  return scores;
}

function calibrate(
  scores: Float32Array,
  labels: Int32Array,
  names: readonly string[],
  outOfScopeLabel: string | undefined,
): Pick<TrainedHead, 'calibration' | 'outOfScopeThreshold'> {
  const width = names.length;
  const calibration = fitCalibration({ scores, labels, labelCount: width });
  const none = outOfScopeLabel === undefined ? -1 : names.indexOf(outOfScopeLabel);
  if (none < 0) return { calibration, outOfScopeThreshold: 0 };
  const rows = Array.from(labels, (label, row) => {
    const own = calibrateScores(scores.slice(row * width, (row + 1) * width), calibration);
    const best = indexOfMax(own);
    // Rows already called out of scope by their label stay so, whatever the threshold.
    return { best: best === none ? 1 : (own[best] ?? 0), right: best === label, outside: label === none };
  });
  return { calibration, outOfScopeThreshold: fitOutOfScopeThreshold(rows) };
}

function indexOfMax(values: Float32Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] ?? 0) > (values[best] ?? 0)) best = k;
  return best;
}
