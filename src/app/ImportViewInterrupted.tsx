import { useState } from 'react';
import type { ImportRow } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { fullTime, plural } from '../ui/format-time.ts';
import styles from './ImportView.module.css';

/** Imports that were cut off, each to take back; choosing the same file again goes on with it. */
export function ImportViewInterrupted({ rows, onTakeBack }: { readonly rows: readonly ImportRow[]; readonly onTakeBack: (row: ImportRow) => Promise<void> }) {
  const [busy, setBusy] = useState<string | null>(null);

  const takeBack = async (row: ImportRow): Promise<void> => {
    setBusy(row.importId);
    await onTakeBack(row);
    setBusy(null);
  };

  return rows.map((row) => (
    <div key={row.importId} className={styles.interrupted} role="alert">
      <div className={styles.chooserWords}>
        <p className={styles.strong}>The import of {row.fileName} was cut off</p>
        <p>
          It began on {fullTime(row.startedAt)}, and {plural(row.imported + row.updated, 'ticket')} had been written. Take them back, or choose the same file again to go on.
        </p>
      </div>
      <Button isDisabled={busy !== null} onPress={() => void takeBack(row)}>
        {busy === row.importId ? 'Taking back…' : 'Take back'}
      </Button>
    </div>
  ));
}
