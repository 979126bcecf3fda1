import type { Engine, EngineErrorCode, TriageManyResult } from '../inference/api.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import type { Backlog, BacklogState } from './desk-context.ts';
import { createStore } from './store.ts';

/** Tickets read at once; the engine hands results back as they are made, so that none waits for the whole batch. */
const batchSize = 192;
/** Triages a transaction: small enough that other writers and the list get their turn in between. */
const saveSize = 48;

export interface BacklogParts {
  readonly engine: Pick<Engine, 'triageMany'>;
  /** Resolves once there is an engine to ask; rejects never. */
  readonly ready: () => Promise<Outcome<unknown, EngineErrorCode>>;
  /** Newest first: tickets without a triage, or with one that is out of date. `skip` are not to be offered: under way, or done as well as they can be. */
  readonly next: (limit: number, skip: ReadonlySet<string>) => Promise<readonly Ticket[]>;
  readonly count: () => Promise<number>;
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
  readonly tickets: readonly Ticket[];
  readonly wantedFor: string;
}

/**
 * Triages what is not triaged, newest first, in the background: the next tickets are read and results are saved while
 * the engine goes on. It never runs twice at once, stops at a pause or a failure and says so, and picks up where the
 * database says it is, whatever happened.
 */
export function createBacklog(parts: BacklogParts): Backlog {
  const { engine, ready, next, count, save, isCurrent, wantedVersions, now, breathe, alone } = parts;
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
    /** Tickets the engine has, or whose triage is being saved: the database still offers them. */
    const inFlight = new Set<string>();
    function offer(): Promise<readonly Ticket[]> {
      // Under another playbook they may come out well.
      if (skipFor !== wantedVersions()) skip.clear();
      skipFor = wantedVersions();
      return next(batchSize, new Set([...skip, ...inFlight]));
    }
    let done = 0;
    let total = Math.max(0, (await count()) - skip.size);
    let saving: Promise<Outcome<unknown>> = Promise.resolve(success(null));

    async function finish(batch: Batch, { triages, missing }: TriageManyResult, settled: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
      const saved = await settled;
      if (!saved.ok) return saved;
      // Made for a playbook that has changed meanwhile, they are done again.
      if (batch.wantedFor === wantedVersions()) for (const triage of triages) if (!isCurrent(triage)) skip.add(triage.ticketId);
      for (const id of missing) skip.add(id);
      // An engine that answers less than it was asked for must not be asked for the same for ever.
      if (triages.length === 0) for (const { id } of batch.tickets) skip.add(id);
      for (const { id } of batch.tickets) inFlight.delete(id);
      return saved;
    }

    /** Waits until all is saved; then the database knows whether there is more. */
    async function lookAgain(): Promise<readonly Ticket[]> {
      const saved = await saving;
      if (!saved.ok) {
        fail(saved.message);
        return [];
      }
      wanted = false;
      return stopped() ? [] : offer();
    }

    let tickets = await lookAgain();
    while (!stopped() && tickets.length > 0) {
      const batch: Batch = { tickets, wantedFor: wantedVersions() };
      for (const { id } of tickets) inFlight.add(id);
      total = Math.max(total, done + tickets.length);
      state.set({ status: 'running', done, total });
      // The next tickets are read while the engine works on these, which are therefore not asked for again.
      const ahead = offer();
      // Awaited below; should the engine fail first, nobody is left to hear of it.
      ahead.catch(() => undefined);
      const saver = createSaver();
      const outcome = await engine.triageMany(tickets, now(), {
        signal,
        onProgress: (progress) => {
          if (stopped()) return;
          saver.take(progress.triages);
          state.set({ status: 'running', done: done + progress.done, total });
        },
      });
      if (!outcome.ok) {
        const saved = await saver.settled();
        if (!stopped()) fail(saved.ok ? outcome.message : saved.message);
        return;
      }
      saver.take(outcome.value.triages);
      // One batch may be being saved while the engine has the next; a slow disk holds it up, so that no more pile up.
      const saved = await saving;
      saving = finish(batch, outcome.value, saver.settled());
      // Awaited with the next batch; meanwhile nobody is there to hear of a throw.
      saving.catch(() => undefined);
      if (stopped()) return;
      if (!saved.ok) {
        fail(saved.message);
        return;
      }
      done += tickets.length;
      state.set({ status: 'running', done, total: Math.max(total, done) });
      await breathe();
      tickets = await ahead;
      if (tickets.length === 0) tickets = await lookAgain();
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
