import { longestCell } from './source-row.ts';

/** One record of a CSV file. */
export interface CsvRecord {
  /** Line where it starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Line of a quote that closes in the middle of its cell, so that the cells can't be trusted; 0 when all is well. */
  readonly badQuoteLine: number;
}

/** Splits CSV text that arrives in pieces. */
export interface CsvRecords {
  /** Whole records so far; throws nothing. Text must have `\n` line ends. */
  read(text: string): CsvRecord[];
  /** The last record, and the line of a quote that never closed (0 when all did). */
  end(): { readonly records: CsvRecord[]; readonly unclosedQuoteLine: number };
  /** Line of a quoted cell that has grown past the longest allowed, 0 when none has. */
  endlessQuoteLine(): number;
}

/**
 * `quote`, `space`: behind a quote that may have ended the cell, and spaces after it. `astray`: behind one that did not,
 * where text goes on although the quotes are closed. `again`: behind a quote there, which opens them once more or ends the cell.
 */
type State = 'start' | 'plain' | 'quoted' | 'quote' | 'space' | 'astray' | 'again';

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * An RFC 4180 splitter in one pass: the work is linear in the text however it is cut into pieces, a cell that spans
 * pieces included, and every record knows its line. Lenient where files in the wild are: spaces after a closing quote
 * are dropped, a quote inside an unquoted cell is text, and a lone quote inside a quoted cell is kept and the record
 * marked. Such a record ends with its line unless its lone quotes leave one open, so that one stray quote costs one row.
 */
export function splitCsv(delimiter: string): CsvRecords {
  let state: State = 'start';
  let cells: string[] = [];
  let cell = '';
  let spaces = '';
  let line = 1;
  let recordLine = 1;
  let quoteLine = 0;
  let badQuoteLine = 0;
  let records: CsvRecord[] = [];

  function endCell(): void {
    cells.push(cell);
    cell = '';
    state = 'start';
  }

  function endRecord(): void {
    endCell();
    records.push({ line: recordLine, cells, badQuoteLine });
    cells = [];
    badQuoteLine = 0;
    line += 1;
    recordLine = line;
  }

  function read(text: string): CsvRecord[] {
    records = [];
    let at = 0;
    let nextNewline = text.indexOf('\n');
    let nextDelimiter = text.indexOf(delimiter);
    while (at < text.length) {
      const character = text[at] ?? '';
      if (state === 'start') {
        if (character === '"') {
          state = 'quoted';
          quoteLine = line;
          at += 1;
        } else state = 'plain';
      } else if (state === 'plain') {
        // Each position is searched for once: a hit further on is kept until it is passed.
        if (nextNewline !== -1 && nextNewline < at) nextNewline = text.indexOf('\n', at);
        if (nextDelimiter !== -1 && nextDelimiter < at) nextDelimiter = text.indexOf(delimiter, at);
        const newline = nextNewline === -1 ? text.length : nextNewline;
        const stop = nextDelimiter === -1 ? newline : Math.min(newline, nextDelimiter);
        cell += text.slice(at, stop);
        at = stop + 1;
        if (stop === text.length) break;
        if (stop === newline) endRecord();
        else endCell();
      } else if (state === 'quoted') {
        const found = text.indexOf('"', at);
        const stop = found === -1 ? text.length : found;
        const part = text.slice(at, stop);
        cell += part;
        line += countLines(part);
        at = stop + 1;
        if (found !== -1) state = 'quote';
      } else if (state === 'astray' && character === '"') {
        state = 'again';
        at += 1;
      } else if (character === delimiter) {
        spaces = '';
        at += 1;
        endCell();
      } else if (character === '\n') {
        spaces = '';
        at += 1;
        endRecord();
      } else if (state === 'quote' && character === '"') {
        cell += '"';
        state = 'quoted';
        at += 1;
      } else if ((state === 'quote' || state === 'space') && character === ' ') {
        spaces += ' ';
        state = 'space';
        at += 1;
      } else if (state === 'astray') {
        cell += character;
        at += 1;
      } else if (state === 'again') {
        cell += '"';
        state = 'quoted';
      } else {
        // The quote before was not the end of the cell after all.
        badQuoteLine ||= quoteLine;
        cell += `"${spaces}`;
        spaces = '';
        state = 'astray';
      }
    }
    return records;
  }

  return {
    read,
    end() {
      records = [];
      const unclosedQuoteLine = state === 'quoted' ? quoteLine : 0;
      if (unclosedQuoteLine === 0 && (state !== 'start' || cells.length > 0)) endRecord();
      return { records, unclosedQuoteLine };
    },
    endlessQuoteLine: () => (state === 'quoted' && cell.length > longestCell ? quoteLine : 0),
  };
}
