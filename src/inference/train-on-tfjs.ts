import type * as Tensors from '@tensorflow/tfjs-core';
import { costsOf, type LinearModel, type PassWatcher, type SolvedModel, type SvmSettings, type SvmStart } from '../classifier/solve-svm.ts';
import { denseAsFeatures, dotProduct, type TrainingRows } from '../classifier/training-rows.ts';
import { placeSparse, sparseProduct, transposed, type SparseArrays, type SparseTensor } from './sparse-product.ts';

export interface TensorTraining {
  /** Lets waiting messages run, between two passes. */
  yieldToEvents(): Promise<void>;
  /** Ends the training between two passes: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Numbers of the largest tensor; fewer for a test of labels that are worked on in turns. */
  readonly mostCells?: number;
}

/**
 * Ends when the objective is sure to be within this share of its minimum. Half the squared length of the gradient is the duality gap
 * here, a bound some ten times wider than the truth: at 2% the objective was 0.1% above `solveSvm`'s on 2,000 rows of banking77.train.
 */
const gapShare = 0.02;
/** Passes for each of the sparse solver's, which takes thousands of small steps in one. 2,000 rows of banking77.train took 32 in all, eight of its labels over all 10,003 rows about 50. */
const passesAnEpoch = 8;
/** The weights are fetched, and told of, at every such pass: fetching costs more than a pass where there are many. */
const tellEvery = 4;
/** Numbers of the largest tensor: 96 MB, under the 128 MB that every WebGPU device binds. More labels are worked on in turns. */
const mostCells = 24_000_000;
/** Newton steps along a line. The slope is made of straight pieces, so that a few find its zero. */
const lineSteps = 4;
/** Keeps a label that has nothing left to learn from dividing by zero; far below what any other sum is. */
const tiny = 1e-30;

/**
 * One-against-the-rest linear classifiers with squared hinge loss on tensors: the minimum that `solveSvm` comes to as well, found by
 * conjugate gradients (Polak and Ribière, 1969) with an exact line search over all rows at once, because a graphics card is fast at few
 * large steps and `solveSvm`'s many small ones depend on each other. Every vector of it is a sum of rows, so what is kept is a number
 * for each row and label, not for each n-gram and label: a quarter of it for the 37,511 n-grams of banking77.train. A pass reads all rows twice (`sparse-product.ts`).
 * Nothing is drawn at random: the same rows give the same bits on a backend, whatever the seed. `core` is on the backend to train on;
 * of `start` the dual variables are taken, all labels are in play from the first.
 * Rejects with the signal's reason, and with an error where the device fails or computes wrongly; no tensor is left either way.
 */
export async function trainOnTensors(
  core: typeof Tensors,
  rows: TrainingRows,
  labels: Int32Array,
  labelCount: number,
  settings: SvmSettings,
  watch: PassWatcher | undefined,
  training: TensorTraining,
  start?: SvmStart,
): Promise<SolvedModel> {
  training.signal?.throwIfAborted();
  const together = denseAsFeatures(rows);
  const own = withBiasInput(together, settings.biasInput);
  const width = together.width + 1;
  const { startScore = 0 } = settings;
  const costs = costsOf(labels, labelCount, settings);
  // With all weights zero a row errs by this for its own label, and for each other one.
  const worst = costs.reduce((sum, cost) => sum + cost * ((1 - startScore) ** 2 + (labelCount - 1) * Math.max(0, 1 + startScore) ** 2), 0);
  const texts = placeSparse(core, own);
  const features = placeSparse(core, transposed(own, width));
  const blocks: LabelBlock[] = [];
  const device = followDevice(core);
  try {
    const atATime = Math.max(1, Math.min(labelCount, Math.floor((training.mostCells ?? mostCells) / Math.max(width, rows.count))));
    for (let first = 0; first < labelCount; first += atATime) {
      blocks.push(new LabelBlock(core, texts, features, labels, first, Math.min(atATime, labelCount - first), { costs, startScore, start, labelCount }));
    }
    const model = async (): Promise<LinearModel> => {
      const model = { weights: new Float32Array(rows.width * labelCount), bias: new Float32Array(labelCount), dense: new Float32Array(rows.dimension * labelCount) };
      for (const block of blocks) {
        block.copyWeights(await block.weights(), model);
        device.check();
        training.signal?.throwIfAborted();
      }
      for (let k = 0; k < labelCount; k++) model.bias[k] = (model.bias[k] ?? 0) * settings.biasInput + startScore;
      return model;
    };
    const passes = settings.epochs * passesAnEpoch;
    for (let pass = 1; pass <= passes; pass++) {
      let loss = 0;
      let objective = 0;
      let gap = 0;
      for (const block of blocks) {
        const measured = await block.step();
        await training.yieldToEvents();
        training.signal?.throwIfAborted();
        device.check();
        loss += measured.loss;
        objective += measured.objective;
        gap += measured.gap;
      }
      // The first step is downhill, or it was not computed.
      if (!((start !== undefined || objective < worst) && gap > 0 && Number.isFinite(objective))) throw new Error('it does not compute what it should');
      const last = pass === passes || gap <= gapShare * objective;
      if (watch !== undefined && (pass % tellEvery === 1 || last)) {
        if (!watch({ pass, passes, loss: loss / rows.count, seen: rows.count, examples: rows.count, model: await model() })) break;
      }
      if (last) break;
    }
    const trained = await model();
    const alphas = new Float32Array(rows.count * labelCount);
    for (const block of blocks) {
      compareScores(await block.someScores(), block, rows, trained, startScore);
      block.copyAlphas(await block.alphas(), alphas, labelCount);
    }
    return { ...trained, alphas };
  } finally {
    device.forget();
    blocks.forEach((block) => block.dispose());
    texts.dispose();
    features.dispose();
  }
}

/** What is known of the training for some of the labels; all of it rows × labels unless said. */
interface Known extends Tensors.NamedTensorMap {
  /** The weights are the rows' features times these. `solveSvm` has the same numbers, as dual variables with a sign. */
  readonly shares: Tensors.Tensor2D;
  readonly scores: Tensors.Tensor2D;
  /** The direction in the same terms as the weights, and how the scores change along it. */
  readonly direction: Tensors.Tensor2D;
  readonly change: Tensors.Tensor2D;
  /** The last gradient in the same terms, and its squared length for each label. */
  readonly gradient: Tensors.Tensor2D;
  readonly squared: Tensors.Tensor1D;
}

/** What is the same for all blocks. */
interface BlockSettings {
  /** One a row. */
  readonly costs: Float64Array;
  readonly startScore: number;
  readonly start: SvmStart | undefined;
  readonly labelCount: number;
}

/** Labels that are worked on together, and their state on the device. */
class LabelBlock {
  readonly #core: typeof Tensors;
  readonly #texts: SparseTensor;
  readonly #features: SparseTensor;
  /** rows × 1 */
  readonly #costs: Tensors.Tensor2D;
  readonly #startScore: number;
  readonly #signs: Tensors.Tensor2D;
  #known: Known;

  constructor(core: typeof Tensors, texts: SparseTensor, features: SparseTensor, labels: Int32Array, readonly first: number, readonly count: number, { costs, startScore, start, labelCount }: BlockSettings) {
    this.#core = core;
    this.#texts = texts;
    this.#features = features;
    this.#costs = core.tensor2d(Float32Array.from(costs), [labels.length, 1]);
    this.#startScore = startScore;
    const shape: [number, number] = [labels.length, count];
    const signs = new Float32Array(labels.length * count).fill(-1);
    labels.forEach((label, row) => {
      if (label >= first && label < first + count) signs[row * count + label - first] = 1;
    });
    this.#signs = core.tensor2d(signs, shape);
    const zeros = (): Tensors.Tensor2D => core.tensor2d(new Float32Array(labels.length * count), shape);
    const shares = start === undefined ? zeros() : core.tensor2d(signs.map((sign, cell) => sign * (start.alphas[Math.floor(cell / count) * labelCount + first + (cell % count)] ?? 0)), shape);
    const scores = start === undefined ? zeros() : core.tidy(() => sparseProduct(core, texts, sparseProduct(core, features, shares)));
    this.#known = { shares, scores, direction: zeros(), change: zeros(), gradient: zeros(), squared: core.tensor1d(new Float32Array(count)) };
  }

  /** One pass. `gap` bounds how far the objective is from its minimum; sums over the labels. */
  async step(): Promise<{ readonly loss: number; readonly objective: number; readonly gap: number }> {
    const before = this.#known;
    const { told, ...known } = this.#core.tidy(() => this.#nextStep(before));
    this.#known = known;
    disposeAll(before);
    try {
      const [losses = 0, objective = 0, gap = 0] = await told.data();
      return { loss: losses, objective, gap };
    } finally {
      told.dispose();
    }
  }

  #nextStep(before: Known): Known & { readonly told: Tensors.Tensor1D } {
    const core = this.#core;
    const signs = this.#signs;
    const costs = this.#costs;
    const twice = core.mul(2, costs);
    const sumOver = (each: Tensors.Tensor): Tensors.Tensor1D => core.sum(each, 0);
    /** By how much each row falls short of the margin. */
    const shortfall = (scores: Tensors.Tensor): Tensors.Tensor => core.relu(core.sub(1, core.mul(signs, core.add(scores, this.#startScore))));
    const divided = (above: Tensors.Tensor, below: Tensors.Tensor): Tensors.Tensor => core.div(above, core.add(below, tiny));

    const gradient = core.sub(before.shares, core.mul(twice, core.mul(signs, shortfall(before.scores))));
    const slope = sparseProduct(core, this.#texts, sparseProduct(core, this.#features, gradient as Tensors.Tensor2D));
    const squared = sumOver(core.mul(gradient, slope));
    const turned = core.sub(squared, sumOver(core.mul(before.gradient, slope)));
    const keep = core.relu(divided(turned, before.squared));
    const direction = core.sub(core.mul(keep, before.direction), gradient);
    const change = core.sub(core.mul(keep, before.change), slope);

    // Along the line the objective is half of (t² length + 2 t tilt + start) and the cost of what then falls short.
    const tilt = sumOver(core.mul(before.shares, change));
    const length = sumOver(core.mul(direction, change));
    const start = sumOver(core.mul(before.shares, before.scores));
    const signed = core.mul(signs, change);
    const objectiveAt = (t: Tensors.Tensor): { readonly objective: Tensors.Tensor; readonly loss: Tensors.Tensor } => {
      const short = core.square(shortfall(core.add(before.scores, core.mul(t, change))));
      const size = core.add(core.mul(t, core.add(core.mul(t, length), core.mul(2, tilt))), start);
      return { objective: core.add(core.mul(0.5, size), sumOver(core.mul(costs, short))), loss: sumOver(short) };
    };
    const slopeAt = (t: Tensors.Tensor): { readonly slope: Tensors.Tensor; readonly short: Tensors.Tensor } => {
      const short = shortfall(core.add(before.scores, core.mul(t, change)));
      return { slope: core.sub(core.add(tilt, core.mul(t, length)), sumOver(core.mul(twice, core.mul(signed, short)))), short };
    };
    const zero = core.zerosLike(squared);
    const atStart = slopeAt(zero);
    let t: Tensors.Tensor = zero;
    for (let at = 0, { slope: steep, short } = atStart; at < lineSteps; at++, { slope: steep, short } = slopeAt(t)) {
      const bend = core.add(length, sumOver(core.mul(twice, core.mul(core.step(short), core.square(change)))));
      t = core.sub(t, divided(steep, bend));
    }
    // Newton's steps may go to and fro. One as if every row fell short is always downhill: taken where they did not arrive.
    const steepest = core.add(length, sumOver(core.mul(twice, core.square(change))));
    const sure = core.neg(divided(atStart.slope, steepest));
    const arrived = core.lessEqual(objectiveAt(t).objective, core.mul(1 + 1e-6, objectiveAt(zero).objective));
    const taken = core.where(arrived, t, sure);
    const { objective, loss } = objectiveAt(taken);
    return {
      shares: core.add(before.shares, core.mul(taken, direction)),
      scores: core.add(before.scores, core.mul(taken, change)),
      direction: direction as Tensors.Tensor2D,
      change: change as Tensors.Tensor2D,
      gradient: gradient as Tensors.Tensor2D,
      squared,
      told: core.stack([core.sum(loss), core.sum(objective), core.mul(0.5, core.sum(squared))]) as Tensors.Tensor1D,
    };
  }

  /** The weights of these labels: features and the bias input × labels. */
  async weights(): Promise<Float32Array> {
    const weights = sparseProduct(this.#core, this.#features, this.#known.shares);
    try {
      return (await weights.data()) as Float32Array;
    } finally {
      weights.dispose();
    }
  }

  /** Into those of all labels. */
  copyWeights(own: Float32Array, { weights, bias, dense }: LinearModel): void {
    const all = bias.length;
    const dimension = dense.length / all;
    const last = own.length - this.count;
    const known = last - dimension * this.count;
    bias.set(own.subarray(last), this.first);
    for (let d = 0; d < dimension; d++) for (let k = 0; k < this.count; k++) dense[(this.first + k) * dimension + d] = own[known + d * this.count + k] ?? 0;
    if (this.count === all) weights.set(own.subarray(0, known));
    else for (let from = 0, to = this.first; from < known; from += this.count, to += all) weights.set(own.subarray(from, from + this.count), to);
  }

  /** The dual variables of these labels: rows × labels. */
  async alphas(): Promise<Float32Array> {
    const alphas = this.#core.tidy(() => this.#core.relu(this.#core.mul(this.#signs, this.#known.shares)));
    try {
      return (await alphas.data()) as Float32Array;
    } finally {
      alphas.dispose();
    }
  }

  copyAlphas(own: Float32Array, alphas: Float32Array, all: number): void {
    for (let from = 0, to = this.first; from < own.length; from += this.count, to += all) alphas.set(own.subarray(from, from + this.count), to);
  }

  /** The scores of the first rows, as they have come to be step by step. */
  async someScores(): Promise<Float32Array> {
    const some = Math.min(rowsToCompare, this.#known.scores.shape[0]);
    const scores = this.#core.tidy(() => this.#core.gather(this.#known.scores, this.#core.tensor1d(Int32Array.from({ length: some }, (_, row) => row), 'int32')));
    try {
      return (await scores.data()) as Float32Array;
    } finally {
      scores.dispose();
    }
  }

  dispose(): void {
    disposeAll(this.#known);
    this.#signs.dispose();
    this.#costs.dispose();
  }
}

function disposeAll(known: Known): void {
  for (const tensor of Object.values(known)) tensor.dispose();
}

/** The rows with the bias input as a last feature of each. */
function withBiasInput({ count, starts, features, values, width }: TrainingRows, biasInput: number): SparseArrays {
  const own = { starts: starts.map((start, row) => start + row), places: new Int32Array(values.length + count), values: new Float32Array(values.length + count) };
  for (let row = 0; row < count; row++) {
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    own.places.set(features.subarray(from, to), from + row);
    own.values.set(values.subarray(from, to), from + row);
    own.places[to + row] = width;
    own.values[to + row] = biasInput;
  }
  return own;
}

const rowsToCompare = 32;
/** Scores are about one; this is far above what rounding adds up to, and far below what a wrong answer is off by. */
const mostApart = 0.01;

/** A driver may compute wrongly and say nothing: what the weights give on the processor must be what the device had come to. */
function compareScores(scores: Float32Array, { first, count }: LabelBlock, rows: TrainingRows, { weights, bias, dense }: LinearModel, startScore: number): void {
  const all = bias.length;
  scores.forEach((score, cell) => {
    const row = Math.floor(cell / count);
    const k = first + (cell % count);
    let plain = (bias[k] ?? 0) - startScore + dotProduct(rows.dense, row * rows.dimension, dense, k * rows.dimension, rows.dimension);
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at++) plain += (rows.values[at] ?? 0) * (weights[(rows.features[at] ?? 0) * all + k] ?? 0);
    if (!(Math.abs(plain - score) <= mostApart * Math.max(1, Math.abs(plain)))) throw new Error('it does not compute what it should');
  });
}

/** The little of WebGPU's device that is looked at. */
interface GraphicsDevice {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: Event) => void): void;
  removeEventListener(type: 'uncapturederror', listener: (event: Event) => void): void;
}

/** A lost device, or one out of memory, throws nothing by itself: what is read from it is then zeros. */
function followDevice(core: typeof Tensors): { check(): void; forget(): void } {
  const device = (core.backend() as { readonly device?: GraphicsDevice }).device;
  let problem: string | null = null;
  const onError = (event: Event): void => {
    problem ??= (event as Event & { readonly error?: { readonly message?: string } }).error?.message ?? 'an error of the device';
  };
  device?.addEventListener('uncapturederror', onError);
  void device?.lost.then(({ message }) => (problem ??= message === '' ? 'the device was lost' : message));
  return {
    check() {
      if (problem !== null) throw new Error(problem);
    },
    forget: () => device?.removeEventListener('uncapturederror', onError),
  };
}
