import type { AskedTicket } from '../studio/choose-tickets.ts';
import type { Desk } from './desk-context.ts';
import { promotedHead } from './promoted-head.ts';
import { createStore, type Store } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { correctionsOf } from './studio-corrections.ts';
import { studioOf } from './studio-desk.ts';

export interface NextState {
  /** Tickets of this round, best first; null before the first. */
  readonly asked: readonly AskedTicket[] | null;
  readonly at: number;
  /** Tickets among which they were found. */
  readonly among: number;
  readonly looking: { readonly step: StudioClientStep | null } | null;
  readonly problem: string | null;
  /** Labelled since the page was opened. */
  readonly labelled: number;
}

/** A queue of tickets worth labelling. It outlives its view. */
export interface NextDesk extends Store<NextState> {
  look(): Promise<void>;
  stop(): void;
  label(label: string): Promise<void>;
  skip(): void;
  /** Takes back the last label or skip, and shows its ticket again. */
  undo(): Promise<void>;
}

/** Tickets asked at a time: few enough that the next choice knows what was said to these. */
const round = 20;
const known = new WeakMap<Desk, NextDesk>();

/** The one of this desk. */
export function nextOf(desk: Desk): NextDesk {
  let own = known.get(desk);
  if (!own) known.set(desk, (own = openNext(desk)));
  return own;
}

function openNext(desk: Desk): NextDesk {
  const state = createStore<NextState>({ asked: null, at: 0, among: 0, looking: null, problem: null, labelled: 0 });
  const change = (changes: Partial<NextState>): void => state.set({ ...state.get(), ...changes });
  const skipped = new Set<string>();
  let history: { readonly at: number; readonly id: string; readonly did: 'labelled' | 'skipped' }[] = [];
  let stopping: AbortController | null = null;

  async function look(): Promise<void> {
    if (stopping !== null) return;
    const stop = new AbortController();
    stopping = stop;
    change({ looking: { step: null }, problem: null });
    const found = await studioOf(desk).client.run(null, {
      job: { kind: 'choose-next', count: round, but: [...skipped] },
      current: await promotedHead(desk.db),
      signal: stop.signal,
      onStep: (step) => change({ looking: { step } }),
    });
    stopping = null;
    if (found.ok) {
      history = [];
      change({ looking: null, asked: found.value.asked, among: found.value.among, at: 0 });
    } else change({ looking: null, problem: found.code === 'aborted' ? null : found.message });
  }

  /** The next one that nobody labelled meanwhile; a new round when all were asked. */
  function goOn(): void {
    const { asked, at } = state.get();
    let next = at + 1;
    while (asked !== null && next < asked.length && desk.inbox.row(asked[next]?.id ?? '')?.corrected === true) next += 1;
    change({ at: next });
    if (asked !== null && next >= asked.length) void look();
  }

  return {
    ...state,
    look,
    stop: () => stopping?.abort(),
    async label(label) {
      const { asked, at } = state.get();
      const ticket = asked?.[at];
      if (ticket === undefined || !(await desk.actions.setIntent([ticket.id], label))) return;
      history.push({ at, id: ticket.id, did: 'labelled' });
      change({ labelled: state.get().labelled + 1 });
      goOn();
      void correctionsOf(desk).refresh();
    },
    skip() {
      const { asked, at } = state.get();
      const ticket = asked?.[at];
      if (ticket === undefined) return;
      skipped.add(ticket.id);
      history.push({ at, id: ticket.id, did: 'skipped' });
      goOn();
    },
    async undo() {
      const last = history.pop();
      if (last === undefined) {
        await desk.undoStack.undo();
        return;
      }
      skipped.delete(last.id);
      if (last.did === 'labelled') {
        await desk.undoStack.undo();
        change({ labelled: Math.max(0, state.get().labelled - 1) });
        void correctionsOf(desk).refresh();
      }
      change({ at: last.at });
    },
  };
}
