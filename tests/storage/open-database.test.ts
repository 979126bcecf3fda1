import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { attemptStorage, describeStorageError } from '../../src/storage/describe-storage-error.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { schemaVersions, type SchemaVersion } from '../../src/storage/schema-versions.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { openMemoryDesk, ticket, valueOf } from './desk-fixture.ts';

function nameFor(test: string): string {
  return `open-${test}-${Math.random().toString(36).slice(2)}`;
}

/** A next version as one would be written: it fills a field and indexes it. */
const next: SchemaVersion = {
  number: Math.max(...schemaVersions.map((version) => version.number)) + 1,
  stores: { customers: 'id, tier', drafts: null },
  upgrade: (transaction) => transaction.table('customers').toCollection().modify({ tier: 'Standard' }).then(() => undefined),
};

describe('opening the database', () => {
  it('migrates an older one and keeps its data', async () => {
    const name = nameFor('migrate');
    const old = valueOf(await openDatabase({ name }));
    valueOf(await saveTickets(old, [ticket(1), ticket(2)]));
    await old.settings.put({ key: 'theme', value: 'dark' });
    old.close();
    const migrated = valueOf(await openDatabase({ name, versions: [...schemaVersions, next] }));
    expect(await migrated.tickets.count()).toBe(2);
    expect(await migrated.customers.where('tier').equals('Standard').count()).toBe(2);
    expect((await migrated.settings.get('theme'))?.value).toBe('dark');
    expect(migrated.tables.map((table) => table.name)).not.toContain('drafts');
    migrated.close();
  });

  it('leaves an older one as it was when its migration fails', async () => {
    const name = nameFor('failing');
    const old = valueOf(await openDatabase({ name }));
    valueOf(await saveTickets(old, [ticket(1)]));
    old.close();
    const failing: SchemaVersion = { ...next, upgrade: async (transaction) => {
      await transaction.table('customers').clear();
      throw new DOMException('no room', 'QuotaExceededError');
    } };
    expect(await openDatabase({ name, versions: [...schemaVersions, failing] })).toMatchObject({ ok: false, code: 'disk-full' });
    const again = valueOf(await openDatabase({ name }));
    expect(await again.customers.count()).toBe(1);
    again.close();
  });

  it('refuses one that a newer release wrote, and changes nothing in it', async () => {
    const name = nameFor('newer');
    const newer = valueOf(await openDatabase({ name, versions: [...schemaVersions, next] }));
    const { version } = newer.backendDB();
    newer.close();
    expect(await openDatabase({ name })).toMatchObject({ ok: false, code: 'newer-version' });
    const again = valueOf(await openDatabase({ name, versions: [...schemaVersions, next] }));
    expect(again.backendDB().version).toBe(version);
    expect([...again.backendDB().objectStoreNames]).not.toContain('drafts');
    again.close();
  });

  it('says when a tab with an older version does not let go', async () => {
    const name = nameFor('blocked');
    const stubborn = new Dexie(name);
    stubborn.version(schemaVersions[0]?.number ?? 1).stores({ ...schemaVersions[0]?.stores });
    await stubborn.open();
    stubborn.on('versionchange', () => false);
    // Dexie closes by default; a frozen tab would not.
    const connection = stubborn.backendDB();
    connection.onversionchange = null;
    expect(await openDatabase({ name, versions: [...schemaVersions, next], blockedAfterMs: 20 })).toMatchObject({ ok: false, code: 'blocked' });
    connection.close();
  });

  it('lets a newer version have the database, and says so', async () => {
    const name = nameFor('handover');
    let told = '';
    const old = valueOf(await openDatabase({ name, onClosed: (message) => (told = message) }));
    const migrated = valueOf(await openDatabase({ name, versions: [...schemaVersions, next] }));
    expect(told).toContain('Reload');
    expect(await saveTickets(old, [ticket(1)])).toMatchObject({ ok: false, code: 'closed' });
    migrated.close();
  });

  it('says when the browser allows no storage', async () => {
    const { indexedDB } = Dexie.dependencies;
    try {
      Object.assign(Dexie.dependencies, { indexedDB: undefined });
      expect(await openDatabase({ name: nameFor('none') })).toMatchObject({ ok: false, code: 'unavailable' });
      const refusing = { open: () => { throw new DOMException('denied', 'SecurityError'); } };
      Object.assign(Dexie.dependencies, { indexedDB: refusing });
      expect(await openDatabase({ name: nameFor('refused') })).toMatchObject({ ok: false, code: 'unavailable' });
    } finally {
      Object.assign(Dexie.dependencies, { indexedDB });
    }
  });
});

describe('naming what went wrong', () => {
  const quota = new DOMException('Quota exceeded', 'QuotaExceededError');
  it.each([
    ['plain', quota],
    ['inside an AbortError', Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota })],
    ['among failures', Object.assign(new Error('bulk'), { name: 'BulkError', failures: [new Error('x'), quota] })],
    ['among failures by position', Object.assign(new Error('bulk'), { name: 'BulkError', failuresByPos: { 3: quota } })],
    ['two layers down', { name: 'AbortError', inner: { name: 'AbortError', inner: quota } }],
    ['in the message only', new DOMException('Encountered full disk while committing transaction: QuotaExceededError', 'AbortError')],
  ])('finds a full disk %s', (_, error) => {
    expect(describeStorageError(error)).toMatchObject({ code: 'disk-full' });
  });

  it('survives errors that hold themselves', () => {
    const loop: Record<string, unknown> = { name: 'AbortError' };
    loop.inner = loop;
    expect(describeStorageError(loop).code).toBe('broken');
  });

  it('throws bugs on instead of telling people their disk is full', async () => {
    await expect(attemptStorage(() => Promise.reject(new TypeError('x is not a function')))).rejects.toThrow(TypeError);
    const db = await openMemoryDesk();
    db.close();
    expect(await attemptStorage(() => db.tickets.count())).toMatchObject({ ok: false, code: 'closed' });
  });
});
