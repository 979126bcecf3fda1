import { describe, expect, it } from 'vitest';
import { backendsFrom, chooseBackend, hasWasmSimd, within, type DeviceProbe, type GraphicsAdapter } from '../../src/inference/backend.ts';
import { startTensors, type TensorModules } from '../../src/inference/run-head-on-tfjs.ts';

const probe = (adapter: GraphicsAdapter | null, simd = true): DeviceProbe => ({
  requestAdapter: () => Promise.resolve(adapter),
  hasWasmSimd: () => simd,
});

describe('the choice of a backend', () => {
  it('takes WebGPU on a hardware adapter', async () => {
    expect((await chooseBackend(probe({ info: { vendor: 'intel', architecture: 'xe' } }))).name).toBe('webgpu');
  });

  it.each<[string, GraphicsAdapter | null]>([
    ['no adapter', null],
    ['an adapter that says it is a fallback', { isFallbackAdapter: true }],
    ['an adapter whose info says so', { info: { isFallbackAdapter: true } }],
    ['a software renderer that does not say so', { info: { vendor: 'google', architecture: 'swiftshader' } }],
    ['Mesa in software', { info: { description: 'llvmpipe (LLVM 15)' } }],
  ])('takes WebAssembly with %s', async (_, adapter) => {
    expect((await chooseBackend(probe(adapter))).name).toBe('wasm');
  });

  it('says why in a sentence for the badge', async () => {
    expect((await chooseBackend(probe(null))).why).toBe('No graphics adapter for WebGPU here; WebAssembly is the fastest that works.');
    expect((await chooseBackend({ requestAdapter: null, hasWasmSimd: () => false })).why).toBe(
      'WebGPU is not available here, nor WebAssembly with SIMD; plain JavaScript is what works.',
    );
  });

  it('does not wait for a driver that hangs or throws', async () => {
    const hangs: DeviceProbe = { requestAdapter: () => new Promise(() => undefined), hasWasmSimd: () => true };
    expect((await chooseBackend(hangs, undefined, 5)).name).toBe('wasm');
    const throws: DeviceProbe = { requestAdapter: () => Promise.reject(new Error('lost')), hasWasmSimd: () => true };
    expect((await chooseBackend(throws)).name).toBe('wasm');
  });

  it('takes what a test forces, software WebGPU included', async () => {
    expect((await chooseBackend(probe(null), 'webgpu')).name).toBe('webgpu');
  });

  it('knows SIMD where it is, and the order of what to try', () => {
    expect(hasWasmSimd()).toBe(true);
    expect(backendsFrom('webgpu')).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(backendsFrom('cpu')).toEqual(['cpu']);
  });

  it('gives up on what takes too long', async () => {
    await expect(within(new Promise(() => undefined), 5, 'too long')).rejects.toThrow('too long');
    await expect(within(Promise.resolve(1), 1_000, 'too long')).resolves.toBe(1);
  });
});

describe('the start of tfjs', () => {
  const modules: TensorModules = {
    importCore: () => import('@tensorflow/tfjs-core'),
    importBackend: {
      webgpu: () => Promise.reject(new Error('no such thing here')),
      // Imported but not registered: setBackend answers false and throws nothing.
      wasm: () => Promise.resolve(),
      cpu: async () => {
        await import('@tensorflow/tfjs-backend-cpu');
      },
    },
  };

  it('goes down to the next backend that works, and says which did not start', async () => {
    const runner = await startTensors(modules, { name: 'webgpu', why: 'A graphics adapter is there.' });
    expect(runner.backend).toEqual({ name: 'cpu', why: 'WebGPU, WebAssembly did not start; JavaScript works.' });
  });

  it('takes no other backend than the one that is forced', async () => {
    await expect(startTensors(modules, { name: 'wasm', why: 'A test.' }, 'wasm')).rejects.toThrow('WebAssembly');
  });
});
