import type { BackendChoice, BackendName } from './api.ts';

/** The little of WebGPU's adapter that is looked at. `isFallbackAdapter` moved from the adapter to its info. */
export interface GraphicsAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly isFallbackAdapter?: boolean;
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
  };
}

/** What a device can do, asked without starting anything. */
export interface DeviceProbe {
  /** `navigator.gpu.requestAdapter()`, or null where there is no WebGPU. */
  readonly requestAdapter: (() => Promise<GraphicsAdapter | null>) | null;
  hasWasmSimd(): boolean;
}

/** Some drivers hang at the first request; a desk must not wait for them. */
const adapterTimeoutMs = 5_000;

// (module (func (result v128) i32.const 0 i8x16.splat)): validates only where WebAssembly has SIMD.
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
]);

export function hasWasmSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(simdModule);
}

/** Names software renderers give themselves, for browsers that do not set `isFallbackAdapter`. */
const softwareRenderer = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

function isSoftware(adapter: GraphicsAdapter): boolean {
  if (adapter.isFallbackAdapter === true || adapter.info?.isFallbackAdapter === true) return true;
  const { vendor = '', architecture = '', device = '', description = '' } = adapter.info ?? {};
  return softwareRenderer.test(`${vendor} ${architecture} ${device} ${description}`);
}

/** Waits for `promise` at most `ms`, then throws `message`. The promise's late answer is dropped. */
export async function within<T>(promise: Promise<T>, ms: number, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookForAdapter(probe: DeviceProbe, timeoutMs: number): Promise<{ readonly hardware: boolean; readonly why: string }> {
  if (probe.requestAdapter === null) return { hardware: false, why: 'WebGPU is not available here' };
  try {
    const adapter = await within(probe.requestAdapter(), timeoutMs, 'the graphics driver did not answer');
    if (adapter === null) return { hardware: false, why: 'No graphics adapter for WebGPU here' };
    if (isSoftware(adapter)) return { hardware: false, why: 'WebGPU here is only emulated in software' };
    return { hardware: true, why: '' };
  } catch {
    return { hardware: false, why: 'The graphics driver did not answer' };
  }
}

/**
 * Which backend tfjs would take on this device and why, as one sentence for the badge: hardware WebGPU, then
 * WebAssembly with SIMD on one thread, then plain JavaScript. Software WebGPU and WebGL measured 20 to 100 times
 * slower than WebAssembly, so an adapter that is a fallback does not count. Starts nothing.
 */
export async function chooseBackend(
  probe: DeviceProbe,
  force?: BackendName,
  timeoutMs: number = adapterTimeoutMs,
): Promise<BackendChoice> {
  if (force !== undefined) return { name: force, why: `Set to ${describeBackend(force)} for a test.` };
  const graphics = await lookForAdapter(probe, timeoutMs);
  if (graphics.hardware) return { name: 'webgpu', why: 'This device has a graphics adapter that WebGPU can use.' };
  if (probe.hasWasmSimd()) return { name: 'wasm', why: `${graphics.why}; WebAssembly is the fastest that works.` };
  return { name: 'cpu', why: `${graphics.why}, nor WebAssembly with SIMD; plain JavaScript is what works.` };
}

/** The backend's name for people. */
export function describeBackend(name: BackendName): string {
  return { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' }[name];
}

/** Backends to try, best first, beginning with the chosen one. */
export function backendsFrom(choice: BackendName): readonly BackendName[] {
  const order: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];
  return order.slice(order.indexOf(choice));
}
