import { collectExamples } from '../datasets/collect-examples.ts';
import { summariseColumns, type ColumnSummary, type DatasetRow } from '../datasets/dataset.ts';
import type { DatasetFormat, DatasetProblemCode, LabelledRows } from '../datasets/labelled-rows.ts';
import { guessLabelColumns, labelMappingProblems, type ColumnGuess, type LabelMapping } from '../datasets/map-label-columns.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { RefusedRow, SourceRow } from '../tickets/source-row.ts';
import { breathe } from './breathe.ts';
import { findEncoding, unreadable, type Encoding, type FileErrorCode, type SourceFile } from './decode-file.ts';
import { createDatasetReader, findDatasetFormat } from './read-dataset-file.ts';

/** Bytes looked at: usually the first; more where no row ends in them. A JSON document can only be looked at as a whole. */
const previewSizes = [512 * 1024, 4 * 1024 * 1024, 70 * 1024 * 1024] as const;
/** Characters read at once: some 5 ms, then the page has its turn. */
const pieceSize = 32 * 1024;
/** Rows from which columns are guessed: enough to tell, and no longer than the page may be held up. */
const guessedFrom = 1000;
const shownRows = 20;
/** Rows a mapping is tried on: it answers as the person clicks. */
const triedRows = 1500;

export type PreviewDatasetCode = FileErrorCode | DatasetProblemCode;

export interface DatasetPreview {
  readonly format: DatasetFormat;
  readonly encoding: Encoding;
  readonly columns: readonly string[];
  readonly guesses: readonly ColumnGuess[];
  readonly mapping: LabelMapping;
  /** The first 20 rows as they stand in the file. */
  readonly rows: readonly SourceRow[];
  /** What would be made of the rows looked at under a mapping; call it again as the person changes the mapping. */
  readonly tryMapping: (mapping: LabelMapping) => TriedMapping;
  readonly notes: readonly string[];
  /** Rows in the whole file, estimated from those looked at; exact when all of it was. */
  readonly estimatedRows: number;
  readonly whole: boolean;
}

export interface TriedMapping {
  /** What is missing before the import can start, in words. */
  readonly problems: readonly string[];
  /** The first 20 examples. */
  readonly examples: readonly DatasetRow[];
  readonly columns: readonly ColumnSummary[];
  /** The first 20 of the rows looked at that would be refused, and how many there are. */
  readonly refused: readonly RefusedRow[];
  readonly refusedCount: number;
  readonly notes: readonly string[];
}

interface Start extends LabelledRows {
  readonly columns: readonly string[];
  readonly notes: readonly string[];
}

async function readStart(file: SourceFile, encoding: Encoding, format: DatasetFormat, bytes: number, hasHeader: boolean | undefined): Promise<Start> {
  const whole = file.size <= bytes;
  const text = new TextDecoder(encoding).decode(await file.slice(0, bytes).arrayBuffer(), { stream: !whole });
  const reader = createDatasetReader(format, hasHeader);
  const rows: SourceRow[] = [];
  const refused: RefusedRow[] = [];
  let problem: LabelledRows['problem'] = null;
  const take = (part: LabelledRows): void => {
    for (const row of part.rows) rows.push(row);
    for (const row of part.refused) refused.push(row);
    problem ??= part.problem;
  };
  for (let at = 0; at < text.length; at += pieceSize) {
    take(reader.read(text.slice(at, at + pieceSize)));
    await breathe();
  }
  take(reader.end());
  // The last row of a file cut short is most likely half a row.
  if (!whole) ((rows.at(-1)?.line ?? 0) > (refused.at(-1)?.line ?? 0) ? rows : refused).pop();
  return { rows, refused, problem, columns: reader.columns(), notes: reader.notes() };
}

/**
 * Looks at the start of a labelled file: format, columns with what each could be and why, and a guessed mapping to correct, which can be
 * tried on the rows looked at. Fails in words for what can't be imported at all. Writes nothing.
 */
export async function previewDataset(file: SourceFile, options: { readonly hasHeader?: boolean } = {}): Promise<Outcome<DatasetPreview, PreviewDatasetCode>> {
  const found = await findEncoding(file, false);
  if (!found.ok) return found;
  const { encoding, notes } = found.value;
  try {
    const format = await findDatasetFormat(file, encoding);
    for (const bytes of previewSizes) {
      const whole = file.size <= bytes;
      const isLast = whole || bytes === previewSizes[2];
      if (format === 'json' && !isLast) continue;
      const start = await readStart(file, encoding, format, bytes, options.hasHeader);
      const count = start.rows.length + start.refused.length;
      if (!isLast && start.rows.length === 0) continue;
      if (format === 'json' && !whole) return failure('too-large', 'A file that is one JSON document can have 64 MB at most. Save it as JSONL, with one object a line.');
      if (start.problem && (whole || count === 0)) return failure(start.problem.code, start.problem.message);
      await breathe();
      const { mapping, columns: guesses } = guessLabelColumns(start.columns, spread(start.rows, guessedFrom));
      await breathe();
      return success({
        format, encoding, columns: start.columns, guesses, mapping, rows: start.rows.slice(0, shownRows), notes: [...notes, ...start.notes], whole,
        estimatedRows: whole ? count : Math.round((count * file.size) / bytes),
        tryMapping: (tried) => tryMapping(tried, start),
      });
    }
    throw new Error('the largest preview answers');
  } catch (error) {
    // A DOMException is the file's (moved, changed, locked); anything else is a bug.
    if (!(error instanceof DOMException)) throw error;
    return unreadable(error);
  }
}

/** At most so many of the rows, evenly over all of them: files are often sorted by label. */
function spread(rows: readonly SourceRow[], most: number): readonly SourceRow[] {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return step === 1 ? rows : rows.filter((_, at) => at % step === 0);
}

function tryMapping(mapping: LabelMapping, start: Start): TriedMapping {
  const problems = start.rows.length === 0 && start.refused.length === 0 ? ['The file has no rows.'] : labelMappingProblems(mapping, start.columns);
  if (problems.length > 0) return { problems, examples: [], columns: [], refused: start.refused.slice(0, shownRows), refusedCount: start.refused.length, notes: [] };
  const collector = collectExamples(mapping);
  collector.take(spread(start.rows, triedRows), start.refused);
  const dataset = collector.dataset();
  const { refused, refusedCount, notes } = collector.report([]);
  const none = dataset.rows.length === 0 ? ['None of the rows looked at has a text and a label under this choice.'] : [];
  return { problems: none, examples: dataset.rows.slice(0, shownRows), columns: summariseColumns(dataset), refused: refused.toSorted((a, b) => a.line - b.line).slice(0, shownRows), refusedCount, notes };
}
