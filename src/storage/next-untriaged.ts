import { Dexie } from 'dexie';
import { triageKey } from './inbox-row.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

/** Versions triage is to be made with now; null when any will do (no engine yet). */
export interface WantedVersions {
  /** `name@version` of the intent head, as triages carry it in `versions.intent`. */
  readonly intent: string;
  readonly playbook: string;
}

/** The index keys of rows that need triage: the empty one first (new and changed tickets), then other versions'. */
async function staleKeys(db: TabdeskDatabase, wanted: WantedVersions | null): Promise<string[]> {
  if (wanted === null) return [''];
  const present = triageKey({ intent: wanted.intent, playbook: wanted.playbook });
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

/**
 * Up to `limit` tickets whose triage is missing, older than the ticket, or made by another intent head or playbook
 * than `wanted`; new and changed ones first, newest first. `skip` are ids not to be offered: those
 * being triaged now, those triage could not be made of, or that would come out with other versions for good (the rules
 * answered).
 */
export async function nextUntriaged(
  db: TabdeskDatabase,
  wanted: WantedVersions | null,
  limit: number,
  skip: ReadonlySet<string> = new Set(),
): Promise<StoredTicket[]> {
  const ids: string[] = [];
  for (const key of await staleKeys(db, wanted)) {
    if (ids.length >= limit) break;
    const query = db.inbox.where('[triagedWith+order]').between([key, Dexie.minKey], [key, Dexie.maxKey]);
    // Keys alone come in one read; leaving some out in the database would walk it row by row.
    const keys = await query.limit(limit - ids.length + skip.size).primaryKeys();
    ids.push(...keys.filter((id) => !skip.has(id)).slice(0, limit - ids.length));
  }
  const tickets = await db.tickets.bulkGet(ids);
  return tickets.filter((ticket) => ticket !== undefined);
}

/** How many tickets `nextUntriaged` has still to offer. */
export async function countUntriaged(db: TabdeskDatabase, wanted: WantedVersions | null): Promise<number> {
  const keys = await staleKeys(db, wanted);
  const counts = await Promise.all(
    keys.map((key) => db.inbox.where('[triagedWith+order]').between([key, Dexie.minKey], [key, Dexie.maxKey]).count()),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
