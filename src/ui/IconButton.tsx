import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classes } from './classes.ts';
import { useTriggerProps } from './trigger-context.ts';
import styles from './IconButton.module.css';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'aria-label'> {
  /** Read aloud and shown as a tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon; its name shows on hover and focus. */
export function IconButton({ label, icon, keys, pressed, className, ...rest }: IconButtonProps) {
  const trigger = useTriggerProps();
  return (
    <AriaButton
      {...rest}
      {...trigger}
      aria-label={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      className={classes(styles.button, pressed === true && styles.pressed, className)}
    >
      {icon}
      {/* Where TipLayer looks for what to say; out of the accessible name, which is the same. */}
      <span hidden data-tip={label} data-keys={keys} />
    </AriaButton>
  );
}
