import type { TabdeskDatabase } from '../storage/schema.ts';
import { findRepeats, type Repeat } from '../tickets/find-repeats.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** Reads the candidates and judges them: those that repeat the ticket with this id, surest first. */
export async function repeatsOf(db: TabdeskDatabase, id: string, candidates: (ticket: Ticket) => readonly string[]): Promise<Repeat[]> {
  const ticket = await db.tickets.get(id);
  if (!ticket || ticket.mergedInto !== undefined) return [];
  const ids = [...candidates(ticket)];
  const [row, tickets, rows] = await Promise.all([db.inbox.get(id), db.tickets.bulkGet(ids), db.inbox.bulkGet(ids)]);
  const others = tickets.flatMap((other, at) => (other ? [{ ticket: other, intent: rows[at]?.intent ?? null, product: rows[at]?.product ?? null }] : []));
  return findRepeats({ ticket, intent: row?.intent ?? null, product: row?.product ?? null }, others);
}
