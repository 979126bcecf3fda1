import { liveQuery } from 'dexie';
import type { TabdeskDatabase } from './schema.ts';

/** Calls `onChange` now and after every change of an article in any tab. Returns the function that ends it. */
export function followArticles(db: TabdeskDatabase, onChange: () => void): () => void {
  // Counting is the cheapest read that any change of the table sets off again.
  const following = liveQuery(() => db.articles.count()).subscribe({ next: onChange, error: () => undefined });
  return () => following.unsubscribe();
}
