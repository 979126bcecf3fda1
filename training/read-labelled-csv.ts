import { existsSync, readFileSync, statSync } from 'node:fs';
import Papa from 'papaparse';
import { failure, success, type Outcome } from '../src/tickets/outcome.ts';

export interface LabelledRows {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  /** Present when the file has a column `group`: rows of one group are kept on one side of a split. */
  readonly groups?: readonly string[];
  /** Rows left out because their text or label is empty. */
  readonly skipped: number;
  readonly bytes: Uint8Array;
}

export type CsvProblem = 'no-file' | 'bad-file' | 'no-column' | 'no-rows';

/** Reads texts and labels from a CSV file with a header line. Every failure names the file and what to do. */
export function readLabelledCsv(path: string, textColumn: string, labelColumn: string): Outcome<LabelledRows, CsvProblem> {
  if (!existsSync(path)) return failure('no-file', `${path}: no such file.`);
  if (!statSync(path).isFile()) return failure('no-file', `${path}: is no file.`);
  const bytes = readFileSync(path);
  if (bytes.length === 0) return failure('no-rows', `${path}: the file is empty.`);
  if (bytes.subarray(0, 4096).includes(0)) return failure('bad-file', `${path}: is binary (or UTF-16); save it as CSV in UTF-8.`);
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failure('bad-file', `${path}: is not UTF-8 text; save it as CSV in UTF-8.`);
  }
  const parsed = Papa.parse<string[]>(content, { skipEmptyLines: 'greedy' });
  const quote = parsed.errors.find((error) => error.type === 'Quotes');
  if (quote) {
    const line = content.slice(0, quote.index).split('\n').length;
    const problem = quote.code === 'MissingQuotes' ? 'a quoted field is never closed' : 'a quote inside a field is not doubled';
    return failure('bad-file', `${path}: ${problem} (line ${line}).`);
  }
  const [header] = parsed.data;
  if (header === undefined) return failure('no-rows', `${path}: the file is empty.`);
  const rows = parsed.data.slice(1);
  const missing = [textColumn, labelColumn].find((name) => !header.includes(name));
  if (missing !== undefined) return failure('no-column', `${path}: no column "${missing}"; it has ${header.map((name) => `"${name}"`).join(', ')}.`);
  const [textAt, labelAt, groupAt] = [header.indexOf(textColumn), header.indexOf(labelColumn), header.indexOf('group')];
  const kept = rows.filter((row) => (row[textAt] ?? '').trim() !== '' && (row[labelAt] ?? '').trim() !== '');
  if (kept.length === 0) return failure('no-rows', `${path}: no row has both "${textColumn}" and "${labelColumn}".`);
  return success({
    texts: kept.map((row) => row[textAt] ?? ''),
    labels: kept.map((row) => (row[labelAt] ?? '').trim()),
    ...(groupAt >= 0 && { groups: kept.map((row, i) => row[groupAt] ?? `row ${i}`) }),
    skipped: rows.length - kept.length,
    bytes,
  });
}
