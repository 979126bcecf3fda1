import { followSetting } from '../storage/follow-setting.ts';
import { saveSetting } from '../storage/save-settings.ts';
import { describeChanges, isSame } from '../playbook/describe-changes.ts';
import { parsePlaybook } from '../playbook/parse-playbook.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';

const key = 'app.playbook.draft';
/** What is typed is kept after so long without another letter. */
const keepAfterMs = 250;

/** The playbook being changed; null while it is as the one in force. */
export interface PlaybookDraft extends Store<Playbook | null> {
  /** Keeps it on this device, in every tab; null lets the changes go. It must be a playbook that can be used. */
  set(next: Playbook | null): void;
}

/**
 * What lies on disk: the pieces that were changed, so that the others follow the playbook in force (the templates, which are
 * changed elsewhere).
 */
interface Patch {
  readonly changed: Partial<Playbook>;
  readonly removed: readonly string[];
}

const known = new WeakMap<Desk, PlaybookDraft>();

/** The one of this desk. */
export function playbookDraftOf(desk: Desk): PlaybookDraft {
  const draft = known.get(desk) ?? createPlaybookDraft(desk);
  known.set(desk, draft);
  return draft;
}

export function createPlaybookDraft({ db, playbook, notify }: Pick<Desk, 'db' | 'playbook' | 'notify'>): PlaybookDraft {
  let patch: Patch | null = null;
  /** As it lies on disk, by our own word; and what is still to be written. */
  let written = 'null';
  let timer: ReturnType<typeof setTimeout> | null = null;
  const state = createStore<Playbook | null>(null);

  const settle = (): void => {
    const next = patch === null ? null : lay(patch, playbook.get());
    state.set(next !== null && describeChanges(playbook.get(), next).length === 0 ? null : next);
  };
  const keep = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const text = JSON.stringify(patch);
    if (text === written) return;
    written = text;
    void saveSetting(db, key, patch).then((saved) => {
      if (!saved.ok) notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
    });
  };
  followSetting(db, key, (value) => {
    // Our own words come back from the disk; while there are newer ones of ours, those count.
    const text = JSON.stringify(value ?? null);
    if (timer !== null || text === written) return;
    written = text;
    patch = readPatch(value, playbook.get());
    settle();
  });
  playbook.subscribe(settle);
  // A page that is left has no time for another turn.
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', () => document.hidden && timer !== null && keep());
  return {
    get: state.get,
    subscribe: state.subscribe,
    set(next) {
      patch = next === null ? null : differ(playbook.get(), next);
      settle();
      if (state.get() === null) patch = null;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(keep, keepAfterMs);
    },
  };
}

function differ(before: Playbook, next: Playbook): Patch {
  const changed = Object.fromEntries(Object.entries(next).filter(([name, value]) => name !== 'version' && !isSame(value, before[name as keyof Playbook])));
  return { changed, removed: Object.keys(before).filter((name) => !Object.hasOwn(next, name)) };
}

function lay({ changed, removed }: Patch, over: Playbook): Playbook {
  return Object.fromEntries(Object.entries({ ...over, ...changed }).filter(([name]) => !removed.includes(name))) as unknown as Playbook;
}

/** Null for what is no patch, or makes no playbook: a newer program's, say. */
function readPatch(value: unknown, over: Playbook): Patch | null {
  if (typeof value !== 'object' || value === null) return null;
  const { changed, removed } = value as Partial<Patch>;
  if (typeof changed !== 'object' || !Array.isArray(removed)) return null;
  const patch: Patch = { changed, removed: removed.map(String) };
  return parsePlaybook(lay(patch, over)).ok ? patch : null;
}
