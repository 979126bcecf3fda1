import { excerptOf, type RefusedRow, type SourceRow } from '../tickets/source-row.ts';
import type { BatchCounts } from './import-tally.ts';
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

/** What the desk did to a ticket stays when its source changed: corrections, and answers written here. */
function mergeUpdate(existing: StoredTicket, next: StoredTicket): StoredTicket {
  const fromSource = new Set(next.messages.map((message) => message.id));
  const own = existing.messages.filter((message) => message.from === 'agent' && !fromSource.has(message.id));
  const messages = [...next.messages, ...own].sort((a, b) => a.at - b.at);
  return {
    ...next,
    messages,
    updatedAt: messages.at(-1)?.at ?? next.updatedAt,
    ...(existing.corrections ? { corrections: { ...next.corrections, ...existing.corrections } } : {}),
    // Still the import that first brought it: rolling this one back must not remove it.
    ...(existing.importId === undefined ? {} : { importId: existing.importId }),
  };
}

/**
 * Writes one batch in one transaction: the tickets, the earlier state of those they replace, and how far the import is
 * (`progress` answers that row once the counts are known). Rows that are there already count as unchanged, or,
 * when this very import brought them before it was cut off, as what it did then. Throws what the database throws, nothing written.
 */
export function writeImportBatch(
  db: TabdeskDatabase,
  importId: string,
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
    const writes: StoredTicket[] = [];
    const replaced: ReplacedTicket[] = [];
    candidates.forEach(({ ticket, row }, i) => {
      const there = existing[i];
      const brought = there?.importId === importId;
      const replacedHere = before[i] !== undefined;
      if (!there) {
        counts.imported += 1;
        writes.push({ ...ticket, importId });
      } else if (there.sourceHash === ticket.sourceHash) {
        counts[brought ? 'imported' : replacedHere ? 'updated' : 'unchanged'] += 1;
        if (brought || replacedHere) counts.resumed += 1;
      } else if (there.customer.id !== ticket.customer.id) {
        refused.push({
          line: row.line,
          reason: `The desk has another ticket with the number ${ticket.id}, from ${there.customer.name}. To import this one as a new ticket, choose no column for the ticket number.`,
          excerpt: rowExcerpt(row),
        });
      } else {
        counts.updated += 1;
        // The first state counts: one this import replaced before it was cut off keeps what it was before that.
        if (!brought && !replacedHere) replaced.push({ importId, id: there.id, ticket: there });
        writes.push(mergeUpdate(there, ticket));
      }
    });
    await db.replaced.bulkPut(replaced);
    await writeTickets(db, writes);
    await db.imports.put(progress(counts));
    return { counts, refused };
  });
}
