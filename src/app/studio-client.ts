import type { HeadFiles } from '../inference/api.ts';
import type { StudioErrorCode, StudioModels } from '../inference/studio-in-host.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import type { StudioReplies, StudioReply, StudioRequest, StudioSource } from './studio-messages.ts';

export interface StudioClientOptions {
  readonly models: StudioModels;
  /** The head the desk goes by, asked for with each job; null for the one that ships. */
  readonly current: () => HeadFiles | null;
  /** Starts the worker script; by default `studio.worker.ts`. */
  readonly startWorker?: () => Worker;
}

export type StudioClientStep = Extract<StudioReply, { readonly type: 'step' }>['step'];

export interface StudioRun<Kind extends keyof StudioReplies> {
  readonly job: Extract<StudioRequest['job'], { readonly kind: Kind }>;
  /** The head the desk goes by, where it was just looked up; else `current()` of the client. */
  readonly current?: HeadFiles | null;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: StudioClientStep) => void;
}

/** The studio in a worker of this page, started at the first job. One job at a time; the next waits for it. */
export interface StudioClient {
  /** Settles at once when it is stopped (the worker is then ended, and what it has read is read again), or when the worker dies. */
  run<Kind extends keyof StudioReplies>(source: StudioSource | null, run: StudioRun<Kind>): Promise<Outcome<StudioReplies[Kind], StudioErrorCode>>;
  /** Ends the worker and what it holds in memory; the next job starts another. */
  close(): void;
}

const stopped = failure('aborted', 'Stopped. Nothing was changed.');
const died = failure('worker-crashed', 'The studio stopped while it worked on this, perhaps for want of memory. Nothing was changed; try again with fewer rows.');

function notStarted(error: unknown): Outcome<never, StudioErrorCode> {
  return failure('internal', `The studio could not begin. Nothing was changed; close other tabs and try again. (${error instanceof Error ? error.message : String(error)})`);
}

export function createStudioClient({ models, current, startWorker = startStudioWorker }: StudioClientOptions): StudioClient {
  let worker: Worker | null = null;
  let settleRunning: ((outcome: Outcome<never, StudioErrorCode>) => void) | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let jobs = 0;

  function end(): void {
    worker?.terminate();
    worker = null;
  }

  function work<Kind extends keyof StudioReplies>(source: StudioSource | null, { job, signal, onStep, current: given }: StudioRun<Kind>): Promise<Outcome<StudioReplies[Kind], StudioErrorCode>> {
    if (signal?.aborted === true) return Promise.resolve(stopped);
    let place: Worker;
    try {
      place = worker ??= startWorker();
    } catch (error) {
      return Promise.resolve(notStarted(error));
    }
    return new Promise((resolve) => {
      jobs += 1;
      const id = jobs;
      const settle = (outcome: Outcome<StudioReplies[keyof StudioReplies], StudioErrorCode>): void => {
        signal?.removeEventListener('abort', onAbort);
        place.removeEventListener('message', onMessage);
        place.removeEventListener('error', onError);
        place.removeEventListener('messageerror', onError);
        settleRunning = null;
        resolve(outcome as Outcome<StudioReplies[Kind], StudioErrorCode>);
      };
      const onAbort = (): void => {
        end();
        settle(stopped);
      };
      const onMessage = ({ data }: MessageEvent<StudioReply>): void => {
        if (data.id !== id) return;
        if (data.type === 'step') onStep?.(data.step);
        else settle(data.outcome);
      };
      const onError = (event: Event): void => {
        event.preventDefault();
        end();
        settle(died);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      place.addEventListener('message', onMessage);
      place.addEventListener('error', onError);
      // An answer there is no room for on this side.
      place.addEventListener('messageerror', onError);
      settleRunning = settle;
      const request: StudioRequest = { id, models, source, job, current: given === undefined ? current() : given };
      try {
        place.postMessage(request);
      } catch (error) {
        // What is sent is copied, and a large model may find no room. The worker knows of no job then.
        settle(notStarted(error));
      }
    });
  }

  return {
    run(source, run) {
      const next = last.then(() => work(source, run));
      last = next;
      const { signal } = run;
      if (signal === undefined) return next;
      // One that still waits for its turn is stopped at once too; when its turn comes it does nothing.
      return new Promise((resolve, reject) => {
        const onAbort = (): void => resolve(stopped);
        signal.addEventListener('abort', onAbort, { once: true });
        void next.finally(() => signal.removeEventListener('abort', onAbort)).then(resolve, reject);
      });
    },
    close() {
      end();
      settleRunning?.(stopped);
    },
  };
}

function startStudioWorker(): Worker {
  return new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-studio' });
}
