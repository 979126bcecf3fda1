import { Dexie, RangeSet, type ObservabilitySet } from 'dexie';
import type { TabdeskDatabase } from './schema.ts';

/**
 * Calls `onChange` once at first and after every change of articles in any tab, with the ids of those that came, changed
 * or went; with null where that can't be told (at first, and where many at once are not named). Returns the function
 * that ends it.
 */
export function followArticles(db: TabdeskDatabase, onChange: (changed: readonly string[] | null) => void): () => void {
  const part = `idb://${db.name}/articles/`;
  const listen = (parts: ObservabilitySet): void => {
    if ('all' in parts) onChange(null);
    else if (part in parts || `${part}:dels` in parts) onChange(changedIds(parts, [part, `${part}:dels`]));
  };
  Dexie.on('storagemutated', listen);
  let isOver = false;
  queueMicrotask(() => {
    if (!isOver) onChange(null);
  });
  return () => {
    isOver = true;
    Dexie.on.storagemutated.unsubscribe(listen);
  };
}

/** The ids a change names one by one; null where it names a range. */
function changedIds(parts: ObservabilitySet, names: readonly string[]): string[] | null {
  const ids = new Set<string>();
  for (const name of names) {
    const tree = parts[name];
    if (tree === undefined) continue;
    for (const { from, to } of RangeSet(tree)) {
      if (typeof from !== 'string' || from !== to) return null;
      ids.add(from);
    }
  }
  return [...ids];
}
