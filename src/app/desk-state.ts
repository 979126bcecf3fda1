import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';

/** The desk as the shell sees it: the shell is on screen before the database is open. */
export type DeskState =
  | { readonly status: 'opening' }
  | { readonly status: 'open'; readonly desk: Desk }
  | { readonly status: 'failed'; readonly code: string; readonly message: string };

const state = createStore<DeskState>({ status: 'opening' });

export const deskState: Store<DeskState> = state;

/** Opens the desk in a chunk of its own, so that the shell is painted before any of it is read. */
export async function startDesk(): Promise<void> {
  state.set({ status: 'opening' });
  try {
    const { openDesk } = await import('./desk.ts');
    const opened = await openDesk((message) => state.set({ status: 'failed', code: 'closed', message }));
    state.set(opened.ok ? { status: 'open', desk: opened.value } : { status: 'failed', code: opened.code, message: opened.message });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    state.set({ status: 'failed', code: 'broken', message: `The desk could not start. Reload the page to try again. (${why})` });
  }
}
