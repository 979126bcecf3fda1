import { useEffect, useMemo, useState } from 'react';
import { labelWords } from '../text/label-words.ts';
import type { LabelFinding, LabelFindings } from '../studio/examine-labels.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useDesk } from './desk-context.ts';
import { studioOf, type StudioChoice } from './studio-desk.ts';
import type { StudioRow } from './studio-messages.ts';
import page from './StudioView.module.css';
import styles from './StudioDoctor.module.css';

/** What else was noticed about the rows, each with the rows it is about. */
export function StudioDoctorFindings({ findings: { findings }, choice }: { readonly findings: LabelFindings; readonly choice: StudioChoice }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className={page.section}>
      <h2 className={page.heading}>What else was noticed</h2>
      {findings.length === 0 ? (
        <p className={page.note}>Nothing: no label is small, no text stands under two labels, none is empty or very long.</p>
      ) : (
        <ul role="list" className={styles.findings}>
          {findings.map((finding) => (
            <li key={finding.kind} className={styles.finding}>
              <div className={styles.findingLine}>
                <p className={classes(styles.message, finding.severity !== 'notes' && styles.warns)}>{finding.message}</p>
                {finding.cases.length > 0 && (
                  <Button size="small" aria-expanded={open === finding.kind} onPress={() => setOpen(open === finding.kind ? null : finding.kind)}>
                    {open === finding.kind ? 'Hide the rows' : 'Show the rows'}
                  </Button>
                )}
              </div>
              {open === finding.kind && <Cases finding={finding} choice={choice} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const casesAtFirst = 6;
const rowsOfCase = 6;

function Cases({ finding, choice }: { readonly finding: LabelFinding; readonly choice: StudioChoice }) {
  const [shown, setShown] = useState(casesAtFirst);
  const { client } = studioOf(useDesk());
  const [rows, setRows] = useState<ReadonlyMap<number, StudioRow> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const cases = useMemo(() => finding.cases.slice(0, shown), [finding, shown]);
  const { summary, column } = choice;
  useEffect(() => {
    const stop = new AbortController();
    const ids = cases.flatMap((each) => [...each.ids.slice(0, rowsOfCase)]);
    void client.run({ datasetId: summary.id, column }, { job: { kind: 'rows', ids } }).then((read) => {
      if (stop.signal.aborted) return;
      if (read.ok) setRows(new Map(read.value.map((row) => [row.id, row])));
      else setProblem(read.message);
    });
    return () => stop.abort();
  }, [client, summary.id, column, cases]);
  return (
    <div className={styles.cases}>
      {problem !== null && <p className={page.aside}>{problem}</p>}
      <ul role="list">
        {cases.map(({ ids, labels }) => (
          <li key={`${labels.join()} ${ids[0] ?? ''}`} className={styles.case}>
            {[...ids.slice(0, rowsOfCase)].map((id) => {
              const row = rows?.get(id);
              return (
                <p key={id} className={styles.caseRow}>
                  <span>{row?.text ?? (rows === null ? <Skeleton width="60%" /> : <em>No longer in the dataset</em>)}</span>
                  {row !== undefined && <span className={styles.caseLabel}>{labelWords(row.label)}</span>}
                </p>
              );
            })}
            {ids.length > rowsOfCase && <p className={page.aside}>And {ids.length - rowsOfCase} more.</p>}
          </li>
        ))}
      </ul>
      {finding.cases.length > shown && (
        <Button size="small" onPress={() => setShown(shown + 30)}>
          Show more
        </Button>
      )}
    </div>
  );
}
