import { Dexie } from 'dexie';
import { triageKey } from './inbox-row.ts';
import type { TabdeskDatabase } from './schema.ts';

/** What triage is to be made with now, component → version, as triages carry it in `versions`; null when any will do (no engine yet). */
export type WantedVersions = Readonly<Record<string, string>>;

/** The index keys of rows that need triage: the empty one first (new and changed tickets), then other versions'. */
async function staleKeys(db: TabdeskDatabase, wanted: WantedVersions | null): Promise<string[]> {
  if (wanted === null) return [''];
  const present = triageKey(wanted);
  const found: string[] = [];
  // Hops from one distinct key to the next through the index, so the cost is the number of versions, not of tickets.
  let row = await db.inbox.orderBy('[triagedWith+order]').first();
  while (row) {
    const key = row.triagedWith;
    if (key !== present && key !== 'deleted') found.push(key);
    row = await db.inbox.where('[triagedWith+order]').above([key, Dexie.maxKey]).first();
  }
  return found;
}

/** The rows whose index key is `key`. */
function rowsWith(db: TabdeskDatabase, key: string) {
  return db.inbox.where('[triagedWith+order]').between([key, Dexie.minKey], [key, Dexie.maxKey]);
}

/**
 * Ids of all tickets whose triage is missing, older than the ticket, or made by another intent head or playbook than
 * `wanted`; new and changed ones first, newest first. All at once: a row that is triaged leaves a dead entry at the
 * head of the index, and a browser walks over all of these each time it is asked for the next few.
 */
export async function listUntriaged(db: TabdeskDatabase, wanted: WantedVersions | null): Promise<string[]> {
  const ids: string[] = [];
  for (const key of await staleKeys(db, wanted)) for (const id of await rowsWith(db, key).primaryKeys()) ids.push(id);
  return ids;
}

/** Whether `listUntriaged` has any to offer. */
export async function anyUntriaged(db: TabdeskDatabase, wanted: WantedVersions | null): Promise<boolean> {
  for (const key of await staleKeys(db, wanted)) if ((await rowsWith(db, key).limit(1).count()) > 0) return true;
  return false;
}
