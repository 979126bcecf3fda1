import { describe, expect, it } from 'vitest';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { schemaVersions } from '../../src/storage/schema-versions.ts';
import { version1 } from '../../src/storage/schema-version-1.ts';
import { version2 } from '../../src/storage/schema-version-2.ts';
import { saved, someDataset } from './dataset-fixture.ts';
import { openMemoryDesk, ticket, valueOf } from './desk-fixture.ts';

describe('a desk of an earlier schema', () => {
  it.each([['first', [version1]], ['second', [version1, version2]]] as const)('keeps all of it (the %s), and takes datasets and heads', async (_, versions) => {
    const name = `old-${Math.random().toString(36).slice(2)}`;
    const old = valueOf(await openDatabase({ name, versions }));
    valueOf(await saveTickets(old, [ticket(1), ticket(2)]));
    await old.settings.put({ key: 'theme', value: 'dark' });
    expect(old.tables.map((table) => table.name)).toContain('models');
    const tables = old.tables.map((table) => table.name).filter((table) => table !== 'models');
    const before = await Promise.all(tables.map((table) => old.table(table).toArray()));
    old.close();
    const migrated = valueOf(await openDatabase({ name }));
    expect(await Promise.all(tables.map((table) => migrated.table(table).toArray()))).toEqual(before);
    expect([...migrated.backendDB().objectStoreNames]).not.toContain('models');
    const open = await saved(migrated, someDataset(3));
    expect(await migrated.datasets.get(open.summary.id)).toBeDefined();
    expect([await migrated.headVersions.count(), await migrated.headFiles.count(), await migrated.promotions.count()]).toEqual([0, 0, 0]);
    migrated.close();
  });

  it('was numbered without a gap, and no version of it has changed', () => {
    expect(schemaVersions.map(({ number }) => number).slice(0, 3)).toEqual([1, 2, 3]);
    expect(version1.stores.models).toBe('name');
  });

  it('is left as it was when the migration is cut off', async () => {
    const name = `cut-${Math.random().toString(36).slice(2)}`;
    const old = valueOf(await openDatabase({ name, versions: [version1, version2] }));
    valueOf(await saveTickets(old, [ticket(1)]));
    old.close();
    const failing = schemaVersions.map((version) => (version.number === 3 ? { ...version, upgrade: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) } : version));
    expect(await openDatabase({ name, versions: failing })).toMatchObject({ ok: false, code: 'disk-full' });
    const again = valueOf(await openDatabase({ name, versions: [version1, version2] }));
    expect(await again.tickets.count()).toBe(1);
    expect(again.tables.map((table) => table.name)).toContain('models');
    again.close();
  });
});

describe('starting over', () => {
  it('removes datasets and heads too', async () => {
    const db = await openMemoryDesk();
    await saved(db, someDataset(3));
    await db.promotions.put({ slot: 'intent', headId: null, since: 0, previous: [], log: [] });
    valueOf(await eraseEverything(db));
    expect(await Promise.all([db.datasets, db.datasetRows, db.promotions].map((table) => table.count()))).toEqual([0, 0, 0]);
  });
});
