import { Dexie, type ObservabilitySet } from 'dexie';
import { breathe } from './breathe.ts';
import { describeStorageError, type StorageErrorCode } from './describe-storage-error.ts';
import { readEpoch, readRevision } from './inbox-revision.ts';
import type { InboxRow, TabdeskDatabase } from './schema.ts';

/** Rows read at once: copying 500 small rows out of the database takes some 5 ms, 20 on a phone, well under a dropped frame. */
const chunk = 500;

export interface FollowOptions {
  /** Called once when the whole inbox has been handed over, and again after each reset. */
  readonly onLoaded?: (rows: number) => void;
  readonly onError?: (failure: { readonly code: StorageErrorCode; readonly message: string }) => void;
}

/**
 * Between two reads of changes. While an import is triaged some thirty transactions a second change the inbox; reading
 * after each would start twice as many transactions here, for rows nobody can see that fast.
 */
const pauseMs = 100;

/** How far the inbox has been handed over. */
interface Position {
  last: number;
  readonly epoch: number;
}

/** Columns of few different values: labels, names of states, reasons, and customers who write again. */
const shared = [
  'triagedWith', 'customerId', 'customerName', 'channel', 'status', 'product', 'intent', 'confidenceWord', 'sentiment', 'mood', 'topReason', 'queue',
  'action', 'priority', 'language',
] as const satisfies readonly (keyof InboxRow)[];

/**
 * Lets equal values be one string in memory: each row the database hands out brings copies of its own. Of 50,000 rows
 * that is half of all objects, and what a garbage collection takes depends on their number.
 */
function createSharing(): (row: InboxRow) => void {
  const known = new Map<string, string>();
  return (row) => {
    // The row was made for us a moment ago and nobody else has seen it.
    const cells = row as unknown as Record<string, string | null>;
    for (const column of shared) {
      const value = cells[column];
      if (typeof value !== 'string') continue;
      const first = known.get(value);
      if (first === undefined) known.set(value, value);
      else cells[column] = first;
    }
  };
}

/**
 * Hands over the whole inbox, newest first, at most 500 rows a call and never two calls without a breath between
 * them; then every change made in this tab, in its workers and in other tabs, in the order of their revisions. A row
 * comes again with a higher `rev` each time it changes; `deleted` rows are gone. With `reset` all rows seen before are
 * void and this call begins the inbox anew (the first call has it too, with no rows when the inbox is empty). Returns
 * the function that ends it.
 */
export function followInbox(
  db: TabdeskDatabase,
  onChange: (rows: readonly InboxRow[], reset: boolean) => void,
  options: FollowOptions = {},
): () => void {
  let ended = false;
  /** Written since the last read began; the first read takes what was written while the inbox was loaded. */
  let changed = true;
  let wake = (): void => undefined;
  const ours = [db.inbox, db.settings].map(({ name }) => `idb://${db.name}/${name}/`);
  const share = createSharing();

  const fail = (error: unknown): void => {
    if (ended) return;
    const { code, message } = describeStorageError(error);
    options.onError?.({ code, message });
  };

  async function load(): Promise<Position | null> {
    // Read before the rows: what changes during loading has a higher revision and comes again while following.
    const [last, epoch] = await db.transaction('r', db.settings, () => Promise.all([readRevision(db), readEpoch(db)]));
    let after: [number, string] = [-Infinity, ''];
    let total = 0;
    for (let first = true; ; first = false) {
      // Tombstones have the order Infinity, beyond the upper bound.
      const rows = await db.inbox.where('[order+id]').between(after, [Infinity, ''], false, false).limit(chunk).toArray();
      // `stop` may have been called while waiting.
      if (isEnded()) return null;
      rows.forEach(share);
      total += rows.length;
      const end = rows.at(-1);
      if (first || rows.length > 0) onChange(rows, first);
      if (!end || rows.length < chunk) break;
      after = [end.order, end.id];
      await breathe();
    }
    options.onLoaded?.(total);
    return { last, epoch };
  }

  /** One read of what has changed since; answers how many rows came, or null when the inbox began anew. */
  async function read(from: Position): Promise<number | null> {
    // One transaction for both: starting one costs more than reading in it.
    const { epoch, rows } = await db.transaction('r', db.settings, db.inbox, async () => ({
      epoch: await readEpoch(db),
      rows: await db.inbox.where('rev').above(from.last).limit(chunk).toArray(),
    }));
    if (ended) return 0;
    if (epoch !== from.epoch) return null;
    const newest = rows.at(-1);
    if (newest) {
      rows.forEach(share);
      from.last = newest.rev;
      onChange(rows, false);
    }
    return rows.length;
  }

  /**
   * Not a live query: that gives up the read under way at each change and begins it again, so that a triage which writes
   * all the time leaves it no end.
   */
  async function follow(): Promise<void> {
    for (let from = await load(); from !== null && !isEnded(); ) {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      if (isEnded()) return;
      changed = false;
      const count = await read(from);
      if (count === null) from = await load();
      // Behind a full chunk more is waiting, and no new write need ever come to tell.
      else if (count === chunk) changed = true;
      await breathe(count === chunk ? 0 : pauseMs);
    }
  }

  function isEnded(): boolean {
    return ended;
  }

  function notice(parts: ObservabilitySet): void {
    if (!Object.keys(parts).some((part) => part === 'all' || ours.some((table) => part.startsWith(table)))) return;
    changed = true;
    wake();
  }

  Dexie.on('storagemutated', notice);
  follow().catch(fail);
  return () => {
    ended = true;
    Dexie.on.storagemutated.unsubscribe(notice);
    wake();
  };
}
