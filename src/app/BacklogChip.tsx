import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import { count } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { Backlog } from './desk-context.ts';
import { useStore } from './store.ts';
import styles from './BacklogChip.module.css';

/** Triage under way: how far, and a way to pause it. Nothing when there is nothing to do. */
export function BacklogChip({ backlog }: { readonly backlog: Backlog }) {
  const { status, done, total, message } = useStore(backlog);
  if (status === 'idle') return null;
  const words =
    status === 'paused' ? 'Triage paused' : status === 'failed' ? 'Triage stopped' : `Triaging ${count(done)} of ${count(total)}`;
  return (
    <div className={styles.chip} title={message}>
      <div className={styles.text}>
        <span className={styles.words} role="status" aria-live={status === 'running' ? 'off' : 'polite'}>
          {words}
          {message !== undefined && <span className="visually-hidden">. {message}</span>}
        </span>
        {status === 'running' && <ProgressBar label="Triage" done={done} total={total} className={styles.bar ?? ''} />}
      </div>
      {status === 'running' ? (
        <IconButton label="Pause triage" icon={<Pause />} onPress={() => backlog.pause()} className={styles.button ?? ''} />
      ) : (
        <IconButton label="Go on with triage" icon={<Play />} onPress={() => backlog.resume()} className={styles.button ?? ''} />
      )}
    </div>
  );
}
