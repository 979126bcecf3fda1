import type { ReactNode } from 'react';
import { TextField } from '../ui/TextField.tsx';
import { useTyped } from './playbook-editing.ts';

interface FieldProps {
  readonly label: string;
  readonly note?: ReactNode;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly className?: string;
  readonly rows?: number;
  readonly autoFocus?: boolean;
}

/** A text that may not be empty, or may with `empty`. `onChange` answers why it can't be taken, or null. */
export function PlaybookTextField({ value, onChange, empty = false, ...rest }: FieldProps & { readonly value: string; readonly onChange: (value: string) => string | null; readonly empty?: boolean }) {
  const { text, problem, type } = useTyped(value, (each) => each, (each) => (each.trim() === '' && !empty ? { problem: 'This can’t be empty.' } : { value: each }), onChange);
  return <TextField {...rest} value={text} error={problem} onChange={type} />;
}

/** A number between bounds. */
export function PlaybookNumberField({ value, onChange, least, most, ...rest }: FieldProps & { readonly value: number; readonly onChange: (value: number) => string | null; readonly least: number; readonly most: number }) {
  const { text, problem, type } = useTyped(
    value,
    String,
    (each) => {
      const read = Number(each.trim().replace(',', '.'));
      return each.trim() === '' || !Number.isFinite(read) || read < least || read > most ? { problem: `A number from ${least} to ${most}.` } : { value: read };
    },
    onChange,
  );
  return <TextField {...rest} value={text} error={problem} onChange={type} />;
}

/** Words or phrases, one a line or, without `rows`, with commas between them. */
export function PlaybookWordsField({ value, onChange, empty = false, ...rest }: FieldProps & { readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => string | null; readonly empty?: boolean }) {
  const lines = rest.rows !== undefined;
  const { text, problem, type } = useTyped(
    value,
    (each) => each.join(lines ? '\n' : ', '),
    (each) => {
      const read = [...new Set(each.split(lines ? '\n' : ',').map((word) => word.trim()).filter((word) => word !== ''))];
      return read.length === 0 && !empty ? { problem: lines ? 'Write at least one, each on a line of its own.' : 'Write at least one.' } : { value: read };
    },
    onChange,
  );
  return <TextField {...rest} value={text} error={problem} onChange={type} />;
}
