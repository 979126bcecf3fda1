import { memory } from '@tensorflow/tfjs-core';
import { createHead, type Head } from '../../src/classifier/create-head.ts';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { costsOf, solveSvm, type LinearModel, type Solver } from '../../src/classifier/solve-svm.ts';
import { describeHead, trainHead, trainHeadBy, type LabelledTexts, type TrainedHead, type TrainProgress, type TrainSettings } from '../../src/classifier/train-head.ts';
import { recipeSettings } from '../../src/classifier/train-recipe.ts';
import { dotProduct, type TrainingRows } from '../../src/classifier/training-rows.ts';
import type { BackendName } from '../../src/inference/api.ts';
import type { EngineEnvironment } from '../../src/inference/environment.ts';
import { placeOnTensors, probabilitiesOnTensors } from '../../src/inference/predict-batch.ts';
import type { TensorRunner } from '../../src/inference/run-head-on-tfjs.ts';
import { fixtureDimension, fixtureEncoderMark } from './fixture-encoder.ts';

const requests: Readonly<Record<string, readonly string[]>> = {
  track: ['where is my parcel', 'the order has not come', 'when was the package sent', 'is the delivery lost', 'the courier never came'],
  refund: ['please refund me', 'i want my money back', 'reimburse the purchase', 'the amount was never returned', 'pay back what i paid'],
  password: ['i forgot my password', 'reset the login of my account', 'the pin does not work', 'i can not sign in', 'unlock my account'],
  cancel: ['cancel the order', 'i changed my mind about the purchase', 'stop the delivery', 'end my subscription', 'i no longer want the parcel'],
  address: ['change the address of my order', 'i moved house', 'send the package to my office', 'the street is wrong', 'correct the postcode'],
};
const openings = ['hello', 'good morning', 'dear team', 'hi there', 'excuse me', 'urgent', 'for the third time', 'a question'];
const things = ['lamp', 'teapot', 'jacket', 'novel', 'keyboard', 'bicycle', 'mirror', 'carpet', 'kettle', 'camera', 'violin', 'ladder'];
const kinds = ['broken', 'green', 'wooden', 'second', 'heavy', 'striped', 'folding', 'golden', 'cracked', 'silent', 'narrow', 'antique', 'velvet', 'plastic'];
const closings = ['thank you', 'this is the last time i ask', 'kind regards', 'answer soon', 'what a shame', 'i wait for your answer', 'best wishes'];

/** Requests of five labels with some of them labelled wrongly, so that no weights get all of them right. */
function makeTexts(count: number, seed: number): LabelledTexts {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? (from[0] as T);
  const names = Object.keys(requests);
  const rows = Array.from({ length: count }, (_, at) => {
    const label = names[at % names.length] ?? '';
    const text = `${pick(openings)}, ${pick(requests[label] ?? [])}: the ${pick(kinds)} ${pick(things)}, ${pick(closings)}`;
    const embedding = Float32Array.from({ length: fixtureDimension }, (_each, d) => (d === at % names.length ? 0.5 : 0) + (random() - 0.5) / 2);
    const length = Math.hypot(...embedding);
    return { text, label: random() < 0.08 ? pick(names) : label, embedding: embedding.map((value) => value / length) };
  });
  return { texts: rows.map(({ text }) => text), labels: rows.map(({ label }) => label), embeddings: rows.map(({ embedding }) => embedding) };
}

export const smallTexts = makeTexts(300, 1);
const unseenTexts = makeTexts(300, 2);

const recipe = recipeSettings(smallTexts.texts.length, Object.keys(requests).length, { seed: 7, embedding: { model: fixtureEncoderMark, dimension: fixtureDimension } });

/** The recipe as over many rows: the last training goes on from where the fold's ended. */
export const smallSettings: TrainSettings = { ...recipe, features: { ...recipe.features, buckets: 2 ** 20 }, calibrationFolds: 3, foldsHeldOut: 1, resumedEpochs: 5 };

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

export async function startRunner(environment: EngineEnvironment, backend: BackendName): Promise<TensorRunner> {
  if (environment.startTensors === null) throw new Error('this host has no tfjs');
  return environment.startTensors({ name: backend, why: 'A test asked for it.' }, backend);
}

/** What both solvers make smaller: half the squared weights, and the cost of what falls short of the margin. */
function objectiveOf(rows: TrainingRows, labels: Int32Array, { weights, bias, dense }: LinearModel, settings: TrainSettings): number {
  const { biasInput, startScore = 0 } = settings;
  const width = bias.length;
  const costs = costsOf(labels, width, settings);
  let sum = 0;
  for (const weight of weights) sum += weight ** 2 / 2;
  for (const weight of dense) sum += weight ** 2 / 2;
  for (const each of bias) sum += ((each - startScore) / biasInput) ** 2 / 2;
  for (let row = 0; row < rows.count; row++) {
    for (let k = 0; k < width; k++) {
      let score = (bias[k] ?? 0) + dotProduct(rows.dense, row * rows.dimension, dense, k * rows.dimension, rows.dimension);
      for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at++) score += (rows.values[at] ?? 0) * (weights[(rows.features[at] ?? 0) * width + k] ?? 0);
      sum += (costs[row] ?? 0) * Math.max(0, 1 - (labels[row] === k ? score : -score)) ** 2;
    }
  }
  return sum;
}

async function savedHead(environment: EngineEnvironment, trained: TrainedHead): Promise<Head> {
  const checksum = await environment.sha256(trained.bytes);
  const about = { kind: 'custom', name: 'small', version: '1', metrics: {}, dataHash: checksum, checksum, trainer: 'test', createdAt: '2026-11-22T00:00:00.000Z' } as const;
  const parsed = await parseHead(JSON.stringify(describeHead(trained, about)), trained.bytes, (data) => environment.sha256(data));
  if (!parsed.ok) throw new Error(parsed.message);
  return createHead(parsed.value.metadata, parsed.value.weights);
}

function accuracyOf(head: Head): number {
  const right = unseenTexts.texts.filter((text, at) => head.predict(text, unseenTexts.embeddings?.[at]).ranked[0]?.label === unseenTexts.labels[at]);
  return right.length / unseenTexts.texts.length;
}

/** Largest difference between a head's own probabilities and those of the backend. */
async function differenceOn(runner: TensorRunner, head: Head): Promise<number> {
  const { texts, embeddings = [] } = unseenTexts;
  const joined = Float32Array.from(embeddings.flatMap((row) => [...row]));
  const placed = placeOnTensors(runner, head);
  const onTensors = await probabilitiesOnTensors(placed, head, texts, joined);
  placed.dispose();
  const width = head.metadata.labels.length;
  const apart = texts.flatMap((text, at) => [...head.probabilities(text, embeddings[at])].map((each, k) => Math.abs(each - (onTensors[at * width + k] ?? Number.NaN))));
  return apart.some(Number.isNaN) ? Infinity : Math.max(...apart);
}

export interface MeasuredTraining {
  readonly backend: string;
  readonly ngrams: number;
  /** Of the weights over all rows, the sparse solver's being one. */
  readonly objective: number;
  readonly accuracy: { readonly tensors: number; readonly sparse: number };
  readonly difference: number;
  readonly sameBytes: boolean;
  readonly sameCalibration: boolean;
  readonly tensorsLeft: number;
  readonly steps: readonly TrainProgress[];
  /** Of a whole training with its calibration, features included; on tensors the second, when everything is compiled. */
  readonly seconds: { readonly tensors: number; readonly sparse: number };
}

/** Trains a small head on a tfjs backend, twice, and by the sparse solver, and holds them against each other. */
export async function measureTraining(environment: EngineEnvironment, backend: BackendName): Promise<MeasuredTraining> {
  const runner = await startRunner(environment, backend);
  const tensorsBefore = memory().numTensors;
  const own = runner.solver({ yieldToEvents: turn });
  const steps: TrainProgress[] = [];
  let objectives = { tensors: Number.NaN, sparse: Number.NaN };
  const solve: Solver = async (rows, labels, labelCount, settings, watch, start) => {
    const model = await own(rows, labels, labelCount, settings, watch, start);
    if (rows.count === smallTexts.texts.length) {
      // To its end: within a training it stops some percent above the minimum, which changes no more than a few answers.
      const sparse = solveSvm(rows, labels, labelCount, { ...settings, epochs: 300, tolerance: 1e-3, shrinkAt: Infinity });
      objectives = { tensors: objectiveOf(rows, labels, model, smallSettings), sparse: objectiveOf(rows, labels, sparse, smallSettings) };
    }
    return model;
  };
  const first = await trainHeadBy(solve, smallTexts, smallSettings, (step) => step.status === 'working' || steps.push(step) > 0, undefined, unseenTexts);
  const begin = environment.clock();
  const again = await trainHeadBy(own, smallTexts, smallSettings);
  const middle = environment.clock();
  const sparse = trainHead(smallTexts, smallSettings);
  const end = environment.clock();
  const head = await savedHead(environment, first);
  const difference = await differenceOn(runner, head);
  return {
    backend: runner.backend.name,
    ngrams: first.weights.buckets.length,
    objective: objectives.tensors / objectives.sparse,
    accuracy: { tensors: accuracyOf(head), sparse: accuracyOf(await savedHead(environment, sparse)) },
    difference,
    sameBytes: again.bytes.every((byte, at) => byte === first.bytes[at]),
    sameCalibration: JSON.stringify(again.calibration) === JSON.stringify(first.calibration),
    tensorsLeft: memory().numTensors - tensorsBefore,
    steps,
    seconds: { tensors: (middle - begin) / 1000, sparse: (end - middle) / 1000 },
  };
}

/** Stops a training after some passes; answers what it settled with, how many more turns it took, and what it left. */
export async function stopTraining(environment: EngineEnvironment, backend: BackendName): Promise<{ readonly reason: string; readonly turnsAfter: number; readonly tensorsLeft: number }> {
  const runner = await startRunner(environment, backend);
  const tensorsBefore = memory().numTensors;
  const stopping = new AbortController();
  let turns = 0;
  const solve = runner.solver({
    signal: stopping.signal,
    yieldToEvents: async () => {
      await turn();
      turns += 1;
      if (turns === 3) stopping.abort(new Error('stopped by the test'));
    },
  });
  let reason = 'it was not stopped';
  try {
    await trainHeadBy(solve, smallTexts, smallSettings);
  } catch (error) {
    reason = String(error);
  }
  return { reason, turnsAfter: turns - 3, tensorsLeft: memory().numTensors - tensorsBefore };
}
