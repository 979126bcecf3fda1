import { createEncoder, type Encoder } from './encoder.ts';
import { EmbedQueue } from './embed-queue.ts';
import type { FromHubEncoder, ToHubEncoder } from './hub-encoder-messages.ts';
import { BrokenModel, hexSha256, modelVersion, openHubStore } from './hub-store.ts';
import { tryEncoder } from './try-encoder.ts';

/*
 * A downloaded encoder in a worker of its own: transformers.js has one set of settings a thread, and a model that reads a
 * hundred sentences a second would hold triage up. Its files come from the browser's own store; like every worker but the
 * one that downloads, it can reach no other address.
 */
function post(message: FromHubEncoder, transfer: Transferable[] = []): void {
  globalThis.postMessage(message, { transfer });
}

async function start({ id, wasm, mjs }: Extract<ToHubEncoder, { type: 'start' }>): Promise<Encoder> {
  const store = await openHubStore();
  if (store === null) throw new BrokenModel('this browser lets the page keep no files');
  const { stored, files } = await store.readAll(id, hexSha256);
  const { model } = stored;
  const encoder = await createEncoder(id, model.dimension, files, { wasm, mjs }, {
    pooling: model.pooling,
    queryPrefix: model.queryPrefix,
    passagePrefix: model.passagePrefix,
    longest: model.longest,
    // Each passage on its own: padding to the longest of many costs more than a batch wins on WebAssembly, and a
    // question never waits longer than one passage takes.
    batch: 1,
  });
  const perSecond = await tryEncoder(encoder, () => performance.now());
  post({ type: 'started', about: { id, name: model.name, version: modelVersion(stored), dimension: model.dimension, perSecond } });
  return encoder;
}

let queue: EmbedQueue | null = null;

globalThis.addEventListener('message', ({ data }: MessageEvent<ToHubEncoder>) => {
  if (data.type === 'start') {
    start(data).then(
      (encoder) => {
        queue = new EmbedQueue(encoder, {
          onDone: (job, vectors) => post({ type: 'vectors', job, data: vectors }, [vectors.buffer]),
          onError: (job, message) => post({ type: 'error', job, message }),
          // A turn of the event loop: a question that has come meanwhile is then in the queue.
          breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
        });
      },
      (error: unknown) => post({ type: 'failed', message: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '' }),
    );
  } else if (queue === null) post({ type: 'error', job: data.job, message: 'the encoder is not started' });
  else queue.add(data.job, data.texts, data.use);
});
