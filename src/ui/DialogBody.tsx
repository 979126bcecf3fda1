import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import X from 'lucide-react/icons/x';
import { useEffect, useRef, useState, type ReactNode } from 'react';
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
          <Scrolling>{children}</Scrolling>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What is too long for the screen can be scrolled by keys, though nothing in it may take the focus. */
function Scrolling({ children }: { readonly children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setScrolls(element.scrollHeight > element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={body} className={styles.body} {...(scrolls ? { tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
