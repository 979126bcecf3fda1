import * as Comlink from 'comlink';
import { failure, type Outcome } from '../tickets/outcome.ts';
import type { EngineErrorCode } from './api.ts';
import type { EngineRequest, EngineService, JobAnswer } from './engine-service.ts';
import { within } from './backend.ts';
import { abortedFailure, internalFailure } from './run-job.ts';

/** What messages travel over: a Worker, a MessagePort, Node's MessagePort. */
export interface EnginePort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  start?(): void;
}

/** A running worker, whatever the host calls one. */
export interface EngineWorker {
  readonly port: EnginePort;
  /** Calls back once when the host says that the worker failed or ended. A host may never say so: see heartbeats. */
  onFailure(report: (why: string) => void): void;
  terminate(): void;
}

export interface LinkTimings {
  /** Milliseconds between heartbeats while a job is out (default 1,000). */
  readonly heartbeatMs?: number;
  /**
   * Heartbeats in a row without any sign of life after which the worker counts as dead (default 10: compiling the
   * ONNX runtime or building an index of 10,000 passages blocks it for 1 to 2 s on a slow machine).
   */
  readonly missedBeats?: number;
}

/** One worker's lifetime, seen from the client. */
export interface Link {
  /** Settles with the worker's answer, `aborted` as soon as `signal` is, or `worker-crashed` as soon as it dies. */
  run(
    jobId: string,
    request: EngineRequest,
    timeoutMs: number,
    signal: AbortSignal,
    onProgress: ((progress: unknown) => void) | undefined,
  ): Promise<Outcome<unknown, EngineErrorCode>>;
  onDeath(listener: () => void): void;
  isAlive(): boolean;
  /** Ends the worker on purpose: no death is reported. */
  close(): void;
}

/** A worker whose script fails to load fires an error; one that neither fails nor answers is given up after this. */
const startTimeoutMs = 20_000;

const crashed = failure('worker-crashed', 'The engine stopped while it worked on this and is being started again. Try once more.');

/** Starts a worker and shakes hands with it; throws when it does not start. */
export async function openLink(startWorker: () => EngineWorker, timings: LinkTimings): Promise<Link> {
  const link = new WorkerLink(startWorker(), timings);
  await link.shakeHands();
  return link;
}

class WorkerLink implements Link {
  readonly #worker: EngineWorker;
  readonly #service: Comlink.Remote<EngineService>;
  readonly #timings: Required<LinkTimings>;
  readonly #waiting = new Map<string, { readonly onCrash: () => void; readonly onProgress: (progress: unknown) => void }>();
  readonly #deathListeners: (() => void)[] = [];
  readonly #lockWait = new AbortController();
  #state: 'alive' | 'dead' | 'closed' = 'alive';
  #missed = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;

  constructor(worker: EngineWorker, timings: LinkTimings) {
    this.#worker = worker;
    this.#timings = { heartbeatMs: timings.heartbeatMs ?? 1_000, missedBeats: timings.missedBeats ?? 10 };
    this.#service = Comlink.wrap<EngineService>(worker.port);
    worker.onFailure(() => this.#die());
  }

  async shakeHands(): Promise<void> {
    const locks = (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks;
    const lockName = locks === undefined ? null : `tabdesk-engine-${Math.random().toString(36).slice(2)}-${Date.now()}`;
    const report = Comlink.proxy((jobId: string, progress: unknown): void => {
      this.#missed = 0;
      this.#waiting.get(jobId)?.onProgress(progress);
    });
    const failed = new Promise<never>((_, reject) => this.onDeath(() => reject(new Error('the worker failed to start'))));
    try {
      const attached = Promise.race([this.#service.attach(report, lockName), failed]);
      const holdsLock = await within(attached, startTimeoutMs, 'the worker did not start in time');
      this.#deathListeners.length = 0;
      if (holdsLock && locks !== undefined && lockName !== null) this.#waitForLock(locks, lockName);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The worker holds the lock as long as it lives: getting it means the worker is gone, terminate() included. */
  #waitForLock(locks: LockManager, name: string): void {
    locks.request(name, { signal: this.#lockWait.signal }, () => this.#die()).catch(() => undefined);
  }

  run(
    jobId: string,
    request: EngineRequest,
    timeoutMs: number,
    signal: AbortSignal,
    onProgress: ((progress: unknown) => void) | undefined,
  ): Promise<Outcome<unknown, EngineErrorCode>> {
    if (this.#state !== 'alive') return Promise.resolve(crashed);
    if (signal.aborted) return Promise.resolve(abortedFailure());
    return new Promise((resolve) => {
      let heard = 0;
      let answer: JobAnswer | null = null;
      const settle = (outcome: Outcome<unknown, EngineErrorCode>): void => {
        this.#waiting.delete(jobId);
        if (this.#waiting.size === 0) this.#stopHeartbeat();
        signal.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const onAbort = (): void => {
        settle(abortedFailure());
        if (this.#state === 'alive') void this.#service.cancel(jobId);
      };
      // The answer waits for the progress it has overtaken.
      const settleAnswered = (): void => {
        if (answer !== null && heard >= answer.told) settle(answer.outcome);
      };
      const hear = (progress: unknown): void => {
        heard += 1;
        try {
          onProgress?.(progress);
        } finally {
          settleAnswered();
        }
      };
      this.#waiting.set(jobId, { onCrash: () => settle(answer?.outcome ?? crashed), onProgress: hear });
      this.#startHeartbeat();
      signal.addEventListener('abort', onAbort, { once: true });
      this.#service.run(jobId, request, timeoutMs, onProgress !== undefined).then(
        (answered) => {
          this.#missed = 0;
          answer = answered;
          settleAnswered();
        },
        // Comlink rejects when the request could not be copied: a function or a DOM node in a ticket.
        (error: unknown) => settle(internalFailure('Talking to the engine', error)),
      );
    });
  }

  onDeath(listener: () => void): void {
    if (this.#state === 'dead') listener();
    else this.#deathListeners.push(listener);
  }

  isAlive(): boolean {
    return this.#state === 'alive';
  }

  close(): void {
    if (this.#state === 'alive') this.#state = 'closed';
    this.#release();
  }

  #die(): void {
    if (this.#state !== 'alive') return;
    this.#state = 'dead';
    this.#release();
    const waiting = [...this.#waiting.values()];
    for (const listener of this.#deathListeners.splice(0)) listener();
    for (const { onCrash } of waiting) onCrash();
  }

  #release(): void {
    this.#stopHeartbeat();
    this.#lockWait.abort();
    this.#worker.terminate();
    this.#service[Comlink.releaseProxy]();
  }

  /**
   * Beats only while something is out, so that an idle desk wakes no one. Beats are counted, not milliseconds: after
   * a laptop's sleep or in a hidden tab many milliseconds pass in which neither side ran.
   */
  #startHeartbeat(): void {
    if (this.#heartbeat !== undefined) return;
    this.#missed = 0;
    this.#heartbeat = setInterval(() => {
      this.#missed += 1;
      if (this.#missed > this.#timings.missedBeats) {
        this.#die();
        return;
      }
      void this.#service.ping().then(() => {
        this.#missed = 0;
      });
    }, this.#timings.heartbeatMs);
  }

  #stopHeartbeat(): void {
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}
