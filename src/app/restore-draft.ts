import type { SavedDraft, TabdeskDatabase } from '../storage/schema.ts';
import { attemptStorage } from '../storage/describe-storage-error.ts';
import type { Outcome } from '../tickets/outcome.ts';
import { createStore, type Store } from './store.ts';

const restored = createStore<SavedDraft | null>(null);

/** The draft put back last; the editor of its ticket, if it is open, shows it again. */
export const restoredDraft: Store<SavedDraft | null> = restored;

/** What is put back, and below it what was written since: an undo never costs words. */
export function joinDrafts(back: string, since: string): string {
  return since.trim() === '' || since === back ? back : `${back}\n\n${since}`;
}

/** Puts a sent or discarded draft back: on the device, and into the editor where its ticket is open. */
export async function restoreDraft(db: TabdeskDatabase, draft: SavedDraft): Promise<Outcome<null>> {
  const put = await attemptStorage(() =>
    db.transaction('rw', db.drafts, async () => {
      const since = await db.drafts.get(draft.ticketId);
      await db.drafts.put({ ...draft, text: joinDrafts(draft.text, since?.text ?? '') });
      return null;
    }),
  );
  // Without room on the device it still comes back into the editor; the failure is told.
  restored.set({ ...draft });
  return put;
}
