import type { Judgement, Passage, RankingSettings } from '../knowledge-base/article.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { DeskSlot, Engine, EngineErrorCode, HeadFiles, JobOptions, LoadOptions, PassageChange, PassageTrial, PassageVectors, SearchOptions } from './api.ts';
import { internalFailure } from './run-job.ts';

/** What crosses the worker's boundary for one job: plain data, no signal and no function. */
export type EngineRequest =
  | { readonly method: 'load'; readonly options: LoadOptions }
  | { readonly method: 'info' }
  | { readonly method: 'triage'; readonly ticket: Ticket; readonly now: number }
  | { readonly method: 'triageMany'; readonly tickets: readonly Ticket[]; readonly now: number }
  | { readonly method: 'embed'; readonly texts: readonly string[] }
  | { readonly method: 'setPassages'; readonly passages: readonly Passage[]; readonly known: PassageVectors | null }
  | { readonly method: 'updatePassages'; readonly change: PassageChange }
  | { readonly method: 'search'; readonly query: string; readonly options: SearchOptions }
  | { readonly method: 'searchMany'; readonly queries: readonly string[]; readonly options: SearchOptions & { readonly trial?: PassageTrial } }
  | { readonly method: 'setRanking'; readonly ranking: RankingSettings; readonly judgements: readonly Judgement[] }
  | { readonly method: 'useEncoder'; readonly hubId: string | null; readonly known: PassageVectors | null }
  | { readonly method: 'useHead'; readonly files: HeadFiles | null; readonly slot: DeskSlot }
  | { readonly method: 'setPlaybook'; readonly playbook: Playbook };

export type ReportProgress = (jobId: string, progress: unknown) => void;

/** An answer, and how often progress was told before it: that goes over a port of its own and may arrive after it. */
export interface JobAnswer {
  readonly outcome: Outcome<unknown, EngineErrorCode>;
  readonly told: number;
}

/** The worker's side of the boundary. Every call answers; `cancel` makes a running job settle as aborted. */
export interface EngineService {
  /**
   * Called once, first. `report` takes the progress of every job from here on. When `lockName` is given and the
   * host has Web Locks, the worker holds that lock until it dies, and answers true: the lock's release is the only
   * sign that `Worker.terminate()` leaves.
   */
  attach(report: ReportProgress, lockName: string | null): Promise<boolean>;
  run(jobId: string, request: EngineRequest, timeoutMs: number, wantsProgress: boolean): Promise<JobAnswer>;
  cancel(jobId: string): void;
  ping(): true;
}

function dispatch(engine: Engine, request: EngineRequest, job: JobOptions<unknown>): Promise<Outcome<unknown, EngineErrorCode>> {
  switch (request.method) {
    case 'load':
      return engine.load(request.options, job);
    case 'info':
      return engine.info();
    case 'triage':
      return engine.triage(request.ticket, request.now, job);
    case 'triageMany':
      return engine.triageMany(request.tickets, request.now, job);
    case 'embed':
      return engine.embed(request.texts, job);
    case 'setPassages':
      return engine.setPassages(request.passages, request.known, job);
    case 'updatePassages':
      return engine.updatePassages(request.change, job);
    case 'search':
      return engine.search(request.query, request.options, job);
    case 'searchMany':
      return engine.searchMany(request.queries, request.options, job);
    case 'setRanking':
      return engine.setRanking(request.ranking, request.judgements, job);
    case 'useEncoder':
      return engine.useEncoder(request.hubId, request.known, job);
    case 'useHead':
      return engine.useHead(request.files, job, request.slot);
    case 'setPlaybook':
      return engine.setPlaybook(request.playbook, job);
    default:
      return Promise.resolve(failure('bad-input', 'The engine does not know this request; the page and its worker are of different versions. Reload the page.'));
  }
}

async function holdLock(name: string): Promise<boolean> {
  // Absent outside secure contexts and in Node before 24.
  const locks = (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks;
  if (locks === undefined) return false;
  return new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve(true);
        // Never settles: the lock lives exactly as long as this worker.
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

/** Wraps an engine for the far side of a worker or message port. */
export function serveEngine(engine: Engine): EngineService {
  const running = new Map<string, AbortController>();
  let report: ReportProgress = () => undefined;
  return {
    async attach(listener, lockName) {
      report = listener;
      return lockName === null ? false : holdLock(lockName);
    },
    async run(jobId, request, timeoutMs, wantsProgress) {
      const controller = new AbortController();
      running.set(jobId, controller);
      let told = 0;
      const onProgress = (progress: unknown): void => {
        told += 1;
        report(jobId, progress);
      };
      try {
        const outcome = await dispatch(engine, request, { signal: controller.signal, timeoutMs, ...(wantsProgress ? { onProgress } : {}) });
        return { outcome, told };
      } catch (error) {
        // Comlink would strip the error of its class and code: nothing may leave here as a throw.
        return { outcome: internalFailure('The engine', error), told };
      } finally {
        running.delete(jobId);
      }
    },
    cancel(jobId) {
      running.get(jobId)?.abort();
    },
    ping: () => true,
  };
}
