import type { RefusedRow, SourceRow } from '../tickets/source-row.ts';
import { mostRows, type Dataset, type Example } from './dataset.ts';
import type { DatasetProblem } from './labelled-rows.ts';
import { makeExample, type ExampleNote } from './make-example.ts';
import type { LabelMapping } from './map-label-columns.ts';

/** Refusals told one by one; beyond, they are only counted. */
const keptRefusals = 1000;

/** What became of a file's rows. */
export interface DatasetReport {
  /** Rows read, the refused ones included, the header not. */
  readonly rows: number;
  readonly refusedCount: number;
  /** The first 1,000. */
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly string[];
}

export interface ExampleCollector {
  /** Takes rows as they are read; answers the problem that ends the reading, if there is one. */
  take(rows: readonly SourceRow[], refused: readonly RefusedRow[]): DatasetProblem | null;
  dataset(): Dataset;
  /** `ofFile`: what the reader and the decoder had to say. */
  report(ofFile: readonly string[]): DatasetReport;
}

const noteWords: Readonly<Record<ExampleNote, (count: number, line: number) => string>> = {
  'text-shortened': (count, line) => `${count} ${count === 1 ? 'text was' : 'texts were'} longer than 20,000 characters and shortened (first on line ${line}).`,
  'no-words': (count, line) => `${count} ${count === 1 ? 'text has' : 'texts have'} no word and no number in ${count === 1 ? 'it' : 'them'}, emoji for instance (first on line ${line}).`,
  'unlabelled-in-part': (count, line) => `${count} ${count === 1 ? 'row has' : 'rows have'} a label in some of the label columns only (first on line ${line}).`,
};

/**
 * Makes examples of rows under a mapping and keeps them, in their order, with what was refused and noticed. More than 200,000 are a
 * problem. Numbers of an earlier export are kept where all rows have one and they ascend; otherwise rows are numbered from 0.
 */
export function collectExamples(mapping: LabelMapping): ExampleCollector {
  const examples: Example[] = [];
  const ids: number[] = [];
  const refusals: RefusedRow[] = [];
  const noticed = new Map<ExampleNote, { count: number; readonly line: number }>();
  let rowsRead = 0;
  let refusedCount = 0;
  let idsHold = mapping.rowId !== undefined;

  const refuse = (row: RefusedRow): void => {
    rowsRead += 1;
    refusedCount += 1;
    if (refusals.length < keptRefusals) refusals.push(row);
  };
  const excerptOf = (row: SourceRow): string => {
    const flat = [...row.cells.values()].map((cell) => cell.slice(0, 120)).join(' · ').replace(/\s+/g, ' ').trim();
    return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
  };

  return {
    take(rows, refused) {
      for (const row of refused) refuse(row);
      for (const row of rows) {
        const made = makeExample(row, mapping);
        if (!made.ok) {
          refuse({ line: row.line, reason: made.reason, excerpt: excerptOf(row) });
          continue;
        }
        if (examples.length >= mostRows) {
          return { code: 'too-many-rows', message: `The file has more than ${mostRows.toLocaleString('en-GB')} rows with a label (line ${row.line} is one too many). Split it, or take a part of it.` };
        }
        rowsRead += 1;
        for (const note of made.notes) {
          const known = noticed.get(note);
          if (known) known.count += 1;
          else noticed.set(note, { count: 1, line: row.line });
        }
        if (idsHold && (made.id === null || made.id <= (ids.at(-1) ?? -1))) idsHold = false;
        ids.push(made.id ?? 0);
        examples.push(made.example);
      }
      return null;
    },
    dataset() {
      const columns = mapping.labels.map(({ name, kind }) => ({ name, kind }));
      const rows = examples.map((example, at) => ({ ...example, id: idsHold ? (ids[at] ?? at) : at }));
      return { columns, rows, nextRow: (rows.at(-1)?.id ?? -1) + 1 };
    },
    report: (ofFile) => ({
      rows: rowsRead,
      refusedCount,
      refused: refusals,
      notes: [...ofFile, ...Array.from(noticed, ([note, { count, line }]) => noteWords[note](count, line))],
    }),
  };
}
