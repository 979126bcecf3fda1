import type { ColumnMapping } from '../tickets/map-columns.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { ImportErrorCode, ImportProgress } from './import-tickets.ts';
import type { ImportReport } from './schema.ts';

/** What the page tells the import worker. */
export type ToImportWorker =
  | {
      readonly type: 'start';
      readonly databaseName: string;
      readonly file: File;
      readonly mapping: ColumnMapping;
      readonly hasHeader: boolean | null;
      readonly importId: string;
      readonly now: number;
    }
  | { readonly type: 'cancel' };

/** What the import worker tells the page. */
export type FromImportWorker =
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'end'; readonly outcome: Outcome<ImportReport, ImportErrorCode> };
