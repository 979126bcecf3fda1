import type { EncoderFiles } from './environment.ts';

/** Texts to vectors. */
export interface Encoder {
  readonly dimension: number;
  /** Unit-length rows, `texts.length × dimension`. A text without any known token gives a row of zeros. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  /** Whoever is embedding then gets an error between two batches. */
  dispose(): Promise<void>;
}

/** Where the ONNX runtime's two files are on our own origin; null in Node, which has a native runtime. */
export interface OnnxRuntimeFiles {
  readonly wasm: string;
  readonly mjs: string;
}

/** Texts are cut here before they are tokenised: far above what the encoder reads, far below what stalls it. */
const longestText = 8_000;
/** Rows a run; 32 measured best on one wasm thread, and it bounds the padded batch. */
const batchRows = 32;

/** Model files by path. The library asks by a local path and by one on the hub (`name/resolve/main/path`). */
function serveFiles(name: string, files: EncoderFiles) {
  return {
    match(request: string): Promise<Response | undefined> {
      const at = request.lastIndexOf(`${name}/`);
      const path = request.slice(at + name.length + 1).replace(/^\/+|^resolve\/[^/]+\//, '');
      const bytes = at < 0 ? undefined : files.get(path);
      if (bytes === undefined) return Promise.resolve(undefined);
      return Promise.resolve(new Response(bytes, { headers: { 'content-length': String(bytes.byteLength) } }));
    },
    put: () => Promise.resolve(),
  };
}

/**
 * An encoder on transformers.js, made only of files handed in: they were read and verified by the caller, so the
 * library has no way to the network at all (its `fetch` answers 404, its caches are off). The model's output is one
 * vector a token (`pooling: 'none'`); the masked mean is taken here, because padding must not count. A static model
 * that has pooled already gives one vector a text, which is taken as it is.
 */
export async function createEncoder(
  name: string,
  dimension: number,
  files: EncoderFiles,
  runtime: OnnxRuntimeFiles | null,
): Promise<Encoder> {
  const { AutoModel, AutoTokenizer, env, LogLevel } = await import('@xenova/transformers');
  env.logLevel = LogLevel.ERROR;
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  env.localModelPath = '/models/';
  env.useFS = false;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.useCustomCache = true;
  env.customCache = serveFiles(name, files);
  env.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
  if (runtime !== null) {
    const wasm = env.backends.onnx.wasm;
    if (wasm === undefined) throw new Error('the ONNX runtime has no WebAssembly part');
    // Both files, or the runtime looks for the other one on a CDN; more threads than one hang without isolation.
    wasm.wasmPaths = { wasm: runtime.wasm, mjs: runtime.mjs };
    wasm.numThreads = 1;
  }
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, { dtype: 'q8', device: runtime === null ? 'cpu' : 'wasm' });

  let isDisposed = false;
  let running: Promise<unknown> = Promise.resolve();
  return {
    dimension,
    async embed(texts) {
      const out = new Float32Array(texts.length * dimension);
      for (let start = 0; start < texts.length; start += batchRows) {
        const batch = texts.slice(start, start + batchRows).map((text) => text.slice(0, longestText));
        const inputs = tokenizer(batch, { padding: true, truncation: true }) as { attention_mask: { data: BigInt64Array } };
        // The library would write a page of errors to the console.
        if (isDisposed) throw new Error('the encoder was put away while it was at work');
        const run = model(inputs) as Promise<{ last_hidden_state: { data: Float32Array; dims: number[] } }>;
        running = run.catch(() => undefined);
        const outputs = await run;
        const { data, dims } = outputs.last_hidden_state;
        pool(data, dims, inputs.attention_mask.data, dimension, out.subarray(start * dimension));
      }
      return out;
    },
    async dispose() {
      isDisposed = true;
      await running;
      await model.dispose();
    },
  };
}

/**
 * Masked mean over `[rows, tokens, dimension]`, then unit length; writes `rows × dimension` into `out`. A model that
 * takes the mean itself gives one vector a row (`[rows, dimension]` or `[rows, 1, dimension]`), which no mask fits.
 */
export function pool(
  data: Float32Array,
  dims: readonly number[],
  mask: ArrayLike<bigint | number>,
  dimension: number,
  out: Float32Array,
): void {
  const rows = dims[0] ?? 0;
  const tokens = dims.length === 3 ? (dims[1] ?? 0) : 1;
  if (dims.at(-1) !== dimension) throw new Error(`the model gives ${dims.at(-1) ?? 0} values a vector, not ${dimension}`);
  const isMasked = mask.length === rows * tokens;
  for (let row = 0; row < rows; row += 1) {
    const target = out.subarray(row * dimension, (row + 1) * dimension);
    for (let token = 0; token < tokens; token += 1) {
      if (isMasked && Number(mask[row * tokens + token] ?? 0) === 0) continue;
      const from = (row * tokens + token) * dimension;
      for (let d = 0; d < dimension; d += 1) target[d] = (target[d] ?? 0) + (data[from + d] ?? 0);
    }
    // The mean's divisor falls out when the row is brought to unit length.
    let squares = 0;
    for (const value of target) squares += value * value;
    if (squares <= 0 || !Number.isFinite(squares)) {
      target.fill(0);
      continue;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let d = 0; d < dimension; d += 1) target[d] = (target[d] ?? 0) * scale;
  }
}
