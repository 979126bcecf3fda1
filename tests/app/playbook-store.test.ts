import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Toast } from '../../src/app/desk-context.ts';
import { createPlaybookStore, loadPlaybook } from '../../src/app/playbook-store.ts';
import type { Engine } from '../../src/inference/api.ts';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { success } from '../../src/tickets/outcome.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { openMemoryDesk } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

/** The playbook of one tab, and what its engine and its person were told. */
async function openTab() {
  const told: Playbook[] = [];
  const toasts: Toast[] = [];
  let woken = 0;
  const engine = {
    setPlaybook(playbook: Playbook) {
      told.push(playbook);
      return Promise.resolve(success(null));
    },
  } as unknown as Engine;
  const playbook = createPlaybookStore({
    db,
    engine,
    first: await loadPlaybook(db),
    notify(toast) {
      toasts.push(toast);
      return () => undefined;
    },
    wakeBacklog: () => woken++,
    now: () => 1,
  });
  return { playbook, told, toasts, woken: () => woken };
}

describe('the playbook', () => {
  it('changed in one tab is changed in the others, and told to their engines', async () => {
    const [one, two] = [await openTab(), await openTab()];
    expect(await one.playbook.change({ agentName: 'Zoe' })).toBe(true);
    expect(one.playbook.get().agentName).toBe('Zoe');
    await expect.poll(() => two.playbook.get().agentName).toBe('Zoe');
    expect(two.told.map((playbook) => playbook.agentName)).toEqual(['Zoe']);
    expect(two.woken()).toBe(1);
    // Its own change coming back from the disk is no news.
    expect(one.told.length).toBe(1);
  });

  it('is the one the desk comes with again when the desk is started over', async () => {
    const tab = await openTab();
    await tab.playbook.change({ agentName: 'Zoe' });
    await eraseEverything(db);
    await expect.poll(() => tab.playbook.get()).toEqual(defaultPlaybook);
    expect(tab.told.at(-1)).toEqual(defaultPlaybook);
  });

  it('is not changed when it could not be saved, and says so', async () => {
    const tab = await openTab();
    db.close();
    expect(await tab.playbook.change({ agentName: 'Zoe' })).toBe(false);
    expect(tab.playbook.get().agentName).toBe(defaultPlaybook.agentName);
    expect(tab.toasts.map((toast) => toast.tone)).toEqual(['bad']);
  });
});
