import type { VectorIndex } from '../knowledge-base/article.ts';
import type { BackendChoice, BackendName, EngineInfo } from './api.ts';
import type { Encoder, EncoderOptions } from './encoder.ts';
import type { HubEncoder } from './hub-encoder.ts';
import type { TensorRunner } from './run-head-on-tfjs.ts';

/** A file that `readModelFile` could not find: the model was never there, as opposed to broken on the way. */
export class MissingModelFile extends Error {
  override readonly name = 'MissingModelFile';
  constructor(readonly file: string) {
    super(`${file} was not found`);
  }
}

/** Bytes read so far and in all; the total is 0 while it is unknown. */
export type ByteProgress = (loadedBytes: number, totalBytes: number) => void;

/** The files of one encoder by their path inside its folder (`onnx/model_quantized.onnx`), read and verified. */
export type EncoderFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * What the engine needs from where it runs. One object per host (a browser's worker or page, Node, a test), so that
 * the engine itself touches no network, clock or file.
 */
export interface EngineEnvironment {
  readonly host: EngineInfo['host'];
  /** Milliseconds from any fixed point, for durations only. */
  clock(): number;
  /** Lets waiting messages and timers run; settles as soon as they have. */
  yieldToEvents(): Promise<void>;
  /** Reads a file under the models folder; throws `MissingModelFile`, or any other error when the reading failed. */
  readModelFile(modelsUrl: string, path: string, onProgress: ByteProgress, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 in lower-case hex. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Looks at the device only; starts nothing. */
  chooseBackend(force: BackendName | undefined): Promise<BackendChoice>;
  /** Starts the runtime and makes an encoder of verified files. */
  startEncoder(name: string, dimension: number, files: EncoderFiles, options: EncoderOptions): Promise<Encoder>;
  /** Starts a downloaded encoder, throwing in words; null where this host keeps no downloads. */
  startHubEncoder: ((id: string) => Promise<HubEncoder>) | null;
  /** An empty index that suits `count` vectors here; voy needs its turns to be fed. */
  openVectorIndex(dimension: number, count: number): Promise<VectorIndex>;
  /** Starts tfjs on the chosen backend, or the next that works; null where this host has no tfjs. */
  startTensors: ((choice: BackendChoice, force: BackendName | undefined) => Promise<TensorRunner>) | null;
}
