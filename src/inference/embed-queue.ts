import type { EmbedFor, Encoder } from './encoder.ts';

interface Job {
  readonly job: number;
  readonly texts: readonly string[];
  readonly use: EmbedFor;
  readonly out: Float32Array<ArrayBuffer>;
  done: number;
}

export interface QueueHost {
  readonly onDone: (job: number, vectors: Float32Array<ArrayBuffer>) => void;
  readonly onError: (job: number, message: string) => void;
  /** Lets messages that wait get through. */
  readonly breathe: () => Promise<void>;
}

/**
 * What a slow encoder has to read, text by text. Questions go before passages, even in the middle of a batch of them:
 * somebody waits for a question.
 */
export class EmbedQueue {
  readonly #encoder: Encoder;
  readonly #host: QueueHost;
  readonly #jobs: Job[] = [];
  #isRunning = false;

  constructor(encoder: Encoder, host: QueueHost) {
    this.#encoder = encoder;
    this.#host = host;
  }

  add(job: number, texts: readonly string[], use: EmbedFor): void {
    const waiting: Job = { job, texts, use, out: new Float32Array(texts.length * this.#encoder.dimension), done: 0 };
    if (use === 'passage') this.#jobs.push(waiting);
    else {
      const firstPassage = this.#jobs.findIndex((each) => each.use === 'passage');
      this.#jobs.splice(firstPassage < 0 ? this.#jobs.length : firstPassage, 0, waiting);
    }
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let job = this.#jobs[0]; job !== undefined; job = this.#jobs[0]) {
      const text = job.texts[job.done];
      try {
        if (text !== undefined) {
          job.out.set(await this.#encoder.embed([text], job.use), job.done * this.#encoder.dimension);
          job.done += 1;
        }
        if (job.done >= job.texts.length) {
          this.#drop(job);
          this.#host.onDone(job.job, job.out);
        }
      } catch (error) {
        this.#drop(job);
        this.#host.onError(job.job, error instanceof Error ? error.message : String(error));
      }
      await this.#host.breathe();
    }
    this.#isRunning = false;
  }

  #drop(job: Job): void {
    this.#jobs.splice(this.#jobs.indexOf(job), 1);
  }
}
