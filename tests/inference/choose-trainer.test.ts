import { describe, expect, it } from 'vitest';
import { solveSvm, type Solver } from '../../src/classifier/solve-svm.ts';
import { trainHead, trainHeadBy } from '../../src/classifier/train-head.ts';
import { chooseTrainer, type TrainerHost } from '../../src/inference/choose-trainer.ts';
import type { BackendName } from '../../src/inference/api.ts';
import { createNodeEnvironment } from '../../src/inference/environment-node.ts';
import type { LabelledSet } from '../../src/studio/labelled-set.ts';
import { Studio } from '../../src/studio/studio.ts';
import { tinyData, tinySettings } from '../classifier/tiny-head.ts';

/** A host with this backend, whose tensors train by this solver; null where tfjs does not start. */
function hostWith(backend: BackendName, solve: Solver | null): TrainerHost {
  return {
    chooseBackend: (force) => Promise.resolve({ name: force ?? backend, why: '' }),
    yieldToEvents: () => Promise.resolve(),
    startTensors: (choice) =>
      solve === null
        ? Promise.reject(new Error('it does not start'))
        : Promise.resolve({ backend: choice, placeHead: () => { throw new Error('nothing is placed'); }, solver: () => solve }),
  };
}

const set: LabelledSet = {
  name: 'tiny', column: 'intent', kind: 'intent', dataHash: 'ab'.repeat(32), ids: Int32Array.from(tinyData.texts.keys()),
  texts: tinyData.texts, labels: tinyData.labels, groups: null, outOfScopeLabel: 'out_of_scope',
};

/** Trains on the tiny set in a studio whose host has this trainer. */
async function trainInStudio(host: TrainerHost, force?: BackendName) {
  const environment = createNodeEnvironment();
  const studio = new Studio({
    clock: () => environment.clock(),
    now: () => 0,
    sha256: (bytes) => environment.sha256(bytes),
    yieldToEvents: () => environment.yieldToEvents(),
    reader: () => Promise.resolve(null),
    solver: () => chooseTrainer(host, { force }),
  });
  const told = new Set<string>();
  const run = await studio.train(set, { name: 'tiny', seed: 3, heldOut: 0.2, readsMeaning: false }, null, (step) => step.status === 'training' && told.add(step.trainer));
  if (!run.ok) throw new Error(run.message);
  return { ...run.value, told: [...told] };
}

describe('the trainer of a device', () => {
  it('is tfjs where WebGPU has a graphics card', async () => {
    const trainer = await chooseTrainer(hostWith('webgpu', solveSvm));
    expect(trainer.trainer()).toEqual({ mark: 'tfjs-webgpu', words: 'On the graphics card (WebGPU)' });
  });

  it('is the sparse solver where there is none, and says why', async () => {
    const trainer = await chooseTrainer(createNodeEnvironment());
    expect(trainer.solve).toBe(solveSvm);
    expect(trainer.trainer()).toEqual({ mark: 'sparse-solver', words: 'On the processor: sparse solver, since this device has no graphics card for WebGPU' });
  });

  it('is the sparse solver where WebGPU does not start', async () => {
    const trainer = await chooseTrainer(hostWith('webgpu', null));
    expect(trainer.solve).toBe(solveSvm);
    expect(trainer.trainer()).toEqual({ mark: 'sparse-solver (tfjs-webgpu did not start)', words: 'On the processor: sparse solver, since WebGPU did not start on the graphics card' });
  });

  it('hands over to the sparse solver when the card fails in the middle, for good, and says so', async () => {
    let asked = 0;
    const trainer = await chooseTrainer(
      hostWith('webgpu', (...given) => {
        asked += 1;
        if (asked === 1) return solveSvm(...given);
        throw new Error('the device was lost');
      }),
    );
    const trained = await trainHeadBy((...given) => trainer.solve(...given), tinyData, tinySettings);
    expect(trained.bytes).toEqual(trainHead(tinyData, tinySettings).bytes);
    expect(asked).toBe(2);
    expect(trainer.trainer()).toEqual({
      mark: 'sparse-solver (tfjs-webgpu failed)',
      words: 'On the processor: sparse solver, since the graphics card (WebGPU) failed in the middle: the device was lost',
    });
  });

  it('does not take a stop for a failure', async () => {
    const stopping = new AbortController();
    const trainer = await chooseTrainer(
      hostWith('webgpu', () => {
        stopping.abort(new Error('stopped'));
        throw new Error('stopped');
      }),
      { signal: stopping.signal },
    );
    await expect(trainHeadBy((...given) => trainer.solve(...given), tinyData, tinySettings)).rejects.toThrow('stopped');
    expect(trainer.trainer().mark).toBe('tfjs-webgpu');
  });

  it('can be set for a test, and then does not pass for another', async () => {
    const trainer = await chooseTrainer(createNodeEnvironment(), { force: 'cpu' });
    expect(trainer.trainer()).toEqual({ mark: 'tfjs-cpu', words: 'On JavaScript (tfjs), for a test' });
    await expect(chooseTrainer(createNodeEnvironment(), { force: 'webgpu' })).rejects.toThrow('WebGPU');
  });
});

describe('the studio', () => {
  it('says on the head, in its progress and in its answer what trained', async () => {
    const onTensors = await trainInStudio(createNodeEnvironment(), 'wasm');
    expect(onTensors.head.metadata.trainer).toBe('studio@1 tfjs-wasm seed 3');
    expect(onTensors.told).toEqual(['On WebAssembly (tfjs), for a test']);
    expect(onTensors.trainer).toBe('On WebAssembly (tfjs), for a test');
    const plain = await trainInStudio(createNodeEnvironment());
    expect(plain.head.metadata.trainer).toBe('studio@1 sparse-solver seed 3');
    expect(plain.trainer).toContain('since this device has no graphics card');
  });

  it('begins the curve anew when another solver takes over', async () => {
    const run = await trainInStudio(
      hostWith('webgpu', (rows, labels, labelCount, settings, watch) => {
        if (watch === undefined) return solveSvm(rows, labels, labelCount, settings);
        solveSvm(rows, labels, labelCount, settings, (pass) => watch(pass) && pass.pass < 2);
        throw new Error('the device was lost');
      }),
    );
    expect(run.head.metadata.trainer).toBe('studio@1 sparse-solver (tfjs-webgpu failed) seed 3');
    expect(run.curve.map(({ pass }) => pass)).toEqual(run.curve.map((_, at) => at + 1));
  });
});
