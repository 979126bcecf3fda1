import type { Solver } from '../classifier/solve-svm.ts';

/** Sentence embeddings of texts and the encoder they are of. */
export interface SentenceReader {
  /** `name@version`: what a head that reads them is marked with. */
  readonly mark: string;
  readonly dimension: number;
  /** Unit-length rows, row-major, in the order of the texts. */
  embed(texts: readonly string[]): Promise<Float32Array>;
}

/** What a trainer is called. */
export interface TrainerName {
  /** Short, for the metadata of a head: `tfjs-webgpu`, `sparse-solver`. */
  readonly mark: string;
  /** For people, with the reason: "On the graphics card (WebGPU)". */
  readonly words: string;
}

/** What finds the weights on this device. */
export interface StudioSolver {
  readonly solve: Solver;
  /** What has trained, as of now: a solver that failed in the middle of a training has another do the rest, and says so here. */
  trainer(): TrainerName;
}

/** What the studio needs from where it runs. */
export interface StudioHost {
  /** Milliseconds from any fixed point, for durations only. */
  clock(): number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** SHA-256 in lower-case hex. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Lets waiting messages run: progress goes out, a cancelled job ends. */
  yieldToEvents(): Promise<void>;
  /** The encoder, started at the first call; null where there is none, and heads then go by words alone. */
  reader(): Promise<SentenceReader | null>;
  /** What trains here, started at the first call; null for the sparse solver and no more words about it. */
  solver(): Promise<StudioSolver | null>;
}
