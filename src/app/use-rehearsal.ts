import { startTransition, useEffect, useRef, useState } from 'react';
import type { Desk } from './desk-context.ts';
import { createRehearsalClient, type RehearsalClient } from './rehearsal-client.ts';
import type { RehearsalQuestion, RehearsalResult, RehearsalStep } from './rehearsal-messages.ts';

const clients = new WeakMap<Desk, RehearsalClient>();

/** The one of this desk: its archive is read once, however often one looks. */
function rehearsalOf(desk: Desk): RehearsalClient {
  let client = clients.get(desk);
  if (!client) {
    client = createRehearsalClient({ models: { modelsUrl: `${location.origin}/models/`, intentHead: 'intent', encoder: 'desk-encoder' } });
    clients.set(desk, client);
  }
  return client;
}

export interface RehearsalView {
  readonly client: RehearsalClient;
  /** The newest there is; of an earlier question while the next is worked on. */
  readonly result: RehearsalResult | null;
  /** What is being done; null where nothing is. */
  readonly step: RehearsalStep | null;
  readonly problem: string | null;
  /** A person stopped it. */
  readonly stopped: boolean;
  readonly stop: () => void;
  readonly again: () => void;
}

/** A dial that is dragged asks a hundred times: what is asked within this time is one question. */
const gatherMs = 120;

const starting: RehearsalStep = { status: 'deciding', done: 0, total: 0 };

/** Rehearses whatever is asked, anew whenever that changes; what was asked before is stopped. */
export function useRehearsal(desk: Desk, question: RehearsalQuestion): RehearsalView {
  const client = rehearsalOf(desk);
  const [state, setState] = useState<Omit<RehearsalView, 'client' | 'stop' | 'again'>>({ result: null, step: starting, problem: null, stopped: false });
  const [turn, setTurn] = useState(0);
  const stopping = useRef<AbortController | null>(null);
  const isFirst = useRef(true);
  const { before, after, moment, now, head } = question;
  useEffect(() => {
    const stop = new AbortController();
    stopping.current = stop;
    const begin = async (): Promise<void> => {
      setState((known) => ({ ...known, step: starting, problem: null, stopped: false }));
      const outcome = await client.rehearse({ before, after, moment, now, head }, { signal: stop.signal, onStep: (step) => setState((known) => ({ ...known, step })) });
      // Another question has taken its place, or nobody looks.
      if (stop.signal.aborted) return;
      // Charts and lists are drawn in slices: a dial that is dragged meanwhile answers first.
      if (outcome.ok) startTransition(() => setState({ result: outcome.value, step: null, problem: null, stopped: false }));
      else setState((known) => ({ ...known, step: null, problem: outcome.code === 'aborted' ? null : outcome.message, stopped: outcome.code === 'aborted' }));
    };
    const timer = setTimeout(() => void begin(), isFirst.current ? 0 : gatherMs);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [client, before, after, moment, now, head, turn]);
  useEffect(() => () => client.rest(), [client]);
  return {
    client,
    ...state,
    stop() {
      stopping.current?.abort();
      setState((known) => ({ ...known, step: null, stopped: true }));
    },
    again: () => setTurn((last) => last + 1),
  };
}
