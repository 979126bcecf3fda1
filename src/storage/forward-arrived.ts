import { receiveMessages } from '../tickets/merge-threads.ts';
import type { Message } from '../tickets/ticket.ts';
import { ticketsAbove } from './merged-root.ts';
import type { ReplacedTicket, StoredTicket, TabdeskDatabase } from './schema.ts';

/** Messages an import brought to a ticket that had been merged. */
export interface Arrival {
  readonly ticket: StoredTicket;
  readonly messages: readonly Message[];
}

/**
 * Nobody looks into a merged ticket: what arrives there goes on to the ticket that took it, which is open and unread for it. `writes` are the
 * tickets about to be written, answered with those that have to change besides; `replaced` is how these were. For use inside the transaction of an import.
 */
export async function forwardArrived(
  db: TabdeskDatabase,
  arrivals: readonly Arrival[],
  writes: readonly StoredTicket[],
  importId: string,
): Promise<{ readonly writes: StoredTicket[]; readonly replaced: readonly ReplacedTicket[] }> {
  const byId = new Map(writes.map((ticket) => [ticket.id, ticket]));
  const before = new Map<string, StoredTicket>();
  for (const { ticket, messages } of arrivals) {
    if (messages.length === 0) continue;
    for (const stored of await ticketsAbove(db, ticket)) {
      const present = byId.get(stored.id);
      if (!present) before.set(stored.id, stored);
      byId.set(stored.id, receiveMessages(present ?? stored, ticket.id, messages));
    }
  }
  const ids = [...before.keys()];
  const known = await db.replaced.bulkGet(ids.map((id): [string, string] => [importId, id]));
  // The first state counts; and one this import brought goes with it.
  const replaced = ids.flatMap((id, at): ReplacedTicket[] => {
    const ticket = before.get(id);
    return ticket && !known[at] && ticket.importId !== importId ? [{ importId, id, ticket }] : [];
  });
  return { writes: [...byId.values()], replaced };
}
