import { failure, type Outcome } from '../tickets/outcome.ts';
import type { FromDatasetWorker, ToDatasetWorker } from './import-dataset-messages.ts';
import type { ImportDatasetCode, ImportDatasetOptions, ImportedDataset } from './import-dataset.ts';

/**
 * Imports a labelled file as a dataset, in a worker of its own (`importDataset`). Settles with what came of it or a failure in words,
 * after which nothing was saved; progress comes at most ten times a second.
 */
export function startDatasetImport(
  file: File,
  { signal, onProgress, databaseName = 'tabdesk', ...options }: ImportDatasetOptions & { readonly databaseName?: string },
): Promise<Outcome<ImportedDataset, ImportDatasetCode>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./import-dataset.worker.ts', import.meta.url), { type: 'module', name: 'import-dataset' });
    const send = (message: ToDatasetWorker): void => worker.postMessage(message);
    const cancel = (): void => send({ type: 'cancel' });
    const settle = (outcome: Outcome<ImportedDataset, ImportDatasetCode>): void => {
      signal?.removeEventListener('abort', cancel);
      worker.terminate();
      resolve(outcome);
    };
    worker.addEventListener('message', (event: MessageEvent<FromDatasetWorker>) => {
      if (event.data.type === 'progress') onProgress?.(event.data.progress);
      else settle(event.data.outcome);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      settle(failure('interrupted', `The import stopped unexpectedly (${event.message || 'its worker did not start'}). Nothing was saved; choose the file again.`));
    });
    signal?.addEventListener('abort', cancel);
    send({ type: 'start', databaseName, file, options });
    if (signal?.aborted) cancel();
  });
}
