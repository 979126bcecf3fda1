import type * as Tensors from '@tensorflow/tfjs-core';
import type { Solver } from '../classifier/solve-svm.ts';
import type { BackendChoice, BackendName } from './api.ts';
import { backendsFrom, describeBackend, within } from './backend.ts';
import type { TensorTraining } from './train-on-tfjs.ts';

/** A linear head as plain arrays: `weights` is row-major `inputs × labels`, `bias` has one value a label. */
export interface DenseHead {
  readonly inputs: number;
  readonly labels: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** Row-major `dimension × labels` for the sentence embedding; empty when the head reads none. */
  readonly embedding: Float32Array;
  /** Scores are divided by it before the softmax. */
  readonly temperature: number;
  /** If given, the scaled scores plus it go through a logistic and are made to sum to one, in place of the softmax. */
  readonly offset?: number | undefined;
}

/** One text's features: bucket numbers and their values, same length. */
export interface SparseRow {
  readonly indices: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A head whose weights lie on the backend's device. */
export interface HeadOnTensors {
  /** Probabilities, row-major `rows.length × labels`; `embeddings`, if there are any, has one row each. */
  run(rows: readonly SparseRow[], embeddings: Float32Array | null): Promise<Float32Array>;
  dispose(): void;
}

/** tfjs, started on one backend. */
export interface TensorRunner {
  readonly backend: BackendChoice;
  placeHead(head: DenseHead): HeadOnTensors;
  /** A solver that trains on the backend, loaded when it is first used; see `trainOnTensors`. */
  solver(training: TensorTraining): Solver;
}

/** The tfjs modules, imported only when tensors are wanted: they are 225 KB gzip with all backends. */
export interface TensorModules {
  importCore(): Promise<typeof Tensors>;
  /** Importing a backend registers it; the wasm one is also told where its files are. */
  readonly importBackend: Readonly<Record<BackendName, (core: typeof Tensors) => Promise<void>>>;
}

/** A driver that never answers must not stop the desk. */
const startTimeoutMs = 15_000;

/**
 * Starts tfjs on the chosen backend, or on the next that works (WebGPU, WebAssembly, plain JavaScript), and says
 * which and why. A forced backend is taken or the start fails: a test must not pass on another one.
 */
export async function startTensors(
  modules: TensorModules,
  choice: BackendChoice,
  force?: BackendName,
): Promise<TensorRunner> {
  const core = await modules.importCore();
  const failed: string[] = [];
  for (const name of force === undefined ? backendsFrom(choice.name) : [force]) {
    try {
      await within(startBackend(modules, core, name), startTimeoutMs, 'it did not start in time');
      const why = failed.length === 0 ? choice.why : `${failed.join(', ')} did not start; ${describeBackend(name)} works.`;
      return {
        backend: { name, why },
        placeHead: (head) => placeHead(core, head),
        solver: (training) => async (rows, labels, labelCount, settings, watch) => {
          const { trainOnTensors } = await import('./train-on-tfjs.ts');
          return trainOnTensors(core, rows, labels, labelCount, settings, watch, training);
        },
      };
    } catch {
      failed.push(describeBackend(name));
    }
  }
  throw new Error(`No tfjs backend starts here (tried ${failed.join(', ')}).`);
}

async function startBackend(modules: TensorModules, core: typeof Tensors, name: BackendName): Promise<void> {
  await modules.importBackend[name](core);
  // setBackend answers false, without a throw, when the backend could not be initialised.
  if (!(await core.setBackend(name))) throw new Error(`${name} could not be initialised`);
  await core.ready();
  if (core.getBackend() !== name) throw new Error(`tfjs went to ${core.getBackend()} by itself`);
}

/**
 * The head's forward pass as tensors: the rows of `weights` that a text's features name are gathered, scaled and
 * summed. That is features × weights without the zeros: a dense batch over 2^18 buckets would be 64 MB.
 */
function placeHead(core: typeof Tensors, head: DenseHead): HeadOnTensors {
  if (head.weights.length !== head.inputs * head.labels || head.bias.length !== head.labels) {
    throw new RangeError('The weights do not have the shape that the head declares.');
  }
  const weights = core.tensor2d(head.weights, [head.inputs, head.labels]);
  const bias = core.tensor1d(head.bias);
  const dimension = head.embedding.length / head.labels;
  const embedding = dimension > 0 ? core.tensor2d(head.embedding, [dimension, head.labels]) : null;
  return {
    async run(rows, embeddings) {
      // Padded to the longest row; index 0 with value 0 adds nothing.
      const width = Math.max(1, ...rows.map((row) => row.indices.length));
      const indices = new Int32Array(rows.length * width);
      const values = new Float32Array(rows.length * width);
      rows.forEach((row, at) => {
        indices.set(row.indices, at * width);
        values.set(row.values, at * width);
      });
      const probabilities = core.tidy(() => {
        const picked = core.gather(weights, core.tensor1d(indices, 'int32'));
        const scaled = core.mul(picked, core.tensor2d(values, [rows.length * width, 1]));
        let scores = core.add(core.sum(core.reshape(scaled, [rows.length, width, head.labels]), 1), bias);
        if (embedding !== null && embeddings !== null) {
          scores = core.add(scores, core.matMul(core.tensor2d(embeddings, [rows.length, dimension]), embedding));
        }
        const calibrated = core.div(scores, core.scalar(head.temperature));
        if (head.offset === undefined) return core.softmax(calibrated);
        const likely = core.sigmoid(core.add(calibrated, core.scalar(head.offset)));
        return core.div(likely, core.sum(likely, 1, true));
      });
      try {
        return (await probabilities.data()) as Float32Array;
      } finally {
        probabilities.dispose();
      }
    },
    dispose() {
      weights.dispose();
      bias.dispose();
      embedding?.dispose();
    },
  };
}
