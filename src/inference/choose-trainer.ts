import { solveSvm } from '../classifier/solve-svm.ts';
import type { StudioSolver, TrainerName } from '../studio/studio-host.ts';
import type { BackendName } from './api.ts';
import { describeBackend } from './backend.ts';
import type { EngineEnvironment } from './environment.ts';

export type TrainerHost = Pick<EngineEnvironment, 'chooseBackend' | 'startTensors' | 'yieldToEvents'>;

export interface TrainerOptions {
  /** Takes this tfjs backend whatever the device has: for tests only. A start that fails then throws. */
  readonly force?: BackendName | undefined;
  /** Ends a training on tensors between two passes. */
  readonly signal?: AbortSignal | undefined;
}

const onGraphics: TrainerName = { mark: 'tfjs-webgpu', words: 'On the graphics card (WebGPU)' };

function onProcessor(why: string, afterwards = ''): TrainerName {
  return { mark: `sparse-solver${afterwards}`, words: `On the processor: sparse solver, since ${why}` };
}

/**
 * What trains on this device: tfjs where WebGPU has a graphics card, the sparse solver everywhere else, for tfjs on the processor takes
 * several times as long (a small head: 3 to 6 times on WebAssembly, 30 times on WebGPU in software). Where the card fails in the middle, or computes wrongly, the sparse solver takes over from there for as
 * long as this trainer lives, and its name says so.
 */
export async function chooseTrainer(host: TrainerHost, { force, signal }: TrainerOptions = {}): Promise<StudioSolver> {
  const choice = await host.chooseBackend(force);
  if (force === undefined && (host.startTensors === null || choice.name !== 'webgpu')) {
    return { solve: solveSvm, trainer: () => onProcessor('this device has no graphics card for WebGPU') };
  }
  let name: TrainerName = force === undefined ? onGraphics : { mark: `tfjs-${force}`, words: `On ${describeBackend(force)} (tfjs), for a test` };
  const place = force === undefined ? 'the graphics card (WebGPU)' : describeBackend(force);
  try {
    if (host.startTensors === null) throw new Error('this host has no tfjs');
    // Forced also where it was chosen: what starts in its place would be slower than the sparse solver.
    const runner = await host.startTensors(choice, choice.name);
    const onTensors = runner.solver({ yieldToEvents: () => host.yieldToEvents(), signal });
    let works = true;
    return {
      trainer: () => name,
      async solve(...asked) {
        if (works) {
          try {
            return await onTensors(...asked);
          } catch (error) {
            if (signal?.aborted === true) throw error;
            works = false;
            const why = error instanceof Error ? error.message : String(error);
            name = onProcessor(`${place} failed in the middle: ${why}`, ` (tfjs-${choice.name} failed)`);
          }
        }
        return solveSvm(...asked);
      },
    };
  } catch (error) {
    if (force !== undefined) throw error;
    return { solve: solveSvm, trainer: () => onProcessor('WebGPU did not start on the graphics card', ' (tfjs-webgpu did not start)') };
  }
}
