import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Engine } from './api.ts';
import { createEngine } from './engine.ts';
import { createEngineClient } from './engine-client.ts';
import type { EnginePort, EngineWorker, LinkTimings } from './engine-link.ts';
import { createNodeEnvironment } from './environment-node.ts';
import { createRulesEngine } from './rules-engine.ts';

/** The engine in this Node process; `modelsUrl` of `load` is a folder. */
export function createNodeEngine(): Engine {
  return createEngine(createNodeEnvironment('node'));
}

export interface NodeConnectOptions extends LinkTimings {
  /** Starts the worker thread; by default `engine.node-worker.ts`. Called again after each crash. */
  readonly startWorker?: () => EngineWorker;
  /** Crashes within five minutes after which this process goes on by rules without a worker (default 4). */
  readonly maxCrashes?: number;
}

/** The engine in a worker thread, with the same client as in a page: restarted and told what it knew when it dies. */
export function connectNodeEngine(options: NodeConnectOptions = {}): Engine {
  return createEngineClient({
    ...options,
    startWorker: options.startWorker ?? startNodeWorker,
    createFallback: () => Promise.resolve(createRulesEngine('The engine stopped several times')),
  });
}

/** One worker thread that serves an engine. */
export function startNodeWorker(): EngineWorker {
  const channel = new MessageChannel();
  // The worker's source is TypeScript, run by the loader that runs the programs of training/. The loader's own flag
  // (--import) does not reach worker threads in Node 20, so the thread registers it first.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const script = new URL('./engine.node-worker.ts', import.meta.url).href;
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(script)}); })`;
  const worker = new Worker(start, {
    eval: true,
    workerData: { port: channel.port2 },
    transferList: [channel.port2],
    execArgv: [],
  });
  return {
    port: channel.port1 as unknown as EnginePort,
    onFailure(report) {
      worker.once('error', (error) => report(error instanceof Error ? error.message : String(error)));
      worker.once('exit', (code) => report(`it ended with code ${code}`));
      worker.once('messageerror', () => report('a message could not be read'));
    },
    terminate() {
      channel.port1.close();
      void worker.terminate();
    },
  };
}
