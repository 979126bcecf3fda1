import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEgress } from '../../src/app/egress-store.ts';
import { permitEgress } from '../../src/replies/permit-egress.ts';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, valueOf } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;
let name: string;

beforeEach(async () => {
  name = `egress-${Math.random().toString(36).slice(2)}`;
  db = await openMemoryDesk({ name });
});
afterEach(() => db.close());

describe('what a person decided about text leaving the device', () => {
  it('says that nothing leaves until it was read, and is one store a desk', async () => {
    const egress = openEgress(db);
    expect(egress.get()).toEqual({ nothingLeaves: true, agreedAt: null });
    expect(openEgress(db)).toBe(egress);
    await egress.ready;
    expect(egress.get()).toEqual({ nothingLeaves: false, agreedAt: null });
    expect(permitEgress(egress.get())).toBeNull();
  });

  it('keeps what was agreed to while the switch is on, and gives no permit then', async () => {
    const egress = openEgress(db);
    await egress.ready;
    valueOf(await egress.agree(7));
    expect(permitEgress(egress.get())).not.toBeNull();
    valueOf(await egress.setNothingLeaves(true));
    // At once, without waiting for the disk to tell it back.
    expect(permitEgress(egress.get())).toBeNull();
    valueOf(await egress.setNothingLeaves(false));
    expect(egress.get()).toEqual({ nothingLeaves: false, agreedAt: 7 });
  });

  it('is followed in another tab, which does not undo what it has not seen yet', async () => {
    const other = valueOf(await openDatabase({ name }));
    const [one, two] = [openEgress(db), openEgress(other)];
    await Promise.all([one.ready, two.ready]);
    // Both at the same moment: neither knows of the other's change.
    await Promise.all([one.setNothingLeaves(true), two.agree(9)]);
    await expect.poll(() => [one.get(), two.get()]).toEqual([{ nothingLeaves: true, agreedAt: 9 }, { nothingLeaves: true, agreedAt: 9 }]);
    other.close();
  });

  it('goes back to the beginning when the desk is started over, and to nothing leaves where the disk holds no such setting', async () => {
    const egress = openEgress(db);
    await egress.ready;
    valueOf(await egress.agree(7));
    valueOf(await eraseEverything(db));
    await expect.poll(() => egress.get()).toEqual({ nothingLeaves: false, agreedAt: null });
    await db.settings.put({ key: 'replies.egress', value: 'yes' });
    await expect.poll(() => egress.get().nothingLeaves).toBe(true);
  });

  it('answers in words where the desk can not be written, and nothing leaves where it can not be read', async () => {
    db.close();
    const egress = openEgress(db);
    await egress.ready;
    expect(egress.get().nothingLeaves).toBe(true);
    expect(await egress.setNothingLeaves(false)).toMatchObject({ ok: false, code: 'closed' });
    expect(egress.get().nothingLeaves).toBe(true);
  });
});
