import { createStore, useStore, type Store } from './store.ts';

const minute = createStore(Date.now());
let running = false;

const ticking: Store<number> = {
  get: minute.get,
  subscribe(listener) {
    if (!running) {
      running = true;
      setInterval(() => minute.set(Date.now()), 60_000);
    }
    return minute.subscribe(listener);
  },
};

/** The time, renewed once a minute: what "12 min" in a list is counted from. */
export function useNow(): number {
  return useStore(ticking);
}
