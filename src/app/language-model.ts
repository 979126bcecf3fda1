import { askHealth } from '../inference/language-model.ts';
import type { ProxyHealth } from '../replies/reply-event.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { openEgress, type EgressStore } from './egress-store.ts';
import { createStore, type Store } from './store.ts';

/** Whether the language model can be asked for a reply. */
export type ModelState =
  | { readonly status: 'looking' }
  /** A person set that nothing leaves: the server is not even asked whether it could. */
  | { readonly status: 'off' }
  | { readonly status: 'ready'; readonly model: string }
  /** The server has no key, or nobody answers there. */
  | { readonly status: 'no-key' }
  | { readonly status: 'offline' };

export interface LanguageModel extends Store<ModelState> {
  readonly egress: EgressStore;
  /** Asks the server again, unless nothing may leave. */
  look(): void;
}

/** A server that could not be asked is asked again after this long. */
const againAfterMs = 30_000;

const opened = new WeakMap<TabdeskDatabase, LanguageModel>();

/** The one language model of a desk, as far as this page knows it. First asked about when a reply is first written. */
export function openLanguageModel(db: TabdeskDatabase): LanguageModel {
  const open = opened.get(db);
  if (open) return open;
  const egress = openEgress(db);
  const state = createStore<ModelState>({ status: 'looking' });
  let lookedAt = 0;
  let asking: AbortController | null = null;

  function take(health: ProxyHealth | null): void {
    if (health === null) state.set({ status: 'offline' });
    else state.set(health.replies === 'ready' ? { status: 'ready', model: health.model } : { status: 'no-key' });
  }
  async function ask(): Promise<void> {
    await egress.ready;
    if (egress.get().nothingLeaves) {
      state.set({ status: 'off' });
      return;
    }
    asking?.abort();
    const mine = (asking = new AbortController());
    lookedAt = Date.now();
    const health = await askHealth(mine.signal);
    if (asking === mine && !egress.get().nothingLeaves) take(health);
  }
  const look = (): void => void ask();
  egress.subscribe(() => {
    const { nothingLeaves } = egress.get();
    if (nothingLeaves) {
      asking?.abort();
      asking = null;
      state.set({ status: 'off' });
    } else if (state.get().status === 'off') look();
  });
  window.addEventListener('online', look);
  window.addEventListener('focus', () => {
    const { status } = state.get();
    if ((status === 'offline' || status === 'no-key') && Date.now() - lookedAt > againAfterMs) look();
  });
  look();
  const model: LanguageModel = { get: state.get, subscribe: state.subscribe, egress, look };
  opened.set(db, model);
  return model;
}
