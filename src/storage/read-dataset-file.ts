import { collectExamples, type DatasetReport } from '../datasets/collect-examples.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { datasetFormat, type DatasetFormat, type LabelledReader } from '../datasets/labelled-rows.ts';
import { guessLabelColumns, labelMappingProblems, type LabelColumnsGuess, type LabelMapping } from '../datasets/map-label-columns.ts';
import { createLabelledCsvReader } from '../datasets/read-labelled-csv.ts';
import { createJsonDocumentReader, createLabelledJsonlReader } from '../datasets/read-labelled-jsonl.ts';
import { createRasaReader } from '../datasets/read-rasa-nlu.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { RefusedRow, SourceRow } from '../tickets/source-row.ts';
import { decodeFile, findEncoding, unreadable, type SourceFile } from './decode-file.ts';

/** What a labelled file looks like before it is read. */
export interface DatasetLook {
  readonly format: DatasetFormat;
  readonly columns: readonly string[];
  readonly guess: LabelColumnsGuess;
  /** The first rows, for a preview. */
  readonly rows: readonly (readonly string[])[];
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly string[];
}

export interface ReadDataset {
  readonly dataset: Dataset;
  readonly report: DatasetReport;
}

export interface ReadFileProgress {
  readonly bytesRead: number;
  readonly bytes: number;
  readonly rows: number;
}

/** Rows a guess goes by. */
const rowsLookedAt = 2_000;
const rowsShown = 20;

function readerOf(format: DatasetFormat): LabelledReader {
  switch (format) {
    case 'csv':
      return createLabelledCsvReader();
    case 'jsonl':
      return createLabelledJsonlReader();
    case 'json':
      return createJsonDocumentReader();
    case 'rasa-yaml':
      return createRasaReader();
  }
}

interface Pieces {
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  readonly bytesRead: number;
}

/** Reads a file's rows piece by piece; `take` answers the words that end the reading, or null to go on. */
async function readRows(file: SourceFile, take: (pieces: Pieces, reader: LabelledReader) => string | null): Promise<Outcome<{ readonly reader: LabelledReader; readonly format: DatasetFormat; readonly notes: readonly string[] }>> {
  const encoding = await findEncoding(file, true);
  if (!encoding.ok) return encoding;
  let reader: LabelledReader | null = null;
  let format: DatasetFormat = 'csv';
  let bytesRead = 0;
  try {
    for await (const piece of decodeFile(file, encoding.value.encoding)) {
      bytesRead = piece.bytesRead;
      if (reader === null) {
        format = datasetFormat(file.name, piece.text.slice(0, 20_000));
        reader = readerOf(format);
      }
      const { rows, refused, problem } = reader.read(piece.text);
      const ended = take({ rows, refused, bytesRead }, reader);
      if (ended === 'enough') return success({ reader, format, notes: encoding.value.notes });
      if (ended !== null) return failure('bad-input', ended);
      if (problem !== null) return failure(problem.code, problem.message);
    }
  } catch (error) {
    return unreadable(error);
  }
  if (reader === null) return failure('empty', 'The file is empty. Choose one with a header line and at least one row.');
  const { rows, refused, problem } = reader.end();
  const ended = take({ rows, refused, bytesRead: file.size }, reader);
  if (ended !== null && ended !== 'enough') return failure('bad-input', ended);
  if (problem !== null) return failure(problem.code, problem.message);
  return success({ reader, format, notes: encoding.value.notes });
}

/** Looks at the beginning of a labelled file: its columns, what each might be, and its first rows. */
export async function lookAtDataset(file: SourceFile): Promise<Outcome<DatasetLook>> {
  const seen: SourceRow[] = [];
  const refused: RefusedRow[] = [];
  const read = await readRows(file, (pieces) => {
    seen.push(...pieces.rows.slice(0, rowsLookedAt - seen.length));
    refused.push(...pieces.refused.slice(0, 100));
    return seen.length >= rowsLookedAt ? 'enough' : null;
  });
  if (!read.ok) return read;
  const { reader, format, notes } = read.value;
  const columns = reader.columns();
  if (seen.length === 0) return failure('no-rows', `No row could be read.${refused[0] ? ` ${refused[0].reason} (line ${refused[0].line})` : ''} Choose a file with a text and a label in each row.`);
  return success({
    format,
    columns,
    guess: guessLabelColumns(columns, seen),
    rows: seen.slice(0, rowsShown).map((row) => columns.map((column) => row.cells.get(column) ?? '')),
    refused,
    notes: [...notes, ...reader.notes()],
  });
}

/** Reads a labelled file whole, under a mapping. */
export async function readDatasetFile(file: SourceFile, mapping: LabelMapping, onProgress: (progress: ReadFileProgress) => void): Promise<Outcome<ReadDataset>> {
  const collector = collectExamples(mapping);
  let rows = 0;
  let checked = false;
  const read = await readRows(file, (pieces, reader) => {
    if (!checked && reader.columns().length > 0) {
      checked = true;
      const [problem] = labelMappingProblems(mapping, reader.columns());
      if (problem !== undefined) return problem;
    }
    rows += pieces.rows.length;
    const ended = collector.take(pieces.rows, pieces.refused);
    onProgress({ bytesRead: pieces.bytesRead, bytes: file.size, rows });
    return ended?.message ?? null;
  });
  if (!read.ok) return read;
  const dataset = collector.dataset();
  const report = collector.report([...read.value.notes, ...read.value.reader.notes()]);
  if (dataset.rows.length === 0) return failure('no-rows', `No row has a text and a label.${report.refused[0] ? ` ${report.refused[0].reason} (line ${report.refused[0].line})` : ''} Choose other columns or another file.`);
  return success({ dataset, report });
}
