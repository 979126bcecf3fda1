import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineInfo } from './api.ts';
import { chooseBackend, hasWasmSimd } from './backend.ts';
import { openVectorIndex } from './choose-vector-index.ts';
import { createEncoder } from './encoder.ts';
import { MissingModelFile, type ByteProgress, type EngineEnvironment } from './environment.ts';
import { loadVoy } from './load-voy.ts';
import { startTensors } from './run-head-on-tfjs.ts';
import { tensorModules } from './tensor-modules.ts';

/** What the engine needs, from Node: models from a folder, the ONNX runtime native, tfjs on WebAssembly or plain JavaScript. */
export function createNodeEnvironment(host: EngineInfo['host'] = 'node'): EngineEnvironment {
  return {
    host,
    clock: () => performance.now(),
    yieldToEvents: () => new Promise((done) => setImmediate(done)),
    readModelFile,
    sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
    chooseBackend: (force) => chooseBackend({ requestAdapter: null, hasWasmSimd }, force),
    startEncoder: (name, dimension, files, options) => createEncoder(name, dimension, files, null, options),
    startHubEncoder: null,
    openVectorIndex: (dimension, count) => openVectorIndex(dimension, count, loadVoy),
    startTensors: (choice, force) => startTensors(tensorModules({ folder: wasmFolder() }), choice, force),
  };
}

/** `modelsUrl` is a folder, or a `file:` URL of one. */
async function readModelFile(
  modelsUrl: string,
  path: string,
  onProgress: ByteProgress,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = resolve(modelsUrl.startsWith('file:') ? fileURLToPath(modelsUrl) : modelsUrl);
  const file = resolve(folder, path);
  if (!file.startsWith(folder + sep)) throw new Error(`${path} is outside the models folder`);
  try {
    const bytes = new Uint8Array(await readFile(file, { signal }));
    onProgress(bytes.byteLength, bytes.byteLength);
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingModelFile(path);
    throw error;
  }
}

function wasmFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist') + sep;
}
