import type { Ticket } from './ticket.ts';

/**
 * One ticket as a line of JSONL, with its line end. `triage` is written as it is, under its own key, and is not read
 * back by an import; nor is the import the ticket came from.
 */
export function ticketToJsonl(ticket: Ticket, triage: object | null): string {
  const { id, subject, channel, status, unread, customer, product, messages, createdAt, updatedAt, labels, corrections, mergedInto, splitOff, splitFrom } = ticket;
  return `${JSON.stringify({ id, subject, channel, status, unread, customer, product, messages, createdAt, updatedAt, labels, corrections, mergedInto, splitOff, splitFrom, ...(triage ? { triage } : {}) })}\n`;
}
