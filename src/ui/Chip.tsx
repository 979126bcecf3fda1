import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Chip.module.css';

export type ChipTone = 'plain' | 'accent' | 'bad' | 'warn' | 'good';

/** A small word in a box. Its colour only repeats what the word says. */
export function Chip({
  children,
  tone = 'plain',
  outline = false,
  className,
  title,
}: {
  readonly children: ReactNode;
  readonly tone?: ChipTone;
  readonly outline?: boolean;
  readonly className?: string;
  readonly title?: string;
}) {
  return (
    <span className={classes(styles.chip, styles[tone], outline && styles.outline, className)} title={title}>
      {children}
    </span>
  );
}
