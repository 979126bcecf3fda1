import { collectExamples, type DatasetReport } from '../datasets/collect-examples.ts';
import type { Dataset, DatasetSummary } from '../datasets/dataset.ts';
import type { DatasetProblemCode } from '../datasets/labelled-rows.ts';
import { labelMappingProblems, type LabelMapping } from '../datasets/map-label-columns.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { findEncoding, unreadable, type FileErrorCode, type SourceFile } from './decode-file.ts';
import { createDatasetReader, findDatasetFormat, readDatasetRows } from './read-dataset-file.ts';
import { cancelledDataset, saveDataset, type DatasetErrorCode } from './save-datasets.ts';
import type { TabdeskDatabase } from './schema.ts';

export type ImportDatasetCode = FileErrorCode | DatasetProblemCode | DatasetErrorCode | 'bad-mapping' | 'interrupted';

export interface ImportDatasetProgress {
  readonly status: 'reading' | 'saving';
  readonly bytesRead: number;
  readonly bytes: number;
  /** Examples read or, while saving, written. */
  readonly rows: number;
}

export interface ReadDatasetOptions {
  readonly mapping: LabelMapping;
  /** Overrides the guess for CSV. */
  readonly hasHeader?: boolean;
  readonly signal?: AbortSignal;
  /** Told as it is read: bytes of the file, and rows so far. */
  readonly onRead?: (bytesRead: number, rows: number) => void;
}

export interface ImportDatasetOptions extends Omit<ReadDatasetOptions, 'onRead'> {
  /** What the dataset is called; the file's name unless given. */
  readonly name?: string;
  readonly notes?: string;
  /** Milliseconds since the epoch. */
  readonly now?: number;
  readonly onProgress?: (progress: ImportDatasetProgress) => void;
}

export interface ImportedDataset {
  readonly summary: DatasetSummary;
  readonly report: DatasetReport;
  /** The same data was here already: nothing was saved. */
  readonly existing: boolean;
}

/**
 * Reads a labelled file (CSV, JSONL, a JSON list, Rasa NLU) as a dataset, as a stream; writes nothing. Rows that can't be taken are counted
 * and reported with their line.
 */
export async function readDataset(file: SourceFile, { mapping, hasHeader, signal, onRead }: ReadDatasetOptions): Promise<Outcome<{ readonly dataset: Dataset; readonly report: DatasetReport }, ImportDatasetCode>> {
  const encoding = await findEncoding(file, true, signal);
  if (!encoding.ok) return encoding;
  const collector = collectExamples(mapping);
  let columns: readonly string[];
  let notes: readonly string[];
  let rows = 0;
  try {
    const reader = createDatasetReader(await findDatasetFormat(file, encoding.value.encoding), hasHeader);
    for await (const part of readDatasetRows(file, encoding.value.encoding, reader, signal)) {
      const problem = collector.take(part.rows, part.refused) ?? part.problem;
      if (problem) return failure(problem.code, problem.message);
      rows += part.rows.length;
      onRead?.(part.bytesRead, rows);
    }
    columns = reader.columns();
    notes = [...encoding.value.notes, ...reader.notes()];
  } catch (error) {
    // A DOMException is the file's (moved, changed, locked); anything else is a bug.
    if (!(error instanceof DOMException)) throw error;
    return unreadable(error);
  }
  if (signal?.aborted) return cancelledDataset();
  const [wrong] = labelMappingProblems(mapping, columns);
  if (wrong !== undefined) return failure('bad-mapping', wrong);
  return success({ dataset: collector.dataset(), report: collector.report(notes) });
}

/**
 * Imports a labelled file (CSV, JSONL, a JSON list, Rasa NLU) as a new dataset. The file is streamed; its rows, at most 200,000, are held
 * until all are read and then saved in one transaction, so that any end but success leaves nothing behind: a cancel, a full disk, a
 * closed tab. Rows that can't be taken are counted and reported with their line.
 */
export async function importDataset(db: TabdeskDatabase, file: SourceFile, options: ImportDatasetOptions): Promise<Outcome<ImportedDataset, ImportDatasetCode>> {
  const { mapping, signal, onProgress } = options;
  const tell = (status: ImportDatasetProgress['status'], bytesRead: number, rows: number): void => onProgress?.({ status, bytesRead, bytes: file.size, rows });
  tell('reading', 0, 0);
  const read = await readDataset(file, {
    mapping,
    ...(options.hasHeader === undefined ? {} : { hasHeader: options.hasHeader }),
    ...(signal ? { signal } : {}),
    onRead: (bytesRead, rows) => tell('reading', bytesRead, rows),
  });
  if (!read.ok) return read;
  const { dataset, report } = read.value;
  const remarks = report.refusedCount === 0 ? report.notes : [`${report.refusedCount.toLocaleString('en-GB')} of ${report.rows.toLocaleString('en-GB')} rows could not be taken.`, ...report.notes];
  const description = { name: options.name ?? file.name.replace(/\.[^.]{1,10}$/, ''), source: file.name, notes: options.notes ?? '', remarks };
  const saved = await saveDataset(db, dataset, description, {
    ...(signal ? { signal } : {}),
    ...(options.now === undefined ? {} : { now: options.now }),
    onProgress: (written) => tell('saving', file.size, written),
  });
  return saved.ok ? success({ summary: saved.value.open.summary, report, existing: saved.value.existing }) : saved;
}
