import type { HeadMetadata } from '../../src/classifier/head.ts';
import type { HeadWeights } from '../../src/classifier/head-weights.ts';
import { chooseFeatures, countTexts } from '../../src/classifier/training-rows.ts';
import { createVectoriser } from '../../src/classifier/vectorise.ts';
import { encodeWeights } from '../../src/classifier/weights-file.ts';
import { ngramVersion } from '../../src/text/hashed-ngrams.ts';
import { fixtureDimension, fixtureEncoderMark, fixtureEncoderName, makeFixtureEncoder } from './fixture-encoder.ts';

/** A few requests a label: enough for a real head of some kilobytes, made in milliseconds. */
const examples: readonly (readonly [label: string, text: string])[] = [
  ['track_order', 'where is my order'],
  ['track_order', 'my parcel has not arrived yet, can you track it'],
  ['track_order', 'the tracking says nothing, where is the package'],
  ['get_refund', 'i want my money back'],
  ['get_refund', 'please refund me for the broken lamp'],
  ['get_refund', 'how do i get a refund'],
  ['cancel_order', 'cancel my order please'],
  ['cancel_order', 'i changed my mind and want to cancel what i bought'],
  ['recover_password', 'i forgot my password'],
  ['recover_password', 'can not log in, need to reset the password'],
  ['out_of_scope', 'what is the weather like in lisbon'],
  ['out_of_scope', 'write me a poem about trains'],
];

export const fixtureHeadName = 'fixture-head';

/** Metadata and weights of a nearest-centroid head over the real features. `sha256` answers lower-case hex. */
export async function makeFixtureHead(
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string> | string,
  readsEmbedding = false,
): Promise<{ readonly metadata: HeadMetadata; readonly weights: HeadWeights; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const labels = [...new Set(examples.map(([label]) => label))];
  const features = {
    version: ngramVersion,
    words: [1, 2] as const,
    characters: [2, 4] as const,
    buckets: 2 ** 16,
    ...(readsEmbedding ? { embedding: { model: fixtureEncoderMark, dimension: fixtureDimension } } : {}),
  };
  const counted = countTexts(examples.map(([, text]) => text), features);
  const { buckets, idf } = chooseFeatures(counted, 1);
  const vectorise = createVectoriser(features, buckets, idf);
  const weights = new Float32Array(buckets.length * labels.length);
  for (const [label, text] of examples) {
    const k = labels.indexOf(label);
    const { rows, values } = vectorise(text);
    rows.forEach((row, i) => {
      const at = row * labels.length + k;
      weights[at] = (weights[at] ?? 0) + 4 * (values[i] ?? 0);
    });
  }
  const embeddingWeights = new Float32Array(readsEmbedding ? fixtureDimension * labels.length : 0);
  // The first axis is parcels, the third passwords (fixture-encoder.ts): a word no n-gram knows is told by its meaning.
  if (readsEmbedding) {
    embeddingWeights[labels.indexOf('track_order')] = 9;
    embeddingWeights[2 * labels.length + labels.indexOf('recover_password')] = 9;
  }
  const learnt: HeadWeights = { buckets, idf, weights, bias: new Float32Array(labels.length).fill(-0.1), embedding: embeddingWeights };
  const bytes = encodeWeights(learnt);
  const metadata: HeadMetadata = {
    format: 'tabdesk-head',
    formatVersion: 1,
    kind: 'intent',
    name: fixtureHeadName,
    version: readsEmbedding ? '2' : '1',
    labels,
    outOfScopeLabel: 'out_of_scope',
    features,
    calibration: { temperature: 1.3 },
    outOfScopeThreshold: 0.05,
    metrics: {},
    dataHash: '0',
    checksum: await sha256(bytes),
    bytes: bytes.byteLength,
    seed: 1,
    trainer: 'fixture',
    createdAt: '2026-11-01T00:00:00.000Z',
  };
  return { metadata, weights: learnt, bytes };
}

/** Model folders for the contract, as files by path: `sound/fixture-head/weights.bin`. */
export async function makeModelFolders(
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string> | string,
): Promise<Readonly<Record<string, Uint8Array | string>>> {
  const { metadata, bytes } = await makeFixtureHead(sha256);
  const head = { 'metadata.json': JSON.stringify(metadata), 'weights.bin': bytes };
  const encoder = await makeFixtureEncoder(sha256);
  const damaged = (sound: Uint8Array): Uint8Array => sound.map((byte, at) => (at === sound.length >> 1 ? byte ^ 255 : byte));
  const files: Record<string, Uint8Array | string> = {};
  const put = (folder: string, name: string, parts: Readonly<Record<string, Uint8Array | string>>): void => {
    for (const [path, content] of Object.entries(parts)) files[`${folder}/${name}/${path}`] = content;
  };
  for (const folder of ['sound', 'no-encoder', 'broken-encoder']) put(folder, fixtureHeadName, head);
  for (const folder of ['sound', 'no-head', 'broken-head']) put(folder, fixtureEncoderName, encoder);
  const reading = await makeFixtureHead(sha256, true);
  put('embedding-head', fixtureHeadName, { 'metadata.json': JSON.stringify(reading.metadata), 'weights.bin': reading.bytes });
  put('embedding-head', fixtureEncoderName, encoder);
  put('broken-head', fixtureHeadName, { ...head, 'weights.bin': damaged(bytes) });
  const model = encoder['onnx/model_quantized.onnx'] ?? new Uint8Array();
  put('broken-encoder', fixtureEncoderName, { ...encoder, 'onnx/model_quantized.onnx': damaged(model) });
  return files;
}
