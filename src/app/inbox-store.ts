import type { InboxRow } from '../storage/schema.ts';
import type { DueClock } from './due-clock.ts';
import {
  compareRows,
  countFacet,
  filterInbox,
  firstFilter,
  inTab,
  isUntriaged,
  isWanted,
  noDue,
  tally,
  type DueView,
  type FacetField,
  type InboxFilter,
  type InboxTab,
  type TabCounts,
} from './inbox-filter.ts';
import { mergeIds } from './merge-ids.ts';
import { createRowsByTime } from './rows-by-time.ts';
import { parseSearch, type SearchQuery } from './parse-search.ts';
import { createStore, type Store } from './store.ts';

/** What the list shows now. A new object after each change. */
export interface InboxState {
  readonly filter: InboxFilter;
  readonly query: SearchQuery;
  /** Tickets under the filter, in its order. */
  readonly ids: readonly string[];
  readonly counts: TabCounts;
  /** Of the open ones under the filter, those triage has not looked at: the other counts are without them. */
  readonly untriaged: number;
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
  /** Time has passed, or it has become known when anything is due: what is listed by that is looked through again. */
  dueAgain(): void;
}

export interface InboxStoreOptions {
  readonly find: FindTickets;
  /** Runs work a little later, many wishes as one. Given as an argument so that tests need no clock. */
  readonly later: (work: () => void) => void;
  readonly filter?: Partial<InboxFilter>;
  readonly onFilter?: (filter: InboxFilter) => void;
  /** When answers are due; null until that is loaded. */
  readonly dueClock?: () => DueClock | null;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

const noWords: SearchQuery = { words: [], terms: [] };

/**
 * The inbox in memory: rows come in by `receive`, the list reads `get`. A change of filter is one pass over all rows;
 * rows that come in are worked into what is shown, so that following 10,000 triages costs the same on a large desk as
 * on a small one. Rows change in place at once; the order follows a little later, and not at all while the list is held.
 */
export function createInboxStore({ find, later, filter: given, onFilter, dueClock, now }: InboxStoreOptions): InboxStore {
  const byId = new Map<string, InboxRow>();
  const newestFirst = createRowsByTime(byId);
  /** Rows that changed since the list was made, as it knows them; null for one it does not know. */
  const before = new Map<string, InboxRow | null>();
  /** More than these are cheaper to filter anew. */
  const mostFollowed = 4000;
  /** What is shown is not what the filter says in its order: rows wait, or have moved. */
  let behind = false;
  let held = false;
  let found: ReadonlySet<string> | null = null;
  let searchTurn = 0;
  /** Until its words are looked up, the list is still that of the search before. */
  let lookingUp = false;
  let scheduled = false;
  let tabBeforeSearch: InboxTab | null = null;
  /** As it was when the list was made: a row must leave it by what it came in by. */
  let due: DueView = noDue;

  const firstQuery = given?.text ? parseSearch(given.text) : noWords;
  const state = createStore<InboxState>({
    filter: { ...firstFilter, ...given },
    query: firstQuery,
    ids: [],
    counts: { open: 0, escalated: 0, ready: 0, unsure: 0, all: 0 },
    untriaged: 0,
    waiting: 0,
    total: 0,
    loaded: false,
    searching: false,
    problem: null,
  });
  const selection = createStore<ReadonlySet<string>>(new Set());

  const foundFor = (query: SearchQuery): ReadonlySet<string> | null => (query.words.length > 0 ? (found ?? new Set()) : null);

  /** Filters anew. `move` lets rows change places although the list is held. */
  function refresh(move: boolean, changes: Partial<InboxState> = {}): void {
    before.clear();
    const clock = dueClock?.() ?? null;
    const at = now?.() ?? 0;
    due = clock === null ? noDue : { minuteOf: (row) => clock.minuteOf(row), is: (row, value) => clock.is(row, value, at) };
    const old = state.get();
    const filter = changes.filter ?? old.filter;
    const query = changes.query ?? old.query;
    const { rows, counts, untriaged } = filterInbox(newestFirst.get(), filter, query.terms, foundFor(query), due);
    let ids: readonly string[] = rows.map((row) => row.id);
    behind = false;
    if (same(ids, old.ids)) ids = old.ids;
    else if (held && !move && old.loaded) {
      // What is shown stays where it is; what is gone goes; what is new waits.
      const wanted = new Set(ids);
      ids = old.ids.filter((id) => wanted.has(id));
      behind = true;
    }
    state.set({ ...old, ...changes, filter, query, ids, counts, untriaged, waiting: counts[filter.tab] - ids.length, total: byId.size });
    prune();
  }

  /** Works the rows that came in into the list as it stands. */
  function follow(): void {
    if (lookingUp) return;
    if (before.size > mostFollowed || (behind && !held)) {
      refresh(false);
      return;
    }
    const old = state.get();
    const { filter, query } = old;
    const words = foundFor(query);
    // Until all is loaded nothing has a place to keep.
    const keeps = held && old.loaded;
    const wanted = (row: InboxRow | null | undefined): row is InboxRow => row != null && isWanted(row, filter, query.terms, words, due);
    const compare = (a: InboxRow, b: InboxRow): number => compareRows(a, b, filter.sort, due);
    const counts = { ...old.counts };
    let { untriaged } = old;
    const gone = new Set<string>();
    const come: InboxRow[] = [];
    for (const [id, was] of before) {
      const is = byId.get(id);
      if (wanted(was)) {
        tally(counts, was, -1);
        if (isUntriaged(was)) untriaged -= 1;
      }
      if (wanted(is)) {
        tally(counts, is, 1);
        if (isUntriaged(is)) untriaged += 1;
      }
      const here = wanted(was) && inTab(was, filter.tab);
      const stays = wanted(is) && inTab(is, filter.tab);
      const moves = here && stays && compare(was, is) !== 0;
      if ((here && !stays) || (moves && !keeps)) gone.add(id);
      if (stays && (!here || moves)) {
        if (keeps) behind = true;
        else come.push(is);
      }
    }
    before.clear();
    const ids = mergeIds(old.ids, gone, come, (id) => byId.get(id), compare);
    state.set({ ...old, ids, counts, untriaged, waiting: counts[filter.tab] - ids.length, total: byId.size });
    prune();
  }

  /** What is ticked is in the list: nobody closes tickets they do not see. */
  function prune(): void {
    const ticked = selection.get();
    if (ticked.size === 0) return;
    const { filter, query } = state.get();
    const words = foundFor(query);
    const kept = [...ticked].filter((id) => {
      const row = byId.get(id);
      return row && isWanted(row, filter, query.terms, words, due) && inTab(row, filter.tab);
    });
    if (kept.length !== ticked.size) selection.set(new Set(kept));
  }

  function refreshLater(): void {
    if (scheduled) return;
    scheduled = true;
    later(() => {
      if (!scheduled) return;
      scheduled = false;
      follow();
    });
  }

  async function lookUp(words: readonly string[]): Promise<void> {
    const turn = ++searchTurn;
    const answer = await find(words);
    // A newer search has begun: this answer is late.
    if (turn !== searchTurn) return;
    lookingUp = false;
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
    const old = state.get();
    const filter = withSearchTab(old.filter, changes);
    onFilter?.({ ...filter, tab: tabBeforeSearch ?? filter.tab });
    if (filter.text === old.filter.text) {
      refresh(true, { filter });
      return;
    }
    const query = parseSearch(filter.text);
    if (query.words.length === 0) {
      searchTurn++;
      lookingUp = false;
      found = null;
      refresh(true, { filter, query, searching: false });
    } else if (query.words.join('\n') === old.query.words.join('\n')) {
      refresh(true, { filter, query });
    } else {
      // The list keeps what it shows for the few milliseconds until the answer comes: nothing flickers.
      state.set({ ...old, filter, query, searching: true });
      lookingUp = true;
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
      if (!held && behind) refresh(true);
    },
    settle: () => refresh(true),
    facet(field) {
      return countFacet(
        newestFirst.get().filter((row) => row.status === 'open'),
        field,
      );
    },
    receive(rows, reset) {
      if (reset) {
        for (const [id, row] of byId) {
          if (!before.has(id)) before.set(id, row);
          newestFirst.note(id, true);
        }
        byId.clear();
      }
      for (const row of rows) {
        const known = byId.get(row.id);
        if (known && known.rev > row.rev) continue;
        if (!before.has(row.id)) before.set(row.id, known ?? null);
        newestFirst.note(row.id, known?.updatedAt !== row.updatedAt || row.deleted);
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
    dueAgain() {
      const { filter, query } = state.get();
      if (filter.sort === 'due' || query.terms.some(({ field }) => field === 'due')) refresh(false);
    },
  };
}
