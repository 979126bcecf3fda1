import type { Transaction } from 'dexie';
import { waitOf } from './inbox-row.ts';
import type { InboxRow, StoredTicket } from './schema.ts';
import type { SchemaVersion } from './schema-versions.ts';

const batch = 1000;

/** Versions of the playbook, merges that can be taken back, and in each row of the inbox who waits since when. */
export const version5: SchemaVersion = {
  number: 5,
  stores: {
    playbookVersions: 'number',
    merges: 'id, intoId, at',
  },
  async upgrade(transaction: Transaction) {
    const inbox = transaction.table<InboxRow, string>('inbox');
    const tickets = transaction.table<StoredTicket, string>('tickets');
    const ids = await inbox.toCollection().primaryKeys();
    for (let from = 0; from < ids.length; from += batch) {
      const some = ids.slice(from, from + batch);
      const [rows, owners] = await Promise.all([inbox.bulkGet(some), tickets.bulkGet(some)]);
      await inbox.bulkPut(
        rows.flatMap((row, at) => {
          const ticket = owners[at];
          if (row === undefined) return [];
          return [{ ...row, ...(ticket === undefined ? { waitingSince: null, answeredAt: null } : waitOf(ticket)), mergedInto: null }];
        }),
      );
    }
  },
};
