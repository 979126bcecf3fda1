import { classes } from './classes.ts';
import type { SelectOption } from './Select.tsx';
import styles from './PlainSelect.module.css';

/** One of a list, by the browser's own control: for rows of long tables, where hundreds of richer ones would take time. */
export function PlainSelect({
  label,
  options,
  groups,
  value,
  onChange,
  className,
  quiet = false,
  showLabel = false,
}: {
  readonly label: string;
  readonly options?: readonly SelectOption[];
  /** Options under headings. */
  readonly groups?: readonly { readonly name: string; readonly options: readonly SelectOption[] }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly className?: string;
  /** No border until it is pointed at. */
  readonly quiet?: boolean;
  readonly showLabel?: boolean;
}) {
  const list = (of: readonly SelectOption[]) =>
    of.map(({ id, label: words }) => (
      <option key={id} value={id}>
        {words}
      </option>
    ));
  const select = (
    <select aria-label={label} className={classes(styles.select, quiet && styles.quiet, !showLabel && className)} value={value} onChange={(event) => onChange(event.target.value)}>
      {options !== undefined && list(options)}
      {groups?.map((group) => (
        <optgroup key={group.name} label={group.name}>
          {list(group.options)}
        </optgroup>
      ))}
    </select>
  );
  if (!showLabel) return select;
  return (
    <span className={classes(styles.field, className)}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      {select}
    </span>
  );
}
