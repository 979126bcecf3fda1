import { describe, expect, it } from 'vitest';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { tombstone } from '../../src/storage/inbox-revision.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import type { InboxRow, StoredTicket } from '../../src/storage/schema.ts';
import { schemaVersions } from '../../src/storage/schema-versions.ts';
import { openMemoryDesk, playbook, ticket, triageOf, valueOf } from './desk-fixture.ts';

const four = schemaVersions.filter(({ number }) => number <= 4);
const minute = 60_000;
const begun = 1_700_000_000_000;

/** A ticket whose messages came in minute by minute, from the customer (`c`) or from us (`a`). */
function thread(n: number, from: string, changes: Partial<StoredTicket> = {}): StoredTicket {
  const messages = Array.from(from, (who, at) => ({ id: `t-${n}-m${at}`, from: who === 'c' ? ('customer' as const) : ('agent' as const), author: '', at: begun + at * minute, text: `${at}` }));
  return ticket(n, { messages, createdAt: begun, updatedAt: begun + (from.length - 1) * minute, ...changes });
}

const tickets = [
  thread(1, 'cc'),
  thread(2, 'cacc'),
  thread(3, 'ca', { status: 'waiting' }),
  thread(4, 'cc', { status: 'closed' }),
  thread(5, 'cac', { status: 'closed' }),
  ...Array.from({ length: 1100 }, (_, index) => thread(100 + index, index % 2 === 0 ? 'c' : 'cac')),
];

const waits = (row: InboxRow | undefined) => ({ waitingSince: row?.waitingSince, answeredAt: row?.answeredAt, mergedInto: row?.mergedInto });

/** A desk as the fourth schema left it: its rows know nothing of waiting. */
async function oldDesk(name: string): Promise<void> {
  const old = valueOf(await openDatabase({ name, versions: four }));
  valueOf(await saveTickets(old, tickets));
  valueOf(await saveTriages(old, [triageOf(thread(1, 'cc'))], playbook));
  // Rows outlive their tickets: what is gone is told by a tombstone.
  await old.inbox.put(tombstone('gone', 99_999, Date.now()));
  await old.inbox.toCollection().modify((row: Partial<Record<keyof InboxRow, unknown>>) => {
    delete row.waitingSince;
    delete row.answeredAt;
    delete row.mergedInto;
  });
  await old.settings.put({ key: 'theme', value: 'dark' });
  old.close();
}

describe('a desk of the fourth schema', () => {
  it('knows of each ticket since when it waits and when it was first answered', async () => {
    const name = `old-${Math.random().toString(36).slice(2)}`;
    await oldDesk(name);
    const db = valueOf(await openDatabase({ name }));
    const rows = new Map((await db.inbox.toArray()).map((row) => [row.id, row]));
    const of = (id: string) => waits(rows.get(id));
    expect(of('t-1')).toEqual({ waitingSince: begun, answeredAt: null, mergedInto: null });
    expect(of('t-2')).toEqual({ waitingSince: begun + 2 * minute, answeredAt: begun + minute, mergedInto: null });
    expect(of('t-3')).toEqual({ waitingSince: null, answeredAt: begun + minute, mergedInto: null });
    expect(of('t-4')).toEqual({ waitingSince: null, answeredAt: null, mergedInto: null });
    expect(of('t-5')).toEqual({ waitingSince: null, answeredAt: begun + minute, mergedInto: null });
    expect(of('gone')).toEqual({ waitingSince: null, answeredAt: null, mergedInto: null });
    // More than are brought over at a time.
    expect(of('t-1199')).toEqual({ waitingSince: begun + 2 * minute, answeredAt: begun + minute, mergedInto: null });
    db.close();
  });

  it('has the rows it would have had, and all else as it was', async () => {
    const name = `old-${Math.random().toString(36).slice(2)}`;
    await oldDesk(name);
    const old = valueOf(await openDatabase({ name, versions: four }));
    const tables = old.tables.map((table) => table.name).filter((table) => table !== 'inbox');
    const before = await Promise.all(tables.map((table) => old.table(table).toArray()));
    old.close();
    const migrated = valueOf(await openDatabase({ name }));
    expect(await Promise.all(tables.map((table) => migrated.table(table).toArray()))).toEqual(before);
    const fresh = await openMemoryDesk();
    valueOf(await saveTickets(fresh, tickets));
    valueOf(await saveTriages(fresh, [triageOf(thread(1, 'cc'))], playbook));
    const rowsOf = async (db: typeof fresh) => (await db.inbox.toArray()).filter(({ deleted }) => !deleted).map((row) => ({ ...row, rev: 0 }));
    expect(await rowsOf(migrated)).toEqual(await rowsOf(fresh));
    migrated.close();
  });

  it('is left as it was when the migration is cut off half way', async () => {
    const name = `cut-${Math.random().toString(36).slice(2)}`;
    await oldDesk(name);
    const failing = schemaVersions.map((version) =>
      version.number !== 5
        ? version
        : {
            ...version,
            upgrade: async (...given: Parameters<NonNullable<typeof version.upgrade>>) => {
              await version.upgrade?.(...given);
              throw new DOMException('no room', 'QuotaExceededError');
            },
          },
    );
    expect(await openDatabase({ name, versions: failing })).toMatchObject({ ok: false, code: 'disk-full' });
    const again = valueOf(await openDatabase({ name, versions: four }));
    expect(await again.inbox.count()).toBe(tickets.length + 1);
    expect(await again.inbox.filter((row) => 'waitingSince' in row).count()).toBe(0);
    expect(again.tables.map((table) => table.name)).not.toContain('merges');
    again.close();
    const migrated = valueOf(await openDatabase({ name }));
    expect(waits(await migrated.inbox.get('t-1')).waitingSince).toBe(begun);
    migrated.close();
  });

  it('takes versions of its playbook and merges, which starting over removes', async () => {
    const db = await openMemoryDesk();
    await db.playbookVersions.bulkPut([2, 1].map((number) => ({ number, playbook, savedAt: 5, note: '', origin: 'edited' as const })));
    await db.merges.put({ id: 'm-1', intoId: 't-1', at: 5, into: thread(1, 'cc'), merged: [thread(2, 'cacc')] });
    expect(await db.playbookVersions.orderBy('number').primaryKeys()).toEqual([1, 2]);
    expect(await db.merges.where('intoId').equals('t-1').count()).toBe(1);
    valueOf(await eraseEverything(db));
    expect(await Promise.all([db.playbookVersions, db.merges].map((table) => table.count()))).toEqual([0, 0]);
  });
});
