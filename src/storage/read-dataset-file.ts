import { createLabelledCsvReader } from '../datasets/read-labelled-csv.ts';
import { createJsonDocumentReader, createLabelledJsonlReader } from '../datasets/read-labelled-jsonl.ts';
import { createRasaReader } from '../datasets/read-rasa-nlu.ts';
import { datasetFormat, type DatasetFormat, type LabelledReader, type LabelledRows } from '../datasets/labelled-rows.ts';
import { decodeFile, type Encoding, type SourceFile } from './decode-file.ts';

/** Characters looked at to tell the format. */
const startLength = 64 * 1024;

/** The format of a file by name and beginning. Throws a DOMException when the file can't be read any more. */
export async function findDatasetFormat(file: SourceFile, encoding: Encoding): Promise<DatasetFormat> {
  const start = await file.slice(0, startLength).arrayBuffer();
  return datasetFormat(file.name, new TextDecoder(encoding).decode(start, { stream: true }));
}

/** A reader for rows of that format; `hasHeader` overrides the guess for CSV. */
export function createDatasetReader(format: DatasetFormat, hasHeader?: boolean): LabelledReader {
  if (format === 'csv') return createLabelledCsvReader(hasHeader === undefined ? {} : { hasHeader });
  if (format === 'jsonl') return createLabelledJsonlReader();
  return format === 'json' ? createJsonDocumentReader() : createRasaReader();
}

/** The rows of a file piece by piece, from its start; ends early at an abort or after the problem that ends the file. */
export async function* readDatasetRows(file: SourceFile, encoding: Encoding, reader: LabelledReader, signal?: AbortSignal): AsyncGenerator<LabelledRows & { readonly bytesRead: number }> {
  for await (const { text, bytesRead } of decodeFile(file, encoding)) {
    if (signal?.aborted) return;
    const part = reader.read(text);
    yield { ...part, bytesRead };
    if (part.problem) return;
  }
  yield { ...reader.end(), bytesRead: file.size };
}
