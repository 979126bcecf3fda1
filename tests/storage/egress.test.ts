import { describe, expect, it } from 'vitest';
import { egressKey, parseEgress } from '../../src/replies/permit-egress.ts';
import { beginReceipt, finishReceipt } from '../../src/storage/save-egress.ts';
import type { EgressReceipt } from '../../src/storage/schema.ts';
import { openMemoryDesk, valueOf } from './desk-fixture.ts';

const receipt: EgressReceipt = {
  id: 'r1', ticketId: 't-1', at: 5, to: 'http://127.0.0.1/api/reply', purpose: 'draft', variant: 'standard', body: '{}', bytes: 2, kept: { name: 1 }, outcome: 'sending', finishedAt: null,
};

describe('what leaves the device', () => {
  it('goes only after somebody agreed, and leaves a receipt', async () => {
    const db = await openMemoryDesk();
    expect(await beginReceipt(db, receipt)).toMatchObject({ ok: false, code: 'nothing-leaves' });
    expect(await db.egress.count()).toBe(0);
    await db.settings.put({ key: egressKey, value: { nothingLeaves: false, agreedAt: 1 } });
    valueOf(await beginReceipt(db, receipt));
    expect(await db.egress.get('r1')).toEqual(receipt);
    valueOf(await finishReceipt(db, 'r1', { outcome: 'finished', finishedAt: 9, model: 'm', tokens: { input: 3, output: 4 } }));
    expect(await db.egress.get('r1')).toEqual({ ...receipt, outcome: 'finished', finishedAt: 9, model: 'm', tokens: { input: 3, output: 4 } });
  });

  it.each([
    ['the switch says so', { nothingLeaves: true, agreedAt: 1 }],
    ['the setting can not be read', 'yes'],
    ['the setting is half there', { agreedAt: 1 }],
  ])('is nothing where %s', async (_, value) => {
    const db = await openMemoryDesk();
    await db.settings.put({ key: egressKey, value });
    expect(await beginReceipt(db, receipt)).toMatchObject({ ok: false, code: 'nothing-leaves' });
    expect(await db.egress.count()).toBe(0);
  });

  it('does not go a second time under the same receipt', async () => {
    const db = await openMemoryDesk();
    await db.settings.put({ key: egressKey, value: { nothingLeaves: false, agreedAt: 1 } });
    valueOf(await beginReceipt(db, receipt));
    await expect(beginReceipt(db, receipt)).rejects.toThrow();
  });

  it('stays forgotten when it was forgotten before it ended', async () => {
    const db = await openMemoryDesk();
    valueOf(await finishReceipt(db, 'gone', { outcome: 'finished', finishedAt: 9 }));
    expect(await db.egress.count()).toBe(0);
  });

  it('is nothing on a desk where nobody has decided', () => {
    expect(parseEgress(undefined)).toEqual({ nothingLeaves: false, agreedAt: null });
  });
});
