import { egressKey, parseEgress, type EgressSetting } from '../replies/permit-egress.ts';
import { attemptStorage } from '../storage/describe-storage-error.ts';
import { followSetting } from '../storage/follow-setting.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import { createStore, type Store } from './store.ts';

/** What a person decided about text leaving this device, the same in every tab. */
export interface EgressStore extends Store<EgressSetting> {
  /** Resolves once the setting was read. Before that `get` says that nothing leaves. */
  readonly ready: Promise<void>;
  /** The switch. What was agreed to stays agreed to while it is on. */
  setNothingLeaves(on: boolean): Promise<Outcome<null>>;
  /** Somebody saw what a request holds and wants such requests sent. */
  agree(now: number): Promise<Outcome<null>>;
}

const opened = new WeakMap<TabdeskDatabase, EgressStore>();

/** The one store of a desk's egress setting, made when it is first asked for. It follows what is on disk, whichever tab wrote it. */
export function openEgress(db: TabdeskDatabase): EgressStore {
  const open = opened.get(db);
  if (open) return open;
  const state = createStore<EgressSetting>({ nothingLeaves: true, agreedAt: null });
  let known = false;

  function take(value: unknown): void {
    const next = parseEgress(value);
    const { nothingLeaves, agreedAt } = state.get();
    if (next.nothingLeaves !== nothingLeaves || next.agreedAt !== agreedAt) state.set(next);
    known = true;
  }

  /** Read and written in one transaction: a second tab's switch is never undone by an older state of this one. */
  async function change(changes: Partial<EgressSetting>): Promise<Outcome<null>> {
    const saved = await attemptStorage(() =>
      db.transaction('rw', db.settings, async () => {
        const next = { ...parseEgress((await db.settings.get(egressKey))?.value), ...changes };
        await db.settings.put({ key: egressKey, value: next });
        return next;
      }),
    );
    if (!saved.ok) return saved;
    // At once, not when the change comes back from the disk: whoever asks next for a permit goes by it.
    take(saved.value);
    return success(null);
  }

  followSetting(db, egressKey, take);
  // A desk that can not be read is one from which nothing leaves; nobody waits for it.
  const ready = db.settings.get(egressKey).then(
    (row) => {
      if (!known) take(row?.value);
    },
    () => undefined,
  );
  const store: EgressStore = {
    get: state.get,
    subscribe: state.subscribe,
    ready: Promise.resolve(ready),
    setNothingLeaves: (on) => change({ nothingLeaves: on }),
    agree: (now) => change({ agreedAt: now }),
  };
  opened.set(db, store);
  return store;
}
