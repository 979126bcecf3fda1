import { namelessCustomer } from '../tickets/make-ticket.ts';
import { excerptOf, type RefusedRow, type SourceRow } from '../tickets/source-row.ts';
import { withoutMarks } from '../tickets/without-marks.ts';
import type { Message, TicketStatus } from '../tickets/ticket.ts';
import { forwardArrived, type Arrival } from './forward-arrived.ts';
import type { BatchCounts } from './import-tally.ts';
import { withoutCircles } from './merged-root.ts';
import { ticketTables, writeTickets } from './save-tickets.ts';
import type { ImportRow, ReplacedTicket, StoredTicket, TabdeskDatabase } from './schema.ts';

/** A ticket made from a row, not yet written. */
export interface Candidate {
  readonly ticket: StoredTicket;
  readonly row: SourceRow;
}

/** The first characters of a row's cells, for a report. */
export function rowExcerpt(row: SourceRow): string {
  return excerptOf([...row.cells.values()].map((cell) => cell.slice(0, 60)).join(' · '));
}

/** Whether two values hold the same; the order of keys does not count. For plain data without cycles. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

/** Which ticket it is, for someone who looks at another of that number. */
function whose({ customer, id, subject }: StoredTicket): string {
  return customer.id === namelessCustomer(id) ? `about “${subject.slice(0, 60)}”` : `from ${customer.name}`;
}

const statusOrder = ['open', 'waiting', 'closed'] as const satisfies readonly TicketStatus[];

/**
 * Status and whether it is read. A file that brings no message knows nothing newer than the desk, so it can't open again
 * what was closed here since; it may only say that the ticket got further where it comes from.
 */
function mergeState(existing: StoredTicket, next: StoredTicket): Pick<StoredTicket, 'status' | 'unread'> {
  const known = new Map(existing.messages.map((message) => [message.id, message.text]));
  if (next.messages.some((message) => known.get(message.id) !== message.text)) return { status: next.status, unread: next.unread };
  const behind = next.messages.length < existing.messages.length || statusOrder.indexOf(next.status) <= statusOrder.indexOf(existing.status);
  if (behind) return { status: existing.status, unread: existing.unread };
  return { status: next.status, unread: existing.unread && next.unread };
}

/**
 * What the desk did to a ticket stays when its source changed: corrections, answers written here, and how far it got.
 * `now` is the time of the import, which messages without one were given: they keep the time they got the first time. Which messages were merged
 * into it or split off is the desk's to say: a file never brings one to a second place.
 */
function mergeUpdate(existing: StoredTicket, given: StoredTicket, now: number): StoredTicket {
  const known = new Map(existing.messages.map((message) => [message.id, message]));
  const splitOff = [...new Set([...(existing.splitOff ?? []), ...(given.splitOff ?? [])])];
  const isElsewhere = ({ id, mergedFrom }: Message): boolean => (existing.splitOff?.includes(id) ?? false) || (mergedFrom !== undefined && !known.has(id));
  const brought = given.messages.filter((message) => !isElsewhere(message));
  const next = { ...given, messages: brought };
  const fromSource = new Set(brought.map((message) => message.id));
  const timed = brought.map((message) => {
    const before = known.get(message.id);
    return { ...message, ...(message.at === now && before ? { at: before.at } : {}), ...(before?.mergedFrom === undefined ? {} : { mergedFrom: before.mergedFrom }) };
  });
  const newest = timed.reduce((most, message) => Math.max(most, message.at), 0);
  // What was written after the file's last message is kept whoever wrote it: the file is only older.
  const own = existing.messages.filter(
    (message) => !fromSource.has(message.id) && (message.mergedFrom !== undefined || (!splitOff.includes(message.id) && (message.from === 'agent' || message.at > newest))),
  );
  const messages = own.length + timed.length === 0 ? existing.messages : [...timed, ...own].sort((a, b) => a.at - b.at);
  return {
    ...withoutMarks(next, 'mergedInto', 'splitOff', 'splitFrom'),
    ...(splitOff.length === 0 ? {} : { splitOff }),
    ...(existing.splitFrom === undefined ? {} : { splitFrom: existing.splitFrom }),
    ...(existing.mergedInto === undefined ? mergeState(existing, next) : { status: existing.status, unread: existing.unread, mergedInto: existing.mergedInto }),
    messages,
    createdAt: messages[0]?.at ?? next.createdAt,
    updatedAt: messages.at(-1)?.at ?? next.updatedAt,
    ...(existing.corrections ? { corrections: { ...next.corrections, ...existing.corrections } } : {}),
    // Still the import that first brought it: rolling this one back must not remove it.
    ...(existing.importId === undefined ? {} : { importId: existing.importId }),
  };
}

/**
 * Whether a row with the number of a ticket is about another request: from another customer, or, where neither file
 * named one, with neither the subject nor the first message in common. Overwriting would lose the ticket there.
 */
function isAnother(there: StoredTicket, ticket: StoredTicket): boolean {
  if (there.customer.id !== ticket.customer.id) return true;
  const nameless = ticket.customer.id === namelessCustomer(ticket.id);
  return nameless && there.subject !== ticket.subject && there.messages[0]?.text !== ticket.messages[0]?.text;
}

/**
 * Writes one batch in one transaction: the tickets, the earlier state of those they replace, and how far the import is
 * (`progress` answers that row once the counts are known). Rows that are there already count as unchanged, or,
 * when this very import brought them before it was cut off, as what it did then; so do rows that say the same in other
 * words (the export's of an imported ticket), of which only the fingerprint is kept. `now` is the time of the import.
 * Throws what the database throws, nothing written.
 */
export function writeImportBatch(
  db: TabdeskDatabase,
  { importId, now }: { readonly importId: string; readonly now: number },
  candidates: readonly Candidate[],
  progress: (counts: BatchCounts) => ImportRow,
): Promise<{ readonly counts: BatchCounts; readonly refused: readonly RefusedRow[] }> {
  return db.transaction('rw', [...ticketTables(db), db.imports, db.replaced], async () => {
    const ids = candidates.map(({ ticket }) => ticket.id);
    const [existing, before] = await Promise.all([
      db.tickets.bulkGet(ids),
      db.replaced.bulkGet(ids.map((id): [string, string] => [importId, id])),
    ]);
    const counts = { imported: 0, resumed: 0, unchanged: 0, updated: 0 };
    const refused: RefusedRow[] = [];
    let writes: StoredTicket[] = [];
    const replaced: ReplacedTicket[] = [];
    // The same content under another fingerprint: nothing the list shows has changed.
    const recognised: StoredTicket[] = [];
    const arrivals: Arrival[] = [];
    candidates.forEach(({ ticket, row }, i) => {
      const there = existing[i];
      const brought = there?.importId === importId;
      const replacedHere = before[i] !== undefined;
      const stays = (): void => {
        counts[brought ? 'imported' : replacedHere ? 'updated' : 'unchanged'] += 1;
        if (brought || replacedHere) counts.resumed += 1;
      };
      if (!there) {
        counts.imported += 1;
        writes.push({ ...ticket, importId });
      } else if (there.sourceHash === ticket.sourceHash) {
        stays();
      } else if (isAnother(there, ticket)) {
        refused.push({
          line: row.line,
          reason: `The desk has another ticket with the number ${ticket.id}, ${whose(there)}. To import this one as a new ticket, choose no column for the ticket number.`,
          excerpt: rowExcerpt(row),
        });
      } else {
        const merged = mergeUpdate(there, ticket, now);
        const { sourceHash } = merged;
        if (same({ ...there, sourceHash }, merged)) {
          stays();
          recognised.push(merged);
          return;
        }
        counts.updated += 1;
        // The first state counts: one this import replaced before it was cut off keeps what it was before that.
        if (!brought && !replacedHere) replaced.push({ importId, id: there.id, ticket: there });
        writes.push(merged);
        if (merged.mergedInto !== undefined) arrivals.push({ ticket: merged, messages: merged.messages.filter(({ id }) => !there.messages.some((message) => message.id === id)) });
      }
    });
    const forwarded = await forwardArrived(db, arrivals, writes, importId);
    replaced.push(...forwarded.replaced);
    writes = await withoutCircles(db, forwarded.writes);
    await db.replaced.bulkPut(replaced);
    await writeTickets(db, writes);
    await db.tickets.bulkPut(recognised);
    await db.imports.put(progress(counts));
    return { counts, refused };
  });
}
