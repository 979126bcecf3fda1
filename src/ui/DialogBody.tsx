import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import X from 'lucide-react/icons/x';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';
import type { DialogProps } from './Dialog.tsx';
import styles from './Dialog.module.css';

/** The part of a Dialog that needs focus handling; loaded when first opened. */
export function DialogBody({
  title,
  children,
  footer,
  open,
  onClose,
  width = 480,
  dismissable = true,
}: DialogProps) {
  return (
    <ModalOverlay
      className={classes(styles.overlay)}
      isOpen={open}
      isDismissable={dismissable}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={classes(styles.modal)} style={{ width: `min(${width}px, 100vw)` }}>
        <AriaDialog className={classes(styles.dialog)}>
          <header className={styles.header}>
            <Heading slot="title" className={classes(styles.title)}>
              {title}
            </Heading>
            {dismissable && <IconButton label="Close" icon={<X />} onPress={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
