import { failure, type Outcome } from '../tickets/outcome.ts';
import type { EngineErrorCode, JobOptions } from './api.ts';

/** Default deadlines in milliseconds. Generous: they catch what hangs, not what is slow on an old phone. */
export const deadlines = {
  load: 120_000,
  info: 10_000,
  triage: 15_000,
  /** Base, and for each ticket (measured 0.3 ms; 100 times that). */
  triageMany: { base: 60_000, each: 30 },
  embed: { base: 120_000, each: 50 },
  setPassages: { base: 180_000, each: 100 },
  updatePassages: { base: 180_000, each: 100 },
  search: 20_000,
  searchMany: { base: 60_000, each: 500 },
  setRanking: { base: 60_000, each: 50 },
  /** Fifty thousand passages, ten a second: it can be stopped, and a worker that died is noticed by its heartbeat. */
  useEncoder: 6 * 3_600_000,
  /** It may start the encoder. */
  useHead: 120_000,
  setPlaybook: 15_000,
} as const;

/** setTimeout takes a longer delay for none at all. */
const longestTimerMs = 2_147_483_647;

interface JobFailure { readonly ok: false; readonly code: EngineErrorCode; readonly message: string }

export function abortedFailure(): JobFailure {
  return failure('aborted', 'Stopped before it was done.');
}

export function closedFailure(): JobFailure {
  return failure('aborted', 'The engine was closed.');
}

/** Words for an error nobody expected, with the first line of what it said. */
export function internalFailure(doing: string, error: unknown): JobFailure {
  const said = error instanceof Error ? error.message : String(error);
  return failure('internal', `${doing} failed unexpectedly (${said.split('\n', 1)[0] ?? ''}). Reload the page and try again.`);
}

/**
 * Runs one job so that it settles at once on abort, deadline or `closed`, whatever the work does: the work's own
 * signal is aborted with it and its late answer is dropped. A throw inside becomes `internal`, named by `doing`.
 */
export function settleJob<T>(
  doing: string,
  job: JobOptions | JobOptions<unknown> | undefined,
  defaultMs: number,
  closed: AbortSignal,
  work: (signal: AbortSignal) => Promise<Outcome<T, EngineErrorCode>>,
): Promise<Outcome<T, EngineErrorCode>> {
  const outer = job?.signal;
  if (closed.aborted) return Promise.resolve(closedFailure());
  if (outer?.aborted === true) return Promise.resolve(abortedFailure());
  const limitMs = Math.min(Math.max(job?.timeoutMs ?? defaultMs, 0), longestTimerMs);
  const inner = new AbortController();
  return new Promise((resolve) => {
    const settle = (outcome: Outcome<T, EngineErrorCode>): void => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
      closed.removeEventListener('abort', onClose);
      resolve(outcome);
    };
    const onAbort = (): void => {
      settle(abortedFailure());
      inner.abort();
    };
    const timer = setTimeout(() => {
      const seconds = limitMs < 1_000 ? limitMs / 1_000 : Math.round(limitMs / 1_000);
      settle(failure('timeout', `${doing} took longer than ${seconds} s and was stopped. Try again.`));
      inner.abort();
    }, limitMs);
    const onClose = (): void => {
      settle(closedFailure());
      inner.abort();
    };
    outer?.addEventListener('abort', onAbort, { once: true });
    closed.addEventListener('abort', onClose, { once: true });
    work(inner.signal).then(settle, (error: unknown) => settle(internalFailure(doing, error)));
  });
}
