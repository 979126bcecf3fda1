import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Switch.module.css';

/** On or off, at once; what it means stands beside it, and its state is told by the place of the knob and not by colour alone. */
export function Switch({ children, on, onChange, describedBy, disabled = false }: { readonly children: ReactNode; readonly on: boolean; readonly onChange: (on: boolean) => void; readonly describedBy?: string; readonly disabled?: boolean }) {
  return (
    <button type="button" role="switch" aria-checked={on} disabled={disabled} className={styles.switch} onClick={() => onChange(!on)} {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}>
      <span className={classes(styles.track, on && styles.on)} aria-hidden="true">
        <span className={styles.knob} />
      </span>
      <span className={styles.words}>{children}</span>
    </button>
  );
}
