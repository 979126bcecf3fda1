import { failure, type Outcome } from '../tickets/outcome.ts';
import { hostOf, type DownloadProgress } from './download-hub-model.ts';
import type { FromDownloadWorker, HubSize, ToDownloadWorker } from './hub-download-messages.ts';
import { hubFailure, type HubErrorCode } from './hub-failures.ts';
import type { Hub, HubModel } from './hub-models.ts';
import type { StoredModel } from './hub-store.ts';

/** Milliseconds a worker that was stopped has for keeping what it holds. */
const graceMs = 3_000;

/** The page's side of asking and downloading: a worker for each task, gone when it is done. */
export class HubDownloads {
  readonly #startWorker: () => Worker;
  /** Ends when the newest worker has: the next one would find the store locked. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(startWorker: () => Worker = startDownloadWorker) {
    this.#startWorker = startWorker;
  }

  /** Asks the hub for a model's size; nothing is fetched. */
  ask(hub: Hub, model: HubModel, signal: AbortSignal): Promise<Outcome<HubSize, HubErrorCode>> {
    return this.#run(hub, model, 'ask', signal, () => undefined) as Promise<Outcome<HubSize, HubErrorCode>>;
  }

  /** Downloads what is missing of a model. Settles at once when stopped; what came so far is kept. */
  download(hub: Hub, model: HubModel, signal: AbortSignal, onProgress: (progress: DownloadProgress) => void): Promise<Outcome<StoredModel, HubErrorCode>> {
    return this.#run(hub, model, 'download', signal, onProgress) as Promise<Outcome<StoredModel, HubErrorCode>>;
  }

  /** When no worker writes any more. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #run(hub: Hub, model: HubModel, type: 'ask' | 'download', signal: AbortSignal, onProgress: (progress: DownloadProgress) => void) {
    await this.#last;
    const stopped = hubFailure('aborted', hostOf(hub.origin));
    if (signal.aborted) return stopped;
    const worker = this.#startWorker();
    const send = (message: ToDownloadWorker): void => worker.postMessage(message);
    return new Promise<Outcome<HubSize | StoredModel, HubErrorCode>>((resolve) => {
      let release = (): void => undefined;
      this.#last = new Promise<void>((ended) => {
        release = ended;
      });
      const end = (outcome: Outcome<HubSize | StoredModel, HubErrorCode>): void => {
        signal.removeEventListener('abort', onAbort);
        worker.terminate();
        release();
        resolve(outcome);
      };
      const onAbort = (): void => {
        resolve(stopped);
        send({ type: 'stop' });
        setTimeout(() => end(stopped), graceMs);
      };
      worker.addEventListener('message', ({ data }: MessageEvent<FromDownloadWorker>) => {
        if (data.type === 'end') end(data.outcome);
        else if (!signal.aborted) onProgress(data);
      });
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        // The script is never kept for offline use: without the network it does not even load.
        end(!event.message ? hubFailure('offline', hostOf(hub.origin)) : failure('internal', `The download failed unexpectedly (${event.message}). Nothing was changed. Reload the page and try again.`));
      });
      signal.addEventListener('abort', onAbort, { once: true });
      send({ type, origin: hub.origin, model });
    });
  }
}

function startDownloadWorker(): Worker {
  return new Worker(new URL('./hub-download.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-hub-download' });
}
