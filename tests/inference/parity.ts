import type { BackendName } from '../../src/inference/api.ts';
import type { EngineEnvironment } from '../../src/inference/environment.ts';
import { placeOnTensors, probabilitiesOnTensors } from '../../src/inference/predict-batch.ts';
import type { Calibration } from '../../src/classifier/head.ts';
import { createHead } from '../../src/classifier/create-head.ts';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { fixtureDimension } from './fixture-encoder.ts';
import { makeFixtureHead } from './fixture-models.ts';

const texts = [
  'where is my order LL-48213?',
  'please refund me, the lamp is broken',
  'PASSWORD!!! I forgot it, and now I can not log in to cancel my order and get my money back',
  'weather',
  '',
  'zzz qqq',
  'word '.repeat(3_000),
];

/** The fixture's own softmax, and what a trained head ships with: a logistic with an offset, and a bias of its own for each label. */
const calibrations: readonly Calibration[] = [{ temperature: 1.3 }, { temperature: 0.37, offset: -1.9 }];

/**
 * Largest difference between a head's own forward pass and the same head on a tfjs backend, over odd and plain texts and
 * either calibration.
 */
export async function measureParity(environment: EngineEnvironment, backend: BackendName): Promise<{ readonly backend: string; readonly difference: number }> {
  if (environment.startTensors === null) throw new Error('this host has no tfjs');
  const { metadata, bytes } = await makeFixtureHead((data) => environment.sha256(data), true);
  const embeddings = Float32Array.from({ length: texts.length * fixtureDimension }, (_, i) => Math.sin(i) / 4);
  const runner = await environment.startTensors({ name: backend, why: 'A test asked for it.' }, backend);
  let difference = 0;
  for (const calibration of calibrations) {
    const parsed = await parseHead(JSON.stringify({ ...metadata, calibration }), bytes, (data) => environment.sha256(data));
    if (!parsed.ok) throw new Error(parsed.message);
    const bias = parsed.value.weights.bias.map((value, k) => value + k / 7);
    const head = createHead(parsed.value.metadata, { ...parsed.value.weights, bias });
    const placed = placeOnTensors(runner, head);
    const onTensors = await probabilitiesOnTensors(placed, head, texts, embeddings);
    placed.dispose();
    texts.forEach((text, at) => {
      head.probabilities(text, embeddings.subarray(at * fixtureDimension, (at + 1) * fixtureDimension)).forEach((probability, k) => {
        // A difference that is no number must not pass for none.
        const apart = Math.abs(probability - (onTensors[at * metadata.labels.length + k] ?? Number.NaN));
        difference = Number.isNaN(apart) ? Infinity : Math.max(difference, apart);
      });
    });
  }
  return { backend: runner.backend.name, difference };
}
