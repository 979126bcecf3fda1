import { within } from './backend.ts';
import type { EmbedFor, Encoder } from './encoder.ts';
import type { FromHubEncoder, HubEncoderAbout, ToHubEncoder } from './hub-encoder-messages.ts';

/** The little of a worker that is used. */
export interface HubEncoderWorker {
  postMessage(message: ToHubEncoder): void;
  terminate(): void;
  onMessage(listener: (message: FromHubEncoder) => void): void;
  onFailure(listener: (why: string) => void): void;
}

/** It was not the model that failed but the worker around it: it could not be loaded, or was killed. */
export class HubWorkerFailed extends Error {
  override readonly name = 'HubWorkerFailed';
}

/** An encoder that was downloaded, started and tried. */
export interface HubEncoder extends Encoder {
  readonly about: HubEncoderAbout;
}

/** A hundred megabytes are read, checked and made ready in some ten seconds on a slow phone; this is for what hangs. */
const startTimeoutMs = 180_000;
/** Starts after which an encoder whose worker keeps dying is given up. */
const mostStarts = 3;

/** Starts a downloaded encoder in a worker of its own. Rejects in words when its files or the model are no good. */
export async function startHubEncoder(id: string, files: { readonly wasm: string; readonly mjs: string }, startWorker: () => HubEncoderWorker): Promise<HubEncoder> {
  const encoder = new WorkerEncoder(id, files, startWorker);
  const about = await encoder.start();
  return {
    about,
    dimension: about.dimension,
    embed: (texts, use) => encoder.embed(texts, use),
    dispose: () => encoder.dispose(),
  };
}

interface Waiting {
  readonly resolve: (data: Float32Array) => void;
  readonly reject: (error: Error) => void;
}

class WorkerEncoder {
  readonly #id: string;
  readonly #files: { readonly wasm: string; readonly mjs: string };
  readonly #startWorker: () => HubEncoderWorker;
  #worker: HubEncoderWorker | null = null;
  #starting: Promise<HubEncoderAbout> | null = null;
  #starts = 0;
  #jobs = 0;
  #isDisposed = false;
  readonly #waiting = new Map<number, Waiting>();

  constructor(id: string, files: { readonly wasm: string; readonly mjs: string }, startWorker: () => HubEncoderWorker) {
    this.#id = id;
    this.#files = files;
    this.#startWorker = startWorker;
  }

  /** Again after a death: the worker was killed for its memory, for instance. */
  start(): Promise<HubEncoderAbout> {
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  async embed(texts: readonly string[], use: EmbedFor): Promise<Float32Array> {
    await this.start();
    const worker = this.#worker;
    if (worker === null) throw new Error('the encoder has stopped');
    this.#jobs += 1;
    const job = this.#jobs;
    return new Promise((resolve, reject) => {
      this.#waiting.set(job, { resolve, reject });
      worker.postMessage({ type: 'embed', job, texts, use });
    });
  }

  dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#end('it was put away');
    return Promise.resolve();
  }

  #begin(): Promise<HubEncoderAbout> {
    if (this.#isDisposed) return Promise.reject(new Error('it was put away'));
    if (this.#starts >= mostStarts) return Promise.reject(new Error('it stopped several times'));
    this.#starts += 1;
    const worker = this.#startWorker();
    this.#worker = worker;
    const started = new Promise<HubEncoderAbout>((resolve, reject) => {
      worker.onMessage((message) => {
        if (message.type === 'started') resolve(message.about);
        else if (message.type === 'failed') {
          reject(new Error(message.message));
          this.#end(message.message);
        } else this.#settle(message);
      });
      worker.onFailure((why) => {
        reject(new HubWorkerFailed(why));
        if (this.#worker === worker) this.#end(why);
      });
      worker.postMessage({ type: 'start', id: this.#id, ...this.#files });
    });
    return within(started, startTimeoutMs, 'it did not start in time').catch((error: unknown) => {
      if (this.#worker === worker) this.#end('it did not start');
      throw error;
    });
  }

  #settle(message: Extract<FromHubEncoder, { job: number }>): void {
    const waiting = this.#waiting.get(message.job);
    this.#waiting.delete(message.job);
    if (message.type === 'vectors') waiting?.resolve(message.data);
    else waiting?.reject(new Error(message.message));
  }

  #end(why: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#starting = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}
