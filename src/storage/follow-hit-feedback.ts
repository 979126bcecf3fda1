import { liveQuery } from 'dexie';
import type { HitFeedback, TabdeskDatabase } from './schema.ts';

/** Hands over all feedback on hits, newest first, now and after every change in any tab. Returns the function that ends it. */
export function followHitFeedback(db: TabdeskDatabase, onFeedback: (feedback: readonly HitFeedback[]) => void): () => void {
  const following = liveQuery(() => db.hitFeedback.toArray()).subscribe({
    next: (rows) => onFeedback(rows.sort((a, b) => b.at - a.at)),
    error: () => undefined,
  });
  return () => following.unsubscribe();
}
