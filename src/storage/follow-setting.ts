import { liveQuery } from 'dexie';
import type { TabdeskDatabase } from './schema.ts';

/**
 * Hands over the value of one setting, undefined where there is none, now and after every change in any tab. Returns
 * the function that ends it. A read that fails is left out: whatever shows on screen says that the desk can't be read.
 */
export function followSetting(db: TabdeskDatabase, key: string, onValue: (value: unknown) => void): () => void {
  const following = liveQuery(() => db.settings.get(key)).subscribe({ next: (row) => onValue(row?.value), error: () => undefined });
  return () => following.unsubscribe();
}
