import { useId, useMemo, useState } from 'react';
import type { ImportPreview } from '../storage/preview-import.ts';
import { fieldNames, mappingProblems, type ColumnMapping, type ImportField } from '../tickets/map-columns.ts';
import type { SourceRow } from '../tickets/source-row.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import { classes } from '../ui/classes.ts';
import { bytes, plural } from '../ui/format-time.ts';
import styles from './ImportView.module.css';

const none = '';
const examplesShown = 2;
const rowsShown = 8;
const longestCell = 80;

const encodingNames: Readonly<Record<ImportPreview['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** Which column is what, with examples of each, and the first rows; nothing is written yet. */
export function ImportViewMapping({
  file,
  preview,
  hasHeader,
  onHeader,
  onStart,
  onBack,
}: {
  readonly file: File;
  readonly preview: ImportPreview;
  readonly hasHeader: boolean | undefined;
  readonly onHeader: (hasHeader: boolean) => void;
  readonly onStart: (mapping: ColumnMapping) => void;
  readonly onBack: () => void;
}) {
  const { columns, rows, format } = preview;
  const [mapping, setMapping] = useState<ColumnMapping>(preview.mapping);
  const noRows = rows.length === 0;
  const problems = useMemo(() => (noRows ? preview.problems : mappingProblems(mapping, columns)), [noRows, preview.problems, mapping, columns]);
  const unnamed = columns.every((name, index) => name === `Column ${index + 1}`);
  const options = useMemo(() => [{ id: none, label: 'Not in this file' }, ...columns.map((id) => ({ id, label: id }))], [columns]);
  const heading = useId();
  const needed = mapping.body === undefined && mapping.messages === undefined && !noRows;
  const rowWords = `${preview.whole ? '' : 'about '}${plural(preview.estimatedRows, 'row')}`;

  const choose = (field: ImportField, column: string): void => {
    const next: Partial<Record<ImportField, string>> = { ...mapping };
    // A column is one thing: choosing it here takes it from where it was.
    for (const [other, taken] of Object.entries(next) as [ImportField, string][]) if (taken === column && other !== field) Reflect.deleteProperty(next, other);
    if (column === none) Reflect.deleteProperty(next, field);
    else next[field] = column;
    setMapping(next);
  };

  return (
    <div className={styles.mapping}>
      <p className={styles.fileLine}>
        <span className={styles.strong}>{file.name}</span>
        <span>
          {format.toUpperCase()} · {encodingNames[preview.encoding]} · {bytes(file.size)} · {rowWords}
        </span>
      </p>
      {preview.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {problems.length > 0 && (
        <ul className={styles.problems} role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {format === 'csv' && (
        <Checkbox checked={hasHeader ?? !unnamed} onChange={onHeader}>
          The first line names the columns
        </Checkbox>
      )}
      <h3 id={heading} className={styles.subheading}>
        What is in which column
      </h3>
      <div className={styles.fields} role="group" aria-labelledby={heading}>
        {fieldNames.map(({ field, name, hint }) => {
          const column = mapping[field];
          return (
            <div key={field} className={styles.field}>
              <Select label={name} options={options} value={column ?? none} onChange={(id) => choose(field, id)} />
              {field === 'body' && needed ? (
                <p className={classes(styles.examples, styles.needed)}>Choose a column here.</p>
              ) : (
                <p className={styles.examples}>{column === undefined ? hint : examples(rows, column)}</p>
              )}
            </div>
          );
        })}
      </div>
      <div className={styles.actions}>
        <Button variant="primary" isDisabled={problems.length > 0} onPress={() => onStart(mapping)}>
          Import {rowWords}
        </Button>
        <Button onPress={onBack}>Choose another file</Button>
      </div>
      <h3 className={styles.subheading}>The first rows</h3>
      <PreviewTable columns={columns} rows={rows.slice(0, rowsShown)} mapping={mapping} />
      {preview.refused.length > 0 && (
        <p className={styles.note}>
          {plural(preview.refused.length, 'row')} of those looked at will be refused, the first in line {preview.refused[0]?.line}: {preview.refused[0]?.reason}
        </p>
      )}
    </div>
  );
}

/** "For instance: My lamp, Where is…", or that the column is empty. */
function examples(rows: readonly SourceRow[], column: string): string {
  const seen = new Set<string>();
  for (const row of rows) {
    const value = (row.cells.get(column) ?? '').replace(/\s+/g, ' ').trim();
    if (value !== '') seen.add(shorten(value));
    if (seen.size === examplesShown) break;
  }
  return seen.size === 0 ? 'Empty in the first rows.' : [...seen].join(' · ');
}

function shorten(value: string): string {
  return value.length > longestCell ? `${value.slice(0, longestCell - 1)}…` : value;
}

function PreviewTable({ columns, rows, mapping }: { readonly columns: readonly string[]; readonly rows: readonly SourceRow[]; readonly mapping: ColumnMapping }) {
  const used = new Map(Object.entries(mapping).map(([field, column]) => [column, fieldNames.find((each) => each.field === field)?.name ?? 'used']));
  return (
    <div className={styles.tableBox} tabIndex={0} role="region" aria-label="The first rows of the file">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              Line
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
                <span className={styles.use}>{used.get(column) ?? 'left out'}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className={styles.number}>{row.line}</td>
              {columns.map((column) => (
                <td key={column}>{shorten((row.cells.get(column) ?? '').replace(/\s+/g, ' '))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
