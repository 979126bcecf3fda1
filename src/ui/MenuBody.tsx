import type { ReactNode, RefObject } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import Check from 'lucide-react/icons/check';
import { classes } from './classes.ts';
import { Keys } from './Keys.tsx';
import type { Placement } from './PopoverBody.tsx';
import styles from './Menu.module.css';

export interface MenuChoice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly keys?: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
}

/** The part of a Menu that needs positioning and focus handling; loaded when first wanted. */
export function MenuBody({
  triggerRef,
  open,
  onOpenChange,
  label,
  choices,
  selected,
  onChoose,
  placement,
}: {
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly selected: string | null | undefined;
  readonly onChoose: (id: string) => void;
  readonly placement: Placement;
}) {
  const selection =
    selected === undefined ? {} : { selectionMode: 'single' as const, selectedKeys: selected === null ? [] : [selected] };
  return (
    <Popover aria-label={label} triggerRef={triggerRef} isOpen={open} onOpenChange={onOpenChange} className={classes(styles.popover)} placement={placement} offset={4} containerPadding={8}>
      <Menu
        aria-label={label}
        className={classes(styles.menu)}
        autoFocus="first"
        onClose={() => onOpenChange(false)}
        onAction={(key) => onChoose(String(key))}
        {...selection}
      >
        {choices.map((choice) => (
          <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className={classes(styles.item, choice.danger && styles.danger)}>
            {selected !== undefined && <span className={styles.tick}>{choice.id === selected && <Check aria-hidden="true" />}</span>}
            {choice.icon}
            <span className={styles.label}>{choice.label}</span>
            {choice.note !== undefined && <span className={styles.note}>{choice.note}</span>}
            {choice.keys !== undefined && <Keys keys={choice.keys} />}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
