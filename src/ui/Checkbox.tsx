import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import { classes } from './classes.ts';
import styles from './Checkbox.module.css';

export function Checkbox({
  children,
  checked,
  indeterminate = false,
  onChange,
  label,
  disabled = false,
}: {
  readonly children?: ReactNode;
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Accessible name when there are no visible words. */
  readonly label?: string;
  readonly disabled?: boolean;
}) {
  return (
    <CheckboxField
      className={classes(styles.field)}
      isSelected={checked}
      isIndeterminate={indeterminate}
      isDisabled={disabled}
      onChange={onChange}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <CheckboxButton className={classes(styles.checkbox)}>
        <span className={styles.box}>
          {indeterminate ? <Minus aria-hidden="true" /> : checked ? <Check aria-hidden="true" /> : null}
        </span>
        {children !== undefined && <span>{children}</span>}
      </CheckboxButton>
    </CheckboxField>
  );
}
