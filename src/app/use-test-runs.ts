import { useCallback, useEffect, useRef, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { saveSetting } from '../storage/save-settings.ts';
import type { KnowledgeCase } from '../storage/schema.ts';
import { useDesk } from './desk-context.ts';
import { useKnowledgeStateName } from './knowledge-state.ts';
import { parseRuns, runCases, runsKey, withRun, writeRuns, type CaseResult, type StoredRuns } from './knowledge-test-run.ts';

/** Asked at once, and saved: a cancelled run keeps what it had. */
const batch = 100;
/** More than this wait for a press of the button: a minute or so. */
const runsByItself = 500;

export interface TestRuns {
  /** The stored runs; undefined while they are being read. */
  readonly runs: StoredRuns | null | undefined;
  /** The newest run is of the present state of the knowledge base. */
  readonly current: boolean;
  /** Questions that have no result for the present state. */
  readonly pending: number;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly problem: string | null;
  /** The articles can be searched. */
  readonly ready: boolean;
  readonly start: (all: boolean) => void;
  readonly cancel: () => void;
}

/** Runs the questions whenever the knowledge base has changed, and keeps what came of it. */
export function useTestRuns(cases: readonly KnowledgeCase[] | undefined): TestRuns {
  const { db, engine } = useDesk();
  const state = useKnowledgeStateName();
  const row = useLiveQuery(async () => ({ runs: parseRuns((await db.settings.get(runsKey))?.value) }), [db]);
  const runs = row?.runs;
  const [progress, setProgress] = useState<TestRuns['progress']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** The state in which a person stopped it: it does not begin again by itself. */
  const [stopped, setStopped] = useState<string | null>(null);
  const running = useRef<AbortController>(null);
  const current = state !== null && runs?.latest.state === state;
  const missing = cases?.filter(({ id, articleId }) => !current || runs.latest.results.get(id)?.expected !== articleId) ?? [];

  const run = useCallback(
    async (asked: readonly KnowledgeCase[], of: string, stored: StoredRuns | null): Promise<void> => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      setProblem(null);
      setProgress({ done: 0, total: asked.length });
      const results = new Map<string, CaseResult>();
      for (let from = 0; from < asked.length; from += batch) {
        const made = await runCases(engine, asked.slice(from, from + batch), { signal: stop.signal, onProgress: (done) => !stop.signal.aborted && setProgress({ done: from + done, total: asked.length }) });
        // Another run has taken its place, or the view is gone.
        if (running.current !== stop) return;
        if (!made.ok) {
          if (made.code !== 'aborted') setProblem(made.message);
          break;
        }
        for (const [id, result] of made.value) results.set(id, result);
      }
      if (results.size > 0) {
        const saved = await saveSetting(db, runsKey, writeRuns(withRun(stored, { state: of, at: Date.now(), results })));
        if (!saved.ok) setProblem(saved.message);
      }
      if (running.current !== stop) return;
      running.current = null;
      setProgress(null);
    },
    [db, engine],
  );

  const due = missing.length;
  useEffect(() => {
    if (state === null || runs === undefined || cases === undefined || due === 0 || due > runsByItself || stopped === state || running.current !== null || problem !== null) return;
    void run(missing, state, runs);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `missing` is a new list each time; `due` tells whether there is work
  }, [state, runs, cases, due, stopped, problem, run]);
  useEffect(
    () => () => {
      if (running.current === null) return;
      running.current.abort();
      running.current = null;
      setProgress(null);
    },
    // A run of another state is worth nothing.
    [state],
  );

  return {
    runs,
    current,
    pending: due,
    progress,
    problem,
    ready: state !== null,
    start(all) {
      setStopped(null);
      if (state !== null && runs !== undefined && cases) void run(all || !current ? cases : missing, state, runs);
    },
    cancel() {
      setStopped(state);
      running.current?.abort();
    },
  };
}
