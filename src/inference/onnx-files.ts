import onnxMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import onnxWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { OnnxRuntimeFiles } from './encoder.ts';

/** The ONNX runtime's files on our own origin. Absolute: the runtime resolves relative paths against its own script. */
export function onnxFiles(): OnnxRuntimeFiles {
  return { wasm: new URL(onnxWasm, self.location.href).href, mjs: new URL(onnxMjs, self.location.href).href };
}
