import { Dexie } from 'dexie';
import type { Triage } from '../triage/triage.ts';
import { readEpoch } from './inbox-revision.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

/** Tickets read at once with their triages: some 20 ms of a worker. */
const chunk = 400;

/** How far an archive was read; null before the first time. */
export interface ArchivePosition {
  readonly revision: number;
  readonly epoch: number;
}

/** Takes what is read. */
export interface ArchiveReader {
  put(ticket: StoredTicket, triage: Triage | null): void;
  remove(id: string): void;
  /** What was read before is void. */
  clear(): void;
}

/**
 * Reads every ticket with its triage, or only what changed since `from`, into `reader`, in chunks. Answers how far it came. `goOn` is
 * awaited after each chunk with how many of about how many tickets are read, and stops it by false: what came by then is whole.
 */
export async function readArchive(
  db: TabdeskDatabase,
  from: ArchivePosition | null,
  reader: ArchiveReader,
  goOn: (done: number, total: number) => Promise<boolean>,
): Promise<ArchivePosition> {
  let position = from;
  let total = 0;
  for (let done = 0; ; ) {
    const at: ArchivePosition | null = position;
    const read = await db.transaction('r', db.settings, db.inbox, db.tickets, db.triages, async () => {
      const epoch = await readEpoch(db);
      const since = at?.epoch === epoch ? at.revision : null;
      const rows = await db.inbox.where('rev').above(since ?? Dexie.minKey).limit(chunk).toArray();
      const ids = rows.filter(({ deleted }) => !deleted).map(({ id }) => id);
      const [tickets, triages, total] = await Promise.all([db.tickets.bulkGet(ids), db.triages.bulkGet(ids), since === null ? db.inbox.count() : rows.length]);
      return { epoch, isNew: since === null, rows, tickets, triages, total };
    });
    if (read.isNew) reader.clear();
    for (const { id, deleted } of read.rows) if (deleted) reader.remove(id);
    read.tickets.forEach((ticket, place) => {
      if (ticket !== undefined) reader.put(ticket, read.triages[place] ?? null);
    });
    done += read.rows.length;
    position = { revision: read.rows.at(-1)?.rev ?? (read.isNew ? 0 : (at?.revision ?? 0)), epoch: read.epoch };
    total = read.isNew ? read.total : Math.max(total, done);
    if (read.rows.length < chunk || !(await goOn(done, total))) return position;
  }
}
