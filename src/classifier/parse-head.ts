import { failure, type Outcome, success } from '../tickets/outcome.ts';
import { ngramVersion, pairVersion } from '../text/hashed-ngrams.ts';
import { lexiconVersion } from '../text/lexicon.ts';
import { createHead, type Head } from './create-head.ts';
import type { HeadMetadata } from './head.ts';
import { decodeWeights } from './weights-file.ts';

/** SHA-256 of bytes as lower-case hex; given by the host, since pure code has no crypto. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

/**
 * Makes a head of its two files. `metadata` is the text of metadata.json, `bytes` is weights.bin. Fails with
 * `model-corrupt` when either can't be read, when the checksum differs, or when the features were made by other code.
 */
export async function parseHead(
  metadata: string,
  bytes: Uint8Array<ArrayBuffer>,
  sha256: Sha256,
): Promise<Outcome<Head, 'model-corrupt'>> {
  const described = readMetadata(metadata);
  if (!described.ok) return described;
  const about = described.value;
  const sum = await sha256(bytes);
  if (sum !== about.checksum) {
    const length = bytes.byteLength === about.bytes ? '' : ` (${bytes.byteLength} bytes instead of ${about.bytes})`;
    return failure('model-corrupt', `The weights of the model "${about.name}" are damaged or of another version${length}. Load the model again.`);
  }
  const weights = decodeWeights(bytes);
  if (!weights.ok) return weights;
  const width = about.labels.length;
  if (weights.value.bias.length !== width) {
    return failure('model-corrupt', `The weights of the model "${about.name}" are for ${weights.value.bias.length} labels, its description names ${width}.`);
  }
  if (weights.value.embedding.length !== (about.features.embedding?.dimension ?? 0) * width) {
    return failure('model-corrupt', `The model "${about.name}" was made for another sentence encoder than its description names.`);
  }
  return success(createHead(about, weights.value));
}

function readMetadata(text: string): Outcome<HeadMetadata, 'model-corrupt'> {
  const corrupt = (what: string): Outcome<HeadMetadata, 'model-corrupt'> =>
    failure('model-corrupt', `The description of the model can't be read: ${what}. Load the model again.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return corrupt('metadata.json is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null) return corrupt('metadata.json holds no object');
  const data = parsed as Partial<Record<keyof HeadMetadata, unknown>>;
  if (data.format !== 'tabdesk-head' || data.formatVersion !== 1) return corrupt('it is not a Tabdesk head of version 1');
  if (!isTexts(data.labels) || data.labels.length < 2) return corrupt('it needs a list of two labels or more');
  if (new Set(data.labels).size !== data.labels.length) return corrupt('a label is named twice');
  for (const name of ['name', 'version', 'kind', 'checksum', 'dataHash'] as const) {
    if (typeof data[name] !== 'string') return corrupt(`"${name}" is missing`);
  }
  for (const name of ['outOfScopeThreshold', 'bytes'] as const) {
    if (typeof data[name] !== 'number' || !Number.isFinite(data[name])) return corrupt(`"${name}" is no number`);
  }
  const calibration = data.calibration as { temperature?: unknown; offset?: unknown } | null | undefined;
  const temperature = calibration?.temperature;
  if (typeof temperature !== 'number' || !(temperature > 0) || !Number.isFinite(temperature)) {
    return corrupt('the temperature of its calibration is no positive number');
  }
  const offset = calibration?.offset;
  if (offset !== undefined && (typeof offset !== 'number' || !Number.isFinite(offset))) return corrupt('the offset of its calibration is no number');
  if (typeof data.metrics !== 'object' || data.metrics === null) return corrupt('"metrics" is missing');
  const problem = featureProblem(data.features);
  if (problem) return corrupt(problem);
  return success(parsed as HeadMetadata);
}

function featureProblem(features: unknown): string | null {
  if (typeof features !== 'object' || features === null) return '"features" is missing';
  const spec: Record<string, unknown> = { ...features };
  if (spec.version !== ngramVersion && spec.version !== pairVersion) {
    return `its features are of version ${String(spec.version)}, this program reads versions ${ngramVersion} and ${pairVersion}`;
  }
  for (const name of ['words', 'characters']) {
    const range = spec[name];
    if (!Array.isArray(range) || range.length !== 2 || !range.every((n) => Number.isInteger(n) && n >= 0 && n <= 8)) {
      return `"features.${name}" is no pair of lengths`;
    }
  }
  const buckets = spec.buckets;
  if (typeof buckets !== 'number' || !Number.isInteger(buckets) || buckets < 2 || buckets > 2 ** 30 || (buckets & (buckets - 1)) !== 0) {
    return '"features.buckets" is no power of two';
  }
  if (spec.concepts !== undefined) {
    const concepts: { lexicon?: unknown; window?: unknown; share?: unknown } | null = spec.concepts;
    if (concepts?.lexicon !== lexiconVersion) {
      return `it was trained with version ${String(concepts?.lexicon)} of the lexicon, this program has version ${lexiconVersion}`;
    }
    if (typeof concepts.window !== 'number' || typeof concepts.share !== 'number') return '"features.concepts" is incomplete';
  }
  if (spec.version === ngramVersion && (spec.acrossWords !== undefined || spec.pairs !== undefined)) {
    return `its features are more than version ${ngramVersion} knows`;
  }
  if (spec.acrossWords !== undefined && typeof spec.acrossWords !== 'boolean') return '"features.acrossWords" is neither true nor false';
  if (spec.pairs !== undefined) {
    const pairs: { window?: unknown; letters?: unknown; share?: unknown } | null = spec.pairs;
    const whole = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100;
    if (!whole(pairs?.window) || !whole(pairs?.letters) || typeof pairs?.share !== 'number') return '"features.pairs" is incomplete';
  }
  if (spec.embedding === undefined) return null;
  const embedding: { model?: unknown; dimension?: unknown } | null = spec.embedding;
  const sound = typeof embedding?.model === 'string' && Number.isInteger(embedding.dimension) && Number(embedding.dimension) > 0;
  return sound ? null : '"features.embedding" names no encoder';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
