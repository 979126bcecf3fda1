import type { BackendName } from '../../src/inference/api.ts';
import type { EngineEnvironment } from '../../src/inference/environment.ts';
import { placeOnTensors, probabilitiesOnTensors } from '../../src/inference/predict-batch.ts';
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

/** Largest difference between a head's own forward pass and the same head on a tfjs backend, over odd and plain texts. */
export async function measureParity(environment: EngineEnvironment, backend: BackendName): Promise<{ readonly backend: string; readonly difference: number }> {
  if (environment.startTensors === null) throw new Error('this host has no tfjs');
  const { metadata, bytes } = await makeFixtureHead((data) => environment.sha256(data), true);
  const embeddings = Float32Array.from({ length: texts.length * fixtureDimension }, (_, i) => Math.sin(i) / 4);
  const parsed = await parseHead(JSON.stringify(metadata), bytes, (data) => environment.sha256(data));
  if (!parsed.ok) throw new Error(parsed.message);
  const head = parsed.value;
  const runner = await environment.startTensors({ name: backend, why: 'A test asked for it.' }, backend);
  const placed = placeOnTensors(runner, head);
  const onTensors = await probabilitiesOnTensors(placed, head, texts, embeddings);
  placed.dispose();
  let difference = 0;
  texts.forEach((text, at) => {
    head.probabilities(text, embeddings.subarray(at * fixtureDimension, (at + 1) * fixtureDimension)).forEach((probability, k) => {
      difference = Math.max(difference, Math.abs(probability - (onTensors[at * metadata.labels.length + k] ?? Number.NaN)));
    });
  });
  return { backend: runner.backend.name, difference };
}
