import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { count, plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Desk } from './desk-context.ts';
import { firstRun, rememberFirstRun, removeSample } from './first-run.ts';
import { useStore } from './store.ts';
import styles from './FirstRunNote.module.css';

/**
 * On a new desk: what these tickets are, how far triage is, and the ways on. Once the person's own tickets stand among
 * them, how to be rid of the sample without these.
 */
export function FirstRunNote({ desk }: { readonly desk: Desk }) {
  const { kind, note, tickets: ofSample = 0 } = useStore(firstRun);
  const { total } = useStore(desk.inbox);
  const backlog = useStore(desk.backlog);
  const [asking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  if (kind !== 'sample' || !note) return null;
  const own = ofSample === 0 ? 0 : Math.max(0, total - ofSample);

  const words = own > 0 ? 'Remove the sample' : 'Start empty';

  const dismiss = (): void => void rememberFirstRun(desk.db, { kind: 'sample', note: false, tickets: ofSample });

  async function removeIt(): Promise<void> {
    setAsking(false);
    const removed = await removeSample(desk.db, Date.now());
    if (!removed.ok) {
      desk.notify({ text: removed.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    desk.notify({ text: `${plural(removed.value.tickets, 'sample ticket')} and ${plural(removed.value.articles, 'article')} removed` });
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
          ) : own > 0 ? (
            `${plural(ofSample, 'sample ticket')} and ${count(own)} of your own`
          ) : (
            `A sample desk: ${plural(total, 'ticket')} of a made-up shop`
          )}
        </p>
        <IconButton label="Dismiss" icon={<X />} className={styles.close ?? ''} onPress={dismiss} />
      </div>
      <p className={styles.text}>
        {own > 0 ? 'Remove the sample when you have seen enough. Yours stay.' : 'Look around and change what you like. Nothing leaves this browser.'}
      </p>
      <div className={styles.actions}>
        {own === 0 && (
          <Button size="small" onPress={() => navigate('/import')}>
            Import your own
          </Button>
        )}
        <Button size="small" variant={own > 0 ? 'plain' : 'quiet'} isDisabled={total === 0} onPress={() => setAsking(true)}>
          {words}
        </Button>
      </div>
      <Dialog
        title={own > 0 ? 'Remove the sample?' : 'Start with an empty desk?'}
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>Keep the sample</Button>
            <Button variant="danger" onPress={() => void removeIt()}>
              {words}
            </Button>
          </>
        }
      >
        The sample’s tickets and articles are removed from this browser, with what you changed in them.{' '}
        {own > 0 ? `Your own ${own === 1 ? 'ticket stays' : `${count(own)} tickets stay`}.` : 'Articles and tickets you added yourself stay.'} You can open the sample again in the settings.
      </Dialog>
    </div>
  );
}
