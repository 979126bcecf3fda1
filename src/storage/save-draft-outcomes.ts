import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { DraftOutcome, TabdeskDatabase } from './schema.ts';

/** Keeps what became of a draft; the same id again replaces it. */
export function saveDraftOutcome(db: TabdeskDatabase, outcome: DraftOutcome): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.draftOutcomes.put(outcome);
    return null;
  });
}

/** Forgets it again: the reply was taken back. */
export function forgetDraftOutcome(db: TabdeskDatabase, id: string): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.draftOutcomes.delete(id);
    return null;
  });
}
