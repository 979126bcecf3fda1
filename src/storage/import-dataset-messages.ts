import type { Outcome } from '../tickets/outcome.ts';
import type { ImportDatasetCode, ImportDatasetOptions, ImportDatasetProgress, ImportedDataset } from './import-dataset.ts';

/** What the page tells the worker that imports a dataset. */
export type ToDatasetWorker =
  | { readonly type: 'start'; readonly databaseName: string; readonly file: File; readonly options: Omit<ImportDatasetOptions, 'signal' | 'onProgress'> }
  | { readonly type: 'cancel' };

/** What that worker tells the page. */
export type FromDatasetWorker =
  | { readonly type: 'progress'; readonly progress: ImportDatasetProgress }
  | { readonly type: 'end'; readonly outcome: Outcome<ImportedDataset, ImportDatasetCode> };
