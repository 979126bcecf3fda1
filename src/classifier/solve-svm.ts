import { seededRandom, shuffle } from './seeded-random.ts';
import type { TrainingRows } from './training-rows.ts';

export interface LinearModel {
  /** Row-major, features × labels. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
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
}

/**
 * Told after each pass; answering false stops the training and the weights so far are returned. `model` is the model as it is
 * then: its weights go on changing.
 */
export type PassWatcher = (pass: { readonly pass: number; readonly passes: number; readonly loss: number; readonly examples: number; readonly model: LinearModel }) => boolean;

/**
 * What finds the weights of a linear model: `solveSvm`, or another that reaches the same minimum. Without `watch` nobody looks at the
 * training, and one that keeps its weights elsewhere need not fetch them before the end.
 */
export type Solver = (rows: TrainingRows, labels: Int32Array, labelCount: number, settings: SvmSettings, watch?: PassWatcher) => LinearModel | Promise<LinearModel>;

/**
 * One-against-the-rest linear classifiers with squared hinge loss, solved in the dual one coordinate at a time (Hsieh et al.,
 * "A dual coordinate descent method for large-scale linear SVM", 2008). All labels of an example are worked on together: their
 * weights lie side by side, so the example's features are read once for all of them. `loss` is the mean squared hinge an example.
 * `start` is where to begin from (`startFrom`); without it training begins from nothing.
 */
export function solveSvm(
  rows: TrainingRows,
  labels: Int32Array,
  labelCount: number,
  settings: SvmSettings,
  watch: PassWatcher = () => true,
  start?: SvmStart,
): LinearModel {
  const { starts, features, values, count } = rows;
  const { cost, biasInput } = settings;
  const weights = new Float32Array(rows.width * labelCount);
  const bias = new Float32Array(labelCount);
  const alphas = start?.alphas.slice() ?? new Float32Array(count * labelCount);
  if (start) addExamples(rows, labels, alphas, weights, bias, biasInput);
  const diagonal = 1 / (2 * cost);
  const curvature = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let squares = biasInput * biasInput;
    for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) squares += (values[at] ?? 0) ** 2;
    curvature[i] = squares + diagonal;
  }
  // Labels still in play for each example: one whose dual variable rests at zero with room to spare is left out of a pass.
  const active = start?.active.slice() ?? new Uint8Array(count * labelCount).fill(1);
  const activeCount = Int32Array.from({ length: count }, (_, i) => (start ? active.subarray(i * labelCount, (i + 1) * labelCount).reduce((sum, one) => sum + one, 0) : labelCount));
  let shrinkAbove = Infinity;
  let everyone = start === undefined;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = seededRandom(settings.seed);
  const margins = new Float64Array(labelCount);
  const steps = new Float64Array(labelCount);
  const touched = new Int32Array(labelCount);
  for (let pass = 1; pass <= settings.epochs; pass++) {
    shuffle(order, random);
    let largest = 0;
    let loss = 0;
    for (let o = 0; o < count; o++) {
      const i = order[o] ?? 0;
      const from = starts[i] ?? 0;
      const to = starts[i + 1] ?? 0;
      const base = i * labelCount;
      const own = labels[i] ?? 0;
      let playing = 0;
      for (let k = 0; k < labelCount; k++) if (active[base + k] === 1) touched[playing++] = k;
      if (playing === 0) continue;
      if (playing * 3 > labelCount) {
        for (let k = 0; k < labelCount; k++) margins[k] = (bias[k] ?? 0) * biasInput;
        for (let at = from; at < to; at++) {
          const value = values[at] ?? 0;
          const row = (features[at] ?? 0) * labelCount;
          for (let k = 0; k < labelCount; k++) margins[k] = (margins[k] ?? 0) + value * (weights[row + k] ?? 0);
        }
      } else {
        for (let p = 0; p < playing; p++) margins[touched[p] ?? 0] = (bias[touched[p] ?? 0] ?? 0) * biasInput;
        for (let at = from; at < to; at++) {
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
        const margin = sign * (margins[k] ?? 0);
        const gradient = margin - 1 + diagonal * alpha;
        if (margin < 1) loss += (1 - margin) ** 2;
        let projected = gradient;
        if (alpha === 0) {
          if (gradient > shrinkAbove) {
            active[base + k] = 0;
            activeCount[i] = (activeCount[i] ?? 0) - 1;
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
      if (moving === 0) continue;
      for (let p = 0; p < moving; p++) {
        const k = touched[p] ?? 0;
        bias[k] = (bias[k] ?? 0) + (steps[p] ?? 0) * biasInput;
      }
      for (let at = from; at < to; at++) {
        const value = values[at] ?? 0;
        const row = (features[at] ?? 0) * labelCount;
        for (let p = 0; p < moving; p++) {
          const cell = row + (touched[p] ?? 0);
          weights[cell] = (weights[cell] ?? 0) + value * (steps[p] ?? 0);
        }
      }
    }
    const model = { weights, bias: bias.map((value) => value * biasInput) };
    if (!watch({ pass, passes: settings.epochs, loss: loss / count, examples: count, model })) break;
    if (largest < settings.tolerance) {
      if (everyone) break;
      // Converged over the labels in play: look at all of them once more.
      active.fill(1);
      activeCount.fill(labelCount);
      everyone = true;
      shrinkAbove = Infinity;
    } else {
      shrinkAbove = largest;
    }
  }
  for (let k = 0; k < labelCount; k++) bias[k] = (bias[k] ?? 0) * biasInput;
  return { weights, bias };
}

/** Where training begins: dual variables, each 0 or more, and which of them are in play at first; both examples × labels. */
export interface SvmStart {
  readonly alphas: Float32Array;
  readonly active: Uint8Array;
}

/** Margin up to which a label of an example is in play when training begins from a model: those beyond are looked at once the others rest. */
const marginInPlay = 1.1;

/**
 * Begins from a model near the optimum by its `scores`, examples × labels: dual variables are 2 × cost × max(0, 1 - margin), by the
 * conditions of Karush, Kuhn and Tucker for the squared hinge. An example the model was not trained on gets what it would weigh.
 */
export function startFrom(scores: Float32Array, labels: Int32Array, labelCount: number, cost: number): SvmStart {
  const margins = scores.map((score, at) => (labels[Math.floor(at / labelCount)] === at % labelCount ? score : -score));
  return { alphas: margins.map((margin) => 2 * cost * Math.max(0, 1 - margin)), active: Uint8Array.from(margins, (margin) => (margin < marginInPlay ? 1 : 0)) };
}

/** Adds every example by its dual variables to weights that are zero. */
function addExamples({ starts, features, values, count }: TrainingRows, labels: Int32Array, alphas: Float32Array, weights: Float32Array, bias: Float32Array, biasInput: number): void {
  const labelCount = bias.length;
  for (let i = 0; i < count; i++) {
    const base = i * labelCount;
    for (let k = 0; k < labelCount; k++) {
      const alpha = alphas[base + k] ?? 0;
      if (alpha === 0) continue;
      const step = labels[i] === k ? alpha : -alpha;
      bias[k] = (bias[k] ?? 0) + step * biasInput;
      for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) {
        const cell = (features[at] ?? 0) * labelCount + k;
        weights[cell] = (weights[cell] ?? 0) + step * (values[at] ?? 0);
      }
    }
  }
}
