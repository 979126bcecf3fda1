import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { SavedDraft, TabdeskDatabase } from './schema.ts';

/** Saves one setting; any value that can be cloned. Keys starting with `inbox.` belong to storage. */
export function saveSetting(db: TabdeskDatabase, key: string, value: unknown): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.settings.put({ key, value });
    return null;
  });
}

/** One setting as `parse` reads it; null when it was never saved or `parse` (which answers null then) can't read it. */
export async function loadSetting<T>(db: TabdeskDatabase, key: string, parse: (value: unknown) => T | null): Promise<T | null> {
  const row = await db.settings.get(key);
  return row ? parse(row.value) : null;
}

/** Keeps what the agent has written so far. */
export function saveDraft(db: TabdeskDatabase, draft: SavedDraft): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.drafts.put(draft);
    return null;
  });
}

/** Forgets the draft of a ticket: sent or discarded. */
export function discardDraft(db: TabdeskDatabase, ticketId: string): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.drafts.delete(ticketId);
    return null;
  });
}
