import { liveQuery } from 'dexie';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { isWhole } from './save-heads.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { PromotedHead, Promotion, TabdeskDatabase } from './schema.ts';

export type PromoteErrorCode = StorageErrorCode | 'gone' | 'damaged' | 'nothing-before';

/** Steps that can be rolled back, and lines of the log; the oldest go. */
const mostSteps = 50;
const mostLines = 500;

/** A slot in which nothing was ever promoted: the head delivered with the program answers. */
function untouched(slot: string): Promotion {
  return { slot, headId: null, since: 0, previous: [], log: [] };
}

function stepTo(present: Promotion, headId: string | null, at: number): Promotion {
  const { slot, since, previous, log } = present;
  if (present.headId === headId) return present;
  return {
    slot, headId, since: at,
    previous: [...previous, { headId: present.headId, since }].slice(-mostSteps),
    log: [...log, { at, headId, done: 'promoted' as const }].slice(-mostLines),
  };
}

/**
 * Makes a version the one that answers for its slot, in one transaction with the history of who did. All tabs hear of it
 * (`followPromotions`). Promoting the one that answers already changes nothing. Refuses with `damaged` weights that are not those that
 * were saved. `at` in milliseconds since the epoch.
 */
export async function promoteHead(db: TabdeskDatabase, id: string, at: number): Promise<Outcome<Promotion, PromoteErrorCode>> {
  // Before the transaction, which does not wait for a checksum; weights are never written twice.
  const stored = await attemptStorage(() => Promise.all([db.headVersions.get(id), db.headFiles.get(id)]));
  if (!stored.ok) return stored;
  const [about, file] = stored.value;
  if (about && file && !(await isWhole(about, file))) {
    return failure('damaged', 'The weights of this version are damaged on this device, so it was not promoted. The present model goes on answering. Train it again, or import it again.');
  }
  const promoted = await attemptStorage(() =>
    db.transaction('rw', [db.promotions, db.headVersions, db.headFiles], async () => {
      const [version, files] = await Promise.all([db.headVersions.get(id), db.headFiles.where('id').equals(id).count()]);
      if (!version || files === 0) return null;
      const next = stepTo((await db.promotions.get(version.slot)) ?? untouched(version.slot), id, at);
      await db.promotions.put(next);
      return next;
    }),
  );
  if (!promoted.ok) return promoted;
  return promoted.value ? success(promoted.value) : failure('gone', 'This version is no longer there, so it was not promoted. The present model goes on answering.');
}

/** Gives a slot back to the head delivered with the program. */
export function promoteShipped(db: TabdeskDatabase, slot: string, at: number): Promise<Outcome<Promotion, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', db.promotions, async () => {
      const next = stepTo((await db.promotions.get(slot)) ?? untouched(slot), null, at);
      await db.promotions.put(next);
      return next;
    }),
  );
}

/**
 * Goes back to the head that answered before, in one transaction; again and again goes further back. Versions that were removed since
 * are passed over. `nothing-before` where the slot never had another.
 */
export async function rollBackHead(db: TabdeskDatabase, slot: string, at: number): Promise<Outcome<Promotion, PromoteErrorCode>> {
  const rolled = await attemptStorage(() =>
    db.transaction('rw', [db.promotions, db.headVersions], async () => {
      const present = await db.promotions.get(slot);
      const previous: PromotedHead[] = [...(present?.previous ?? [])];
      for (let before = previous.pop(); present && before; before = previous.pop()) {
        const isThere = before.headId === null || (await db.headVersions.get(before.headId)) !== undefined;
        if (!isThere || before.headId === present.headId) continue;
        const next: Promotion = { slot, headId: before.headId, since: at, previous, log: [...present.log, { at, headId: before.headId, done: 'rolled-back' as const }].slice(-mostLines) };
        await db.promotions.put(next);
        return next;
      }
      return null;
    }),
  );
  if (!rolled.ok) return rolled;
  return rolled.value ? success(rolled.value) : failure('nothing-before', 'No other model answered before this one, so there is nothing to go back to. Nothing was changed.');
}

/** Which head answers for each slot in which any was ever promoted. */
export function listPromotions(db: TabdeskDatabase): Promise<Promotion[]> {
  return db.promotions.toArray();
}

/**
 * Hands over what `listPromotions` answers, now and after every promotion and roll back in any tab. Returns the function that ends it. A
 * read that fails is left out: whatever shows on screen says that the desk can't be read.
 */
export function followPromotions(db: TabdeskDatabase, onPromotions: (promotions: readonly Promotion[]) => void): () => void {
  const following = liveQuery(() => listPromotions(db)).subscribe({ next: onPromotions, error: () => undefined });
  return () => following.unsubscribe();
}
