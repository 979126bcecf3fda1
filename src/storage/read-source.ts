import { createCsvReader } from '../tickets/read-ticket-csv.ts';
import { createJsonlReader } from '../tickets/read-ticket-jsonl.ts';
import type { ReadRows, RowReader } from '../tickets/source-row.ts';
import { decodeFile, type FileEncoding, type SourceFile } from './decode-file.ts';

export type SourceFormat = 'csv' | 'jsonl';

/** A file whose encoding and format are known. */
export interface Source extends FileEncoding {
  readonly file: SourceFile;
  readonly format: SourceFormat;
}

/** Rows read from one piece of a file. */
export interface SourcePart extends ReadRows {
  readonly bytesRead: number;
  readonly columns: readonly string[];
  /** What was guessed about the file. */
  readonly notes: readonly string[];
}

/** The format of a file: by its name, otherwise by its first character. */
export function sourceFormat(fileName: string, start: string): SourceFormat {
  if (/\.(jsonl|ndjson|json)$/i.test(fileName)) return 'jsonl';
  if (/\.(csv|tsv|tab)$/i.test(fileName)) return 'csv';
  return /^\ufeff?\s*[{[]/.test(start) ? 'jsonl' : 'csv';
}

/** A reader for rows of that format; `hasHeader` overrides the guess for CSV. */
export function createReader(format: SourceFormat, hasHeader?: boolean): RowReader {
  return format === 'jsonl' ? createJsonlReader() : createCsvReader(hasHeader === undefined ? {} : { hasHeader });
}

/** Throws a DOMException when the file can't be read any more. */
export async function openSource(file: SourceFile, encoding: FileEncoding): Promise<Source> {
  const start = await file.slice(0, 256).arrayBuffer();
  const text = new TextDecoder(encoding.encoding).decode(start, { stream: true });
  return { ...encoding, file, format: sourceFormat(file.name, text) };
}

/** The rows of a file from its start, piece by piece; ends early at an abort or after the problem that ends the file. */
export async function* rowsOf(source: Source, hasHeader: boolean | undefined, signal: AbortSignal | undefined): AsyncGenerator<SourcePart> {
  const reader = createReader(source.format, hasHeader);
  const complete = (part: ReadRows, bytesRead: number): SourcePart => ({
    ...part, bytesRead, columns: reader.columns(), notes: reader.notes(),
  });
  for await (const { text, bytesRead } of decodeFile(source.file, source.encoding)) {
    if (signal?.aborted) return;
    const part = complete(reader.read(text), bytesRead);
    yield part;
    if (part.problem) return;
  }
  yield complete(reader.end(), source.file.size);
}
