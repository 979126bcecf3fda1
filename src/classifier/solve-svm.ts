import { seededRandom, shuffle } from './seeded-random.ts';
import { dotProduct, type TrainingRows } from './training-rows.ts';

export interface LinearModel {
  /** Row-major, features × labels. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** Row-major, labels × numbers of the embedding. */
  readonly dense: Float32Array;
}

/** A model as it comes from training. */
export interface SolvedModel extends LinearModel {
  /** The dual variables, row-major (rows × labels), never negative: what training can be taken up from. */
  readonly alphas: Float32Array;
}

export interface SvmSettings {
  /** Cost of an error against the size of the weights. */
  readonly cost: number;
  /** Passes over the examples at most. */
  readonly epochs: number;
  /** Stops when no dual variable's projected gradient exceeds this. liblinear's own default is 0.1. */
  readonly tolerance: number;
  /** Feature value of the constant input that learns the bias. */
  readonly biasInput: number;
  readonly seed: number;
  /** Score of every label before anything is learnt, 0 by default. At -1 an example starts without error for all labels but its own. */
  readonly startScore?: number;
  /** An example costs (mean examples a label / those of its label) to this power; 0, all alike, by default. */
  readonly balance?: number;
  /** What each example costs, where that is known and not to be found by `cost` and `balance`. */
  readonly costs?: Float64Array;
  /** A dual variable at zero is left out of later passes when its margin exceeds 1 by more than this, however large the errors still are. */
  readonly shrinkAt?: number;
}

/** Where training begins: dual variables, examples × labels, each 0 or more. */
export interface SvmStart {
  readonly alphas: Float32Array;
}

/**
 * Told every some hundred examples (`seen` of `examples` in this pass) and, with `seen` equal to `examples`, after each pass;
 * answering false stops the training and the weights so far are returned. `model` is the model as it is after the pass, whose
 * weights go on changing; null within one.
 */
export type PassWatcher = (pass: {
  readonly pass: number;
  readonly passes: number;
  readonly loss: number;
  readonly seen: number;
  readonly examples: number;
  readonly model: LinearModel | null;
}) => boolean;

/**
 * What finds the weights of a linear model: `solveSvm`, or another that reaches the same minimum. Without `watch` nobody looks at the
 * training, and one that keeps its weights elsewhere need not fetch them before the end. Begins from `start` where it is given.
 */
export type Solver = (rows: TrainingRows, labels: Int32Array, labelCount: number, settings: SvmSettings, watch?: PassWatcher, start?: SvmStart) => SolvedModel | Promise<SolvedModel>;

/** Examples × labels between two reports: some hundredths of a second. */
const worked = 40_000;

/** The cost of an error of each example, by the balance of the labels. */
export function costsOf(labels: Int32Array, labelCount: number, { cost, balance = 0, costs }: Pick<SvmSettings, 'cost' | 'balance' | 'costs'>): Float64Array {
  if (costs) return costs;
  const texts = new Float64Array(labelCount);
  for (const label of labels) texts[label] = (texts[label] ?? 0) + 1;
  const usual = labels.length / Math.max(1, texts.reduce((sum, those) => sum + (those > 0 ? 1 : 0), 0));
  return Float64Array.from(labels, (label) => cost * (usual / (texts[label] ?? 1)) ** balance);
}

/**
 * One-against-the-rest linear classifiers with squared hinge loss, solved in the dual one coordinate at a time (Hsieh et al.,
 * "A dual coordinate descent method for large-scale linear SVM", 2008). All labels of an example are worked on together: their
 * weights lie side by side, so the example's features are read once for all of them. `loss` is the mean squared hinge an example.
 * An example whose label is -1 is of none of them. `start` is where to begin from: the dual variables of an earlier training over rows in
 * the same order.
 */
export function solveSvm(
  rows: TrainingRows,
  labels: Int32Array,
  labelCount: number,
  settings: SvmSettings,
  watch: PassWatcher = () => true,
  start?: SvmStart,
): SolvedModel {
  const { starts, features, values, count, dense: numbers, dimension } = rows;
  const { biasInput, startScore = 0, shrinkAt = Infinity } = settings;
  const weights = new Float32Array(rows.width * labelCount);
  const bias = new Float32Array(labelCount);
  const dense = new Float32Array(dimension * labelCount);
  const alphas = start?.alphas.slice() ?? new Float32Array(count * labelCount);
  const diagonals = costsOf(labels, labelCount, settings).map((own) => 1 / (2 * own));
  const curvature = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let squares = biasInput * biasInput;
    for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) squares += (values[at] ?? 0) ** 2;
    squares += dotProduct(numbers, i * dimension, numbers, i * dimension, dimension);
    curvature[i] = squares + (diagonals[i] ?? 1);
  }
  // Labels still in play for each example: one whose dual variable rests at zero with room to spare is left out of a pass.
  const active = new Uint8Array(count * labelCount).fill(1);
  let shrinkAbove = shrinkAt;
  let everyone = true;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = seededRandom(settings.seed);
  const margins = new Float64Array(labelCount);
  const steps = new Float64Array(labelCount);
  const touched = new Int32Array(labelCount);
  /** Adds `steps` of the labels `touched[0..moving]` times example `i` to the weights. */
  const move = (i: number, moving: number): void => {
    for (let p = 0; p < moving; p++) {
      const k = touched[p] ?? 0;
      const change = steps[p] ?? 0;
      bias[k] = (bias[k] ?? 0) + change * biasInput;
      const into = k * dimension;
      const of = i * dimension;
      for (let d = 0; d < dimension; d++) dense[into + d] = (dense[into + d] ?? 0) + change * (numbers[of + d] ?? 0);
    }
    for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) {
      const value = values[at] ?? 0;
      const row = (features[at] ?? 0) * labelCount;
      for (let p = 0; p < moving; p++) {
        const cell = row + (touched[p] ?? 0);
        weights[cell] = (weights[cell] ?? 0) + value * (steps[p] ?? 0);
      }
    }
  };
  if (start) {
    for (let i = 0; i < count; i++) {
      let moving = 0;
      for (let k = 0; k < labelCount; k++) {
        const alpha = alphas[i * labelCount + k] ?? 0;
        if (alpha === 0) continue;
        steps[moving] = k === labels[i] ? alpha : -alpha;
        touched[moving++] = k;
      }
      if (moving > 0) move(i, moving);
    }
  }
  const reportEvery = Math.max(16, Math.floor(worked / labelCount));
  let stopped = false;
  for (let pass = 1; pass <= settings.epochs; pass++) {
    shuffle(order, random);
    let largest = 0;
    let loss = 0;
    for (let o = 0; o < count; o++) {
      if (o > 0 && o % reportEvery === 0 && !watch({ pass, passes: settings.epochs, loss: loss / o, seen: o, examples: count, model: null })) {
        stopped = true;
        break;
      }
      const i = order[o] ?? 0;
      const first = starts[i] ?? 0;
      const to = starts[i + 1] ?? 0;
      const base = i * labelCount;
      const own = labels[i] ?? 0;
      const diagonal = diagonals[i] ?? 1;
      let playing = 0;
      for (let k = 0; k < labelCount; k++) if (active[base + k] === 1) touched[playing++] = k;
      if (playing === 0) continue;
      if (playing * 3 > labelCount) {
        for (let k = 0; k < labelCount; k++) margins[k] = (bias[k] ?? 0) * biasInput + startScore;
        for (let at = first; at < to; at++) {
          const value = values[at] ?? 0;
          const row = (features[at] ?? 0) * labelCount;
          for (let k = 0; k < labelCount; k++) margins[k] = (margins[k] ?? 0) + value * (weights[row + k] ?? 0);
        }
      } else {
        for (let p = 0; p < playing; p++) margins[touched[p] ?? 0] = (bias[touched[p] ?? 0] ?? 0) * biasInput + startScore;
        for (let at = first; at < to; at++) {
          const value = values[at] ?? 0;
          const row = (features[at] ?? 0) * labelCount;
          for (let p = 0; p < playing; p++) {
            const k = touched[p] ?? 0;
            margins[k] = (margins[k] ?? 0) + value * (weights[row + k] ?? 0);
          }
        }
      }
      let moving = 0;
      for (let p = 0; p < playing; p++) {
        const k = touched[p] ?? 0;
        const sign = k === own ? 1 : -1;
        const alpha = alphas[base + k] ?? 0;
        const meant = dimension > 0 ? dotProduct(numbers, i * dimension, dense, k * dimension, dimension) : 0;
        const margin = sign * ((margins[k] ?? 0) + meant);
        const gradient = margin - 1 + diagonal * alpha;
        if (margin < 1) loss += (1 - margin) ** 2;
        let projected = gradient;
        if (alpha === 0) {
          if (gradient > shrinkAbove) {
            active[base + k] = 0;
            everyone = false;
            continue;
          }
          projected = Math.min(gradient, 0);
        }
        largest = Math.max(largest, Math.abs(projected));
        if (Math.abs(projected) < 1e-9) continue;
        const next = Math.max(alpha - gradient / (curvature[i] ?? 1), 0);
        if (next === alpha) continue;
        alphas[base + k] = next;
        steps[moving] = (next - alpha) * sign;
        touched[moving] = k;
        moving++;
      }
      if (moving > 0) move(i, moving);
    }
    if (stopped) break;
    const model = { weights, bias: bias.map((value) => value * biasInput + startScore), dense };
    if (!watch({ pass, passes: settings.epochs, loss: loss / count, seen: count, examples: count, model })) break;
    if (largest < settings.tolerance) {
      if (everyone) break;
      // Converged over the labels in play: look at all of them once more.
      active.fill(1);
      everyone = true;
      shrinkAbove = Infinity;
    } else {
      shrinkAbove = Math.min(largest, shrinkAt);
    }
  }
  for (let k = 0; k < labelCount; k++) bias[k] = (bias[k] ?? 0) * biasInput + startScore;
  return { weights, bias, dense, alphas };
}
