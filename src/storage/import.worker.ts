import type { FromImportWorker, ToImportWorker } from './import-messages.ts';
import { importTickets } from './import-tickets.ts';
import { openDatabase } from './open-database.ts';

/** The import worker: one file, then it is done. Reading, parsing and writing happen here, off the page's thread. */
const cancel = new AbortController();

function post(message: FromImportWorker): void {
  globalThis.postMessage(message);
}

async function run(start: Extract<ToImportWorker, { type: 'start' }>): Promise<void> {
  const opened = await openDatabase({ name: start.databaseName });
  if (!opened.ok) {
    post({ type: 'end', outcome: opened });
    return;
  }
  let told = 0;
  const outcome = await importTickets(opened.value, start.file, {
    mapping: start.mapping,
    importId: start.importId,
    now: start.now,
    signal: cancel.signal,
    ...(start.hasHeader === null ? {} : { hasHeader: start.hasHeader }),
    onProgress(progress) {
      // Ten a second are as many as anyone can see.
      if (progress.status === 'importing' && Date.now() - told < 100) return;
      told = Date.now();
      post({ type: 'progress', progress });
    },
  });
  opened.value.close();
  post({ type: 'end', outcome });
}

globalThis.addEventListener('message', (event: MessageEvent<ToImportWorker>) => {
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
