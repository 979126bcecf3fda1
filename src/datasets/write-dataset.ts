import { csvCell } from '../tickets/write-ticket-csv.ts';
import { labelOf, type Dataset, type DatasetRow } from './dataset.ts';
import { ownColumns, type LabelMapping } from './map-label-columns.ts';

/** Rows written at once. */
const pieceRows = 1000;

interface Field {
  readonly name: string;
  readonly value: (row: DatasetRow) => string;
}

/** Which columns a dataset is written with, and the mapping under which the file is read back to the letter. */
export interface DatasetLayout {
  readonly fields: readonly Field[];
  readonly mapping: LabelMapping;
}

/**
 * The columns of an export: the text, the labels by their names, and what else rows have: groups, tickets, who labelled them, and
 * their numbers where these are not 0, 1, 2 … any more.
 */
export function layoutOf({ columns, rows }: Dataset): DatasetLayout {
  const taken = new Set(columns.map(({ name }) => name));
  const free = (name: string): string => {
    let unique = name;
    while (taken.has(unique)) unique = `${unique}_`;
    taken.add(unique);
    return unique;
  };
  const text = free('text');
  const fields: Field[] = [{ name: text, value: (row) => row.text }, ...columns.map(({ name }) => ({ name, value: (row: DatasetRow) => labelOf(row, name) }))];
  const extra = (wanted: boolean, name: string, value: Field['value']): string | undefined => {
    if (!wanted) return undefined;
    const field = { name: free(name), value };
    fields.push(field);
    return field.name;
  };
  const group = extra(rows.some((row) => row.group !== undefined), ownColumns.group, (row) => row.group ?? '');
  const ticketId = extra(rows.some((row) => row.ticketId !== undefined), ownColumns.ticketId, (row) => row.ticketId ?? '');
  const labelledBy = extra(rows.some((row) => row.labelledBy !== undefined), ownColumns.labelledBy, (row) => row.labelledBy ?? '');
  const rowId = extra(rows.some((row, at) => row.id !== at), ownColumns.rowId, (row) => String(row.id));
  return {
    fields,
    mapping: {
      text: [text],
      labels: columns.map(({ name, kind }) => ({ column: name, name, kind })),
      html: false,
      ...Object.fromEntries(Object.entries({ group, ticketId, labelledBy, rowId }).filter(([, name]) => name !== undefined)),
    },
  };
}

/**
 * A dataset as the text of a file, piece by piece: CSV that is safe to open in a spreadsheet (its cells run as no formula; the caller
 * puts a byte order mark before it, for Excel), or JSONL with one flat object a line. Read under `layoutOf(dataset).mapping` it gives
 * the same rows, and the same hash.
 */
export function* writeDataset(dataset: Dataset, format: 'csv' | 'jsonl'): Generator<string, void, undefined> {
  const { fields } = layoutOf(dataset);
  if (format === 'csv') yield `${fields.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  for (let from = 0; from < dataset.rows.length; from += pieceRows) {
    const lines = dataset.rows.slice(from, from + pieceRows).map((row) => {
      if (format === 'csv') return `${fields.map(({ value }) => csvCell(value(row))).join(',')}\r\n`;
      const filled = fields.map(({ name, value }) => [name, value(row)] as const).filter(([, value]) => value !== '');
      return `${JSON.stringify(Object.fromEntries(filled))}\n`;
    });
    yield lines.join('');
  }
}
