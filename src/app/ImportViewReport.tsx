import type { ImportReport } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { count, plural } from '../ui/format-time.ts';
import { saveFile } from './import-view-save-file.ts';
import styles from './ImportView.module.css';

const rowsShown = 50;

/** A cell of the report, safe to open in a spreadsheet. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

function reportFile(report: ImportReport): Blob {
  const lines = report.refused.map((row) => [String(row.line), cell(row.reason), cell(row.excerpt)].join(','));
  return new Blob([`\ufeffline,reason,excerpt\r\n${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
}

/** What became of every row of the file. */
export function ImportViewReport({
  report,
  tookMs,
  onInbox,
  onAnother,
}: {
  readonly report: ImportReport;
  readonly tookMs: number;
  readonly onInbox: () => void;
  readonly onAnother: () => void;
}) {
  const { imported, updated, unchanged, refusedCount, refused, rows, notes, fileName } = report;
  return (
    <div className={styles.report} role="status">
      <p className={styles.fileLine}>
        <span className={styles.strong}>
          {imported === 0 && updated === 0 ? 'Nothing new in' : 'Imported'} {fileName}
        </span>
        <span>
          {plural(rows, 'row')} in {tookMs < 1000 ? 'under a second' : `${(tookMs / 1000).toFixed(1)} seconds`}
        </span>
      </p>
      <dl className={styles.counts}>
        {(
          [
            ['Imported', imported],
            ['Updated', updated],
            ['Unchanged', unchanged],
            ['Refused', refusedCount],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {refused.length > 0 && (
        <>
          <h3 className={styles.subheading}>Rows that were refused</h3>
          <div className={styles.tableBox} tabIndex={0} role="region" aria-label="Rows that were refused">
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col" className={styles.number}>
                    Line
                  </th>
                  <th scope="col">Why</th>
                  <th scope="col">The row begins</th>
                </tr>
              </thead>
              <tbody>
                {refused.slice(0, rowsShown).map((row) => (
                  <tr key={`${row.line} ${row.reason}`}>
                    <td className={styles.number}>{row.line}</td>
                    <td className={styles.wrapped}>{row.reason}</td>
                    <td>{row.excerpt}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {refusedCount > rowsShown && (
            <p className={styles.note}>
              The first {rowsShown} of {count(refusedCount)}. The file to download holds {refusedCount > refused.length ? `the first ${count(refused.length)}` : 'all of them'}.
            </p>
          )}
        </>
      )}
      <div className={styles.actions}>
        <Button variant="primary" onPress={onInbox}>
          Go to the inbox
        </Button>
        {refused.length > 0 && <Button onPress={() => saveFile(reportFile(report), `refused-rows-of-${fileName.replace(/\.[^.]+$/, '')}.csv`)}>Download the refused rows</Button>}
        <Button onPress={onAnother}>Import another file</Button>
      </div>
    </div>
  );
}
