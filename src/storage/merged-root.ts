import { withoutMarks } from '../tickets/without-marks.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

/** The tickets a merged one went into, one after another; the last is where its messages stand. Empty for one that is not merged. */
export async function ticketsAbove(db: TabdeskDatabase, ticket: StoredTicket): Promise<StoredTicket[]> {
  const above: StoredTicket[] = [];
  // A damaged file could bring tickets that name each other.
  const seen = new Set([ticket.id]);
  for (let next = ticket.mergedInto; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const found: StoredTicket | undefined = await db.tickets.get(next);
    if (!found) break;
    above.push(found);
    next = found.mergedInto;
  }
  return above;
}

/** The ticket that stands for the one with this id: itself, or where it was merged to. Undefined where there is none. */
export async function standingTicket(db: TabdeskDatabase, id: string): Promise<StoredTicket | undefined> {
  const ticket = await db.tickets.get(id);
  return ticket && ((await ticketsAbove(db, ticket)).at(-1) ?? ticket);
}

/**
 * `tickets` about to be written, without a `mergedInto` that would lead back to the ticket itself over these or stored ones: a damaged file
 * must not hide tickets in each other.
 */
export async function withoutCircles(db: TabdeskDatabase, tickets: readonly StoredTicket[]): Promise<StoredTicket[]> {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  for (const ticket of tickets) {
    const seen = new Set<string>();
    let next = ticket.mergedInto;
    while (next !== undefined && next !== ticket.id && !seen.has(next)) {
      seen.add(next);
      next = (byId.get(next) ?? (await db.tickets.get(next)))?.mergedInto;
    }
    if (next !== ticket.id) continue;
    byId.set(ticket.id, withoutMarks(ticket, 'mergedInto'));
  }
  return [...byId.values()];
}
