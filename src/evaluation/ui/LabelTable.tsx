import { useMemo, useState } from 'react';
import { classes } from '../../ui/classes.ts';
import type { Judgement, LabelJudgement } from '../judge.ts';
import type { Figure } from '../proportion-bounds.ts';
import { labelWords } from '../../text/label-words.ts';
import { intervalWords, shareWords } from './share-words.ts';
import styles from './LabelTable.module.css';

type Sort = 'f1' | 'label' | 'support';

/** Precision, recall and F1 of each label with what they might be, the worst first unless asked otherwise. */
export function LabelTable({ judgement, onChoose }: { readonly judgement: Judgement; readonly onChoose: (label: string | null) => void }) {
  const [sort, setSort] = useState<Sort>('f1');
  const rows = useMemo(() => {
    const all: LabelJudgement[] = [...judgement.labels, ...(judgement.outOfScope ? [judgement.outOfScope] : [])];
    const named = (row: LabelJudgement): string => nameOf(row.label);
    const by: Record<Sort, (a: LabelJudgement, b: LabelJudgement) => number> = {
      f1: (a, b) => (a.f1?.value ?? 2) - (b.f1?.value ?? 2) || b.support - a.support,
      label: (a, b) => named(a).localeCompare(named(b)),
      support: (a, b) => b.support - a.support,
    };
    return all.sort(by[sort]);
  }, [judgement, sort]);
  const head = (id: Sort, word: string, isNumber: boolean) => (
    <th scope="col" aria-sort={sort === id ? (id === 'support' ? 'descending' : 'ascending') : 'none'} className={classes(isNumber && styles.number)}>
      <button type="button" className={classes(styles.sort, sort === id && styles.sorted)} onClick={() => setSort(id)}>
        {word}
      </button>
    </th>
  );
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Figures of each label">
      <table className={styles.table}>
        <thead>
          <tr>
            {head('label', 'Label', false)}
            {head('f1', 'F1', true)}
            <th scope="col" className={styles.number}>Precision</th>
            <th scope="col" className={styles.number}>Recall</th>
            {head('support', 'Rows', true)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label ?? '\0'}>
              <th scope="row">
                <button type="button" className={styles.name} onClick={() => onChoose(row.label)}>
                  {nameOf(row.label)}
                </button>
              </th>
              <td className={styles.figure}>
                <Interval figure={row.f1} />
              </td>
              <td className={styles.number}>{row.precision ? shareWords(row.precision.value, 0) : '–'}</td>
              <td className={styles.number}>{row.recall ? shareWords(row.recall.value, 0) : '–'}</td>
              <td className={styles.number}>{row.support}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function nameOf(label: string | null): string {
  return label === null ? 'Out of scope' : labelWords(label);
}

/** A figure as a point on a line from 0 to 1, with the interval it is told with. */
function Interval({ figure }: { readonly figure: Figure | null }) {
  if (figure === null) return <span className={styles.none}>none held out</span>;
  return (
    <span className={styles.interval}>
      <span className={styles.range} aria-hidden="true">
        <span className={styles.from} style={{ left: `${figure.low * 100}%`, width: `${Math.max(1, (figure.high - figure.low) * 100)}%` }} />
        <span className={styles.point} style={{ left: `${figure.value * 100}%` }} />
      </span>
      <span className={styles.value}>{shareWords(figure.value, 0)}</span>
      <span className="visually-hidden">, {intervalWords(figure)}</span>
    </span>
  );
}
