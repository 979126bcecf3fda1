import { classes } from './classes.ts';
import styles from './ConfidenceBar.module.css';

/** A bar for a confidence of 0..1. The figure or the word stands beside it or in the accessible name of its row. */
export function ConfidenceBar({ value, wide = false }: { readonly value: number; readonly wide?: boolean }) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <span className={classes(styles.track, wide && styles.wide)} aria-hidden="true">
      <span className={styles.fill} style={{ transform: `scaleX(${share})` }} />
    </span>
  );
}
