import { createReadStream, existsSync, statSync } from 'node:fs';
import { createCsvReader } from '../src/tickets/read-ticket-csv.ts';
import { createJsonlReader } from '../src/tickets/read-ticket-jsonl.ts';
import type { ReadRows, RowReader } from '../src/tickets/source-row.ts';
import { UsageError } from './command-line.ts';

export type SourceFormat = 'csv' | 'jsonl';

export interface SourceBatch extends ReadRows {
  readonly columns: readonly string[];
  readonly format: SourceFormat;
}

/** The bytes of a file, or of standard input for `-`. Throws UsageError when there is no such file. */
export function openSource(path: string): AsyncIterable<Uint8Array> {
  if (path === '-') return process.stdin;
  if (!existsSync(path)) throw new UsageError(`${path}: no such file.`);
  if (statSync(path).isDirectory()) throw new UsageError(`${path}: is a folder, not a file.`);
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

/**
 * Rows of a CSV or JSONL source, batch by batch as its bytes arrive; memory holds one piece and one row. The format is told by
 * the name, otherwise by the first character. UTF-8, UTF-16 with a mark, and Windows-1252 where it can't be UTF-8. Throws
 * UsageError for an empty or binary source; a problem in the middle comes as the last batch's `problem`.
 */
export async function* readSourceRows(path: string, source: AsyncIterable<Uint8Array>, hasHeader: boolean | undefined): AsyncGenerator<SourceBatch> {
  const reading: { decoder: TextDecoder | null; reader: RowReader | null; format: SourceFormat } = { decoder: null, reader: null, format: 'csv' };
  const take = (text: string): SourceBatch | null => {
    if (reading.reader === null) {
      if (text.trim() === '') return null;
      reading.format = formatOf(path, text);
      reading.reader = reading.format === 'jsonl' ? createJsonlReader() : createCsvReader(hasHeader === undefined ? {} : { hasHeader });
    }
    return { ...reading.reader.read(text), columns: reading.reader.columns(), format: reading.format };
  };
  for await (const chunk of source) {
    reading.decoder ??= decoderOf(path, chunk);
    const batch = take(reading.decoder.decode(chunk, { stream: true }));
    if (batch === null) continue;
    yield batch;
    if (batch.problem !== null) return;
  }
  const rest = take(reading.decoder?.decode() ?? '');
  if (rest !== null) yield rest;
  if (reading.reader === null) throw new UsageError(`${nameOf(path)}: is empty.`);
  // The columns may only be known once the end has been seen.
  const last = reading.reader.end();
  yield { ...last, columns: reading.reader.columns(), format: reading.format };
}

export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

function formatOf(path: string, start: string): SourceFormat {
  if (/\.(?:jsonl|ndjson|json)$/i.test(path)) return 'jsonl';
  if (/\.(?:csv|tsv|txt)$/i.test(path)) return 'csv';
  return /^\s*[{[]/.test(start.replace('\ufeff', '')) ? 'jsonl' : 'csv';
}

function decoderOf(path: string, first: Uint8Array): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le');
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be');
  if (first.subarray(0, 8_192).includes(0)) throw new UsageError(`${nameOf(path)}: is binary, not CSV or JSONL text.`);
  try {
    // A piece may end within a character: `stream` takes that as unfinished, not as wrong.
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder('windows-1252');
  }
}
