import { rejoinThread, splitThread } from '../tickets/merge-threads.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { removeTickets, ticketTables, writeTickets } from './save-tickets.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

export type SplitErrorCode = StorageErrorCode | 'ticket-gone' | 'nothing-to-split' | 'merged-since';

/** A ticket that was split in two. */
export interface Split {
  readonly newId: string;
  /** Puts the messages back, with what came to the new ticket since, and removes that. Refused in words once one of the two was merged. */
  readonly undo: () => Promise<Outcome<number, SplitErrorCode>>;
}

const gone = failure('ticket-gone', 'This ticket is gone. Nothing was changed.');

/**
 * Makes some messages of a ticket a ticket of their own, of the same customer and with the id `newId`. At least one has to stay. One transaction.
 * `now` in milliseconds since the epoch.
 */
export async function splitTicket(db: TabdeskDatabase, ticketId: string, messageIds: Iterable<string>, { newId, now }: { readonly newId: string; readonly now: () => number }): Promise<Outcome<Split, SplitErrorCode>> {
  const ids = new Set(messageIds);
  const done = await attemptStorage(() =>
    db.transaction('rw', ticketTables(db), async () => {
      const before = await db.tickets.get(ticketId);
      if (!before) return gone;
      if (before.mergedInto !== undefined) return failure('merged-since', 'This ticket was merged into another. Split the messages off there. Nothing was changed.');
      const parts = splitThread(before, ids, newId);
      if (!parts) return failure('nothing-to-split', 'At least one message has to stay in the ticket. Nothing was changed.');
      await writeTickets(db, [parts.rest, parts.split]);
      return success({ before, rest: parts.rest });
    }),
  );
  if (!done.ok) return done;
  if (!done.value.ok) return done.value;
  const { before, rest } = done.value.value;
  return success({ newId, undo: () => rejoin(db, before, rest, newId, now()) });
}

async function rejoin(db: TabdeskDatabase, before: StoredTicket, rest: StoredTicket, newId: string, now: number): Promise<Outcome<number, SplitErrorCode>> {
  const done = await attemptStorage(() =>
    db.transaction('rw', [...ticketTables(db), db.drafts, db.merges], async () => {
      const [ticket, split, draft, theirs] = await Promise.all([db.tickets.get(before.id), db.tickets.get(newId), db.drafts.get(before.id), db.drafts.get(newId)]);
      // Taken back already.
      if (!split) return success(0);
      if (!ticket) return gone;
      const took = await db.merges.where('intoId').equals(newId).count();
      if (took > 0 || split.mergedInto !== undefined || ticket.mergedInto !== undefined) {
        return failure('merged-since', 'One of the two tickets was merged since. Split it again first, then take this back. Nothing was changed.');
      }
      await writeTickets(db, [rejoinThread(ticket, before, rest, split)]);
      // An undo never costs words.
      if (theirs) await db.drafts.put(draft ? { ...draft, text: `${draft.text}\n\n${theirs.text}` } : { ...theirs, ticketId: before.id });
      await removeTickets(db, [newId], now);
      return success(1);
    }),
  );
  return done.ok ? done.value : done;
}
