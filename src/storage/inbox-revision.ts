import type { InboxRow, TabdeskDatabase } from './schema.ts';

const revisionKey = 'inbox.revision';
const epochKey = 'inbox.epoch';
const day = 86_400_000;

async function readNumber(db: TabdeskDatabase, key: string): Promise<number> {
  const value = (await db.settings.get(key))?.value;
  return typeof value === 'number' ? value : 0;
}

/** The newest revision handed out, 0 for an empty inbox. */
export function readRevision(db: TabdeskDatabase): Promise<number> {
  return readNumber(db, revisionKey);
}

/** Changes when rows vanished without tombstones (start over, a rolled-back import): followers then load anew. */
export function readEpoch(db: TabdeskDatabase): Promise<number> {
  return readNumber(db, epochKey);
}

/**
 * Takes `count` revisions and answers the first. Must run inside a readwrite transaction that covers `settings`: such
 * transactions run one after another, so revisions become visible in the order they were taken and nobody who reads
 * "above n" can miss one.
 */
export async function takeRevisions(db: TabdeskDatabase, count: number): Promise<number> {
  const last = await readNumber(db, revisionKey);
  await db.settings.put({ key: revisionKey, value: last + count });
  return last + 1;
}

/** Tells followers to load the inbox anew. Runs inside a readwrite transaction that covers `settings`. */
export async function startEpoch(db: TabdeskDatabase): Promise<void> {
  await db.settings.put({ key: epochKey, value: (await readNumber(db, epochKey)) + 1 });
}

/** The row that tells followers a ticket is gone. */
export function tombstone(id: string, rev: number, now: number): InboxRow {
  return {
    id, rev, order: Infinity, triagedWith: 'deleted',
    subject: '', snippet: '', customerId: '', customerName: '', channel: 'form', status: 'closed', unread: false, messages: 0,
    createdAt: now, updatedAt: now, product: null, intent: null, confidence: null, confidenceWord: null, outOfScope: false, waitingSince: null, answeredAt: null, mergedInto: null,
    corrected: false, sentiment: null, mood: null, escalated: false, topReason: null, queue: null, action: null, priority: null,
    language: null, stale: false, deleted: true,
  };
}

/** Removes tombstones older than a day: every tab open now has long seen them. `now` in milliseconds since the epoch. */
export async function purgeTombstones(db: TabdeskDatabase, now: number): Promise<void> {
  const rows = await db.inbox.where('[order+id]').aboveOrEqual([Infinity, '']).limit(10_000).toArray();
  const old = rows.filter((row) => row.deleted && row.updatedAt < now - day).map((row) => row.id);
  if (old.length > 0) await db.inbox.bulkDelete(old);
}
