import { engine, memory, zeros } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { trainHeadBy, type TrainProgress } from '../../src/classifier/train-head.ts';
import { createNodeEnvironment } from '../../src/inference/environment-node.ts';
import { expectSameHead } from './expect-same-head.ts';
import { measureTraining, smallSettings, smallTexts, startRunner, stopTraining } from './trained-on-tensors.ts';

const yieldToEvents = (): Promise<void> => new Promise((done) => setImmediate(done));
const environment = createNodeEnvironment();

afterEach(() => vi.restoreAllMocks());

describe.each(['cpu', 'wasm'] as const)('a head trained on tfjs (%s) in Node', (backend) => {
  it('is the head that the sparse solver trains, and leaves no tensor', { timeout: 120_000 }, async () => {
    expectSameHead(await measureTraining(environment, backend), backend);
  });

  it('stops in the middle at once and leaves no tensor', async () => {
    expect(await stopTraining(environment, backend)).toEqual({ reason: 'Error: stopped by the test', turnsAfter: 0, tensorsLeft: 0 });
  });
});

describe('training on tfjs', () => {
  it('gives the same head when labels are worked on in turns for want of memory', { timeout: 60_000 }, async () => {
    const runner = await startRunner(environment, 'wasm');
    const settings = { ...smallSettings, calibrationFolds: 0 };
    const whole = await trainHeadBy(runner.solver({ yieldToEvents }), smallTexts, settings);
    const inTurns = await trainHeadBy(runner.solver({ yieldToEvents, mostCells: 6_000 }), smallTexts, settings);
    const apart = Math.max(...whole.weights.weights.map((weight, at) => Math.abs(weight - (inTurns.weights.weights[at] ?? Number.NaN))));
    expect(Math.max(...whole.weights.weights)).toBeGreaterThan(0.1);
    expect(apart).toBeLessThan(1e-3);
  });

  it('stops when the watcher says so, with a head that works', async () => {
    const runner = await startRunner(environment, 'wasm');
    const told: TrainProgress[] = [];
    const head = await trainHeadBy(runner.solver({ yieldToEvents }), smallTexts, smallSettings, (step) => {
      if (step.status !== 'working') told.push(step);
      return step.status !== 'training' || step.pass < 5;
    });
    expect(told.map((step) => (step.status === 'training' ? step.pass : 'fold'))).toEqual(['fold', 1, 5]);
    expect(head.bytes.byteLength).toBeGreaterThan(1_000);
  });

  it.each([
    ['zeros, as a lost device answers', 'TabdeskSparseProduct'],
    ['scores that are not those of the weights', 'GatherV2'],
  ])('does not make a head of %s, and leaves no tensor', async (_, broken) => {
    const runner = await startRunner(environment, 'wasm');
    const solve = runner.solver({ yieldToEvents });
    await trainHeadBy(solve, smallTexts, { ...smallSettings, calibrationFolds: 0, epochs: 1 });
    const before = memory().numTensors;
    const run = engine().runKernel.bind(engine());
    let calls = 0;
    vi.spyOn(engine(), 'runKernel').mockImplementation((name, inputs, attrs) => {
      const result = run(name, inputs, attrs);
      if (name !== broken || Array.isArray(result)) return result;
      calls += 1;
      result.dispose();
      return zeros(result.shape);
    });
    await expect(trainHeadBy(solve, smallTexts, { ...smallSettings, calibrationFolds: 0, epochs: 1 })).rejects.toThrow('does not compute what it should');
    expect(calls).toBeGreaterThan(0);
    expect(memory().numTensors).toBe(before);
  });
});
