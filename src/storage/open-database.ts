import { Dexie } from 'dexie';
import { success, type Outcome } from '../tickets/outcome.ts';
import { describeStorageError, storageFailure, type StorageErrorCode } from './describe-storage-error.ts';
import { purgeTombstones } from './inbox-revision.ts';
import { schemaVersions, type SchemaVersion } from './schema-versions.ts';
import type { TabdeskDatabase } from './schema.ts';

export interface OpenOptions {
  /** `tabdesk` unless a test wants its own. */
  readonly name?: string;
  readonly versions?: readonly SchemaVersion[];
  /** How long to wait for other tabs to let go of an older version, milliseconds. */
  readonly blockedAfterMs?: number;
  /** Called when a newer version opened in another tab takes the database away from this one. */
  readonly onClosed?: (message: string) => void;
}

/**
 * Dexie's number of the version on disk, 0 when there is no database yet. Asked before Dexie opens it: Dexie takes a
 * database of a later version as its own, and adds to it what it misses. It keeps ten native versions for each of its.
 */
function versionOnDisk(name: string): Promise<number> {
  const { indexedDB } = Dexie.dependencies as { readonly indexedDB?: IDBFactory };
  // No IndexedDB at all: opening will say so.
  if (!indexedDB) return Promise.resolve(0);
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let absent = false;
    request.onupgradeneeded = () => {
      absent = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(Math.floor(version / 10));
    };
    request.onerror = (event) => {
      // The abort above ends in an error event, which must not reach the page.
      event.preventDefault();
      if (absent) resolve(0);
      else reject(request.error ?? new DOMException('The database can not be opened', 'UnknownError'));
    };
  });
}

/**
 * Opens the desk's database, creating or migrating it. Fails in words: `blocked` when another tab keeps an older
 * version open, `newer-version` when the data was written by a later release, `unavailable` when the browser allows no
 * storage, `disk-full`, or `broken`.
 */
export async function openDatabase(options: OpenOptions = {}): Promise<Outcome<TabdeskDatabase, StorageErrorCode>> {
  const { name = 'tabdesk', versions = schemaVersions, blockedAfterMs = 3000, onClosed } = options;
  // Dexie's result cache is off: a live query then always answers what is on disk, at the price of reading it again.
  const db = new Dexie(name, { cache: 'disabled' }) as TabdeskDatabase;
  for (const version of versions) {
    const declared = db.version(version.number).stores({ ...version.stores });
    if (version.upgrade) declared.upgrade((transaction) => version.upgrade?.(transaction));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<'blocked'>((resolve) => {
    // Tabs of this release let go by themselves; only a frozen or much older one does not.
    db.on('blocked', () => {
      timer ??= setTimeout(() => resolve('blocked'), blockedAfterMs);
    });
  });
  db.on('versionchange', () => {
    db.close();
    onClosed?.(storageFailure('closed').message);
    // Stops Dexie's own handler, which would open the newer database again at the next query and write old shapes.
    return false;
  });

  try {
    const latest = Math.max(...versions.map((version) => version.number));
    if ((await versionOnDisk(name)) > latest) return storageFailure('newer-version');
    const first = await Promise.race([db.open().then(() => 'open' as const), blocked]);
    if (first === 'blocked') {
      db.close();
      return storageFailure('blocked');
    }
    await purgeTombstones(db, Date.now());
    return success(db);
  } catch (error) {
    db.close();
    return describeStorageError(error);
  } finally {
    clearTimeout(timer);
  }
}
