import { liveQuery } from 'dexie';
import { interruptedImports } from './roll-back-import.ts';
import type { ImportRow, TabdeskDatabase } from './schema.ts';

/** How soon it is noticed that a tab with an import was closed: that writes nothing anyone could follow. */
const lookAgainMs = 3000;

/**
 * Hands over the imports that were cut off, at once and whenever one is cut off, taken back, gone on with or done, in
 * whatever tab. `now` answers milliseconds since the epoch. Returns the function that ends it.
 */
export function followInterrupted(db: TabdeskDatabase, now: () => number, onChange: (rows: readonly ImportRow[]) => void): () => void {
  let ended = false;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(unfinished: number): Promise<void> {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    // Which imports are at work is known by their locks, and these are no part of the database.
    const rows = unfinished === 0 ? [] : await interruptedImports(db, now()).catch((): ImportRow[] => []);
    if (ended || mine !== turn) return;
    onChange(rows);
    if (rows.length < unfinished) timer = setTimeout(() => void look(unfinished), lookAgainMs);
  }

  const subscription = liveQuery(() => db.imports.where('status').anyOf('running', 'rolling-back').count()).subscribe({
    next: (unfinished) => void look(unfinished),
    // What can't be read now is offered at the next start.
    error: () => undefined,
  });
  return () => {
    ended = true;
    clearTimeout(timer);
    subscription.unsubscribe();
  };
}
