import { trainingText } from '../datasets/label-tickets.ts';
import type { TabdeskDatabase } from './schema.ts';

/** A ticket nobody has labelled, with what one reads to label it. */
export interface UnlabelledTicket {
  readonly id: string;
  readonly updatedAt: number;
  readonly text: string;
}

export interface UnlabelledTickets {
  readonly tickets: readonly UnlabelledTicket[];
  /** Texts of tickets that a person did label. */
  readonly labelled: readonly string[];
}

/** Tickets read at once. */
const batch = 500;

/**
 * Every ticket whose intent no person has set, newest first, with its text as a training reads it; tickets with nothing to read and
 * those of `but` are left out. `known` keeps texts from one call to the next: a ticket that did not change is not read again.
 */
export async function listUnlabelled(db: TabdeskDatabase, but: ReadonlySet<string>, known: Map<string, UnlabelledTicket>, onProgress: (tickets: number) => void): Promise<UnlabelledTickets> {
  // What was merged stands in another ticket once more.
  const rows = (await db.inbox.where('[order+id]').below([Infinity, '']).toArray()).filter(({ mergedInto }) => mergedInto === null);
  const tickets: UnlabelledTicket[] = [];
  const labelled: string[] = [];
  for (let from = 0; from < rows.length; from += batch) {
    const some = rows.slice(from, from + batch);
    // Who corrected it may have set its queue only: the ticket knows.
    const unread = some.filter((row) => row.corrected || known.get(row.id)?.updatedAt !== row.updatedAt).map(({ id }) => id);
    const read = new Map((await db.tickets.bulkGet(unread)).flatMap((ticket) => (ticket ? [[ticket.id, ticket] as const] : [])));
    for (const { id, updatedAt } of some) {
      const ticket = read.get(id);
      if (ticket !== undefined) known.set(id, { id, updatedAt, text: trainingText(ticket).trim() });
      const own = known.get(id);
      if (own === undefined || own.text === '') continue;
      if (ticket?.corrections?.intent !== undefined) labelled.push(own.text);
      else if (!but.has(id)) tickets.push(own);
    }
    onProgress(Math.min(rows.length, from + batch));
  }
  return { tickets, labelled };
}
