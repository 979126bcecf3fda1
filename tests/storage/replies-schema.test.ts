import { describe, expect, it } from 'vitest';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import type { DraftOutcome, EgressReceipt } from '../../src/storage/schema.ts';
import { schemaVersions } from '../../src/storage/schema-versions.ts';
import { version1 } from '../../src/storage/schema-version-1.ts';
import { version2 } from '../../src/storage/schema-version-2.ts';
import { version3 } from '../../src/storage/schema-version-3.ts';
import { openMemoryDesk, ticket, valueOf } from './desk-fixture.ts';

const receipt: EgressReceipt = { id: 'r-1', ticketId: 't-1', at: 5, to: 'https://desk.example/api/reply', purpose: 'draft', variant: 'standard', body: '{"a":1}', bytes: 7, kept: { name: 2 }, outcome: 'finished', finishedAt: 6 };
const outcome: DraftOutcome = { id: 'o-1', ticketId: 't-1', at: 5, intent: 'track_order', source: 'llm', templateId: 'a', outcome: 'edited', distance: 0.2 };

describe('a desk of an earlier schema', () => {
  it.each([
    ['first', [version1]],
    ['second', [version1, version2]],
    ['third', [version1, version2, version3]],
  ] as const)('keeps all of it (the %s), and takes receipts and outcomes', async (_, versions) => {
    const name = `old-${Math.random().toString(36).slice(2)}`;
    const old = valueOf(await openDatabase({ name, versions }));
    valueOf(await saveTickets(old, [ticket(1), ticket(2)]));
    await old.settings.put({ key: 'theme', value: 'dark' });
    // Gone since the third.
    const tables = old.tables.map((table) => table.name).filter((table) => table !== 'models');
    const before = await Promise.all(tables.map((table) => old.table(table).toArray()));
    old.close();
    const migrated = valueOf(await openDatabase({ name }));
    expect(await Promise.all(tables.map((table) => migrated.table(table).toArray()))).toEqual(before);
    await migrated.egress.bulkPut([receipt, { ...receipt, id: 'r-2', at: 4, ticketId: 't-2' }]);
    await migrated.draftOutcomes.put(outcome);
    expect(await migrated.egress.orderBy('at').primaryKeys()).toEqual(['r-2', 'r-1']);
    expect(await migrated.egress.where('ticketId').equals('t-1').toArray()).toEqual([receipt]);
    expect(await migrated.draftOutcomes.where('intent').equals('track_order').toArray()).toEqual([outcome]);
    expect(await migrated.draftOutcomes.where('ticketId').equals('t-1').count()).toBe(1);
    migrated.close();
  });

  it('was numbered without a gap', () => {
    expect(schemaVersions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is left as it was when the migration is cut off', async () => {
    const name = `cut-${Math.random().toString(36).slice(2)}`;
    const third = [version1, version2, version3];
    const old = valueOf(await openDatabase({ name, versions: third }));
    valueOf(await saveTickets(old, [ticket(1)]));
    old.close();
    const failing = schemaVersions.map((version) => (version.number === 4 ? { ...version, upgrade: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) } : version));
    expect(await openDatabase({ name, versions: failing })).toMatchObject({ ok: false, code: 'disk-full' });
    const again = valueOf(await openDatabase({ name, versions: third }));
    expect(await again.tickets.count()).toBe(1);
    expect(again.tables.map((table) => table.name)).not.toContain('egress');
    again.close();
  });
});

describe('starting over', () => {
  it('removes receipts and outcomes too', async () => {
    const db = await openMemoryDesk();
    await db.egress.put(receipt);
    await db.draftOutcomes.put(outcome);
    valueOf(await eraseEverything(db));
    expect(await Promise.all([db.egress, db.draftOutcomes].map((table) => table.count()))).toEqual([0, 0]);
  });
});
