import X from 'lucide-react/icons/x';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useStore } from './store.ts';
import { dismissToast, toasts, type ShownToast } from './toasts.ts';
import styles from './Toasts.module.css';

/** What was just done, at the foot of the page, with its undo. */
export function Toasts() {
  const shown = useStore(toasts);
  // The z key undoes the newest change, so only its toast names the key.
  const newest = shown.findLast((toast) => toast.action?.label === 'Undo');
  return (
    <div className={styles.place} role="region" aria-label="Notices">
      <div role="status" aria-live="polite" className={styles.stack}>
        {shown.map((toast) => (
          <ToastCard key={toast.key} toast={toast} byKey={toast === newest} />
        ))}
      </div>
    </div>
  );
}

function ToastCard({ toast, byKey }: { readonly toast: ShownToast; readonly byKey: boolean }) {
  const { key, text, tone = 'plain', action, forMs = 6000 } = toast;
  const [watched, setWatched] = useState(false);
  const left = useRef(forMs);
  useEffect(() => {
    if (watched || left.current === null) return;
    const started = Date.now();
    const timer = setTimeout(() => dismissToast(key), left.current);
    return () => {
      clearTimeout(timer);
      // At least long enough to reach the button after coming back.
      if (left.current !== null) left.current = Math.max(1500, left.current - (Date.now() - started));
    };
  }, [watched, key]);
  return (
    <div
      className={classes(styles.toast, styles[tone])}
      onPointerEnter={() => setWatched(true)}
      onPointerLeave={() => setWatched(false)}
      onFocus={() => setWatched(true)}
      onBlur={() => setWatched(false)}
    >
      <span className={styles.text}>{text}</span>
      {action && (
        <Button
          size="small"
          variant="quiet"
          className={styles.action ?? ''}
          onPress={() => {
            dismissToast(key);
            action.run();
          }}
          {...(byKey ? { keys: 'z' } : {})}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X />} className={styles.close ?? ''} onPress={() => dismissToast(key)} />
    </div>
  );
}
