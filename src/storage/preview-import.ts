import { guessMapping, mappingProblems, type ColumnMapping } from '../tickets/map-columns.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { FileProblem, FileProblemCode, RefusedRow, SourceRow } from '../tickets/source-row.ts';
import { breathe } from './breathe.ts';
import { findEncoding, unreadable, type Encoding, type FileErrorCode, type SourceFile } from './decode-file.ts';
import { createReader, sourceFormat, type SourceFormat } from './read-source.ts';

/** Bytes looked at: usually the first, done at once; more where a single row is longer than that. */
const previewSizes = [512 * 1024, 4 * 1024 * 1024, 40 * 1024 * 1024] as const;

/** Characters read at once: some 10 ms, then the page has its turn. */
const pieceSize = 64 * 1024;

export interface ImportPreview {
  readonly format: SourceFormat;
  readonly encoding: Encoding;
  /** Column names, in the order of the file. */
  readonly columns: readonly string[];
  /** The first 20 rows. */
  readonly rows: readonly SourceRow[];
  readonly mapping: ColumnMapping;
  /** Rows among those looked at that would be refused. */
  readonly refused: readonly RefusedRow[];
  /** What was guessed, and what is missing before the import can start, in words. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  /** Rows in the whole file, estimated from those looked at; exact when all of it was. */
  readonly estimatedRows: number;
  /** All of the file was looked at, so that the number of rows is exact. */
  readonly whole: boolean;
}

/**
 * Looks at the start of a file: format, columns, first rows, and a guessed mapping. Fails in words for what can't be
 * imported at all: `empty`, `binary`, `too-large`, `unclosed-quote`, `not-jsonl`, `unreadable`. Writes nothing.
 */
export async function previewImport(
  file: SourceFile,
  options: { readonly hasHeader?: boolean } = {},
): Promise<Outcome<ImportPreview, FileErrorCode | FileProblemCode>> {
  const found = await findEncoding(file, false);
  if (!found.ok) return found;
  const { encoding, notes } = found.value;
  for (const bytes of previewSizes) {
    let start: Start;
    try {
      start = await readStart(file, encoding, bytes, options.hasHeader);
    } catch (error) {
      return unreadable(error);
    }
    const { whole, format, columns, rows, refused, problem } = start;
    const count = rows.length + refused.length;
    if (!whole && count === 0 && bytes !== previewSizes[2]) continue;
    if (problem && (whole || count === 0)) return failure(problem.code, problem.message);
    const mapping = guessMapping(columns, rows.slice(0, 200));
    return success({
      format,
      encoding,
      columns,
      rows: rows.slice(0, 20),
      mapping,
      refused: refused.slice(0, 20),
      notes: [...notes, ...start.notes],
      problems: count === 0 ? ['The file has a header but no rows.'] : mappingProblems(mapping, columns),
      whole,
      estimatedRows: whole ? count : Math.round((count * file.size) / bytes),
    });
  }
  throw new Error('the largest preview answers');
}

interface Start {
  readonly whole: boolean;
  readonly format: SourceFormat;
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly string[];
  readonly problem: FileProblem | null;
}

async function readStart(file: SourceFile, encoding: Encoding, bytes: number, hasHeader: boolean | undefined): Promise<Start> {
  const whole = file.size <= bytes;
  const text = new TextDecoder(encoding).decode(await file.slice(0, bytes).arrayBuffer(), { stream: !whole });
  const format = sourceFormat(file.name, text.slice(0, 100));
  const reader = createReader(format, hasHeader);
  // The end of a file cut short says nothing, but the reader may still be waiting for a longer start.
  const parts = [];
  for (let at = 0; at < text.length; at += pieceSize) {
    parts.push(reader.read(text.slice(at, at + pieceSize)));
    await breathe();
  }
  parts.push(reader.end());
  const rows = parts.flatMap((part) => part.rows);
  const refused = parts.flatMap((part) => part.refused);
  if (!whole) dropCutRow(rows, refused);
  const problem = parts.map((part) => part.problem).find((each) => each !== null) ?? null;
  return { whole, format, columns: reader.columns(), rows, refused, notes: reader.notes(), problem };
}

/** The last row of a file cut short is most likely half a row. */
function dropCutRow(rows: SourceRow[], refused: RefusedRow[]): void {
  const lastRow = rows.at(-1)?.line ?? 0;
  const lastRefused = refused.at(-1)?.line ?? 0;
  if (lastRow > lastRefused) rows.pop();
  else refused.pop();
}
