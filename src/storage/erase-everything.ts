import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { startEpoch } from './inbox-revision.ts';
import type { TabdeskDatabase } from './schema.ts';

/**
 * Empties every table in one transaction. Only the inbox's counters stay, so that lists open in any tab notice and
 * start anew.
 */
export function eraseEverything(db: TabdeskDatabase): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', db.tables, async () => {
      await Promise.all(db.tables.filter((table) => table.name !== 'settings').map((table) => table.clear()));
      await db.settings.filter((row) => !row.key.startsWith('inbox.')).delete();
      await startEpoch(db);
      return null;
    }),
  );
}
