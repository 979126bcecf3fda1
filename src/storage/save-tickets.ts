import type { Outcome } from '../tickets/outcome.ts';
import type { Customer } from '../tickets/ticket.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { summarise } from './inbox-row.ts';
import { startEpoch, takeRevisions, tombstone } from './inbox-revision.ts';
import type { InboxRow, StoredTicket, TabdeskDatabase } from './schema.ts';

/** The tables a change to tickets touches; one transaction covers them all. */
export function ticketTables(db: TabdeskDatabase) {
  return [db.tickets, db.triages, db.inbox, db.customers, db.settings];
}

/**
 * Writes tickets, their customers and their inbox rows. For use inside a readwrite transaction over `ticketTables`:
 * either all of it is saved or nothing.
 */
export async function writeTickets(db: TabdeskDatabase, tickets: readonly StoredTicket[]): Promise<void> {
  if (tickets.length === 0) return;
  const ids = tickets.map((ticket) => ticket.id);
  const [triages, rows] = await Promise.all([db.triages.bulkGet(ids), db.inbox.bulkGet(ids)]);
  const first = await takeRevisions(db, tickets.length);
  const customers = new Map<string, Customer>();
  for (const { customer } of tickets) customers.set(customer.id, customer);
  await db.tickets.bulkPut(tickets);
  await db.customers.bulkPut([...customers.values()]);
  await db.inbox.bulkPut(
    tickets.map((ticket, i): InboxRow => {
      const triage = triages[i] ?? null;
      return summarise(ticket, triage, triage && !rows[i]?.deleted ? (rows[i]?.confidenceWord ?? null) : null, first + i);
    }),
  );
}

/**
 * Saves tickets (new or whole replacements), with their customers and inbox rows, in one transaction: when it fails
 * (`disk-full` …) nothing of it is saved.
 */
export function saveTickets(db: TabdeskDatabase, tickets: readonly StoredTicket[]): Promise<Outcome<number, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.transaction('rw', ticketTables(db), () => writeTickets(db, tickets));
    return tickets.length;
  });
}

/**
 * Removes tickets with their triage and draft. Followers of the inbox are told by tombstones, or, above 1,000, by one
 * word to load anew. For use inside a readwrite transaction over `ticketTables` and drafts.
 */
export async function removeTickets(db: TabdeskDatabase, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all([db.tickets.bulkDelete([...ids]), db.triages.bulkDelete([...ids]), db.drafts.bulkDelete([...ids])]);
  if (ids.length > 1000) {
    await db.inbox.bulkDelete([...ids]);
    await startEpoch(db);
    return;
  }
  const first = await takeRevisions(db, ids.length);
  await db.inbox.bulkPut(ids.map((id, i) => tombstone(id, first + i, now)));
}
