import { useEffect, useState } from 'react';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';

/** Between two key presses of a fast typist lie about 100 ms: this waits for a breath in between, no longer. */
const settleMs = 40;

export interface LiveTriage {
  /** The newest there is; null before the first. */
  readonly triage: Triage | null;
  /** The ticket as it was triaged. */
  readonly of: Ticket | null;
  /** It is of a text that has changed since. */
  readonly behind: boolean;
  readonly problem: string | undefined;
}

/** Triages a ticket that is still being written, again with every change; a run overtaken by a key press is cancelled. */
export function useLiveTriage(ticket: Ticket | null): LiveTriage {
  const { engine } = useDesk();
  const [made, setMade] = useState<{ readonly of: Ticket; readonly triage: Triage } | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  useEffect(() => {
    if (!ticket) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void engine.triage(ticket, Date.now(), { signal: stop.signal }).then((outcome) => {
        if (stop.signal.aborted) return;
        if (outcome.ok) setMade({ of: ticket, triage: outcome.value });
        setProblem(outcome.ok ? undefined : outcome.message);
      });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [engine, ticket]);
  if (!ticket) return { triage: null, of: null, behind: false, problem: undefined };
  return { triage: made?.triage ?? null, of: made?.of ?? null, behind: made?.of !== ticket, problem: made ? undefined : problem };
}
