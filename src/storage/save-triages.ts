import type { Outcome } from '../tickets/outcome.ts';
import { isCurrent } from '../triage/is-current.ts';
import type { Triage } from '../triage/triage.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { thresholdsFor, type Playbook } from '../playbook/playbook.ts';
import { confidenceWord, summarise } from './inbox-row.ts';
import { takeRevisions } from './inbox-revision.ts';
import type { TabdeskDatabase } from './schema.ts';
import { ticketTables } from './save-tickets.ts';

/**
 * Saves triages and their inbox rows in one transaction. A triage made from another state of its ticket (the ticket
 * changed meanwhile, or is gone) is skipped: `listUntriaged` will offer that ticket again. `playbook`
 * gives the thresholds for the confidence word in the list.
 */
export function saveTriages(
  db: TabdeskDatabase,
  triages: readonly Triage[],
  playbook: Playbook,
): Promise<Outcome<{ readonly saved: number; readonly skipped: number }, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', ticketTables(db), async () => {
      const tickets = await db.tickets.bulkGet(triages.map((triage) => triage.ticketId));
      const kept = triages.flatMap((triage, i) => {
        const ticket = tickets[i];
        return ticket && isCurrent(triage, ticket) ? [{ ticket, triage }] : [];
      });
      if (kept.length > 0) {
        const first = await takeRevisions(db, kept.length);
        await db.triages.bulkPut(kept.map(({ triage }) => triage));
        await db.inbox.bulkPut(
          kept.map(({ ticket, triage }, i) =>
            summarise(ticket, triage, confidenceWord(triage.intent.confidence, thresholdsFor(playbook, triage.intent.label)), first + i),
          ),
        );
      }
      return { saved: kept.length, skipped: triages.length - kept.length };
    }),
  );
}

/** Has these tickets triaged again: what is known stays in sight, marked stale, until there is something newer. */
export function forgetTriages(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<number, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', [db.inbox, db.settings], async () => {
      const rows = (await db.inbox.bulkGet([...ids])).filter((row) => row !== undefined && !row.deleted);
      const first = await takeRevisions(db, rows.length);
      await db.inbox.bulkPut(rows.flatMap((row, i) => (row ? [{ ...row, rev: first + i, triagedWith: '', stale: true }] : [])));
      return rows.length;
    }),
  );
}
