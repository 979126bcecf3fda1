import { Suspense, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { classes } from '../ui/classes.ts';
import overlay from '../ui/Dialog.module.css';
import type { Desk } from './desk-context.ts';
import { giveKeysTo } from './listen-for-keys.ts';
import { palettePlaceholder } from './palette-placeholder.ts';
import { CommandPalette } from './views.ts';
import styles from './CommandPalette.module.css';

/** The palette, and its field from the first moment: what is typed while the rest is loaded is typed into it. */
export function PaletteOpening({ desk, onClose }: { readonly desk: Desk | null; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [entered, setEntered] = useState(false);
  return (
    <Suspense fallback={<Field typed={typed} onType={setTyped} onEnter={() => setEntered(true)} onClose={onClose} />}>
      <CommandPalette desk={desk} typed={typed} onType={setTyped} entered={entered} onClose={onClose} />
    </Suspense>
  );
}

interface FieldProps {
  readonly typed: string;
  readonly onType: (change: (typed: string) => string) => void;
  readonly onEnter: () => void;
  readonly onClose: () => void;
}

/** Looks like the field and takes the keys, but not the focus: the palette gives that back on closing to whoever has it now. */
function Field({ typed, onType, onEnter, onClose }: FieldProps) {
  useLayoutEffect(
    () =>
      giveKeysTo((event) => {
        if (event.isComposing || event.ctrlKey || event.metaKey) return;
        if (event.key === 'Escape') onClose();
        else if (event.key === 'Enter') onEnter();
        else if (event.key === 'Backspace') onType((before) => before.slice(0, -1));
        else if (event.key.length === 1) onType((before) => before + event.key);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }),
    [onClose, onEnter, onType],
  );
  return createPortal(
    <div className={classes(overlay.overlay, styles.overlay)} aria-hidden="true">
      <div className={classes(overlay.modal, styles.modal)}>
        <input className={styles.input} readOnly tabIndex={-1} placeholder={palettePlaceholder} value={typed} />
      </div>
    </div>,
    document.body,
  );
}
