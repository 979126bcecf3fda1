import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { classes } from '../ui/classes.ts';
import { useTriggerProps } from '../ui/trigger-context.ts';
import styles from './BarChip.module.css';

/** A small fact in the top bar that opens what it means. On a phone only its dot or icon is left. */
export function BarChip({
  mark,
  children,
  label,
  onPress,
}: {
  /** A dot or icon before the words. */
  readonly mark?: ReactNode;
  readonly children: ReactNode;
  /** Accessible name where the words are not enough. */
  readonly label?: string;
  /** What it does where it opens nothing over the page. */
  readonly onPress?: () => void;
}) {
  const trigger = useTriggerProps();
  return (
    <Button {...trigger} className={classes(styles.chip)} {...(label === undefined ? {} : { 'aria-label': label })} {...(onPress ? { onPress } : {})}>
      {mark}
      <span className={styles.words}>{children}</span>
    </Button>
  );
}

export function Dot({ tone }: { readonly tone: 'good' | 'warn' | 'bad' | 'busy' }) {
  return <span className={classes(styles.dot, styles[tone])} aria-hidden="true" />;
}
