import { failure, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { startEpoch } from './inbox-revision.ts';
import type { ImportRow, TabdeskDatabase } from './schema.ts';
import { ticketTables, writeTickets } from './save-tickets.ts';

const batch = 1000;

/** An import without a sign of life for this long was cut off. Every step of a living one takes well under a second. */
const silentAfterMs = 15_000;

/** The name of the lock an import holds while it runs: it goes with the worker or tab that held it. */
export function importLock(importId: string): string {
  return `tabdesk-import-${importId}`;
}

/** The browser's locks; absent in Node and in browsers before 2022. */
export function webLocks(): LockManager | undefined {
  return (globalThis as { readonly navigator?: { readonly locks?: LockManager } }).navigator?.locks;
}

async function heldLocks(): Promise<ReadonlySet<string> | null> {
  const locks = webLocks();
  if (!locks) return null;
  const { held = [] } = await locks.query();
  return new Set(held.map((lock) => lock.name ?? ''));
}

/**
 * Imports that were cut off (tab closed, crash) before they were done, newest first. Each can be rolled back, or goes on
 * when the same file is imported again. `now` in milliseconds since the epoch.
 */
export async function interruptedImports(db: TabdeskDatabase, now: number): Promise<ImportRow[]> {
  const open = await db.imports.where('status').anyOf('running', 'rolling-back').toArray();
  const held = await heldLocks();
  return open
    .filter((row) => (held ? !held.has(importLock(row.importId)) : row.beatAt < now - silentAfterMs))
    .sort((a, b) => b.startedAt - a.startedAt);
}

/** `import-running`: it is at work, here or in another tab. `import-done`: it came to its end after all. */
export type RollBackErrorCode = StorageErrorCode | 'import-running' | 'import-done';

/** An import thought to be cut off that someone has gone on with. */
export function importDone(fileName: string) {
  return failure('import-done', `The import of ${fileName} has been gone on with elsewhere and is done by now. Nothing was changed.`);
}

/**
 * Takes back an import that was cut off: its new tickets go, those it replaced come back as they were. Answers how many
 * tickets were removed, 0 when there is nothing left of it. What is offered on the screen may have changed since, so this
 * looks again under the import's lock: one that runs, or is done by now, is left alone, with nothing changed.
 */
export async function rollBackImport(db: TabdeskDatabase, importId: string): Promise<Outcome<number, RollBackErrorCode>> {
  const run = async (): Promise<Outcome<number, RollBackErrorCode>> => {
    const found = await attemptStorage(() => db.imports.get(importId));
    if (!found.ok) return found;
    if (found.value?.status === 'done') return importDone(found.value.fileName);
    return found.value ? undoImport(db, importId) : { ok: true, value: 0 };
  };
  const locks = webLocks();
  if (!locks) return run();
  return locks.request(importLock(importId), { ifAvailable: true }, (lock) =>
    lock ? run() : failure('import-running', 'The import is running. Cancel it where it runs; nothing was taken back.'),
  );
}

/**
 * Undoes an import, for whoever holds its lock. Works in steps and may itself be cut off: it is then offered, and goes
 * on, again. Removing comes first and writes nothing, since the reason may be a full disk.
 */
export async function undoImport(db: TabdeskDatabase, importId: string): Promise<Outcome<number, StorageErrorCode>> {
  // Only so that an import cut off now is not gone on with; nothing depends on it, and a full disk may refuse it.
  const marked = await attemptStorage(() => db.imports.update(importId, { status: 'rolling-back' }));
  if (!marked.ok && marked.code !== 'disk-full') return marked;
  return attemptStorage(async () => {
    const removed = await removeImported(db, importId);
    await restoreReplaced(db, importId);
    await db.transaction('rw', [db.imports, db.settings], async () => {
      await db.imports.delete(importId);
      // Rows went without tombstones (there may be hundreds of thousands): followers load anew, once.
      if (removed > 0) await startEpoch(db);
    });
    return removed;
  });
}

async function removeImported(db: TabdeskDatabase, importId: string): Promise<number> {
  const tables = [db.tickets, db.triages, db.drafts, db.inbox] as const;
  let removed = 0;
  for (;;) {
    const ids = await db.transaction('rw', tables, async () => {
      const found = await db.tickets.where('importId').equals(importId).limit(batch).primaryKeys();
      await Promise.all(tables.map((table) => table.bulkDelete(found)));
      return found;
    });
    removed += ids.length;
    if (ids.length < batch) return removed;
  }
}

async function restoreReplaced(db: TabdeskDatabase, importId: string): Promise<void> {
  for (;;) {
    const restored = await db.transaction('rw', [...ticketTables(db), db.replaced], async () => {
      const rows = await db.replaced.where('[importId+id]').between([importId, ''], [importId, '\uffff'], true, true).limit(batch).toArray();
      await writeTickets(db, rows.map((row) => row.ticket));
      await db.replaced.bulkDelete(rows.map((row): [string, string] => [row.importId, row.id]));
      return rows.length;
    });
    if (restored < batch) return;
  }
}
