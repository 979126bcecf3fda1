import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Desk } from './desk-context.ts';
import styles from './FileDrop.module.css';

function holdsFiles(event: DragEvent): boolean {
  return !event.defaultPrevented && (event.dataTransfer?.types.includes('Files') ?? false);
}

/** A file may be dropped anywhere: it is looked at in the import view. Left to the browser it would take the desk's place. */
export function FileDrop({ desk }: { readonly desk: Desk | null }) {
  const [over, setOver] = useState(false);
  const [, navigate] = useLocation();

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener(
      'dragover',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        // Gone from the window, not only from one element to the next.
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (!file || !desk) return;
        navigate('/import');
        void desk.imports.look(file);
      },
      { signal },
    );
    return () => listening.abort();
  }, [desk, navigate]);

  if (!over) return null;
  return (
    <div className={styles.over} aria-hidden="true">
      <span className={styles.hint}>Drop the file to look at it</span>
    </div>
  );
}
