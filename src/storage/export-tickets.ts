import { success, failure, type Outcome } from '../tickets/outcome.ts';
import { withoutMarks } from '../tickets/without-marks.ts';
import { csvHeader, ticketToCsv, type TriageSummary } from '../tickets/write-ticket-csv.ts';
import { ticketToJsonl } from '../tickets/write-ticket-jsonl.ts';
import type { Triage } from '../triage/triage.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

const chunk = 500;

export interface ExportOptions {
  readonly format: 'csv' | 'jsonl';
  /** Only these, in this order; all tickets, newest first, when not given. */
  readonly ids?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

function summaryOf(triage: Triage): TriageSummary {
  return {
    intent: triage.intent.label,
    confidence: triage.intent.confidence,
    sentiment: triage.sentiment.label,
    queue: triage.route.queue,
    action: triage.route.action,
    priority: triage.priority.level,
    escalated: triage.escalation.escalated,
    reasons: triage.escalation.reasons.map((reason) => reason.title),
    language: triage.language.code,
  };
}

/** Of some tickets only: one whose messages stand in a ticket that stays behind goes as a ticket of its own, so that it is not hidden where it comes to. */
function withoutMissing(ticket: StoredTicket, written: ReadonlySet<string>): StoredTicket {
  if (ticket.mergedInto === undefined || written.has(ticket.mergedInto)) return ticket;
  return withoutMarks(ticket, 'mergedInto');
}

/**
 * Writes tickets with their triage as a file: CSV that is safe to open in a spreadsheet (with a byte order mark, so that
 * Excel reads it as Unicode), or JSONL. Parts go into Blobs as they are made, which the browser may keep on disk, so
 * memory stays bounded. Importing the file again changes nothing.
 */
export async function exportTickets(db: TabdeskDatabase, options: ExportOptions): Promise<Outcome<Blob, StorageErrorCode | 'cancelled'>> {
  const { format, signal, onProgress } = options;
  const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/jsonl;charset=utf-8';
  const parts: Blob[] = [];
  const written = await attemptStorage(async () => {
    const alone = options.ids && new Set(options.ids);
    const ids = options.ids ?? (await db.inbox.where('[order+id]').below([Infinity, '']).primaryKeys());
    if (format === 'csv') parts.push(new Blob([`\ufeff${csvHeader()}`]));
    for (let from = 0; from < ids.length && !signal?.aborted; from += chunk) {
      const wanted = ids.slice(from, from + chunk);
      const [tickets, triages] = await Promise.all([db.tickets.bulkGet([...wanted]), db.triages.bulkGet([...wanted])]);
      const lines = tickets.map((found, i) => {
        if (!found) return '';
        const ticket = alone ? withoutMissing(found, alone) : found;
        const triage = triages[i];
        return format === 'csv' ? ticketToCsv(ticket, triage ? summaryOf(triage) : null) : ticketToJsonl(ticket, triage ?? null);
      });
      parts.push(new Blob([lines.join('')]));
      onProgress?.(Math.min(from + chunk, ids.length), ids.length);
    }
  });
  if (!written.ok) return written;
  if (signal?.aborted) return failure('cancelled', 'The export was cancelled.');
  return success(new Blob(parts, { type }));
}
