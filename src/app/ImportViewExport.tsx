import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { exportTickets } from '../storage/export-tickets.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { classes } from '../ui/classes.ts';
import { plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { saveFile } from './import-view-save-file.ts';
import { useStore } from './store.ts';
import styles from './ImportView.module.css';

const scopes = ['all', 'filtered', 'selected'] as const;
type Scope = (typeof scopes)[number];
const formats = ['csv', 'jsonl'] as const;
type Format = (typeof formats)[number];

/** Tickets with their triage as a file: CSV that is safe to open in a spreadsheet, or JSONL. */
export function ImportViewExport() {
  const { db, inbox, notify } = useDesk();
  const [params] = useSearchParams();
  const asked = scopes.find((scope) => scope === params.get('export'));
  const [scope, setScope] = useState<Scope>(asked ?? 'all');
  const [format, setFormat] = useState<Format>('csv');
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const stop = useRef<AbortController>(null);
  const section = useRef<HTMLElement>(null);
  const { total } = useStore(inbox);
  const filtered = inbox.filteredIds().length;
  const selected = inbox.selectedIds().length;
  const counts: Readonly<Record<Scope, number>> = { all: total, filtered, selected };
  const names: Readonly<Record<Scope, string>> = { all: 'All tickets', filtered: 'As filtered in the list', selected: 'Selected' };
  const chosen = counts[scope] === 0 && scope !== 'all' ? 'all' : scope;

  useEffect(() => {
    if (asked === undefined) return;
    section.current?.scrollIntoView({ block: 'nearest' });
    section.current?.focus();
  }, [asked]);

  const run = async (): Promise<void> => {
    stop.current = new AbortController();
    setProgress({ done: 0, total: counts[chosen] });
    const made = await exportTickets(db, {
      format,
      ...(chosen === 'all' ? {} : { ids: chosen === 'filtered' ? inbox.filteredIds() : inbox.selectedIds() }),
      signal: stop.current.signal,
      onProgress: (done, of) => setProgress({ done, total: of }),
    });
    setProgress(null);
    if (made.ok) {
      saveFile(made.value, `tabdesk-tickets-${new Date().toISOString().slice(0, 10)}.${format}`);
      notify({ text: `${plural(counts[chosen], 'ticket')} exported`, tone: 'good' });
    } else if (made.code !== 'cancelled') {
      notify({ text: made.message, tone: 'bad', forMs: 12_000 });
    }
  };

  return (
    <section ref={section} className={styles.section} aria-labelledby="export-title" tabIndex={-1}>
      <h2 id="export-title" className={styles.heading}>
        Export tickets
      </h2>
      <p className={styles.note}>
        With what was worked out about each. Importing the file again changes nothing. In CSV, cells that a spreadsheet would run as a formula get an apostrophe in front.
      </p>
      <RadioGroup className={classes(styles.radios)} aria-label="Which tickets" value={chosen} onChange={(value) => setScope(scopes.find((each) => each === value) ?? 'all')}>
        {scopes.map((each) => (
          <RadioField key={each} value={each} isDisabled={counts[each] === 0}>
            <RadioButton className={classes(styles.radio)}>
              {names[each]} <span className={styles.count}>{plural(counts[each], 'ticket')}</span>
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <RadioGroup className={classes(styles.radios)} aria-label="File format" value={format} onChange={(value) => setFormat(formats.find((each) => each === value) ?? 'csv')}>
        <RadioField value="csv">
          <RadioButton className={classes(styles.radio)}>
            CSV <span className={styles.count}>for spreadsheets</span>
          </RadioButton>
        </RadioField>
        <RadioField value="jsonl">
          <RadioButton className={classes(styles.radio)}>
            JSONL <span className={styles.count}>whole threads, for programs</span>
          </RadioButton>
        </RadioField>
      </RadioGroup>
      {progress && <ProgressBar label="Exporting" done={progress.done} total={progress.total} />}
      <div className={styles.actions}>
        {progress ? (
          <Button onPress={() => stop.current?.abort()}>Cancel</Button>
        ) : (
          <Button onPress={() => void run()} isDisabled={counts[chosen] === 0}>
            Export {plural(counts[chosen], 'ticket')}
          </Button>
        )}
      </div>
    </section>
  );
}
