import type { FileProblemCode, RefusedRow, SourceRow } from '../tickets/source-row.ts';

export type DatasetProblemCode = FileProblemCode | 'not-rasa' | 'not-json' | 'too-many-rows' | 'too-large';

/** Why no further row can be read from a file. */
export interface DatasetProblem {
  readonly code: DatasetProblemCode;
  readonly message: string;
}

export interface LabelledRows {
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  /** Set once nothing more can be read; the rows beside it are still good. */
  readonly problem: DatasetProblem | null;
}

/** Reads a labelled file piece by piece: text goes in as it is decoded, rows of cells come out. Throws at no text. */
export interface LabelledReader {
  /** Column names in the order they first appear; empty until the start of the file has been seen. */
  columns(): readonly string[];
  /** What was guessed or left out, in words for the person. */
  notes(): readonly string[];
  read(text: string): LabelledRows;
  /** The rest; call once, after the last piece. */
  end(): LabelledRows;
}

/** How a labelled file is written. `json` is one document: a list of objects, or Rasa's JSON. */
export const datasetFormats = ['csv', 'jsonl', 'rasa-yaml', 'json'] as const;
export type DatasetFormat = (typeof datasetFormats)[number];

/** The format of a file: by its name, otherwise by how it begins. `start` is its first characters, at least its first line if that is short. */
export function datasetFormat(fileName: string, start: string): DatasetFormat {
  const text = start.replace(/^\ufeff/, '');
  if (/\.ya?ml$/i.test(fileName)) return 'rasa-yaml';
  if (/\.(?:csv|tsv|tab)$/i.test(fileName)) return 'csv';
  if (/^\s*\[\s*[{\]]/.test(text)) return 'json';
  if (/\.(?:jsonl|ndjson)$/i.test(fileName)) return 'jsonl';
  if (/^\s*\{/.test(text)) return isWholeObject(text.trimStart().split('\n', 1)[0] ?? '') ? 'jsonl' : 'json';
  if (/\.json$/i.test(fileName)) return 'json';
  return /^(?:version\s*:|nlu\s*:\s*$)/m.test(text.slice(0, 2000)) ? 'rasa-yaml' : 'csv';
}

/** A first line that is an object of its own: of a file with one object a line, unless the object is all of Rasa's data. */
function isWholeObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Object.hasOwn(value, 'rasa_nlu_data');
  } catch {
    return false;
  }
}
