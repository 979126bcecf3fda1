import type { Engine } from '../inference/api.ts';
import { followSetting } from '../storage/follow-setting.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { defaultPlaybook } from '../playbook/default-playbook.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PlaybookStore, Toast } from './desk-context.ts';
import { createStore } from './store.ts';

const key = 'app.playbook';

/** What appears in replies only: it changes no triage, so tickets need not be looked at again. */
const onlyReplies: readonly (keyof Playbook)[] = ['agentName', 'shopName', 'orderNumbers', 'templates', 'voice'];

/** What was saved as a playbook, or the one the desk comes with when nothing (or nothing readable) was. */
async function readPlaybook(saved: unknown): Promise<Playbook> {
  if (saved === undefined) return defaultPlaybook;
  // The validator is a chunk of its own: most desks start without needing it.
  const { parsePlaybook } = await import('../playbook/parse-playbook.ts');
  const parsed = parsePlaybook(saved);
  return parsed.ok ? parsed.value : defaultPlaybook;
}

/** The playbook the desk was left with. */
export async function loadPlaybook(db: TabdeskDatabase): Promise<Playbook> {
  const saved = await loadSetting(db, key, (value) => ({ value }));
  return readPlaybook(saved?.value);
}

export interface PlaybookStoreParts {
  readonly db: TabdeskDatabase;
  readonly engine: Engine;
  readonly first: Playbook;
  readonly notify: (toast: Toast) => () => void;
  readonly wakeBacklog: () => void;
  readonly now: () => number;
}

/**
 * Changes are saved first, then told to the engine; a new version makes triage run again. A playbook saved or erased in
 * another tab is taken over in the same way.
 */
export function createPlaybookStore({ db, engine, first, notify, wakeBacklog, now }: PlaybookStoreParts): PlaybookStore {
  const state = createStore(first);
  let adopted = Promise.resolve();

  /** `saved` as it lies on disk, whoever wrote it. */
  async function take(saved: unknown): Promise<void> {
    const next = await readPlaybook(saved);
    // One's own change comes back from the disk.
    if (JSON.stringify(next) === JSON.stringify(state.get())) return;
    state.set(next);
    const told = await engine.setPlaybook(next);
    if (!told.ok) notify({ text: told.message, tone: 'bad' });
    wakeBacklog();
  }

  /** One after another: what was saved last is what stays. */
  const adopt = (saved: unknown): Promise<void> => (adopted = adopted.then(() => take(saved)));

  followSetting(db, key, (saved) => void adopt(saved));
  return {
    get: state.get,
    subscribe: state.subscribe,
    async change(changes) {
      const matters = (Object.keys(changes) as (keyof Playbook)[]).some((name) => !onlyReplies.includes(name));
      const base = state.get().version.split('+')[0] ?? '';
      const next = { ...state.get(), ...changes, ...(matters ? { version: `${base}+${now().toString(36)}` } : {}) };
      const saved = await saveSetting(db, key, next);
      if (!saved.ok) {
        notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
        return false;
      }
      await adopt(next);
      return true;
    },
  };
}
