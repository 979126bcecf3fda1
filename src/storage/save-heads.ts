import { liveQuery } from 'dexie';
import type { HeadMetadata } from '../classifier/head.ts';
import { makeVersion, type HeadVersion, type HeadVersionDetails } from '../registry/head-version.ts';
import { isSoundHeldOut, type HeldOut } from '../registry/held-out.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { HeadFile, TabdeskDatabase } from './schema.ts';
import { sha256 } from './sha256.ts';

export type HeadErrorCode = StorageErrorCode | 'gone' | 'promoted' | 'damaged';

/** A head that was trained or imported, about to become a version. */
export interface NewHead {
  /** Its `version` is replaced by number and checksum. */
  readonly metadata: HeadMetadata;
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly details: HeadVersionDetails;
  readonly heldOut: HeldOut | null;
}

function gone() {
  return failure('gone', 'This version is no longer there: it was removed, here or in another tab.');
}

/** The number of the next version of a name. For use inside a transaction over `headVersions`. */
async function nextNumber(db: TabdeskDatabase, name: string): Promise<number> {
  const last = await db.headVersions.where('[name+number]').between([name, 0], [name, Infinity]).last();
  return (last?.number ?? 0) + 1;
}

/**
 * Saves a head as the next version of its name, weights and held-out predictions with it, in one transaction: all of it or nothing. It
 * answers for nothing until it is promoted. Throws where weights or held-out predictions are not what the metadata says: bugs of the
 * caller, since `parseHead` judges what comes from elsewhere.
 */
export function saveHeadVersion(db: TabdeskDatabase, { metadata, weights, details, heldOut }: NewHead): Promise<Outcome<HeadVersion, StorageErrorCode>> {
  if (weights.byteLength !== metadata.bytes) throw new Error(`the weights have ${weights.byteLength} bytes, not ${metadata.bytes}`);
  if (heldOut && !isSoundHeldOut(heldOut)) throw new Error('the held-out predictions do not fit together');
  const id = crypto.randomUUID();
  return attemptStorage(() =>
    db.transaction('rw', [db.headVersions, db.headFiles], async () => {
      const number = await nextNumber(db, metadata.name);
      const version = makeVersion(id, number, metadata, details, heldOut?.rows.length ?? 0);
      await db.headVersions.add(version);
      await db.headFiles.add({ id, weights: weights.slice().buffer, heldOut });
      return version;
    }),
  );
}

/** Whether the stored weights of a version are those that were saved, by their checksum. */
export async function isWhole({ metadata }: HeadVersion, { weights }: HeadFile): Promise<boolean> {
  return (weights as unknown) instanceof ArrayBuffer && (await sha256(new Uint8Array(weights))) === metadata.checksum;
}

/** All versions, newest first, without weights; of one slot where it is given. */
export async function listHeadVersions(db: TabdeskDatabase, slot?: string): Promise<HeadVersion[]> {
  const rows = await (slot === undefined ? db.headVersions.toArray() : db.headVersions.where('slot').equals(slot).toArray());
  return rows.sort((a, b) => b.createdAt - a.createdAt || b.number - a.number);
}

/** One version with its weights and held-out predictions; `parseHead` makes the head of `metadata` and `weights`. */
export async function loadHeadVersion(db: TabdeskDatabase, id: string): Promise<Outcome<{ readonly version: HeadVersion; readonly file: HeadFile }, HeadErrorCode>> {
  const read = await attemptStorage(() => db.transaction('r', [db.headVersions, db.headFiles], async () => Promise.all([db.headVersions.get(id), db.headFiles.get(id)])));
  if (!read.ok) return read;
  const [version, file] = read.value;
  return version && file ? success({ version, file }) : gone();
}

/** What was removed, to put back. */
export interface RemovedHead {
  readonly version: HeadVersion;
  readonly undo: () => Promise<Outcome<null, StorageErrorCode>>;
}

/** Removes a version for good, unless undone. One that is promoted stays: another must answer first. */
export async function removeHeadVersion(db: TabdeskDatabase, id: string): Promise<Outcome<RemovedHead, HeadErrorCode>> {
  const removed = await attemptStorage(() =>
    db.transaction('rw', [db.headVersions, db.headFiles, db.promotions], async () => {
      const [version, file] = await Promise.all([db.headVersions.get(id), db.headFiles.get(id)]);
      if (!version) return 'gone' as const;
      if ((await db.promotions.get(version.slot))?.headId === id) return 'promoted' as const;
      await db.headVersions.delete(id);
      await db.headFiles.delete(id);
      return { version, file };
    }),
  );
  if (!removed.ok) return removed;
  if (removed.value === 'gone') return gone();
  if (removed.value === 'promoted') return failure('promoted', 'This version is the one that answers now. Promote another, or roll back, before you remove it.');
  const { version, file } = removed.value;
  return success({
    version,
    undo: () =>
      attemptStorage(() =>
        db.transaction('rw', [db.headVersions, db.headFiles], async () => {
          if (await db.headVersions.get(id)) return null;
          // Its number may have been given again meanwhile: then it gets the next one. The word it goes by in triage stays.
          const taken = await db.headVersions.where('[name+number]').equals([version.name, version.number]).count();
          await db.headVersions.add(taken === 0 ? version : { ...version, number: await nextNumber(db, version.name) });
          if (file) await db.headFiles.put(file);
          return null;
        }),
      ),
  });
}

/** Writes the person's words about a version; the answer has those it replaced. */
export async function noteHeadVersion(db: TabdeskDatabase, id: string, notes: string): Promise<Outcome<{ readonly before: string }, HeadErrorCode>> {
  const noted = await attemptStorage(() =>
    db.transaction('rw', db.headVersions, async () => {
      const version = await db.headVersions.get(id);
      if (!version) return null;
      await db.headVersions.put({ ...version, notes });
      return version.notes;
    }),
  );
  if (!noted.ok) return noted;
  return noted.value === null ? gone() : success({ before: noted.value });
}

/** Hands over all versions, newest first, now and after every change in any tab. Returns the function that ends it. */
export function followHeadVersions(db: TabdeskDatabase, onVersions: (versions: readonly HeadVersion[]) => void): () => void {
  const following = liveQuery(() => listHeadVersions(db)).subscribe({ next: onVersions, error: () => undefined });
  return () => following.unsubscribe();
}
