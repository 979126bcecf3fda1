import { useState } from 'react';
import type { ImportProgress } from '../storage/import-tickets.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { bytes, count, plural } from '../ui/format-time.ts';
import styles from './ImportView.module.css';

const statusWords: Readonly<Record<ImportProgress['status'], string>> = {
  checking: 'Checking the file',
  importing: 'Importing',
  'rolling-back': 'Taking back what was imported',
};

/** How far the import is, how fast, and the way out of it. */
export function ImportViewProgress({
  file,
  progress,
  elapsedMs,
  onCancel,
}: {
  readonly file: File;
  readonly progress: ImportProgress | null;
  readonly elapsedMs: number;
  readonly onCancel: () => void;
}) {
  const [cancelled, setCancelled] = useState(false);
  // The first moments say nothing about the rest.
  const seconds = Math.max(0.5, elapsedMs / 1000);
  const status = progress?.status ?? 'checking';
  const rate = progress && progress.rows > 0 ? Math.round(progress.rows / seconds) : null;
  return (
    <div className={styles.progress}>
      <p className={styles.fileLine}>
        <span className={styles.strong}>
          {statusWords[status]}: {file.name}
        </span>
        <span role="status">
          {progress
            ? `${plural(progress.rows, 'row')} · ${bytes(progress.bytesRead)} of ${bytes(progress.bytes)}${rate === null || status !== 'importing' ? '' : ` · ${count(rate)} rows a second`}`
            : bytes(file.size)}
        </span>
      </p>
      <ProgressBar label={statusWords[status]} done={progress?.bytesRead ?? 0} total={status === 'rolling-back' ? null : file.size} />
      <p className={styles.tally}>
        {progress ? `${count(progress.imported)} imported · ${count(progress.updated)} updated · ${count(progress.unchanged)} unchanged · ${count(progress.refused)} refused` : 'Nothing is written yet.'}
      </p>
      <div className={styles.actions}>
        <Button
          isDisabled={cancelled || status === 'rolling-back'}
          onPress={() => {
            setCancelled(true);
            onCancel();
          }}
        >
          {cancelled ? 'Cancelling…' : 'Cancel and take back'}
        </Button>
      </div>
    </div>
  );
}
