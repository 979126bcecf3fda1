import { openBatchProducts, type BatchProducts } from './batch-products.ts';
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
  /** Pairs a step: each has all others as negatives, so that a larger one teaches more a pair. */
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
}

/** Steps over which the rate rises: the first gradients are the largest, and Adagrad never forgets them. */
const warmup = 50;

/**
 * Trains `table` (rows × dimension, in place) so that pairs come close: InfoNCE in both directions over in-batch
 * negatives, gradients by hand, sparse Adagrad. Deterministic for a seeded `random` on one machine (the matrix products
 * sum in the order its processor likes best). The rows of the first `frozen` tokens are left alone. `report` gets the mean
 * loss since its last call, each hundred steps.
 */
export async function trainContrastive(
  table: Float32Array,
  frozen: number,
  tasks: readonly Task[],
  settings: TrainingSettings,
  random: Random,
  report: (step: number, loss: number) => void,
): Promise<void> {
  const { dimension, batch, steps } = settings;
  const start = settings.pull > 0 ? table.slice() : table;
  const squares = new Float32Array(table.length);
  const left = newSide(batch, dimension);
  const right = newSide(batch, dimension);
  const groups = new Int32Array(batch);
  const slopes = new Float32Array(batch * batch);
  const touched = new TouchedRows(table.length / dimension, dimension);
  const totalWeight = tasks.reduce((sum, task) => sum + task.weight, 0);
  const products = await openBatchProducts(batch, dimension);
  let lossSum = 0;
  let since = 0;
  try {
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
      const similar = await products.similarities(left.units, right.units);
      lossSum += contrast(similar, groups, slopes, settings);
      since += 1;
      await collect(products, slopes, left, right, touched, frozen, dimension);
      // The rate falls to a twentieth: the last steps settle what the first ones found.
      const rate = settings.rate * Math.min(1, step / warmup) * (1 - (0.95 * step) / steps);
      update(table, start, squares, touched, rate, settings.pull, dimension);
      if (step % 100 === 0 || step === steps) {
        report(step, lossSum / since);
        lossSum = 0;
        since = 0;
      }
    }
  } finally {
    await products.close();
  }
}

function newSide(batch: number, dimension: number): Side {
  return {
    tokens: Array.from({ length: batch }, () => new Int32Array(0)),
    units: new Float32Array(batch * dimension),
    lengths: new Float64Array(batch),
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

/** Tokens of one text for one step: cut to length, some left out, never all. */
function thin(tokens: Int32Array, { longest, tokenDropout }: TrainingSettings, random: Random): Int32Array {
  const read = tokens.length > longest ? tokens.subarray(0, longest) : tokens;
  if (tokenDropout === 0 || read.length <= 2) return read;
  const kept = read.filter(() => random() >= tokenDropout);
  return kept.length === 0 ? read : kept;
}

function embed(side: Side, table: Float32Array, dimension: number): void {
  const { tokens, units, lengths } = side;
  const sum = new Float32Array(dimension);
  for (let i = 0; i < tokens.length; i += 1) {
    sum.fill(0);
    for (const id of tokens[i] ?? []) {
      const from = id * dimension;
      for (let d = 0; d < dimension; d += 1) sum[d] = (sum[d] ?? 0) + (table[from + d] ?? 0);
    }
    let all = 0;
    for (const value of sum) all += value * value;
    const length = Math.sqrt(all) + 1e-6;
    lengths[i] = length;
    const to = i * dimension;
    for (let d = 0; d < dimension; d += 1) units[to + d] = (sum[d] ?? 0) / length;
  }
}

/** Mean loss of both directions; leaves d loss / d similarity in `slopes`. `similar` is used up. */
function contrast(similar: Float32Array, groups: Int32Array, slopes: Float32Array, { batch, temperature }: TrainingSettings): number {
  for (let i = 0; i < batch; i += 1) {
    const from = i * batch;
    for (let j = 0; j < batch; j += 1) {
      similar[from + j] = i !== j && groups[i] === groups[j] ? Number.NEGATIVE_INFINITY : (similar[from + j] ?? 0) / temperature;
    }
  }
  const scale = 1 / (2 * batch * temperature);
  let loss = 0;
  // Cosines are bounded, so that exponentials of them less the bound are safe, and one pass serves both directions.
  const bound = 1 / temperature;
  const columns = new Float64Array(batch);
  for (let i = 0; i < batch; i += 1) {
    const from = i * batch;
    loss -= 2 * (similar[from + i] ?? 0);
    let sum = 0;
    for (let j = 0; j < batch; j += 1) {
      const value = Math.exp((similar[from + j] ?? 0) - bound);
      similar[from + j] = value;
      sum += value;
      columns[j] = (columns[j] ?? 0) + value;
    }
    loss += Math.log(sum) + bound;
    const each = scale / sum;
    for (let j = 0; j < batch; j += 1) slopes[from + j] = (similar[from + j] ?? 0) * each;
  }
  for (let j = 0; j < batch; j += 1) loss += Math.log(columns[j] ?? 1) + bound;
  for (let i = 0; i < batch; i += 1) {
    const from = i * batch;
    for (let j = 0; j < batch; j += 1) slopes[from + j] = (slopes[from + j] ?? 0) + ((similar[from + j] ?? 0) * scale) / (columns[j] ?? 1);
    slopes[from + i] = (slopes[from + i] ?? 0) - 2 * scale;
  }
  return loss / (2 * batch);
}

/** The gradients of the rows that a step touches, and which rows those are. Kept from step to step: 16 MB are not made anew. */
class TouchedRows {
  readonly ids: number[] = [];
  readonly gradients: Float32Array;
  readonly #isTouched: Uint8Array;
  readonly #dimension: number;

  constructor(rows: number, dimension: number) {
    this.gradients = new Float32Array(rows * dimension);
    this.#isTouched = new Uint8Array(rows);
    this.#dimension = dimension;
  }

  add(id: number, gradient: Float32Array): void {
    const from = id * this.#dimension;
    if (this.#isTouched[id] === 0) {
      this.#isTouched[id] = 1;
      this.ids.push(id);
      this.gradients.fill(0, from, from + this.#dimension);
    }
    for (let d = 0; d < gradient.length; d += 1) this.gradients[from + d] = (this.gradients[from + d] ?? 0) + (gradient[d] ?? 0);
  }

  clear(): void {
    for (const id of this.ids) this.#isTouched[id] = 0;
    this.ids.length = 0;
  }
}

async function collect(
  products: BatchProducts,
  slopes: Float32Array,
  left: Side,
  right: Side,
  touched: TouchedRows,
  frozen: number,
  dimension: number,
): Promise<void> {
  const gradients = await products.gradients(slopes, left.units, right.units);
  touched.clear();
  spread(left, gradients.left, touched, frozen, dimension);
  spread(right, gradients.right, touched, frozen, dimension);
}

/** Through the scaling to unit length, then to the rows: each token of a text gets the text's gradient. */
function spread({ tokens, units, lengths }: Side, gradients: Float32Array, touched: TouchedRows, frozen: number, dimension: number): void {
  const inner = new Float32Array(dimension);
  for (let i = 0; i < tokens.length; i += 1) {
    const at = i * dimension;
    let along = 0;
    for (let d = 0; d < dimension; d += 1) along += (gradients[at + d] ?? 0) * (units[at + d] ?? 0);
    const length = lengths[i] ?? 1;
    for (let d = 0; d < dimension; d += 1) inner[d] = ((gradients[at + d] ?? 0) - along * (units[at + d] ?? 0)) / length;
    for (const id of tokens[i] ?? []) if (id >= frozen) touched.add(id, inner);
  }
}

function update(
  table: Float32Array,
  start: Float32Array,
  squares: Float32Array,
  { ids, gradients }: TouchedRows,
  rate: number,
  pull: number,
  dimension: number,
): void {
  for (const id of ids) {
    const from = id * dimension;
    for (let at = from; at < from + dimension; at += 1) {
      const slope = (gradients[at] ?? 0) + pull * ((table[at] ?? 0) - (start[at] ?? 0));
      const square = (squares[at] ?? 0) + slope * slope;
      squares[at] = square;
      table[at] = (table[at] ?? 0) - (rate * slope) / (Math.sqrt(square) + 1e-8);
    }
  }
}
