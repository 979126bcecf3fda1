import type { LoadOptions } from '../inference/api.ts';
import type { Backlog, BacklogState } from './desk-context.ts';
import { createStore } from './store.ts';
import type { FromTriageWorker, ToTriageWorker } from './triage-backlog-messages.ts';

export interface BacklogInWorkerParts {
  readonly startWorker: () => Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;
  /** What the worker's engine loads; asked for at each start, since the playbook may have changed. */
  readonly load: () => LoadOptions;
  /** Whether there is anything to triage: without, no worker is started. Rejects with words when nobody can tell. */
  readonly anythingToDo: () => Promise<boolean>;
  /** How long a worker without work is kept, milliseconds: its engine holds models in memory. */
  readonly keepMs: number;
}

export interface BacklogInWorker extends Backlog {
  /** Tells a worker at work of another playbook; the next one is started with it. */
  playbookChanged(): void;
  /** Ends a worker at work, since its models are no longer the desk's, and begins again with those that are. */
  startOver(): void;
}

/**
 * The page's side of background triage. A worker of its own (triage-backlog.worker.ts) is started when there is work
 * and ended when it has rested a while; one that dies is told as a failure, which a person or the next change tries again.
 */
export function createBacklogInWorker({ startWorker, load, anythingToDo, keepMs }: BacklogInWorkerParts): BacklogInWorker {
  const state = createStore<BacklogState>({ status: 'idle', done: 0, total: 0 });
  let worker: ReturnType<typeof startWorker> | null = null;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let lookAgain = false;

  function end(): void {
    clearTimeout(ending);
    worker?.terminate();
    worker = null;
  }

  function fail(message: string): void {
    end();
    state.set({ ...state.get(), status: 'failed', message });
  }

  function send(message: ToTriageWorker): void {
    clearTimeout(ending);
    worker?.postMessage(message);
  }

  function start(): void {
    const started = startWorker();
    worker = started;
    started.addEventListener('message', ({ data }: MessageEvent<FromTriageWorker>) => {
      // What a worker says that has been ended meanwhile is about yesterday.
      if (worker !== started) return;
      clearTimeout(ending);
      if (data.type === 'rest') ending = setTimeout(end, keepMs);
      else if (state.get().status !== 'paused') state.set(data.state);
      // One that has failed is not asked again: the next try begins with a fresh one.
      if (data.type === 'state' && data.state.status === 'failed') end();
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      const why = (event).message || 'its worker did not start';
      if (worker === started) fail(`Triage stopped. Go on with it, or reload the page; nothing is lost. (${why})`);
    });
    send({ type: 'start', load: load() });
  }

  async function look(): Promise<void> {
    lookAgain = true;
    if (looking) return;
    looking = true;
    try {
      while (takeLook()) {
        const isWork = await anythingToDo();
        if (!isWork || worker !== null || state.get().status === 'paused') continue;
        start();
        send({ type: 'wake' });
      }
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    } finally {
      looking = false;
    }
  }

  // A function of its own: the flag is set by others while the count is awaited.
  function takeLook(): boolean {
    const wished = lookAgain;
    lookAgain = false;
    return wished && worker === null;
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    pause() {
      state.set({ ...state.get(), status: 'paused' });
      send({ type: 'pause' });
    },
    resume() {
      if (state.get().status === 'running') return;
      state.set({ status: 'idle', done: 0, total: 0 });
      if (worker) send({ type: 'resume' });
      else void look();
    },
    wake() {
      if (state.get().status === 'paused') return;
      // A failure is tried again by a person, or by whatever changed.
      if (state.get().status === 'failed') state.set({ status: 'idle', done: 0, total: 0 });
      if (worker) send({ type: 'wake' });
      else void look();
    },
    playbookChanged() {
      send({ type: 'playbook', playbook: load().playbook });
    },
    startOver() {
      const { status } = state.get();
      end();
      if (status === 'paused') return;
      state.set({ status: 'idle', done: 0, total: 0 });
      void look();
    },
  };
}
