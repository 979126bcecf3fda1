import type { Engine } from '../inference/api.ts';
import { followSetting } from '../storage/follow-setting.ts';
import { playbookKey as key, savePlaybook } from '../storage/playbook-versions.ts';
import { loadSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { defaultPlaybook } from '../playbook/default-playbook.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PlaybookSavingWords, PlaybookStore, Toast } from './desk-context.ts';
import { createStore } from './store.ts';

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

  async function save(next: Playbook, { note, origin = 'edited' }: PlaybookSavingWords): Promise<boolean> {
    const before = state.get();
    // What says a change in words is a chunk of its own, as the validator is.
    const { describeChanges, isSame } = await import('../playbook/describe-changes.ts');
    const names = new Set([...Object.keys(before), ...Object.keys(next)] as (keyof Playbook)[]);
    const changed = [...names].filter((name) => name !== 'version' && !isSame(before[name], next[name]));
    if (changed.length === 0) return true;
    const base = before.version.split('+')[0] ?? '';
    const version = changed.some((name) => !onlyReplies.includes(name)) ? `${base}+${now().toString(36)}` : before.version;
    const playbook = { ...next, version };
    const saved = await savePlaybook(db, { playbook, before, note: note ?? shorten(describeChanges(before, next)), origin, at: now() });
    if (!saved.ok) {
      notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
      return false;
    }
    await adopt(playbook);
    return true;
  }

  /** One after another, each from what the one before left. */
  let saving: Promise<unknown> = Promise.resolve();
  const inTurn = (make: () => Playbook, words: PlaybookSavingWords): Promise<boolean> => {
    const done = saving.then(() => save(make(), words));
    saving = done.catch(() => undefined);
    return done;
  };
  return {
    get: state.get,
    subscribe: state.subscribe,
    change: (changes, words = {}) => inTurn(() => ({ ...state.get(), ...changes }), words),
    replace: (next, words = {}) => inTurn(() => next, words),
  };
}

/** As much of what was changed as a line of the history has room for. */
function shorten(sentences: readonly string[]): string {
  const shown = sentences.slice(0, 4).map((sentence) => (sentence.length > 140 ? `${sentence.slice(0, 139)}…` : sentence));
  return [...shown, ...(sentences.length > 4 ? [`${sentences.length - 4} more`] : [])].join('; ');
}
