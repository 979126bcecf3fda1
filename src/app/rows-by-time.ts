import type { InboxRow } from '../storage/schema.ts';
import { byTime } from './inbox-filter.ts';

/** All rows, newest first, brought up to date only when asked for. */
export interface RowsByTime {
  /** Tells of a row that is new, other than before, or gone; `moved` unless it only changed in its place. */
  note(id: string, moved: boolean): void;
  get(): readonly InboxRow[];
}

/**
 * Keeps the rows of `byId` in order with one pass and a sort of what is new. Sorting everything each time would cost
 * 20 ms at 50,000 rows.
 */
export function createRowsByTime(byId: ReadonlyMap<string, InboxRow>): RowsByTime {
  let newestFirst: readonly InboxRow[] = [];
  /** Ids whose row has changed since the last pass, and whether it came, went or moved. */
  const changed = new Map<string, boolean>();

  function merge(): readonly InboxRow[] {
    const arrived: InboxRow[] = [];
    for (const [id, moved] of changed) {
      const row = moved ? byId.get(id) : undefined;
      if (row) arrived.push(row);
    }
    arrived.sort(byTime);
    const merged: InboxRow[] = [];
    let next = 0;
    for (const old of newestFirst) {
      const moved = changed.get(old.id);
      if (moved === true) continue;
      const row = moved === undefined ? old : (byId.get(old.id) ?? old);
      for (let first = arrived[next]; first && byTime(first, row) < 0; first = arrived[next]) {
        merged.push(first);
        next++;
      }
      merged.push(row);
    }
    merged.push(...arrived.slice(next));
    return merged;
  }

  return {
    note: (id, moved) => void changed.set(id, moved || (changed.get(id) ?? false)),
    get() {
      if (changed.size > 0) {
        newestFirst = merge();
        changed.clear();
      }
      return newestFirst;
    },
  };
}
