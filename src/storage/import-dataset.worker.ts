import type { FromDatasetWorker, ToDatasetWorker } from './import-dataset-messages.ts';
import { importDataset } from './import-dataset.ts';
import { openDatabase } from './open-database.ts';

/** The worker that imports a dataset: one file, then it is done. Reading, hashing and writing happen here, off the page's thread. */
const cancel = new AbortController();

function post(message: FromDatasetWorker): void {
  globalThis.postMessage(message);
}

async function run({ databaseName, file, options }: Extract<ToDatasetWorker, { type: 'start' }>): Promise<void> {
  const opened = await openDatabase({ name: databaseName });
  if (!opened.ok) {
    post({ type: 'end', outcome: opened });
    return;
  }
  let told = 0;
  const outcome = await importDataset(opened.value, file, {
    ...options,
    signal: cancel.signal,
    onProgress(progress) {
      // Ten a second are as many as anyone can see.
      if (Date.now() - told < 100) return;
      told = Date.now();
      post({ type: 'progress', progress });
    },
  });
  opened.value.close();
  post({ type: 'end', outcome });
}

globalThis.addEventListener('message', (event: MessageEvent<ToDatasetWorker>) => {
  if (event.data.type === 'cancel') cancel.abort();
  else {
    run(event.data).catch((error: unknown) => {
      // A bug: let it reach the page as the worker's error event.
      setTimeout(() => {
        throw error;
      });
    });
  }
});
