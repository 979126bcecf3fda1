import { describe, expect, it } from 'vitest';
import { createNodeEnvironment } from '../../src/inference/environment-node.ts';
import { measureParity } from './parity.ts';

describe("a head's forward pass on tfjs in Node", () => {
  it.each(['cpu', 'wasm'] as const)('equals the plain one on %s to 1e-5', async (backend) => {
    const measured = await measureParity(createNodeEnvironment(), backend);
    expect(measured.backend).toBe(backend);
    expect(measured.difference).toBeLessThan(1e-5);
  });

  it('does not pass for a backend that is not there', async () => {
    await expect(measureParity(createNodeEnvironment(), 'webgpu')).rejects.toThrow('WebGPU');
  });
});
