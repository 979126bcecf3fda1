import type { Engine, EngineErrorCode, TriageManyResult } from '../inference/api.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import type { Backlog, BacklogState } from './desk-context.ts';
import { createStore } from './store.ts';

/** While there is work, new tickets join the queue this often: each time all that waits is listed. */
const listEveryMs = 2000;
/** Tickets read at once; the engine hands results back as they are made, so that none waits for the whole batch. */
const batchSize = 192;
/** Triages a transaction: small enough that other writers and the list get their turn in between. */
const saveSize = 48;

export interface BacklogParts {
  readonly engine: Pick<Engine, 'triageMany'>;
  /** Resolves once there is an engine to ask; rejects never. */
  readonly ready: () => Promise<Outcome<unknown, EngineErrorCode>>;
  /** Ids of all tickets without a triage, or with one that is out of date: newest first. */
  readonly list: () => Promise<readonly string[]>;
  /** The tickets of these ids that are still there. */
  readonly read: (ids: readonly string[]) => Promise<readonly Ticket[]>;
  readonly save: (triages: readonly Triage[]) => Promise<Outcome<unknown>>;
  /** Whether a triage just made already is what was wanted; otherwise its ticket would be offered for ever. */
  readonly isCurrent: (triage: Triage) => boolean;
  /** Names the models and playbook that are wanted now. */
  readonly wantedVersions: () => string;
  readonly now: () => number;
  /** Lets the page's own work go first. */
  readonly breathe: () => Promise<void>;
  /** Runs the work in one tab at a time. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

interface Batch {
  readonly ids: readonly string[];
  /** Those of them that are still there. */
  readonly tickets: readonly Ticket[];
  readonly wantedFor: string;
}

/**
 * Triages what is not triaged, newest first, in the background: the next tickets are read and results are saved while
 * the engine goes on. It never runs twice at once, stops at a pause or a failure and says so, and picks up where the
 * database says it is, whatever happened.
 */
export function createBacklog(parts: BacklogParts): Backlog {
  const { engine, ready, list, read, save, isCurrent, wantedVersions, now, breathe, alone } = parts;
  const state = createStore<BacklogState>({ status: 'idle', done: 0, total: 0 });
  /** Tickets that came out as well as they can; offering them again would never end. */
  const skip = new Set<string>();
  let skipFor = '';
  let running: AbortController | null = null;
  let wanted = false;

  function fail(message: string): void {
    state.set({ ...state.get(), status: 'failed', message });
  }

  /** Saves what the engine hands over while it goes on with the next tickets. */
  function createSaver() {
    const waiting: Triage[] = [];
    const taken = new Set<string>();
    let saving: Promise<Outcome<unknown>> = Promise.resolve(success(null));
    return {
      take(triages: readonly Triage[]): void {
        for (const triage of triages) {
          if (taken.has(triage.ticketId)) continue;
          taken.add(triage.ticketId);
          waiting.push(triage);
        }
        saving = saving.then(async (before) => {
          if (!before.ok) return before;
          while (waiting.length > 0) {
            const saved = await save(waiting.splice(0, saveSize));
            if (!saved.ok) return saved;
            await breathe();
          }
          return before;
        });
      },
      settled: () => saving,
    };
  }

  async function round(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    /** Tickets the engine has, or whose triage is being saved: the database still lists them. */
    const inFlight = new Set<string>();
    let queue: string[] = [];
    let listedAt = -Infinity;
    let done = 0;
    let saving: Promise<Outcome<unknown>> = Promise.resolve(success(null));

    async function fill(): Promise<void> {
      wanted = false;
      // Under another playbook they may come out well.
      if (skipFor !== wantedVersions()) skip.clear();
      skipFor = wantedVersions();
      queue = (await list()).filter((id) => !skip.has(id) && !inFlight.has(id));
      listedAt = now();
    }

    /** The next tickets, none of which is under way; none at all when the queue is empty. */
    async function take(): Promise<Batch> {
      if (wanted && now() - listedAt >= listEveryMs) await fill();
      const ids = queue.splice(0, batchSize);
      for (const id of ids) inFlight.add(id);
      const wantedFor = wantedVersions();
      return { ids, tickets: ids.length === 0 ? [] : await read(ids), wantedFor };
    }

    async function finish(batch: Batch, { triages }: TriageManyResult, settled: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
      const saved = await settled;
      if (!saved.ok) return saved;
      const answered = new Set(triages.map(({ ticketId }) => ticketId));
      // Gone, or the engine answers less than it was asked for: it must not be asked for the same for ever.
      for (const id of batch.ids) if (!answered.has(id)) skip.add(id);
      // Made for a playbook that has changed meanwhile, they are done again.
      if (batch.wantedFor === wantedVersions()) for (const triage of triages) if (!isCurrent(triage)) skip.add(triage.ticketId);
      for (const id of batch.ids) inFlight.delete(id);
      return saved;
    }

    for (;;) {
      const saved = await saving;
      if (!saved.ok) fail(saved.message);
      if (!saved.ok || stopped()) return;
      await fill();
      if (queue.length === 0) return;
      let batch = await take();
      while (!stopped() && batch.ids.length > 0) {
        const { tickets } = batch;
        state.set({ status: 'running', done, total: done + tickets.length + queue.length });
        // The next tickets are read while the engine works on these.
        const ahead = take();
        // Awaited below; should the engine fail first, nobody is left to hear of it.
        ahead.catch(() => undefined);
        const saver = createSaver();
        const outcome = await engine.triageMany(tickets, now(), {
          signal,
          onProgress: (progress) => {
            if (stopped()) return;
            saver.take(progress.triages);
            state.set({ status: 'running', done: done + progress.done, total: state.get().total });
          },
        });
        // One batch may be being saved while the engine has the next; a slow disk holds it up, so that no more pile up.
        const before = await saving;
        if (!outcome.ok || !before.ok) {
          const problem = [before, await saver.settled(), outcome].find((each) => !each.ok);
          if (!stopped() && problem?.ok === false) fail(problem.message);
          return;
        }
        saver.take(outcome.value.triages);
        saving = finish(batch, outcome.value, saver.settled());
        // Awaited with the next batch; meanwhile nobody is there to hear of a throw.
        saving.catch(() => undefined);
        if (stopped()) return;
        done += tickets.length;
        state.set({ status: 'running', done, total: Math.max(done, state.get().total) });
        await breathe();
        batch = await ahead;
      }
    }
  }

  async function run(): Promise<void> {
    if (running || state.get().status === 'paused') return;
    const mine = new AbortController();
    running = mine;
    try {
      const engineReady = await ready();
      if (!engineReady.ok) {
        fail(engineReady.message);
        return;
      }
      await alone(async () => {
        do {
          await round(mine.signal);
        } while (wanted && !mine.signal.aborted && state.get().status !== 'failed');
      });
      const { status } = state.get();
      if (status === 'running') state.set({ status: 'idle', done: state.get().done, total: state.get().done });
    } catch (error) {
      fail(`Triage stopped. Reload the page to go on; nothing is lost. (${error instanceof Error ? error.message : String(error)})`);
    } finally {
      running = null;
    }
    // Woken or resumed after the last look: that wish must not be lost.
    if (wanted && state.get().status === 'idle') void run();
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    pause() {
      running?.abort();
      state.set({ ...state.get(), status: 'paused' });
    },
    resume() {
      if (state.get().status === 'running') return;
      state.set({ status: 'idle', done: 0, total: 0 });
      wanted = true;
      void run();
    },
    wake() {
      wanted = true;
      // A failure is tried again by a person, or by whatever changed.
      if (state.get().status === 'failed') state.set({ status: 'idle', done: 0, total: 0 });
      void run();
    },
  };
}
