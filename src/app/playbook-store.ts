import type { Engine } from '../inference/api.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { defaultPlaybook } from '../triage/default-playbook.ts';
import type { Playbook } from '../triage/playbook.ts';
import type { PlaybookStore, Toast } from './desk-context.ts';
import { createStore } from './store.ts';

const key = 'app.playbook';

/** Names of the desk that appear in replies only: they change no triage, so tickets need not be looked at again. */
const onlyNames: readonly (keyof Playbook)[] = ['agentName', 'shopName'];

/** The playbook the desk was left with, or the one it comes with when nothing (or nothing readable) was saved. */
export async function loadPlaybook(db: TabdeskDatabase): Promise<Playbook> {
  const saved = await loadSetting(db, key, (value) => ({ value }));
  if (!saved) return defaultPlaybook;
  // The validator is a chunk of its own: most desks start without needing it.
  const { parsePlaybook } = await import('../triage/parse-playbook.ts');
  const parsed = parsePlaybook(saved.value);
  return parsed.ok ? parsed.value : defaultPlaybook;
}

export interface PlaybookStoreParts {
  readonly db: TabdeskDatabase;
  readonly engine: Engine;
  readonly first: Playbook;
  readonly notify: (toast: Toast) => () => void;
  readonly wakeBacklog: () => void;
  readonly now: () => number;
}

/** Changes are saved first, then told to the engine; a new version makes triage run again. */
export function createPlaybookStore({ db, engine, first, notify, wakeBacklog, now }: PlaybookStoreParts): PlaybookStore {
  const state = createStore(first);
  return {
    get: state.get,
    subscribe: state.subscribe,
    async change(changes) {
      const matters = (Object.keys(changes) as (keyof Playbook)[]).some((name) => !onlyNames.includes(name));
      const base = state.get().version.split('+')[0] ?? '';
      const next = { ...state.get(), ...changes, ...(matters ? { version: `${base}+${now().toString(36)}` } : {}) };
      const saved = await saveSetting(db, key, next);
      if (!saved.ok) {
        notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
        return;
      }
      state.set(next);
      const told = await engine.setPlaybook(next);
      if (!told.ok) notify({ text: told.message, tone: 'bad' });
      wakeBacklog();
    },
  };
}
