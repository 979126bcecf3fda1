import { liveQuery } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportReceipts, forgetReceipts, listReceipts, putBackReceipts, type ReceiptRow } from '../../src/storage/egress-receipts.ts';
import type { EgressReceipt, TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, until, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

const receipt = (id: number, changes: Partial<EgressReceipt> = {}): EgressReceipt => ({
  id: `r${id}`, ticketId: 't-1', at: id, to: 'https://desk.example/api/reply', purpose: 'draft', variant: 'standard', body: `{"n":${id}}`, bytes: 7, kept: {}, outcome: 'finished', finishedAt: id + 1, ...changes,
});

describe('receipts of what left', () => {
  it('are listed newest first, without their bodies', async () => {
    await db.egress.bulkPut([receipt(2), receipt(1), receipt(3)]);
    const rows = await listReceipts(db);
    expect(rows.map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
    expect(rows.every((row) => !('body' in row))).toBe(true);
  });

  it('are followed as they come, are completed and go', async () => {
    await db.egress.bulkPut(Array.from({ length: 120 }, (_, at) => receipt(at)));
    let rows: readonly ReceiptRow[] = [];
    const following = liveQuery(() => listReceipts(db)).subscribe((next) => (rows = next));
    await until(() => rows.length === 120);
    await db.egress.put(receipt(500, { outcome: 'sending', finishedAt: null }));
    await until(() => rows[0]?.id === 'r500');
    expect(rows[0]?.outcome).toBe('sending');
    await db.egress.update('r500', { outcome: 'failed', problem: 'No answer.', finishedAt: 600 });
    await until(() => rows[0]?.outcome === 'failed');
    await db.egress.delete('r3');
    await until(() => rows.length === 120);
    expect(rows.some(({ id }) => id === 'r3')).toBe(false);
    following.unsubscribe();
  });

  it('are exported whole, a line each', async () => {
    const receipts = Array.from({ length: 70 }, (_, at) => receipt(at, { body: 'two\nlines' }));
    await db.egress.bulkPut(receipts);
    const blob = valueOf(await exportReceipts(db, [...receipts.map(({ id }) => id), 'gone']));
    expect((await blob.text()).trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(receipts);
  });

  it('are forgotten and put back, beside those that came since', async () => {
    await db.egress.bulkPut([receipt(1), receipt(2)]);
    const forgotten = valueOf(await forgetReceipts(db));
    expect(await listReceipts(db)).toEqual([]);
    await db.egress.put(receipt(3));
    valueOf(await putBackReceipts(db, forgotten));
    expect(await db.egress.orderBy('at').toArray()).toEqual([receipt(1), receipt(2), receipt(3)]);
    expect((await listReceipts(db)).map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
  });
});
