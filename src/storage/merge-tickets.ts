import { comeBack, markMerged, mergeThreads, takeOutOf, withoutMerged } from '../tickets/merge-threads.ts';
import { withoutMarks } from '../tickets/without-marks.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { standingTicket, ticketsAbove } from './merged-root.ts';
import { ticketTables, writeTickets } from './save-tickets.ts';
import type { StoredTicket, TabdeskDatabase, TicketMerge } from './schema.ts';

export type MergeErrorCode = StorageErrorCode | 'ticket-gone' | 'nothing-to-merge' | 'too-many' | 'nothing-left';

/** What became one. */
export interface Merged {
  /** The ticket that holds the messages now; another than asked for where that had itself been merged. */
  readonly intoId: string;
  readonly mergedIds: readonly string[];
  /** Takes this merge back whole. Messages that came since stay where they came. */
  readonly undo: () => Promise<Outcome<number, MergeErrorCode>>;
}

/** More are hardly one matter, and their thread would be one that nobody reads. */
export const mostMerged = 50;

/** Ends a transaction with nothing written; the reason is for the person. */
class Refused extends Error {
  readonly failure: { readonly ok: false; readonly code: MergeErrorCode; readonly message: string };
  constructor(code: MergeErrorCode, message: string) {
    super(message);
    this.failure = failure(code, message);
  }
}

/** All of `work` or nothing; what it refuses comes back as data. */
async function attemptMerge<T>(db: TabdeskDatabase, work: () => Promise<T>): Promise<Outcome<T, MergeErrorCode>> {
  const done = await attemptStorage(async () => {
    try {
      return success(await db.transaction('rw', [...ticketTables(db), db.merges], work));
    } catch (error) {
      if (error instanceof Refused) return error.failure;
      throw error;
    }
  });
  return done.ok ? done.value : done;
}

/**
 * Merges tickets into one: it takes their messages in order of time, they are closed and name it. A ticket that had been merged before is
 * stood for by the one that took it, so that merges can follow one another and never go round. One transaction, with the row of `merges` that takes
 * it back; unsent replies stay with their tickets. Times in milliseconds since the epoch.
 */
export async function mergeTickets(
  db: TabdeskDatabase,
  intoId: string,
  ids: readonly string[],
  { mergeId, now }: { readonly mergeId: string; readonly now: number },
): Promise<Outcome<Merged, MergeErrorCode>> {
  if (ids.length > mostMerged) return failure('too-many', `At most ${mostMerged} tickets can be merged at once. Nothing was changed.`);
  const merged = await attemptMerge(db, async () => {
    const into = await standingTicket(db, intoId);
    if (!into) throw new Refused('ticket-gone', 'The ticket to merge into is gone. Nothing was changed.');
    const others = new Map<string, StoredTicket>();
    for (const id of ids) {
      const other = await standingTicket(db, id);
      if (other && other.id !== into.id) others.set(other.id, other);
    }
    if (others.size === 0) throw new Refused('nothing-to-merge', 'These are one ticket already. Nothing was changed.');
    const taken = [...others.values()];
    await writeTickets(db, [mergeThreads(into, taken), ...taken.map((ticket) => markMerged(ticket, into.id))]);
    await db.merges.put({ id: mergeId, intoId: into.id, at: now, into, merged: taken });
    return { intoId: into.id, mergedIds: [...others.keys()] };
  });
  return merged.ok ? success({ ...merged.value, undo: () => takeApart(db, merged.value.mergedIds) }) : merged;
}

/** The merge a ticket went by. One that came merged from a file has none: then what its messages are marked with tells. */
async function mergeOf(db: TabdeskDatabase, ticket: StoredTicket, into: StoredTicket): Promise<TicketMerge> {
  const rows = await db.merges.where('intoId').equals(into.id).toArray();
  const found = rows.filter(({ merged }) => merged.some(({ id }) => id === ticket.id)).sort((a, b) => b.at - a.at)[0];
  if (found) return found;
  const status = ticket.messages.at(-1)?.from === 'customer' ? 'open' : 'waiting';
  return { id: '', intoId: into.id, at: 0, into: withoutMerged(into, [ticket]), merged: [{ ...withoutMarks(ticket, 'mergedInto'), status }] };
}

/** One merged ticket stands on its own again. Within a transaction. */
async function takeOne(db: TabdeskDatabase, ticket: StoredTicket): Promise<void> {
  const [into, ...above] = await ticketsAbove(db, ticket);
  if (!into) {
    // The ticket that took it is gone, with all that is to be taken from it.
    await writeTickets(db, [withoutMarks(ticket, 'mergedInto')]);
    return;
  }
  const merge = await mergeOf(db, ticket, into);
  const before = merge.merged.find(({ id }) => id === ticket.id) ?? ticket;
  const others = await db.tickets.bulkGet(merge.merged.map(({ id }) => id).filter((id) => id !== ticket.id));
  const staying = others.filter((other) => other?.mergedInto === into.id).filter((other) => other !== undefined);
  const marks = new Set((above.at(-1) ?? into).messages.flatMap(({ mergedFrom }) => mergedFrom ?? []));
  const marked = await db.tickets.bulkGet([...marks]);
  const splitIds = new Set(marked.flatMap((each) => (each?.splitFrom === undefined ? [] : [each.id])));
  const own = comeBack(ticket, before, [into, ...above], splitIds);
  if (!own) throw new Refused('nothing-left', `All messages of “${ticket.subject}” were split off into other tickets since. Nothing was changed.`);
  const changed = [takeOutOf(into, merge, [ticket], staying), ...above.map((each) => withoutMerged(each, [ticket]))];
  const empty = changed.find(({ messages }) => messages.length === 0);
  if (empty) throw new Refused('nothing-left', `Nothing would be left of “${empty.subject}”: its own messages were split off since. Nothing was changed.`);
  await writeTickets(db, [...changed, own]);
  if (merge.id === '') return;
  if (staying.length === 0) await db.merges.delete(merge.id);
  else await db.merges.put({ ...merge, merged: merge.merged.filter(({ id }) => id !== ticket.id) });
}

/**
 * Splits merged tickets off again: each is as it was, with its own messages, and the ticket that held them is without. What was written there since
 * stays there. Refused in words, with nothing changed, where nothing would be left of a ticket. Answers how many came back; those that are
 * not merged are passed over.
 */
export function takeApart(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<number, MergeErrorCode>> {
  return attemptMerge(db, async () => {
    let back = 0;
    for (const id of ids) {
      const ticket = await db.tickets.get(id);
      if (ticket?.mergedInto === undefined) continue;
      await takeOne(db, ticket);
      back += 1;
    }
    return back;
  });
}
