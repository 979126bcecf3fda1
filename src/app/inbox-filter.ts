import type { InboxRow } from '../storage/schema.ts';
import { foldText } from './fold-text.ts';
import type { SearchTerm } from './parse-search.ts';

export const inboxTabs = ['open', 'escalated', 'ready', 'unsure', 'all'] as const;
export type InboxTab = (typeof inboxTabs)[number];

export const inboxSorts = ['newest', 'oldest', 'priority', 'due', 'least-sure'] as const;
export type InboxSort = (typeof inboxSorts)[number];

/** What the list shows. Null means any. */
export interface InboxFilter {
  readonly tab: InboxTab;
  readonly sort: InboxSort;
  readonly intent: string | null;
  readonly queue: string | null;
  readonly mood: string | null;
  readonly product: string | null;
  readonly language: string | null;
  readonly unread: boolean;
  /** As typed; see parseSearch. */
  readonly text: string;
}

/** What clears every filter but tab and order. */
export const nothingNarrowed = { intent: null, queue: null, mood: null, product: null, language: null, unread: false, text: '' } as const;

export const firstFilter: InboxFilter = { tab: 'open', sort: 'newest', ...nothingNarrowed };

/** The columns one can narrow by, besides tab and text. */
export const facetFields = ['intent', 'queue', 'mood', 'product', 'language'] as const;
export type FacetField = (typeof facetFields)[number];

/** Whether anything but tab and sort narrows the list. */
export function isNarrowed(filter: InboxFilter): boolean {
  return filter.unread || filter.text.trim() !== '' || facetFields.some((field) => filter[field] !== null);
}

export type TabCounts = Readonly<Record<InboxTab, number>>;

/** Whether a row stands under a tab. All tabs but the last hold only what waits for an answer. */
export function inTab(row: InboxRow, tab: InboxTab): boolean {
  if (tab === 'all') return true;
  if (row.status !== 'open') return false;
  if (tab === 'open') return true;
  if (tab === 'escalated') return row.escalated;
  if (tab === 'ready') return row.action === 'auto-reply';
  return row.confidenceWord === 'Unsure';
}

function matchesIs(row: InboxRow, value: string): boolean {
  switch (value) {
    case 'escalated':
      return row.escalated;
    case 'unread':
      return row.unread;
    case 'read':
      return !row.unread;
    case 'ready':
      return row.action === 'auto-reply';
    case 'sure':
    case 'likely':
    case 'unsure':
      return row.confidenceWord?.toLowerCase() === value;
    case 'open':
    case 'waiting':
    case 'closed':
      return row.status === value;
    case 'urgent':
    case 'high':
    case 'normal':
    case 'low':
      return row.priority === value;
    case 'corrected':
      return row.corrected;
    case 'merged':
      return row.mergedInto !== null;
    case 'new':
      return row.triagedWith === '';
    default:
      return false;
  }
}

/** `refund`, `get refund` and `get_refund` all name the intent get_refund. */
function contains(column: string | null, value: string): boolean {
  return column !== null && foldText(column).replaceAll('_', ' ').includes(value.replaceAll('_', ' '));
}

/** When answers are due, at one moment: what time and playbook say of a row. See DueClock. */
export interface DueView {
  /** Minute in which the awaited answer is due, Infinity where none is. */
  minuteOf(row: InboxRow): number;
  is(row: InboxRow, value: string): boolean;
}

/** As long as nobody knows when anything is due. */
export const noDue: DueView = { minuteOf: () => Infinity, is: () => false };

/** Whether a row has what a field of the search asks for. */
export function matchesTerm(row: InboxRow, { field, value, not }: SearchTerm, due: DueView): boolean {
  const does =
    field === 'is'
      ? matchesIs(row, value)
      : field === 'due'
        ? due.is(row, value)
        : field === 'from'
          ? contains(row.customerName, value)
          : field === 'id'
            ? foldText(row.id) === value
            : contains(row[field], value);
  return does !== not;
}

const priorityRank: Readonly<Record<string, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** What a row is ordered by under a sort that is not by time: a small whole number, lowest first. */
function bucketOf(row: InboxRow, sort: InboxSort): number {
  if (sort === 'priority') return row.priority === null ? 4 : (priorityRank[row.priority] ?? 4);
  if (sort === 'least-sure') return row.confidence === null ? 101 : Math.round(row.confidence * 100);
  return 0;
}

/** Newest first; of two at the same moment, by id. */
export function byTime(a: InboxRow, b: InboxRow): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Which of two rows stands first under a sort: the order `filterInbox` answers in. */
export function compareRows(a: InboxRow, b: InboxRow, sort: InboxSort, due: DueView): number {
  if (sort === 'oldest') return byTime(b, a);
  // Of two that nothing is due for the difference is no number: they go by time.
  const apart = sort === 'due' ? due.minuteOf(a) - due.minuteOf(b) : bucketOf(a, sort) - bucketOf(b, sort);
  return apart || byTime(a, b);
}

/** More rows than any desk has: a row's place and its minute make one number, which sorts without comparisons of ours. */
const places = 2 ** 22;

/** Soonest due first, what waits for no answer of ours last; among equals the order they come in. */
function sortByDue(rows: readonly InboxRow[], due: DueView): InboxRow[] {
  const keys = new Float64Array(rows.length);
  const undue: InboxRow[] = [];
  let count = 0;
  for (const [at, row] of rows.entries()) {
    const minute = due.minuteOf(row);
    if (minute === Infinity) undue.push(row);
    else keys[count++] = minute * places + at;
  }
  const sorted: InboxRow[] = [];
  for (const key of keys.subarray(0, count).sort()) {
    const row = rows[key % places];
    if (row) sorted.push(row);
  }
  return sorted.concat(undue);
}

/** Stable order by bucket, in two passes and without comparisons. */
function sortByBucket(rows: readonly InboxRow[], sort: InboxSort): InboxRow[] {
  const starts = new Uint32Array(103);
  for (const row of rows) {
    const at = bucketOf(row, sort) + 1;
    starts[at] = (starts[at] ?? 0) + 1;
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const sorted = new Array<InboxRow>(rows.length);
  for (const row of rows) {
    const bucket = bucketOf(row, sort);
    const at = starts[bucket] ?? 0;
    sorted[at] = row;
    starts[bucket] = at + 1;
  }
  return sorted;
}

/**
 * Whether a row has all that is filtered and searched for, whatever its tab. `terms` are the fields of the search,
 * `found` the ids its words were found in (null when there are none), `due` tells what `due:` asks for.
 */
export function isWanted(row: InboxRow, filter: InboxFilter, terms: readonly SearchTerm[], found: ReadonlySet<string> | null, due: DueView): boolean {
  // Its messages stand in another ticket: it is found where one looks for it, and otherwise not in the way.
  if (row.mergedInto !== null && found === null && terms.length === 0) return false;
  const { intent, queue, mood, product, language, unread } = filter;
  if (intent !== null && row.intent !== intent) return false;
  if (queue !== null && row.queue !== queue) return false;
  if (mood !== null && row.mood !== mood) return false;
  if (product !== null && row.product !== product) return false;
  if (language !== null && row.language !== language) return false;
  if (unread && !row.unread) return false;
  if (found !== null && !found.has(row.id)) return false;
  return terms.length === 0 || terms.every((term) => matchesTerm(row, term, due));
}

/** Adds a wanted row to (or with -1 takes it from) the counts of the tabs it stands under. */
export function tally(counts: Record<InboxTab, number>, row: InboxRow, by: 1 | -1): void {
  counts.all += by;
  if (row.status !== 'open') return;
  counts.open += by;
  if (row.escalated) counts.escalated += by;
  if (row.action === 'auto-reply') counts.ready += by;
  if (row.confidenceWord === 'Unsure') counts.unsure += by;
}

/** Waits for an answer, and triage has never looked at it: what the tabs count does not include it yet. */
export function isUntriaged(row: InboxRow): boolean {
  return row.status === 'open' && row.action === null;
}

export interface Filtered {
  readonly rows: readonly InboxRow[];
  /** Wanted rows that triage has not looked at. */
  readonly untriaged: number;
  /** How many each tab would show under the rest of the filter. */
  readonly counts: TabCounts;
}

/**
 * Rows under a filter, in its order, with the counts of all tabs, in one pass: about 10 ms for 50,000 rows.
 * `newestFirst` must be in that order; for `terms`, `found` and `due` see isWanted.
 */
export function filterInbox(
  newestFirst: readonly InboxRow[],
  filter: InboxFilter,
  terms: readonly SearchTerm[],
  found: ReadonlySet<string> | null,
  due: DueView,
): Filtered {
  const { tab, sort } = filter;
  const counts = { open: 0, escalated: 0, ready: 0, unsure: 0, all: 0 };
  const rows: InboxRow[] = [];
  let untriaged = 0;
  for (const row of newestFirst) {
    if (!isWanted(row, filter, terms, found, due)) continue;
    tally(counts, row, 1);
    if (isUntriaged(row)) untriaged += 1;
    if (inTab(row, tab)) rows.push(row);
  }
  if (sort === 'oldest') rows.reverse();
  const sorted = sort === 'due' ? sortByDue(rows, due) : sort === 'priority' || sort === 'least-sure' ? sortByBucket(rows, sort) : rows;
  return { rows: sorted, counts, untriaged };
}

/** Values of one column with how often each occurs, most frequent first. */
export function countFacet(rows: readonly InboxRow[], field: FacetField): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = row[field];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
