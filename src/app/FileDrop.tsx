import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { filesOfDrop } from './collect-files.ts';
import type { Desk } from './desk-context.ts';
import styles from './FileDrop.module.css';

function holdsFiles(event: DragEvent): boolean {
  return !event.defaultPrevented && (event.dataTransfer?.types.includes('Files') ?? false);
}

/** Hands what was dropped in the knowledge base to the import of articles; the way there is a chunk of its own. */
function importArticles(desk: Desk, data: DataTransfer): Promise<void> {
  // Taken during the event: afterwards the browser shows nothing of it.
  const files = filesOfDrop(data);
  return import('./article-imports.ts').then(async ({ articleImportsOf }) => articleImportsOf(desk).look(await files));
}

/** Files may be dropped anywhere: they are looked at in the import of articles or of tickets. Left to the browser they would take the desk's place. */
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
        const { dataTransfer } = event;
        const file = dataTransfer?.files[0];
        if (!file || !desk) return;
        if (location.pathname === '/knowledge' || location.pathname.startsWith('/knowledge/')) {
          navigate('/knowledge/tools/import');
          importArticles(desk, dataTransfer).catch(() => desk.notify({ text: 'The part of the desk that reads articles could not be loaded. Reload the page and try again.', tone: 'bad' }));
          return;
        }
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
      <span className={styles.hint}>Drop it to look at what is in it</span>
    </div>
  );
}
