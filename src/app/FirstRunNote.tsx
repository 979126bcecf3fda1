import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { eraseEverything } from '../storage/erase-everything.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { count, plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Desk } from './desk-context.ts';
import { firstRun, rememberFirstRun } from './first-run.ts';
import { useStore } from './store.ts';
import styles from './FirstRunNote.module.css';

/** On a new desk: what these tickets are, how far triage is, and the ways on. */
export function FirstRunNote({ desk }: { readonly desk: Desk }) {
  const { kind, note } = useStore(firstRun);
  const { total } = useStore(desk.inbox);
  const backlog = useStore(desk.backlog);
  const [asking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  if (kind !== 'sample' || !note) return null;

  const dismiss = (): void => void rememberFirstRun(desk.db, { kind: 'sample', note: false });

  async function startEmpty(): Promise<void> {
    setAsking(false);
    const erased = await eraseEverything(desk.db);
    if (!erased.ok) {
      desk.notify({ text: erased.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    await rememberFirstRun(desk.db, { kind: 'own', note: false });
    void desk.knowledge.reload();
    navigate('/');
  }

  return (
    <div className={styles.note}>
      <div className={styles.head}>
        <p className={styles.title} role="status">
          {backlog.status === 'running' ? (
            <>
              Triaging {count(backlog.total)} tickets on this device… <span className="numbers">{count(backlog.done)}</span>
            </>
          ) : total === 0 ? (
            'Opening the sample desk…'
          ) : (
            `A sample desk: ${plural(total, 'ticket')} of a made-up shop`
          )}
        </p>
        <IconButton label="Dismiss" icon={<X />} className={styles.close ?? ''} onPress={dismiss} />
      </div>
      <p className={styles.text}>Look around and change what you like. Nothing leaves this browser.</p>
      <div className={styles.actions}>
        <Button size="small" onPress={() => navigate('/import')}>
          Import your own
        </Button>
        <Button size="small" variant="quiet" onPress={() => setAsking(true)}>
          Start empty
        </Button>
      </div>
      <Dialog
        title="Start with an empty desk?"
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>Keep the sample</Button>
            <Button variant="danger" onPress={() => void startEmpty()}>
              Start empty
            </Button>
          </>
        }
      >
        The sample tickets and articles are removed from this browser. You can open the sample again in the settings.
      </Dialog>
    </div>
  );
}
