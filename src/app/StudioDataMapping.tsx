import type { LabelMapping } from '../datasets/map-label-columns.ts';
import { useMemo } from 'react';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/format-time.ts';
import { Select } from '../ui/Select.tsx';
import type { StudioData, StudioDataStep } from './studio-data.ts';
import page from './StudioView.module.css';
import styles from './StudioDataMapping.module.css';

type Role = 'text' | 'label' | 'group' | 'none';

const roles = [
  { id: 'text', label: 'Text' },
  { id: 'label', label: 'Label' },
  { id: 'group', label: 'Group' },
  { id: 'none', label: 'Leave out' },
];

function roleOf(column: string, { text, labels, group }: LabelMapping): Role {
  if (text.includes(column)) return 'text';
  if (labels.some((label) => label.column === column)) return 'label';
  return group === column ? 'group' : 'none';
}

/** Which column is what, with the first rows to see by. */
export function StudioDataMapping({ step, data }: { readonly step: Extract<StudioDataStep, { status: 'mapping' }>; readonly data: StudioData }) {
  const { file, preview, mapping } = step;
  const tried = useMemo(() => preview.tryMapping(mapping), [preview, mapping]);
  const { problems } = tried;
  function setRole(column: string, role: Role): void {
    const guess = preview.guesses.find((each) => each.column === column);
    const { group, ...others } = mapping;
    data.map({
      ...others,
      text: role === 'text' ? [...mapping.text.filter((each) => each !== column), column] : mapping.text.filter((each) => each !== column),
      labels: [
        ...mapping.labels.filter((label) => label.column !== column),
        ...(role === 'label' ? [{ column, name: column, kind: mapping.labels.some(({ kind }) => kind === guess?.kind) ? ('custom' as const) : (guess?.kind ?? 'custom') }] : []),
      ],
      ...(role === 'group' ? { group: column } : group === undefined || group === column ? {} : { group }),
    });
  }
  return (
    <section className={page.section} aria-label="Columns">
      <div className={page.head}>
        <div className={page.headWords}>
          <h2 className={page.heading}>{file.name}</h2>
          <p className={page.aside}>Which column is what? Rows of one group are never both learnt from and judged by.</p>
        </div>
        <div className={page.actions}>
          <Button onPress={() => data.back()}>Cancel</Button>
          <Button variant="primary" isDisabled={problems.length > 0} onPress={() => void data.read()}>
            Read the file
          </Button>
        </div>
      </div>
      {problems.map((problem) => (
        <p key={problem} className={page.problem} role="alert">
          {problem}
        </p>
      ))}
      {tried.notes.map((note) => (
        <p key={note} className={page.note}>
          {note}
        </p>
      ))}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label="The first rows">
        <table className={styles.table}>
          <thead>
            <tr>
              {preview.guesses.map(({ column, reason }) => (
                <th key={column} scope="col">
                  <span className={styles.name}>{column}</span>
                  <Select label={`What “${column}” is`} hideLabel options={roles} value={roleOf(column, mapping)} onChange={(role) => setRole(column, role as Role)} />
                  <span className={styles.reason}>{reason}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, 8).map((row) => (
              <tr key={row.line}>
                {preview.columns.map((column) => (
                  <td key={column}>
                    <span className={styles.cell}>{row.cells.get(column) ?? ''}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {tried.refusedCount > 0 && (
        <p className={page.aside}>
          {count(tried.refusedCount)} of the first rows would be refused: {tried.refused[0]?.reason} (line {tried.refused[0]?.line})
        </p>
      )}
    </section>
  );
}
