import type { TensorModules } from './run-head-on-tfjs.ts';

/** The wasm backend's binaries: a folder ending in `/`, or the URL of the SIMD build. */
export type WasmBinaries = { readonly folder: string } | { readonly simdUrl: string };

/**
 * tfjs by lazy imports: nothing of it is in the first load. Core and single backends rather than the umbrella
 * package, which would bring WebGL and the layers along.
 */
export function tensorModules(binaries: WasmBinaries): TensorModules {
  return {
    importCore: () => import('@tensorflow/tfjs-core'),
    importBackend: {
      async webgpu() {
        await import('@tensorflow/tfjs-backend-webgpu');
      },
      async wasm(core) {
        const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
        // Threads break in a production bundle (the worker script inside the library is not found), and one is
        // enough. Must be set before the backend starts.
        core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
        if ('folder' in binaries) setWasmPaths(binaries.folder);
        else {
          // The library insists on all three names. WebAssembly is only chosen where it has SIMD and threads are
          // off, so the other two are never fetched, and need not be shipped.
          setWasmPaths({
            'tfjs-backend-wasm.wasm': binaries.simdUrl,
            'tfjs-backend-wasm-simd.wasm': binaries.simdUrl,
            'tfjs-backend-wasm-threaded-simd.wasm': binaries.simdUrl,
          });
        }
      },
      async cpu() {
        await import('@tensorflow/tfjs-backend-cpu');
      },
    },
  };
}
