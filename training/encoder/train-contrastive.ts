import type { Random } from './random.ts';

/** Two texts that mean the same or answer each other, as token ids. Pairs of one group are no negatives of each other. */
export interface TokenPair {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly group: number;
}

/** Where pairs come from; a batch is drawn from one task, so that its negatives are of the same kind. */
export interface Task {
  readonly name: string;
  /** How often, against the other tasks. */
  readonly weight: number;
  draw(random: Random): TokenPair;
}

export interface TrainingSettings {
  readonly dimension: number;
  readonly steps: number;
  /** A multiple of four. */
  readonly batch: number;
  /** Divides the cosines: smaller is harder. */
  readonly temperature: number;
  readonly rate: number;
  /** Share of tokens left out of each text at each step: small data is else learnt by heart. */
  readonly tokenDropout: number;
  /** Pull of every touched row towards where it started. */
  readonly pull: number;
  /** Tokens read of a text. */
  readonly longest: number;
}

/** What a step needs of one side of the batch. */
interface Side {
  readonly tokens: Int32Array[];
  /** Unit rows, batch × dimension. */
  readonly units: Float32Array;
  readonly lengths: Float64Array;
  readonly gradients: Float32Array;
}

/**
 * Trains `table` (rows × dimension, in place) so that pairs come close: InfoNCE in both directions over in-batch
 * negatives, gradients by hand, sparse Adagrad. Deterministic for a seeded `random`. The rows of the first `frozen` tokens
 * are left alone. `report` gets the mean loss since its last call, each hundred steps.
 */
export function trainContrastive(
  table: Float32Array,
  frozen: number,
  tasks: readonly Task[],
  settings: TrainingSettings,
  random: Random,
  report: (step: number, loss: number) => void,
): void {
  const { dimension, batch, steps } = settings;
  const start = settings.pull > 0 ? table.slice() : table;
  const squares = new Float32Array(table.length);
  const left = newSide(batch, dimension);
  const right = newSide(batch, dimension);
  const similar = new Float32Array(batch * batch);
  const groups = new Int32Array(batch);
  const totalWeight = tasks.reduce((sum, task) => sum + task.weight, 0);
  let lossSum = 0;
  let since = 0;
  for (let step = 1; step <= steps; step += 1) {
    const task = chooseTask(tasks, random() * totalWeight);
    for (let i = 0; i < batch; i += 1) {
      const pair = task.draw(random);
      groups[i] = pair.group;
      left.tokens[i] = thin(pair.left, settings, random);
      right.tokens[i] = thin(pair.right, settings, random);
    }
    embed(left, table, dimension);
    embed(right, table, dimension);
    lossSum += contrast(left, right, similar, groups, settings);
    since += 1;
    // The rate falls to a tenth along a cosine: the last steps settle what the first ones found.
    const rate = settings.rate * (0.1 + 0.45 * (1 + Math.cos((Math.PI * step) / steps)));
    const touched = new Map<number, Float32Array>();
    collect(left, touched, frozen, dimension);
    collect(right, touched, frozen, dimension);
    update(table, start, squares, touched, rate, settings.pull, dimension);
    if (step % 100 === 0 || step === steps) {
      report(step, lossSum / since);
      lossSum = 0;
      since = 0;
    }
  }
}

function newSide(batch: number, dimension: number): Side {
  return {
    tokens: Array.from({ length: batch }, () => new Int32Array(0)),
    units: new Float32Array(batch * dimension),
    lengths: new Float64Array(batch),
    gradients: new Float32Array(batch * dimension),
  };
}

function chooseTask(tasks: readonly Task[], at: number): Task {
  let rest = at;
  for (const task of tasks) {
    rest -= task.weight;
    if (rest < 0) return task;
  }
  const last = tasks.at(-1);
  if (last === undefined) throw new Error('there is no task to train on');
  return last;
}

function thin(ids: Int32Array, settings: TrainingSettings, random: Random): Int32Array {
  const read = ids.subarray(0, settings.longest);
  if (settings.tokenDropout === 0 || read.length < 4) return read;
  const kept = read.filter(() => random() >= settings.tokenDropout);
  return kept.length === 0 ? read : kept;
}

function embed(side: Side, table: Float32Array, dimension: number): void {
  const { tokens, units, lengths } = side;
  units.fill(0);
  for (let i = 0; i < tokens.length; i += 1) {
    const to = i * dimension;
    for (const id of tokens[i] ?? []) {
      const from = id * dimension;
      for (let d = 0; d < dimension; d += 1) units[to + d] = (units[to + d] ?? 0) + (table[from + d] ?? 0);
    }
    let sum = 0;
    for (let d = 0; d < dimension; d += 1) sum += (units[to + d] ?? 0) ** 2;
    const length = Math.sqrt(sum) + 1e-6;
    lengths[i] = length;
    for (let d = 0; d < dimension; d += 1) units[to + d] = (units[to + d] ?? 0) / length;
  }
}

const leastSlope = 1e-5;

/** All dot products of the rows of `a` and `b`, four columns at a time: each value of `a` is read once for four. */
function products(a: Float32Array, b: Float32Array, out: Float32Array, batch: number, dimension: number): void {
  for (let i = 0; i < batch; i += 1) {
    const from = i * dimension;
    for (let j = 0; j < batch; j += 4) {
      const b0 = j * dimension;
      const b1 = b0 + dimension;
      const b2 = b1 + dimension;
      const b3 = b2 + dimension;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let d = 0; d < dimension; d += 1) {
        const value = a[from + d] ?? 0;
        s0 += value * (b[b0 + d] ?? 0);
        s1 += value * (b[b1 + d] ?? 0);
        s2 += value * (b[b2 + d] ?? 0);
        s3 += value * (b[b3 + d] ?? 0);
      }
      const at = i * batch + j;
      out[at] = s0;
      out[at + 1] = s1;
      out[at + 2] = s2;
      out[at + 3] = s3;
    }
  }
}

/** Mean loss of both directions; leaves d loss / d unit in each side's `gradients`. */
function contrast(left: Side, right: Side, similar: Float32Array, groups: Int32Array, settings: TrainingSettings): number {
  const { batch, dimension, temperature } = settings;
  const a = left.units;
  const b = right.units;
  products(a, b, similar, batch, dimension);
  for (let i = 0; i < batch; i += 1) {
    for (let j = 0; j < batch; j += 1) {
      const at = i * batch + j;
      similar[at] = i !== j && groups[i] === groups[j] ? Number.NEGATIVE_INFINITY : (similar[at] ?? 0) / temperature;
    }
  }
  const slopes = new Float32Array(batch * batch);
  let loss = 0;
  for (const byRow of [true, false]) {
    for (let i = 0; i < batch; i += 1) {
      const at = (j: number): number => (byRow ? i * batch + j : j * batch + i);
      let top = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < batch; j += 1) top = Math.max(top, similar[at(j)] ?? 0);
      let sum = 0;
      for (let j = 0; j < batch; j += 1) sum += Math.exp((similar[at(j)] ?? 0) - top);
      loss += Math.log(sum) + top - (similar[at(i)] ?? 0);
      for (let j = 0; j < batch; j += 1) {
        const share = Math.exp((similar[at(j)] ?? 0) - top) / sum - (i === j ? 1 : 0);
        slopes[at(j)] = (slopes[at(j)] ?? 0) + share / (2 * batch * temperature);
      }
    }
  }
  left.gradients.fill(0);
  right.gradients.fill(0);
  for (let i = 0; i < batch; i += 1) {
    for (let j = 0; j < batch; j += 1) {
      const slope = slopes[i * batch + j] ?? 0;
      // Most negatives are told apart already and would only cost time: this leaves out shares below about 1 in 4,000.
      if (Math.abs(slope) < leastSlope) continue;
      const [x, y] = [i * dimension, j * dimension];
      for (let d = 0; d < dimension; d += 1) left.gradients[x + d] = (left.gradients[x + d] ?? 0) + slope * (b[y + d] ?? 0);
      for (let d = 0; d < dimension; d += 1) right.gradients[y + d] = (right.gradients[y + d] ?? 0) + slope * (a[x + d] ?? 0);
    }
  }
  return loss / (2 * batch);
}

/** Through the scaling to unit length, then to the rows: each token of a text gets the text's gradient. */
function collect(side: Side, touched: Map<number, Float32Array>, frozen: number, dimension: number): void {
  const { tokens, units, lengths, gradients } = side;
  const inner = new Float32Array(dimension);
  for (let i = 0; i < tokens.length; i += 1) {
    const at = i * dimension;
    let along = 0;
    for (let d = 0; d < dimension; d += 1) along += (gradients[at + d] ?? 0) * (units[at + d] ?? 0);
    const length = lengths[i] ?? 1;
    for (let d = 0; d < dimension; d += 1) inner[d] = ((gradients[at + d] ?? 0) - along * (units[at + d] ?? 0)) / length;
    for (const id of tokens[i] ?? []) {
      if (id < frozen) continue;
      let row = touched.get(id);
      if (row === undefined) {
        row = new Float32Array(dimension);
        touched.set(id, row);
      }
      for (let d = 0; d < dimension; d += 1) row[d] = (row[d] ?? 0) + (inner[d] ?? 0);
    }
  }
}

function update(
  table: Float32Array,
  start: Float32Array,
  squares: Float32Array,
  touched: ReadonlyMap<number, Float32Array>,
  rate: number,
  pull: number,
  dimension: number,
): void {
  for (const [id, gradient] of touched) {
    const from = id * dimension;
    for (let d = 0; d < dimension; d += 1) {
      const at = from + d;
      const slope = (gradient[d] ?? 0) + pull * ((table[at] ?? 0) - (start[at] ?? 0));
      const square = (squares[at] ?? 0) + slope * slope;
      squares[at] = square;
      table[at] = (table[at] ?? 0) - (rate * slope) / (Math.sqrt(square) + 1e-8);
    }
  }
}
