import { isColumnName } from '../tickets/map-columns.ts';
import { createCsvReader, withoutFormulaGuard, type CsvOptions } from '../tickets/read-ticket-csv.ts';
import type { ReadRows, RowReader, SourceRow } from '../tickets/source-row.ts';
import type { LabelledReader } from './labelled-rows.ts';

/** Characters looked at before it is decided whether the first line is a header: as much as the CSV reader looks at itself. */
const sampleLength = 64 * 1024;

/**
 * Whether the first line is an example and no header: one of its cells, short as labels are, stands in the same column again. A
 * header that is repeated further down repeats in all columns, and one with a usual name in it is a header whatever stands below.
 */
function firstLineIsExample(sample: string, options: CsvOptions): boolean {
  const reader = createCsvReader({ ...options, hasHeader: false });
  const rows = [...reader.read(sample).rows, ...reader.end().rows].slice(0, 2000);
  const [first, ...rest] = rows;
  if (!first || first.cells.size < 2 || [...first.cells.values()].some(isColumnName)) return false;
  const again = reader.columns().filter((column) => {
    const cell = (first.cells.get(column) ?? '').trim();
    return cell !== '' && cell.length <= 60 && rest.some((row) => (row.cells.get(column) ?? '').trim() === cell);
  });
  return again.length > 0 && again.length < first.cells.size;
}

/** The names as they were before an export guarded them against spreadsheets. */
function renamed(reader: RowReader): ReadonlyMap<string, string> | null {
  const columns = reader.columns();
  const plain = columns.map(withoutFormulaGuard);
  if (plain.every((name, at) => name === columns[at]) || new Set(plain).size < plain.length) return null;
  return new Map(columns.map((name, at) => [name, plain[at] ?? name]));
}

/**
 * Reads labelled rows from CSV in pieces of any size, as tickets are read (`createCsvReader`): quoted cells of many lines, any line
 * ends, delimiters `, ; tab |`; what can't be a row is refused with its line. A file without a header is told by a label of its first
 * line that stands there again further down.
 */
export function createLabelledCsvReader(options: CsvOptions = {}): LabelledReader {
  let buffered: string | null = options.hasHeader === undefined ? '' : null;
  let reader = createCsvReader(options);
  let names: ReadonlyMap<string, string> | null | undefined;

  const complete = (part: ReadRows): ReadRows => {
    if (names === undefined && reader.columns().length > 0) names = renamed(reader);
    const given = names;
    if (!given) return part;
    const rows = part.rows.map((row): SourceRow => ({ line: row.line, cells: new Map(Array.from(row.cells, ([name, cell]) => [given.get(name) ?? name, cell])) }));
    return { ...part, rows };
  };
  const start = (): ReadRows => {
    const sample = buffered ?? '';
    buffered = null;
    reader = createCsvReader(firstLineIsExample(sample, options) ? { ...options, hasHeader: false } : options);
    return reader.read(sample);
  };

  return {
    columns: () => reader.columns().map((name) => names?.get(name) ?? name),
    notes: () => reader.notes(),
    read(text) {
      if (buffered === null) return complete(reader.read(text));
      buffered += text;
      return buffered.length < sampleLength ? { rows: [], refused: [], problem: null } : complete(start());
    },
    end() {
      if (buffered === null) return complete(reader.end());
      const first = start();
      if (first.problem) return complete(first);
      const last = reader.end();
      return complete({ rows: [...first.rows, ...last.rows], refused: [...first.refused, ...last.refused], problem: last.problem });
    },
  };
}
