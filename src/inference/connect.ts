import type { Engine } from './api.ts';
import { createEngineClient } from './engine-client.ts';
import type { EngineWorker, LinkTimings } from './engine-link.ts';

export interface ConnectOptions extends LinkTimings {
  /** Starts the worker script; by default `engine.worker.ts`. Called again after each crash. */
  readonly startWorker?: () => Worker;
  /** Crashes within five minutes after which the page goes on by rules without a worker (default 4). */
  readonly maxCrashes?: number;
}

/**
 * The engine in a module worker of this page. Starts no worker before the first call. Every method settles whatever
 * becomes of the worker: it is started again and told what it knew, and after repeated crashes the same functions run
 * in the page by rules, which `info()` then says.
 */
export function connectEngine(options: ConnectOptions = {}): Engine {
  const startWorker = options.startWorker ?? startEngineWorker;
  return createEngineClient({
    ...options,
    startWorker: () => wrapWorker(startWorker()),
    createFallback: async () => {
      const { createRulesEngine } = await import('./rules-engine.ts');
      return createRulesEngine('The engine stopped several times');
    },
  });
}

function startEngineWorker(): Worker {
  return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-engine' });
}

function wrapWorker(worker: Worker): EngineWorker {
  return {
    port: worker,
    onFailure(report) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        report(event.message || 'the worker could not be loaded');
      });
      worker.addEventListener('messageerror', () => report('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
