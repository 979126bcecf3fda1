import type { ReactNode, RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import { classes } from './classes.ts';
import styles from './Popover.module.css';

export type Placement = NonNullable<PopoverProps['placement']>;

/** The part of a Popover that needs positioning and focus handling; loaded when first wanted. */
export function PopoverBody({
  triggerRef,
  open,
  onOpenChange,
  label,
  placement,
  width,
  children,
}: {
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  readonly placement: Placement;
  readonly width: number;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}) {
  return (
    <Popover triggerRef={triggerRef} isOpen={open} onOpenChange={onOpenChange} className={classes(styles.popover)} placement={placement} offset={6} containerPadding={8}>
      <Dialog aria-label={label} className={classes(styles.content)} style={{ width: `min(${width}px, calc(100vw - 24px))` }}>
        {typeof children === 'function' ? children(() => onOpenChange(false)) : children}
      </Dialog>
    </Popover>
  );
}
