import { expect } from 'vitest';
import type { MeasuredTraining } from './trained-on-tensors.ts';

/** What holds for a head trained on any tfjs backend, held against the one of the sparse solver. */
export function expectSameHead(measured: MeasuredTraining, backend: string): void {
  expect(measured.backend).toBe(backend);
  expect(measured.ngrams).toBeGreaterThan(2_000);
  expect(measured.objective).toBeGreaterThan(0.99);
  expect(measured.objective).toBeLessThan(1.01);
  expect(measured.accuracy.tensors).toBeGreaterThan(0.8);
  expect(Math.abs(measured.accuracy.tensors - measured.accuracy.sparse)).toBeLessThanOrEqual(0.02);
  expect(measured.difference).toBeLessThan(1e-5);
  expect([measured.sameBytes, measured.sameCalibration]).toEqual([true, true]);
  expect(measured.tensorsLeft).toBe(0);
  // Progress as the sparse solver's: falling loss, and the accuracy on rows it does not learn from.
  const passes = measured.steps.flatMap((step) => (step.status === 'training' ? [step] : []));
  expect(passes.length).toBeGreaterThan(3);
  expect(passes.at(-1)?.loss).toBeLessThan(passes[0]?.loss ?? 0);
  expect(passes.at(-1)?.accuracy).toBeGreaterThan(0.8);
}
