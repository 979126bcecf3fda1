import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { listPlaybookVersions, mostPlaybookVersions, playbookKey, readPlaybookVersion, savePlaybook } from '../../src/storage/playbook-versions.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

const saving = (agentName: string, at: number) => ({ playbook: { ...defaultPlaybook, agentName }, before: defaultPlaybook, note: `Signed by ${agentName}`, origin: 'edited' as const, at });

describe('versions of the playbook', () => {
  it('begin with the one before the first change, and the newest is in force', async () => {
    expect(valueOf(await savePlaybook(db, saving('Ana', 5)))).toBe(2);
    expect(valueOf(await savePlaybook(db, saving('Zoe', 6)))).toBe(3);
    const versions = await listPlaybookVersions(db, 10);
    expect(versions.map(({ number, note, savedAt, playbook }) => [number, note, savedAt, playbook.agentName])).toEqual([
      [3, 'Signed by Zoe', 6, 'Zoe'],
      [2, 'Signed by Ana', 5, 'Ana'],
      [1, 'As it was before the first change', 5, 'Priya'],
    ]);
    expect((await db.settings.get(playbookKey))?.value).toEqual(versions[0]?.playbook);
    expect(valueOf(await readPlaybookVersion(db, 1)).playbook).toEqual(defaultPlaybook);
  });

  it('are two hundred at most, the oldest gone', async () => {
    for (let at = 0; at < mostPlaybookVersions + 5; at++) await savePlaybook(db, saving(`Agent ${at}`, at));
    expect(await db.playbookVersions.count()).toBe(mostPlaybookVersions);
    expect((await listPlaybookVersions(db, 1))[0]?.number).toBe(mostPlaybookVersions + 6);
    expect(await readPlaybookVersion(db, 1)).toMatchObject({ ok: false, code: 'gone' });
  });

  it('are written with the playbook or not at all', async () => {
    await savePlaybook(db, saving('Ana', 1));
    // Nothing can be written that can not be cloned.
    const broken = { ...saving('Zoe', 2), note: (() => '') as unknown as string };
    await savePlaybook(db, broken).catch(() => undefined);
    expect((await db.settings.get(playbookKey))?.value).toMatchObject({ agentName: 'Ana' });
    expect(await db.playbookVersions.count()).toBe(2);
  });
});
