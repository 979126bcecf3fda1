import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of [...listeners]) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `read` makes of the time, asked each second while somebody looks: rendered again only when that is something else. */
export function useSeconds(read: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => {
    if (timer === undefined) now = Date.now();
    return read(now);
  });
}
