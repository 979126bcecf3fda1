import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk, Toast } from '../../src/app/desk-context.ts';
import { createPlaybookDraft } from '../../src/app/playbook-draft.ts';
import { createPlaybookStore, loadPlaybook } from '../../src/app/playbook-store.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import type { Engine } from '../../src/inference/api.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { listPlaybookVersions } from '../../src/storage/playbook-versions.ts';
import { saveSetting } from '../../src/storage/save-settings.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { success } from '../../src/tickets/outcome.ts';
import { openMemoryDesk, until } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

async function openTab() {
  const toasts: Toast[] = [];
  const notify: Desk['notify'] = (toast) => {
    toasts.push(toast);
    return () => undefined;
  };
  const engine = { setPlaybook: () => Promise.resolve(success(null)) } as unknown as Engine;
  let clock = 0;
  const playbook = createPlaybookStore({ db, engine, first: await loadPlaybook(db), notify, wakeBacklog: () => undefined, now: () => ++clock });
  return { playbook, draft: createPlaybookDraft({ db, playbook, notify }), toasts };
}

const surer = { ...defaultPlaybook, thresholds: { sure: 0.9, likely: 0.5 } };

describe('the playbook being changed', () => {
  it('is none until something differs, and none again when it is as the one in force', async () => {
    const { draft } = await openTab();
    expect(draft.get()).toBeNull();
    draft.set(surer);
    expect(draft.get()?.thresholds.sure).toBe(0.9);
    draft.set({ ...surer, thresholds: defaultPlaybook.thresholds });
    expect(draft.get()).toBeNull();
  });

  it('is there again after the tab was closed, and in another tab', async () => {
    const [one, two] = [await openTab(), await openTab()];
    one.draft.set({ ...surer, rules: standardRules.slice(1) });
    await until(() => two.draft.get() !== null);
    expect(two.draft.get()).toEqual({ ...surer, rules: standardRules.slice(1) });
    const later = await openTab();
    await until(() => later.draft.get() !== null);
    expect(later.draft.get()?.rules).toHaveLength(standardRules.length - 1);
    two.draft.set(null);
    await until(() => one.draft.get() === null);
  });

  it('keeps the pieces that were changed, while the others follow the playbook in force', async () => {
    const { draft, playbook } = await openTab();
    draft.set(surer);
    await playbook.change({ agentName: 'Zoe', templates: defaultPlaybook.templates.slice(1) });
    expect(draft.get()).toMatchObject({ agentName: 'Zoe', thresholds: surer.thresholds });
    expect(draft.get()?.templates).toHaveLength(defaultPlaybook.templates.length - 1);
    await playbook.replace({ ...surer, agentName: 'Zoe' });
    expect(draft.get()).toBeNull();
  });

  it('remembers that a piece was taken out', async () => {
    const { draft, playbook } = await openTab();
    await playbook.change({ rules: standardRules.slice(1) });
    const inForce = playbook.get();
    draft.set(Object.fromEntries(Object.entries(inForce).filter(([name]) => name !== 'rules')) as unknown as typeof inForce);
    expect(draft.get()).not.toHaveProperty('rules');
    const later = await openTab();
    await until(() => later.draft.get() !== null);
    expect(later.draft.get()).not.toHaveProperty('rules');
  });

  it.each([['no patch', 5], ['a playbook nobody can use', { changed: { queues: [] }, removed: [] }], ['less than a patch', { changed: null }]])('is none where %s lies on disk', async (_, value) => {
    await saveSetting(db, 'app.playbook.draft', value);
    const { draft } = await openTab();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(draft.get()).toBeNull();
  });
});

describe('a change of the playbook', () => {
  it('makes a version that says what was changed, a template’s too', async () => {
    const { playbook } = await openTab();
    await playbook.change({ thresholds: surer.thresholds });
    await playbook.change({ templates: defaultPlaybook.templates.slice(2) });
    await playbook.replace(defaultPlaybook, { note: 'Version 1 restored', origin: 'restored' });
    const versions = await listPlaybookVersions(db, 10);
    expect(versions.map(({ note, origin }) => [note, origin])).toEqual([
      ['Version 1 restored', 'restored'],
      ['Templates: 2 removed', 'edited'],
      ['Desk: sure 85% → 90%', 'edited'],
      ['As it was before the first change', 'edited'],
    ]);
  });

  it('that changes nothing makes none', async () => {
    const { playbook } = await openTab();
    expect(await playbook.change({ agentName: defaultPlaybook.agentName })).toBe(true);
    expect(await listPlaybookVersions(db, 10)).toEqual([]);
    expect(playbook.get().version).toBe(defaultPlaybook.version);
  });

  it('of two at once none is lost', async () => {
    const { playbook } = await openTab();
    await Promise.all([playbook.change({ agentName: 'Zoe' }), playbook.change({ thresholds: surer.thresholds })]);
    expect(playbook.get()).toMatchObject({ agentName: 'Zoe', thresholds: surer.thresholds });
  });

  it('names the version anew where triage must run again, and only there', async () => {
    const { playbook } = await openTab();
    await playbook.change({ agentName: 'Zoe' });
    expect(playbook.get().version).toBe('1');
    await playbook.change({ thresholds: surer.thresholds });
    expect(playbook.get().version).toMatch(/^1\+/);
  });
});
