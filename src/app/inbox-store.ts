import type { InboxRow } from '../storage/schema.ts';
import { countFacet, filterInbox, firstFilter, type FacetField, type InboxFilter, type InboxTab, type TabCounts } from './inbox-filter.ts';
import { parseSearch, type SearchQuery } from './parse-search.ts';
import { createStore, type Store } from './store.ts';

/** What the list shows now. A new object after each change. */
export interface InboxState {
  readonly filter: InboxFilter;
  readonly query: SearchQuery;
  /** Tickets under the filter, in its order. */
  readonly ids: readonly string[];
  readonly counts: TabCounts;
  /** Tickets that would be in the list but wait, because the list is scrolled and must not move. */
  readonly waiting: number;
  /** All rows held in memory. */
  readonly total: number;
  /** False until the whole inbox has been read. */
  readonly loaded: boolean;
  /** True while the words of the search are being looked up. */
  readonly searching: boolean;
  readonly problem: string | null;
}

/** Finds the tickets in which all words occur; null when it can't (yet). */
export type FindTickets = (words: readonly string[]) => Promise<{ readonly ids: ReadonlySet<string>; readonly complete: boolean } | null>;

export interface InboxStore extends Store<InboxState> {
  /** The row of one ticket, if it is in the inbox. */
  row(id: string): InboxRow | undefined;
  /** Every ticket there is, in no special order. */
  allIds(): Iterable<string>;
  /** Tickets under the present filter, in its order. */
  filteredIds(): readonly string[];
  /** Tickets ticked in the list. */
  selectedIds(): readonly string[];
  readonly selection: Store<ReadonlySet<string>>;
  select(ids: Iterable<string>): void;
  setFilter(changes: Partial<InboxFilter>): void;
  /** Keeps rows in their places while the list is scrolled; new ones are counted in `waiting`. */
  hold(held: boolean): void;
  /** Lets the waiting ones in. */
  settle(): void;
  /** Values of a column over all open tickets, with counts. */
  facet(field: FacetField): readonly { readonly value: string; readonly count: number }[];
  /** Rows as `followInbox` hands them over. */
  receive(rows: readonly InboxRow[], reset: boolean): void;
  setLoaded(): void;
  setProblem(message: string): void;
  /** Looks the present words up again: the index has grown or changed. */
  searchAgain(): void;
}

export interface InboxStoreOptions {
  readonly find: FindTickets;
  /** Runs work a little later, many wishes as one. Given as an argument so that tests need no clock. */
  readonly later: (work: () => void) => void;
  readonly filter?: Partial<InboxFilter>;
  readonly onFilter?: (filter: InboxFilter) => void;
}

function byTime(a: InboxRow, b: InboxRow): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

const noWords: SearchQuery = { words: [], terms: [] };

/**
 * The inbox in memory: rows come in by `receive`, the list reads `get`. Filtering 50,000 rows is one pass over plain
 * objects. Rows change in place at once; the order follows a little later, and not at all while the list is held.
 */
export function createInboxStore({ find, later, filter: given, onFilter }: InboxStoreOptions): InboxStore {
  const byId = new Map<string, InboxRow>();
  /** Newest first. Rows that only changed (a triage, a read mark) are exchanged in place; see `mergeRows`. */
  let newestFirst: InboxRow[] = [];
  /** Ids whose row has changed since `newestFirst` was made, and those among them that came, went or moved. */
  let changed = new Set<string>();
  let moved = new Set<string>();
  let held = false;
  let found: ReadonlySet<string> | null = null;
  let searchTurn = 0;
  let scheduled = false;
  let tabBeforeSearch: InboxTab | null = null;

  const firstQuery = given?.text ? parseSearch(given.text) : noWords;
  const state = createStore<InboxState>({
    filter: { ...firstFilter, ...given },
    query: firstQuery,
    ids: [],
    counts: { open: 0, escalated: 0, ready: 0, unsure: 0, all: 0 },
    waiting: 0,
    total: 0,
    loaded: false,
    searching: false,
    problem: null,
  });
  const selection = createStore<ReadonlySet<string>>(new Set());

  /**
   * Brings `newestFirst` up to date in one pass and a sort of what is new. Sorting everything each time would cost
   * 20 ms at 50,000 rows, and this runs several times a second while tickets are triaged.
   */
  function mergeRows(): void {
    if (changed.size === 0) return;
    const arrived: InboxRow[] = [];
    for (const id of moved) {
      const row = byId.get(id);
      if (row) arrived.push(row);
    }
    arrived.sort(byTime);
    const merged: InboxRow[] = [];
    let next = 0;
    for (const old of newestFirst) {
      if (changed.has(old.id) && moved.has(old.id)) continue;
      const row = changed.has(old.id) ? (byId.get(old.id) ?? old) : old;
      for (let first = arrived[next]; first && byTime(first, row) < 0; first = arrived[next]) {
        merged.push(first);
        next++;
      }
      merged.push(row);
    }
    while (next < arrived.length) {
      const row = arrived[next++];
      if (row) merged.push(row);
    }
    newestFirst = merged;
    changed = new Set();
    moved = new Set();
  }

  /** Filters anew. `move` lets rows change places although the list is held. */
  function refresh(move: boolean, changes: Partial<InboxState> = {}): void {
    mergeRows();
    const before = state.get();
    const filter = changes.filter ?? before.filter;
    const query = changes.query ?? before.query;
    const { rows, counts } = filterInbox(newestFirst, filter, query.terms, query.words.length > 0 ? (found ?? new Set()) : null);
    let ids: readonly string[] = rows.map((row) => row.id);
    let waiting = 0;
    // As a rule nothing moved: the same array then spares the list all work.
    if (same(ids, before.ids)) ids = before.ids;
    else if (held && !move && before.loaded) {
      // What is shown stays where it is; what is gone goes; what is new waits.
      const wanted = new Set(ids);
      const shown = before.ids.filter((id) => wanted.has(id));
      waiting = ids.length - shown.length;
      ids = shown;
    }
    state.set({ ...before, ...changes, filter, query, ids, counts, waiting, total: byId.size });
    prune();
  }

  /** A ticket that is gone from the desk can't stay ticked. */
  function prune(): void {
    const ticked = selection.get();
    if (ticked.size === 0) return;
    const kept = [...ticked].filter((id) => byId.has(id));
    if (kept.length !== ticked.size) selection.set(new Set(kept));
  }

  function refreshLater(): void {
    if (scheduled) return;
    scheduled = true;
    later(() => {
      if (!scheduled) return;
      scheduled = false;
      refresh(false);
    });
  }

  async function lookUp(words: readonly string[]): Promise<void> {
    const turn = ++searchTurn;
    const answer = await find(words);
    // A newer search has begun: this answer is late.
    if (turn !== searchTurn) return;
    found = answer?.ids ?? new Set();
    refresh(true, { searching: !answer?.complete });
  }

  /** A search looks through everything; the tab it began under comes back when it is cleared. */
  function withSearchTab(before: InboxFilter, changes: Partial<InboxFilter>): InboxFilter {
    const filter = { ...before, ...changes };
    const [was, is] = [before.text.trim() !== '', filter.text.trim() !== ''];
    if (!was && is && changes.tab === undefined) {
      tabBeforeSearch = before.tab;
      return { ...filter, tab: 'all' };
    }
    if (was && !is) {
      const tab = changes.tab ?? tabBeforeSearch ?? filter.tab;
      tabBeforeSearch = null;
      return { ...filter, tab };
    }
    return filter;
  }

  function setFilter(changes: Partial<InboxFilter>): void {
    const before = state.get();
    const filter = withSearchTab(before.filter, changes);
    onFilter?.({ ...filter, tab: tabBeforeSearch ?? filter.tab });
    if (filter.text === before.filter.text) {
      refresh(true, { filter });
      return;
    }
    const query = parseSearch(filter.text);
    if (query.words.length === 0) {
      searchTurn++;
      found = null;
      refresh(true, { filter, query, searching: false });
    } else if (query.words.join('\n') === before.query.words.join('\n')) {
      refresh(true, { filter, query });
    } else {
      // The list keeps what it shows for the few milliseconds until the answer comes: nothing flickers.
      state.set({ ...before, filter, query, searching: true });
      void lookUp(query.words);
    }
  }

  if (firstQuery.words.length > 0) void lookUp(firstQuery.words);

  return {
    get: state.get,
    subscribe: state.subscribe,
    selection,
    row: (id) => byId.get(id),
    allIds: () => byId.keys(),
    filteredIds: () => state.get().ids,
    selectedIds: () => [...selection.get()],
    select: (ids) => selection.set(new Set(ids)),
    setFilter,
    hold(next) {
      if (held === next) return;
      held = next;
      if (!held && state.get().waiting > 0) refresh(true);
    },
    settle: () => refresh(true),
    facet(field) {
      mergeRows();
      return countFacet(
        newestFirst.filter((row) => row.status === 'open'),
        field,
      );
    },
    receive(rows, reset) {
      if (reset) {
        for (const id of byId.keys()) {
          changed.add(id);
          moved.add(id);
        }
        byId.clear();
      }
      for (const row of rows) {
        const known = byId.get(row.id);
        if (known && known.rev > row.rev) continue;
        changed.add(row.id);
        if (known?.updatedAt !== row.updatedAt || row.deleted) moved.add(row.id);
        if (row.deleted) byId.delete(row.id);
        else byId.set(row.id, row);
      }
      refreshLater();
    },
    setLoaded() {
      scheduled = false;
      refresh(false, { loaded: true });
    },
    setProblem: (message) => state.set({ ...state.get(), problem: message }),
    searchAgain() {
      const { query } = state.get();
      if (query.words.length > 0) void lookUp(query.words);
    },
  };
}
