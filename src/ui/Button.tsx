import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classes } from './classes.ts';
import { Keys } from './Keys.tsx';
import { useTriggerProps } from './trigger-context.ts';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly children: ReactNode;
  /** `primary` once a view at most; `quiet` has no border; `danger` for what can't be undone. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'regular';
  readonly icon?: ReactNode;
  /** Shown at the end of the button; the key itself is handled by commands. */
  readonly keys?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A push button with a word on it. */
export function Button({ children, variant = 'plain', size = 'regular', icon, keys, className, ...rest }: ButtonProps) {
  const trigger = useTriggerProps();
  return (
    <AriaButton {...rest} {...trigger} className={classes(styles.button, styles[variant], styles[size], className)}>
      {icon}
      <span className={styles.label}>{children}</span>
      {keys !== undefined && <Keys keys={keys} className={classes(styles.keys)} />}
    </AriaButton>
  );
}
