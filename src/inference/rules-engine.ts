import { ExactIndex } from '../knowledge-base/exact-index.ts';
import type { Engine } from './api.ts';
import { createEngine } from './engine.ts';
import type { EngineEnvironment } from './environment.ts';

/**
 * The engine without models, for a page whose worker does not stay alive: triage goes by rules, search by words. Loads
 * nothing and starts nothing, so that it can't fail the way the worker did. `why` begins the sentence in `info()`.
 */
export function createRulesEngine(why: string): Engine {
  const environment: EngineEnvironment = {
    host: 'in-process',
    clock: () => performance.now(),
    yieldToEvents: () => new Promise((resolve) => setTimeout(resolve, 0)),
    readModelFile: () => Promise.reject(new Error(why)),
    sha256: () => Promise.reject(new Error(why)),
    chooseBackend: () => Promise.resolve({ name: 'cpu', why: `${why}, so triage runs in this page by rules. Reload the page to try again.` }),
    startEncoder: () => Promise.reject(new Error(why)),
    startHubEncoder: null,
    openVectorIndex: (dimension, count) => Promise.resolve(new ExactIndex(dimension, count)),
    startTensors: null,
  };
  return createEngine(environment);
}
