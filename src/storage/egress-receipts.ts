import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { EgressReceipt, TabdeskDatabase } from './schema.ts';

/** A receipt without what it is made of: thousands of these fit in memory, their bodies do not. */
export type ReceiptRow = Omit<EgressReceipt, 'body'>;

/** Bodies read at once; each may have 128 kB. */
const batch = 50;

/** Rows read before, by database: a receipt that is complete never changes again. */
const known = new WeakMap<TabdeskDatabase, Map<string, ReceiptRow>>();

/**
 * All receipts, newest first. For a live query: it runs again with each receipt that comes, goes or is completed, and then reads
 * only what it does not know.
 */
export async function listReceipts(db: TabdeskDatabase): Promise<readonly ReceiptRow[]> {
  const rows = known.get(db) ?? new Map<string, ReceiptRow>();
  known.set(db, rows);
  const ids = await db.egress.orderBy('at').reverse().primaryKeys();
  const present = new Set(ids);
  for (const id of rows.keys()) if (!present.has(id)) rows.delete(id);
  const wanted = ids.filter((id) => (rows.get(id)?.outcome ?? 'sending') === 'sending');
  for (let at = 0; at < wanted.length; at += batch) {
    for (const receipt of await db.egress.bulkGet(wanted.slice(at, at + batch))) {
      if (!receipt) continue;
      const row: ReceiptRow & { body?: string } = { ...receipt };
      delete row.body;
      rows.set(row.id, row);
    }
  }
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** These receipts as lines of JSON, in the order given; those that are gone meanwhile are left out. */
export async function exportReceipts(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<Blob, StorageErrorCode>> {
  return attemptStorage(async () => {
    const parts: string[] = [];
    for (let at = 0; at < ids.length; at += batch) {
      const receipts = await db.egress.bulkGet(ids.slice(at, at + batch));
      parts.push(...receipts.flatMap((receipt) => (receipt ? [`${JSON.stringify(receipt)}\n`] : [])));
    }
    return new Blob(parts, { type: 'application/jsonl' });
  });
}

/** Erases every receipt; answers them, to be put back. */
export function forgetReceipts(db: TabdeskDatabase): Promise<Outcome<readonly EgressReceipt[], StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', db.egress, async () => {
      const receipts = await db.egress.toArray();
      await db.egress.clear();
      return receipts;
    }),
  );
}

/** Those that came since stay. */
export function putBackReceipts(db: TabdeskDatabase, receipts: readonly EgressReceipt[]): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.egress.bulkPut([...receipts]);
    return null;
  });
}
