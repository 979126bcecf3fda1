import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { classes } from './classes.ts';
import styles from './TextField.module.css';

/** A line or, with `rows`, a field of text with its label, a note and what is wrong with it. */
export function TextField({
  label,
  value,
  onChange,
  note,
  error,
  placeholder,
  rows,
  type,
  hideLabel = false,
  autoFocus = false,
  disabled = false,
  className,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly note?: ReactNode;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly type?: HTMLInputTypeAttribute;
  readonly hideLabel?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
}) {
  const wrong = error !== undefined && error !== null;
  return (
    <AriaTextField
      className={classes(styles.field, className)}
      value={value}
      onChange={onChange}
      isInvalid={wrong}
      isDisabled={disabled}
      autoFocus={autoFocus}
      {...(type === undefined ? {} : { type })}
    >
      <Label className={hideLabel ? 'visually-hidden' : classes(styles.label)}>{label}</Label>
      {rows === undefined ? (
        <Input className={classes(styles.input)} placeholder={placeholder ?? ''} />
      ) : (
        <TextArea className={classes(styles.input, styles.area)} rows={rows} placeholder={placeholder ?? ''} />
      )}
      {note !== undefined && !wrong && (
        <Text slot="description" className={classes(styles.note)}>
          {note}
        </Text>
      )}
      {wrong && <FieldError className={classes(styles.error)}>{error}</FieldError>}
    </AriaTextField>
  );
}
