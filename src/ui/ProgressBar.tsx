import { classes } from './classes.ts';
import styles from './ProgressBar.module.css';

/** How far something is: `done` of `total`; without `total` it only says that it goes on. */
export function ProgressBar({
  label,
  done,
  total,
  className,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly className?: string;
}) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div
      className={classes(styles.track, share === null && styles.unknown, className)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? 1}
      {...(share === null ? {} : { 'aria-valuenow': done })}
    >
      <div className={styles.fill} style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  );
}
