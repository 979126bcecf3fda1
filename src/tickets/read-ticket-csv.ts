import { splitCsv, type CsvRecord } from './csv-records.ts';
import { isColumnName } from './map-columns.ts';
import { excerptOf, type FileProblem, type ReadRows, type RefusedRow, type RowReader, type SourceRow } from './source-row.ts';

export interface CsvOptions {
  /** Guessed among comma, semicolon, tab and bar when not given. */
  readonly delimiter?: string;
  /** Guessed when not given. */
  readonly hasHeader?: boolean;
}

/** Characters looked at before delimiter and header are decided. */
const sampleLength = 64 * 1024;
const delimiters = [',', ';', '\t', '|'] as const;
/** Stands for "one column": a character that never occurs. */
const noDelimiter = '\u001f';

function isBlank(record: CsvRecord): boolean {
  return record.cells.every((cell) => cell.trim() === '');
}

/** The first records of a sample under one delimiter; a record cut off at the end of the sample is left out. */
function sampleRecords(sample: string, delimiter: string, whole: boolean): CsvRecord[] {
  const splitter = splitCsv(delimiter);
  const records = splitter.read(sample);
  if (whole) records.push(...splitter.end().records);
  return records.filter((record) => !isBlank(record)).slice(0, 50);
}

const looksLikeData = /@.+\.|^-?[\d.,:/ -]*\d[\d.,:/ -]*$|^\d{4}-\d\d|https?:/;

/**
 * Names are short and no data, and different from one another unless two of them are such as exports use: these repeat a
 * name now and then. `rows` are the records below.
 */
function guessHeader(first: readonly string[], rows: readonly CsvRecord[]): boolean {
  const names = first.map((cell) => cell.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length === 0 || filled.some((name) => name.length > 60 || /[\n.!?]$|\n/.test(name) || looksLikeData.test(name))) return false;
  const different = new Set(filled.map((name) => name.toLowerCase()));
  if (different.size < filled.length && [...different].filter(isColumnName).length < 2) return false;
  // One column: a name has few words, and what is under it is longer.
  if (names.length === 1) {
    const longest = rows.reduce((most, row) => Math.max(most, (row.cells[0] ?? '').length), 0);
    return /^[\p{L}_ -]{1,30}$/u.test(filled[0] ?? '') && (filled[0] ?? '').split(/\s+/).length <= 3 && longest > (filled[0] ?? '').length;
  }
  return true;
}

/** Cells up to the last one with something in it. */
function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/**
 * The delimiter under which most records have as many cells as the first; more cells decide between equals. Half must
 * agree, or a fifth below three or more names; otherwise the file has one column, and the delimiters are its text.
 */
function guessDelimiter(sample: string, whole: boolean): string {
  let best = { delimiter: noDelimiter as string, agreeing: 0, width: 1 };
  for (const delimiter of delimiters) {
    const [first, ...rest] = sampleRecords(sample, delimiter, whole);
    const width = first?.cells.length ?? 0;
    if (!first || width < 2) continue;
    const sound = rest.filter((record) => widthOf(record.cells) <= width && record.cells.length >= width && record.badQuoteLine === 0);
    const agreeing = rest.length === 0 ? 1 : sound.length / rest.length;
    if (agreeing <= (width > 2 && guessHeader(first.cells, rest) ? 0.2 : 0.5)) continue;
    if (agreeing > best.agreeing || (agreeing === best.agreeing && width > best.width)) best = { delimiter, agreeing, width };
  }
  return best.delimiter;
}

/** Every column gets a name of its own: "Column 3" for an empty one, "Name (2)" for a second "Name". */
function nameColumns(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((raw, i) => {
    const name = raw.trim().slice(0, 100) || `Column ${i + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n += 1) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/** Takes back the apostrophe that the export puts before a cell a spreadsheet would run as a formula. */
export function withoutFormulaGuard(cell: string): string {
  return cell.startsWith("'") && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/**
 * Reads CSV text in pieces of any size. Handles multi-line quoted cells, any line ends, a byte order mark, Excel's
 * `sep=` line, delimiters `, ; tab |`, files with or without a header and with one column only. Rows with more cells
 * than there are columns, or with a quote in the wrong place, are refused with their line; a quote that never closes
 * ends the file as a problem that names the line where it opened.
 */
export function createCsvReader(options: CsvOptions = {}): RowReader {
  let buffered: string | null = '';
  let carriage = false;
  let splitter = splitCsv(options.delimiter ?? ',');
  let columns: string[] = [];
  let header: readonly string[] | null = null;
  let firstLine = 0;
  let delimiter = '';
  const notes: string[] = [];

  /** `\r\n` and `\r` become `\n`, a pair cut in two by the pieces included. */
  function unifyLineEnds(text: string): string {
    let given = text;
    if (carriage && given.startsWith('\n')) given = given.slice(1);
    if (given !== '') carriage = given.endsWith('\r');
    return given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
  }

  function toRows(records: readonly CsvRecord[], problem: FileProblem | null): ReadRows {
    const rows: SourceRow[] = [];
    const refused: RefusedRow[] = [];
    for (const record of records) {
      if (isBlank(record)) continue;
      if (header && record.line === firstLine) continue;
      const refuse = (reason: string): void => {
        refused.push({ line: record.line, reason, excerpt: excerptOf(record.cells.join(delimiter === noDelimiter ? '' : delimiter)) });
      };
      const extra = record.cells.slice(columns.length).some((cell) => cell.trim() !== '');
      if (record.badQuoteLine > 0) {
        refuse(`The quote opened on line ${record.badQuoteLine} is closed in the middle of its cell. Double the quotes inside it.`);
      } else if (extra) {
        refuse(`It has ${record.cells.length} cells, but there are ${columns.length} columns. A cell with a ${delimiter === '\t' ? 'tab' : `"${delimiter}"`} in it must stand in quotes.`);
      } else if (header?.every((name, i) => (record.cells[i] ?? '').trim() === name.trim())) {
        refuse('It repeats the header.');
      } else {
        rows.push({ line: record.line, cells: new Map(columns.map((name, i) => [name, withoutFormulaGuard(record.cells[i] ?? '')])) });
      }
    }
    return { rows, refused, problem };
  }

  /** Decides delimiter, header and columns from the start of the file, and reads it. */
  function start(sample: string, whole: boolean): CsvRecord[] {
    let text = sample.startsWith('\ufeff') ? sample.slice(1) : sample;
    const told = /^sep=(.)\n/.exec(text);
    delimiter = options.delimiter ?? told?.[1] ?? guessDelimiter(text, whole);
    splitter = splitCsv(delimiter);
    // The told line stays, emptied, so that lines keep their numbers.
    if (told) text = text.slice(told[0].length - 1);
    const [first, ...rest] = sampleRecords(text, delimiter, whole);
    if (first) {
      const hasHeader = options.hasHeader ?? guessHeader(first.cells, rest);
      firstLine = first.line;
      if (hasHeader) header = first.cells;
      else notes.push('The first line looks like data, so the columns have numbers instead of names.');
      columns = nameColumns(hasHeader ? first.cells : first.cells.map((_, i) => `Column ${i + 1}`));
    } else if (!whole) {
      // Not even one record ends within the sample: one endless cell, or one very long line.
      columns = ['Column 1'];
    }
    return splitter.read(text);
  }

  function endless(): FileProblem | null {
    const line = splitter.endlessQuoteLine();
    return line > 0 ? unclosed(line) : null;
  }

  function unclosed(line: number): FileProblem {
    return { code: 'unclosed-quote', message: `The quote opened on line ${line} is never closed, so the rows after it can not be told apart. Close it in the file and import again.` };
  }

  return {
    columns: () => columns,
    notes: () => notes,
    read(text) {
      const given = unifyLineEnds(text);
      if (buffered === null) return toRows(splitter.read(given), endless());
      buffered += given;
      if (buffered.length < sampleLength) return toRows([], null);
      const sample = buffered;
      buffered = null;
      return toRows(start(sample, false), endless());
    },
    end() {
      const records: CsvRecord[] = [];
      if (buffered !== null) {
        if (buffered.replace('\ufeff', '').trim() === '') {
          return toRows([], { code: 'empty', message: 'The file is empty. Choose one with a header line and at least one row.' });
        }
        records.push(...start(buffered, true));
        buffered = null;
      }
      const last = splitter.end();
      records.push(...last.records);
      return toRows(records, last.unclosedQuoteLine > 0 ? unclosed(last.unclosedQuoteLine) : null);
    },
  };
}
