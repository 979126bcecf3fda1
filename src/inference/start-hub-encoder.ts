import { startHubEncoder, type HubEncoder, type HubEncoderWorker } from './hub-encoder.ts';
import type { FromHubEncoder } from './hub-encoder-messages.ts';
import { onnxFiles } from './onnx-files.ts';

/** A downloaded encoder, started and tried in a worker of its own, from a page or from another worker. */
export function startHubEncoderHere(id: string): Promise<HubEncoder> {
  return startHubEncoder(id, onnxFiles(), startWorker);
}

function startWorker(): HubEncoderWorker {
  const worker = new Worker(new URL('./hub-encoder.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-hub-encoder' });
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    onMessage: (listener) => worker.addEventListener('message', ({ data }: MessageEvent<FromHubEncoder>) => listener(data)),
    onFailure(listener) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.message || 'its worker could not be started');
      });
    },
  };
}
