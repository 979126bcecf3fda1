import { failure, type Outcome } from '../tickets/outcome.ts';
import type { FromRehearsal, ListedTickets, ListRequest, RehearsalErrorCode, RehearsalModels, RehearsalQuestion, RehearsalResult, RehearsalStep, ToRehearsal } from './rehearsal-messages.ts';

export interface RehearsalClientOptions {
  readonly models: RehearsalModels;
  /** Starts the worker script; by default `rehearsal.worker.ts`. */
  readonly startWorker?: () => Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;
  /** A worker that says nothing for so long while something is asked is taken for hung, milliseconds. */
  readonly patienceMs?: number;
  /** How long the archive is kept in memory when nobody looks any more, milliseconds. */
  readonly keepMs?: number;
}

export interface RehearsalClient {
  /** Settles at once when it is stopped, when another question takes its place, when the worker dies or falls silent. What was read stays read. */
  rehearse(question: RehearsalQuestion, options?: { readonly signal?: AbortSignal; readonly onStep?: (step: RehearsalStep) => void }): Promise<Outcome<RehearsalResult, RehearsalErrorCode>>;
  list(request: ListRequest): Promise<Outcome<ListedTickets, RehearsalErrorCode>>;
  /** Nobody looks: the worker ends after a while, unless something is asked again. */
  rest(): void;
  close(): void;
}

interface Failed {
  readonly ok: false;
  readonly code: RehearsalErrorCode;
  readonly message: string;
}

const stopped = failure('aborted', 'Stopped. Nothing was changed.');
const died = failure('worker-crashed', 'The rehearsal stopped, perhaps for want of memory. Nothing was changed; close other tabs and try again.');
const silent = failure('timeout', 'The rehearsal has not been heard of for too long and was ended. Nothing was changed; try again.');

/** The rehearsal in a worker of this page, started at the first question. */
export function createRehearsalClient({ models, startWorker = startRehearsalWorker, patienceMs = 60_000, keepMs = 300_000 }: RehearsalClientOptions): RehearsalClient {
  interface Waiting {
    readonly settle: (outcome: Outcome<RehearsalResult | ListedTickets, RehearsalErrorCode>) => void;
    readonly onStep?: ((step: RehearsalStep) => void) | undefined;
    readonly isRehearsal: boolean;
  }
  const waiting = new Map<number, Waiting>();
  let worker: ReturnType<typeof startWorker> | null = null;
  let watch: ReturnType<typeof setTimeout> | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let ids = 0;

  function end(why: Failed): void {
    clearTimeout(watch);
    clearTimeout(ending);
    worker?.terminate();
    worker = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { settle } of all) settle(why);
  }

  /** The worker was heard, or is asked: from now on it has its time again. */
  function watchAgain(): void {
    clearTimeout(watch);
    if (waiting.size > 0) watch = setTimeout(() => end(silent), patienceMs);
  }

  function running(): NonNullable<typeof worker> {
    if (worker !== null) return worker;
    const started = startWorker();
    worker = started;
    started.addEventListener('message', ((event: MessageEvent<FromRehearsal>) => {
      if (worker !== started) return;
      const { data } = event;
      const one = waiting.get(data.id);
      if (data.type === 'step') one?.onStep?.(data.step);
      else {
        waiting.delete(data.id);
        one?.settle(data.outcome);
      }
      watchAgain();
    }) as EventListener);
    const fail = (event: Event): void => {
      event.preventDefault();
      if (worker === started) end(died);
    };
    started.addEventListener('error', fail);
    started.addEventListener('messageerror', fail);
    return started;
  }

  function ask<T extends RehearsalResult | ListedTickets>(make: (id: number) => ToRehearsal, onStep: ((step: RehearsalStep) => void) | undefined, signal: AbortSignal | undefined, isRehearsal: boolean): Promise<Outcome<T, RehearsalErrorCode>> {
    if (signal?.aborted === true) return Promise.resolve(stopped);
    clearTimeout(ending);
    return new Promise((resolve) => {
      ids += 1;
      const id = ids;
      const onAbort = (): void => {
        waiting.delete(id);
        worker?.postMessage({ type: 'stop', id } satisfies ToRehearsal);
        resolve(stopped);
        watchAgain();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle: Waiting['settle'] = (outcome) => {
        signal?.removeEventListener('abort', onAbort);
        resolve(outcome as Outcome<T, RehearsalErrorCode>);
      };
      try {
        const place = running();
        waiting.set(id, { settle, onStep, isRehearsal });
        place.postMessage(make(id));
        watchAgain();
      } catch (error) {
        waiting.delete(id);
        settle(failure('internal', `The rehearsal could not begin. Reload the page and try again. (${error instanceof Error ? error.message : String(error)})`));
      }
    });
  }

  return {
    rehearse(question, { signal, onStep } = {}) {
      // The worker answers the newest question only.
      for (const [id, one] of waiting) {
        if (!one.isRehearsal) continue;
        waiting.delete(id);
        one.settle(stopped);
      }
      return ask((id) => ({ type: 'rehearse', id, question, models }), onStep, signal, true);
    },
    list: (request) => ask((id) => ({ type: 'list', id, request }), undefined, undefined, false),
    rest() {
      clearTimeout(ending);
      ending = setTimeout(() => end(stopped), keepMs);
    },
    close: () => end(stopped),
  };
}

function startRehearsalWorker(): Worker {
  return new Worker(new URL('./rehearsal.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-rehearsal' });
}
