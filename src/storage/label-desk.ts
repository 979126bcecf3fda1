import { labelTickets, type DeskExamples, type LabelledTicket, type LabelTicketsOptions } from '../datasets/label-tickets.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import { isCurrent } from '../triage/is-current.ts';
import { attemptCancellable, throwIfCancelled } from './save-datasets.ts';
import type { StorageErrorCode } from './describe-storage-error.ts';
import type { TabdeskDatabase } from './schema.ts';

/** Tickets read at once. */
const batch = 500;

/**
 * The tickets labelled at this desk as a dataset, oldest first, not saved yet (`saveDataset` with the source `desk`). Only tickets that
 * could give an example are read: those a person corrected and, where wished, closed ones and those with labels of their source.
 */
export async function labelDesk(db: TabdeskDatabase, options: LabelTicketsOptions & { readonly signal?: AbortSignal } = {}): Promise<Outcome<DeskExamples, StorageErrorCode | 'cancelled'>> {
  const everything = options.sourceLabels === true;
  const solvedToo = (options.sureOfSolved ?? null) !== null;
  const read = await attemptCancellable(async () => {
    const rows = await db.inbox.where('[order+id]').below([Infinity, '']).toArray();
    const ids = rows.filter((row) => row.mergedInto === null && (everything || row.corrected || (solvedToo && row.status === 'closed'))).map(({ id }) => id).reverse();
    const found: LabelledTicket[] = [];
    for (let from = 0; from < ids.length; from += batch) {
      throwIfCancelled(options.signal);
      const wanted = ids.slice(from, from + batch);
      const [tickets, triages] = await Promise.all([db.tickets.bulkGet(wanted), db.triages.bulkGet(wanted)]);
      tickets.forEach((ticket, at) => {
        const triage = triages[at];
        if (ticket) found.push({ ticket, intent: triage && isCurrent(triage, ticket) ? triage.intent : null });
      });
    }
    return found;
  });
  return read.ok ? success(labelTickets(read.value, options)) : read;
}
