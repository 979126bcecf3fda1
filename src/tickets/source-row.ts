/** One row of an imported file: what stands in each named column, as text. */
export interface SourceRow {
  /** Line in the file, from 1, where the row starts. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A row that could not be taken, and why, in words. */
export interface RefusedRow {
  /** Line in the file, from 1, where the row starts. */
  readonly line: number;
  readonly reason: string;
  /** The first characters of the row. */
  readonly excerpt: string;
}

export type FileProblemCode = 'empty' | 'unclosed-quote' | 'not-jsonl';

/** Why no further row can be read from a file. */
export interface FileProblem {
  readonly code: FileProblemCode;
  readonly message: string;
}

export interface ReadRows {
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  /** Set once nothing more can be read; the rows beside it are still good. */
  readonly problem: FileProblem | null;
}

/** Reads a file piece by piece: text goes in as it is decoded, whole rows come out. */
export interface RowReader {
  /** Column names in the order they first appear; empty until the start of the file has been seen. */
  columns(): readonly string[];
  /** What was guessed about the file, in words for the person. */
  notes(): readonly string[];
  read(text: string): ReadRows;
  /** The rest; call once, after the last piece. */
  end(): ReadRows;
}

/** Longest cell (or line of JSONL) that is read, in characters: what is longer is a quote that never closes. */
export const longestCell = 16_000_000;

/** The first characters of a row on one line, for a report. */
export function excerptOf(text: string): string {
  const flat = text.slice(0, 400).replace(/\s+/g, ' ').trim();
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
}
