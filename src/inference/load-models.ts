import type { Head } from '../classifier/create-head.ts';
import { parseHead } from '../classifier/parse-head.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { moodSignalsVersion } from '../sentiment/mood-signals.ts';
import type { DeskSlot, EngineErrorCode, HeadFiles, LoadOptions, LoadProgress, TicketHeadName } from './api.ts';
import type { Encoder, EncoderOptions } from './encoder.ts';
import { MissingModelFile, type EngineEnvironment } from './environment.ts';

/** `public/models/<encoder>/metadata.json`, as far as the engine reads it. */
export interface EncoderDescription {
  readonly name: string;
  readonly version: string;
  readonly dimension: number;
  /** SHA-256 in hex of each file, by its path in the encoder's folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly options: EncoderOptions;
}

type Report = (progress: LoadProgress) => void;

/** Reads a model's files with progress, and words for what goes wrong. */
class ModelReader {
  readonly #environment: EngineEnvironment;
  readonly #modelsUrl: string;
  readonly #report: Report;
  readonly #signal: AbortSignal;

  constructor(environment: EngineEnvironment, modelsUrl: string, report: Report, signal: AbortSignal) {
    this.#environment = environment;
    this.#modelsUrl = modelsUrl;
    this.#report = report;
    this.#signal = signal;
  }

  bytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
    const onProgress = (loadedBytes: number, totalBytes: number): void =>
      this.#report({ status: 'fetching', file, loadedBytes, totalBytes });
    return this.#environment.readModelFile(this.#modelsUrl, file, onProgress, this.#signal);
  }

  async text(file: string): Promise<string> {
    return new TextDecoder().decode(await this.bytes(file));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof MissingModelFile) return `the file ${error.file} is missing`;
  const said = error instanceof Error ? error.message : String(error);
  return said.split('\n', 1)[0]?.replace(/\.$/, '') ?? said;
}

/** What is missing where a head of this slot is. */
const consequences: Readonly<Record<DeskSlot | TicketHeadName, string>> = {
  intent: 'Triage goes by rules until it is there.',
  sentiment: 'Moods go by rules until it is there.',
  priority: 'Priorities go by rules until it is there.',
  product: 'Products go by their names until it is there.',
  escalation: 'Escalation goes by wordings alone until it is there.',
};

/** Reads and verifies a head that ships. A failure is a problem in words, never a throw: the rules then answer. */
export async function loadShippedHead(
  environment: EngineEnvironment,
  { modelsUrl, name, slot }: { readonly modelsUrl: string; readonly name: string; readonly slot: DeskSlot | TicketHeadName },
  encoderMark: string | null,
  report: Report,
  signal: AbortSignal,
): Promise<{ readonly head: Head | null; readonly problem: string | null }> {
  const consequence = consequences[slot];
  const reader = new ModelReader(environment, modelsUrl, report, signal);
  try {
    const [metadata, bytes] = await Promise.all([reader.text(`${name}/metadata.json`), reader.bytes(`${name}/weights.bin`)]);
    report({ status: 'starting', part: 'head' });
    const head = fitting(await parseHead(metadata, bytes, (data) => environment.sha256(data)), encoderMark);
    if (head.ok) return { head: head.value, problem: null };
    return { head: null, problem: `${head.message} ${consequence}` };
  } catch (error) {
    return { head: null, problem: `The ${slot} model "${name}" could not be loaded: ${reasonOf(error)}. ${consequence}` };
  }
}

/** Reads and verifies a head that was made on this device; refused in words where it is damaged or reads another encoder's sentences. */
export async function readHeadFiles(environment: EngineEnvironment, files: HeadFiles, encoderMark: string | null): Promise<Outcome<Head, EngineErrorCode>> {
  const given = files as { readonly metadata?: unknown; readonly weights?: unknown } | null;
  if (typeof given?.metadata !== 'string' || !(given.weights instanceof ArrayBuffer)) return failure('bad-input', 'These are not the files of a head.');
  const head = fitting(await parseHead(given.metadata, new Uint8Array(given.weights), (data) => environment.sha256(data)), encoderMark);
  return head.ok ? head : failure('model-corrupt', head.message);
}

/** A head that reads sentence embeddings means those of one encoder: another's numbers would make it guess. */
function fitting(read: Outcome<Head>, encoderMark: string | null): Outcome<Head> {
  const model = read.ok ? read.value.metadata.features.embedding?.model : undefined;
  // Signals of the program's own rules are no encoder's.
  if (model === undefined || model === encoderMark || model === moodSignalsVersion) return read;
  return failure('model-corrupt', `It reads sentences with the encoder ${model}, and this desk has ${encoderMark ?? 'none'}: train it again here.`);
}

/** Reads the encoder's description only: its weights and its runtime (14 MB) wait until something is to be embedded. */
export async function describeEncoder(
  environment: EngineEnvironment,
  options: Pick<LoadOptions, 'modelsUrl' | 'encoder'>,
  report: Report,
  signal: AbortSignal,
): Promise<{ readonly encoder: EncoderDescription | null; readonly problem: string | null }> {
  const name = options.encoder;
  if (name === null) return { encoder: null, problem: null };
  try {
    const reader = new ModelReader(environment, options.modelsUrl, report, signal);
    return { encoder: readDescription(name, await reader.text(`${name}/metadata.json`)), problem: null };
  } catch (error) {
    return { encoder: null, problem: encoderProblem(name, error) };
  }
}

export function encoderProblem(name: string, error: unknown): string {
  return `The encoder "${name}" could not be loaded: ${reasonOf(error)}. Search goes by words alone.`;
}

function readDescription(folder: string, text: string): EncoderDescription {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error('its metadata.json is not JSON');
  }
  const { name, version, dimension, files, leadWeight, whitening } = (data ?? {}) as Record<string, unknown>;
  if (typeof version !== 'string' || !Number.isInteger(dimension) || typeof files !== 'object' || files === null) {
    throw new Error('its metadata.json does not name version, dimension and files');
  }
  const sums = new Map<string, string>();
  for (const [path, described] of Object.entries(files)) {
    const sum: unknown = typeof described === 'string' ? described : (described as { checksum?: unknown } | null)?.checksum;
    if (typeof sum !== 'string') throw new Error(`its metadata.json has no checksum for ${path}`);
    sums.set(path, sum);
  }
  return { name: typeof name === 'string' ? name : folder, version, dimension: Number(dimension), files: sums, options: { ...share('leadWeight', leadWeight), ...share('whitening', whitening) } };
}

/** A number from 0 to 1 under its name, or nothing where metadata.json says nothing. */
function share(name: 'leadWeight' | 'whitening', value: unknown): EncoderOptions {
  if (value === undefined) return {};
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) throw new Error(`its metadata.json has a ${name} that is no number from 0 to 1`);
  return { [name]: value };
}

/** Reads, verifies and starts the encoder; throws in words. */
export async function startEncoder(
  environment: EngineEnvironment,
  options: Pick<LoadOptions, 'modelsUrl' | 'encoder'>,
  description: EncoderDescription,
  report: Report,
  signal: AbortSignal,
): Promise<Encoder> {
  const folder = options.encoder ?? description.name;
  const reader = new ModelReader(environment, options.modelsUrl, report, signal);
  const files = new Map(
    await Promise.all(
      Array.from(description.files, async ([path, sum]): Promise<[string, Uint8Array<ArrayBuffer>]> => {
        const bytes = await reader.bytes(`${folder}/${path}`);
        if ((await environment.sha256(bytes)) !== sum) throw new Error(`the file ${folder}/${path} is damaged or of another version`);
        return [path, bytes];
      }),
    ),
  );
  report({ status: 'starting', part: 'encoder' });
  return environment.startEncoder(folder, description.dimension, files, description.options);
}
