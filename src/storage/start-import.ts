import { failure, type Outcome } from '../tickets/outcome.ts';
import type { ColumnMapping } from '../tickets/map-columns.ts';
import type { FromImportWorker, ToImportWorker } from './import-messages.ts';
import type { ImportErrorCode, ImportProgress } from './import-tickets.ts';
import type { ImportReport } from './schema.ts';

export interface StartImportOptions {
  readonly mapping: ColumnMapping;
  /** Whether the first line of a CSV file holds names; guessed when not given. */
  readonly hasHeader?: boolean;
  /** At most ten times a second. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Cancels: what was written is undone, then the promise settles with `cancelled`. */
  readonly signal?: AbortSignal;
  readonly databaseName?: string;
}

/**
 * Imports a CSV or JSONL file into the desk, in a worker of its own. Settles with the report (rows imported, unchanged,
 * updated, refused with line and reason) or a failure in words after which the desk is as it was before; only
 * `interrupted` (the worker died) leaves rows behind, which `interruptedImports` then offers to remove.
 */
export function startImport(file: File, options: StartImportOptions): Promise<Outcome<ImportReport, ImportErrorCode>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' });
    const send = (message: ToImportWorker): void => worker.postMessage(message);
    const cancel = (): void => send({ type: 'cancel' });
    const settle = (outcome: Outcome<ImportReport, ImportErrorCode>): void => {
      options.signal?.removeEventListener('abort', cancel);
      worker.terminate();
      resolve(outcome);
    };
    worker.addEventListener('message', (event: MessageEvent<FromImportWorker>) => {
      if (event.data.type === 'progress') options.onProgress?.(event.data.progress);
      else settle(event.data.outcome);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      settle(
        failure('interrupted', `The import stopped unexpectedly (${event.message || 'its worker did not start'}). Remove what it brought, or import the same file again to go on.`),
      );
    });
    options.signal?.addEventListener('abort', cancel);
    send({
      type: 'start',
      databaseName: options.databaseName ?? 'tabdesk',
      file,
      mapping: options.mapping,
      hasHeader: options.hasHeader ?? null,
      importId: crypto.randomUUID(),
      now: Date.now(),
    });
    if (options.signal?.aborted) cancel();
  });
}
