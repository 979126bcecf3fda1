import tensorsWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { chooseBackend, hasWasmSimd, type DeviceProbe, type GraphicsAdapter } from './backend.ts';
import { openVectorIndex } from './choose-vector-index.ts';
import { createEncoder } from './encoder.ts';
import { MissingModelFile, type ByteProgress, type EngineEnvironment } from './environment.ts';
import { hexSha256 } from './hub-store.ts';
import { loadVoy } from './load-voy.ts';
import { onnxFiles } from './onnx-files.ts';
import { startTensors } from './run-head-on-tfjs.ts';
import { startHubEncoderHere } from './start-hub-encoder.ts';
import { tensorModules } from './tensor-modules.ts';

/** What the engine needs, from a browser's worker. */
export function createWebEnvironment(): EngineEnvironment {
  const yieldToEvents = createYield();
  return {
    host: 'worker',
    clock: () => performance.now(),
    yieldToEvents,
    readModelFile: fetchModelFile,
    sha256: hexSha256,
    chooseBackend: (force) => chooseBackend(browserProbe(), force),
    startEncoder: (name, dimension, files, options) => createEncoder(name, dimension, files, onnxFiles(), options),
    startHubEncoder: startHubEncoderHere,
    openVectorIndex: (dimension, count) =>
      openVectorIndex(dimension, count, loadVoy, (navigator as { readonly deviceMemory?: number }).deviceMemory),
    startTensors: (choice, force) =>
      startTensors(tensorModules({ simdUrl: new URL(tensorsWasm, self.location.href).href }), choice, force),
  };
}

/** A message to ourselves: timers nested five deep wait 4 ms each, which would cost 10,000 tickets most of a second. */
function createYield(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function browserProbe(): DeviceProbe {
  const gpu = (navigator as { readonly gpu?: { requestAdapter(): Promise<GraphicsAdapter | null> } }).gpu;
  return { requestAdapter: gpu === undefined ? null : () => gpu.requestAdapter(), hasWasmSimd };
}

async function fetchModelFile(
  modelsUrl: string,
  path: string,
  onProgress: ByteProgress,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(path, new URL(modelsUrl, self.location.href));
  const response = await fetch(url, { signal });
  // A server that answers every unknown path with the app's page means: not there.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (response.status === 404 || response.status === 410 || isPage) throw new MissingModelFile(path);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (response.body === null) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let loaded = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    loaded += read.value.byteLength;
    // A compressed transfer announces fewer bytes than come out.
    onProgress(loaded, announced >= loaded ? announced : 0);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  onProgress(loaded, loaded);
  return bytes;
}
