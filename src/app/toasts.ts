import type { Toast } from './desk-context.ts';
import { createStore, type Store } from './store.ts';

export interface ShownToast extends Toast {
  readonly key: number;
}

/** At most this many at once; the oldest goes first. */
const atMost = 3;
let next = 0;
const shown = createStore<readonly ShownToast[]>([]);

export const toasts: Store<readonly ShownToast[]> = shown;

export function dismissToast(key: number): void {
  shown.set(shown.get().filter((toast) => toast.key !== key));
}

/** Shows a toast and answers the function that takes it away. Its time stands still while it is pointed at (Toasts.tsx). */
export function notify(toast: Toast): () => void {
  const key = next++;
  shown.set([...shown.get(), { ...toast, key }].slice(-atMost));
  return () => dismissToast(key);
}
