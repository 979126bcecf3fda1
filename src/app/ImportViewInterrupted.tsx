import { useEffect, useState } from 'react';
import { interruptedImports, rollBackImport } from '../storage/roll-back-import.ts';
import type { ImportRow } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { fullTime, plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import styles from './ImportView.module.css';

/** Imports that were cut off, each to take back; choosing the same file again goes on with it. */
export function ImportViewInterrupted() {
  const { db, notify } = useDesk();
  const [found, setFound] = useState<readonly ImportRow[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    // What can't be read now is offered at the next visit.
    void interruptedImports(db, Date.now()).then((rows) => (gone ? undefined : setFound(rows)), () => undefined);
    return () => {
      gone = true;
    };
  }, [db]);

  const rollBack = async (row: ImportRow): Promise<void> => {
    setBusy(row.importId);
    const undone = await rollBackImport(db, row.importId);
    setBusy(null);
    if (!undone.ok) {
      notify({ text: undone.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    setFound((before) => before.filter((each) => each.importId !== row.importId));
    notify({ text: `${plural(undone.value, 'ticket')} of ${row.fileName} removed`, tone: 'good' });
  };

  return found.map((row) => (
    <div key={row.importId} className={styles.interrupted} role="alert">
      <div className={styles.chooserWords}>
        <p className={styles.strong}>The import of {row.fileName} was cut off</p>
        <p>
          It began on {fullTime(row.startedAt)}, and {plural(row.imported + row.updated, 'ticket')} had been written. Take them back, or choose the same file again to go on.
        </p>
      </div>
      <Button isDisabled={busy !== null} onPress={() => void rollBack(row)}>
        {busy === row.importId ? 'Taking back…' : 'Take back'}
      </Button>
    </div>
  ));
}
