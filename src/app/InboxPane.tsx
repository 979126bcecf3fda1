import { Suspense, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { useLocation } from 'wouter';
import { BulkBar } from './BulkBar.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { FirstRunNote } from './FirstRunNote.tsx';
import { InboxHead } from './InboxHead.tsx';
import { inboxTabs, nothingNarrowed, type InboxFilter } from './inbox-filter.ts';
import { InboxList, type ListHandle } from './InboxList.tsx';
import { useStore } from './store.ts';
import { askToMerge, mergeAsk, mergeTicked } from './merge-dialog-ask.ts';
import type { PickHow } from './TicketRow.tsx';
import { MergeDialog } from './views.ts';

/** While a key is held down the list moves at once; the ticket beside it follows when it rests. */
const followMs = 90;
/** A ticket looked at this long counts as read. */
const readMs = 900;

/** What the open ticket asks of the list it stands in. */
export interface PaneHandle {
  /** Closes the open ticket and opens the next, or opens it again if it is closed. */
  finish(id: string): void;
  /** Opens the ticket after the open one, which may have left the list meanwhile. */
  next(): void;
}

/** The list of tickets with everything above it, and the keys that work on it. */
export function InboxPane({ openId, beside, ref }: { readonly openId: string | null; readonly beside: boolean; readonly ref: Ref<PaneHandle> }) {
  const desk = useDesk();
  const { inbox, actions } = desk;
  const state = useStore(inbox);
  const selection = useStore(inbox.selection);
  const merging = useStore(mergeAsk);
  // The question belongs to this view.
  useEffect(() => () => askToMerge(null), []);
  const [, navigate] = useLocation();
  const [cursor, setCursor] = useState<string | null>(openId);
  const list = useRef<ListHandle>(null);
  const following = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<string | null>(null);

  // The open ticket is where the cursor is, however it was opened.
  const [shownOpen, setShownOpen] = useState(openId);
  if (openId !== shownOpen) {
    setShownOpen(openId);
    if (openId !== null) setCursor(openId);
  }

  useEffect(() => {
    if (openId === null) return;
    const timer = setTimeout(() => {
      if (inbox.row(openId)?.unread) void actions.markRead([openId], true);
    }, readMs);
    return () => clearTimeout(timer);
  }, [openId, inbox, actions]);
  useEffect(() => () => clearTimeout(following.current), []);

  const open = useCallback(
    (id: string, replace = false) => {
      clearTimeout(following.current);
      setCursor(id);
      navigate(`/ticket/${encodeURIComponent(id)}`, { replace });
    },
    [navigate],
  );

  function moveTo(index: number): void {
    const id = state.ids[Math.max(0, Math.min(state.ids.length - 1, index))];
    if (id === undefined) return;
    setCursor(id);
    list.current?.reveal(state.ids.indexOf(id));
    clearTimeout(following.current);
    if (openId !== null && beside) following.current = setTimeout(() => open(id, true), followMs);
  }

  const at = useMemo(() => (cursor === null ? -1 : state.ids.indexOf(cursor)), [cursor, state.ids]);
  // A ticket that leaves the list by being answered or closed leaves its place to the next one. Under another filter
  // that place means nothing, and while a search is looked up the list is still that of the filter before.
  const listed = state.searching ? null : state.filter;
  const [place, setPlace] = useState<{ readonly of: InboxFilter | null; readonly index: number }>({ of: null, index: -1 });
  const index = at !== -1 ? at : listed !== null && place.of === listed ? place.index : -1;
  if (place.of !== listed || place.index !== index) setPlace({ of: listed, index });

  /** The index that many rows from the cursor; with no place in the list it begins at the top. */
  function rowFrom(by: number): number {
    if (at !== -1) return at + by;
    return Math.max(0, index) + (by > 0 ? by - 1 : by);
  }

  /** The ticket to go on with when the one under the cursor is done. */
  function nextId(): string | null {
    if (index === -1) return null;
    return state.ids[rowFrom(1)] ?? state.ids[rowFrom(-1)] ?? null;
  }

  function toggle(id: string): void {
    const next = new Set(selection);
    if (!next.delete(id)) next.add(id);
    anchor.current = id;
    inbox.select(next);
  }

  function selectTo(id: string): void {
    const from = anchor.current === null ? at : state.ids.indexOf(anchor.current);
    const to = state.ids.indexOf(id);
    if (to === -1) return;
    const [first, last] = from === -1 ? [to, to] : from < to ? [from, to] : [to, from];
    inbox.select([...selection, ...state.ids.slice(first, last + 1)]);
  }

  const latestPick = useRef<(id: string, how: PickHow) => void>(() => undefined);
  useEffect(() => {
    latestPick.current = (id, how) => {
      if (how === 'toggle') toggle(id);
      else if (how === 'range') selectTo(id);
      else open(id);
      setCursor(id);
    };
  });
  // One function for good: rows in sight are then rendered again only when something in them changes.
  const pick = useCallback((id: string, how: PickHow) => latestPick.current(id, how), []);

  /** What a key works on: the ticked tickets, otherwise the one under the cursor. */
  function targets(): readonly string[] {
    if (selection.size > 0) return [...selection];
    const id = openId ?? cursor;
    return id === null ? [] : [id];
  }

  function goOn(id: string | null): void {
    if (id === null) return;
    list.current?.reveal(state.ids.indexOf(id));
    if (openId !== null) open(id, true);
    else setCursor(id);
  }

  function finish(ids: readonly string[]): void {
    if (ids.length === 0) return;
    if (ids.every((id) => inbox.row(id)?.mergedInto)) {
      desk.notify({ text: 'It was merged into another ticket, which holds its messages. Split it again to open it.' });
      return;
    }
    if (ids.every((id) => inbox.row(id)?.status === 'closed')) {
      void actions.reopen(ids);
      return;
    }
    // The next ticket is at hand as soon as this one is done.
    const after = ids.length === 1 && ids[0] === cursor ? nextId() : null;
    void actions.close(ids).then((done) => {
      if (!done) return;
      const closed = new Set(ids);
      inbox.select(inbox.selectedIds().filter((id) => !closed.has(id)));
      goOn(after);
    });
  }

  useImperativeHandle(ref, () => ({ finish: (id) => finish([id]), next: () => goOn(nextId()) }));

  useCommands([
    { id: 'down', label: 'Next ticket', group: 'List', keys: 'j', keyOnly: true, run: () => moveTo(rowFrom(1)) },
    { id: 'up', label: 'Previous ticket', group: 'List', keys: 'k', keyOnly: true, run: () => moveTo(rowFrom(-1)) },
    { id: 'open', label: 'Open ticket', group: 'List', keys: 'Enter', keyOnly: true, run: () => cursor !== null && open(cursor) },
    { id: 'tick', label: 'Select ticket', group: 'List', keys: 'x', run: () => cursor !== null && toggle(cursor) },
    { id: 'tick-all', label: 'Select all in the list', group: 'List', run: () => inbox.select(state.ids) },
    { id: 'done', label: 'Done: close, or open again', group: 'Ticket', keys: 'e', words: 'close archive resolve', run: () => finish(targets()) },
    {
      id: 'unread',
      label: 'Mark unread or read',
      group: 'Ticket',
      keys: 'u',
      run: () => {
        const ids = targets();
        void actions.markRead(ids, ids.some((id) => inbox.row(id)?.unread));
      },
    },
    ...(selection.size > 1 ? [{ id: 'merge-ticked', label: `Merge the ${selection.size} selected`, group: 'Selection', keys: 't', words: 'join duplicate', run: () => mergeTicked(inbox) } as const] : []),
    { id: 'retriage', label: 'Triage again', group: 'Ticket', words: 'refresh rerun', run: () => void actions.retriage(targets()) },
    {
      id: 'back',
      label: 'Back, or clear',
      group: 'List',
      keys: 'Escape',
      keyOnly: true,
      run: () => {
        if (selection.size > 0) inbox.select([]);
        else if (openId !== null) navigate('/');
        else if (state.filter.text !== '') inbox.setFilter({ text: '' });
      },
    },
    ...inboxTabs.map((tab, index) => ({
      id: `tab-${tab}`,
      label: `Show ${tab === 'all' ? 'all tickets' : `${tab} tickets`}`,
      group: 'Filter' as const,
      keys: String(index + 1),
      run: () => inbox.setFilter({ tab }),
    })),
    { id: 'filter-unread', label: 'Show unread only', group: 'Filter', run: () => inbox.setFilter({ unread: !state.filter.unread }) },
    { id: 'filter-clear', label: 'Clear filters', group: 'Filter', run: () => inbox.setFilter(nothingNarrowed) },
    { id: 'sort-newest', label: 'Sort by newest', group: 'Filter', words: 'order', run: () => inbox.setFilter({ sort: 'newest' }) },
    { id: 'sort-oldest', label: 'Sort by oldest', group: 'Filter', words: 'order', run: () => inbox.setFilter({ sort: 'oldest' }) },
    { id: 'sort-priority', label: 'Sort by priority', group: 'Filter', words: 'order urgent', run: () => inbox.setFilter({ sort: 'priority' }) },
    { id: 'sort-due', label: 'Sort by what is due first', group: 'Filter', words: 'order breach deadline sla', run: () => inbox.setFilter({ sort: 'due' }) },
    { id: 'sort-unsure', label: 'Sort by least sure', group: 'Filter', words: 'order confidence', run: () => inbox.setFilter({ sort: 'least-sure' }) },
  ]);

  return (
    <>
      <InboxHead state={state} inbox={inbox} playbook={desk.playbook}>
        {selection.size > 0 && <BulkBar desk={desk} selection={selection} />}
      </InboxHead>
      <FirstRunNote desk={desk} />
      <InboxList
        ref={list}
        state={state}
        desk={desk}
        openId={openId}
        cursor={cursor}
        selection={selection}
        rowFrom={rowFrom}
        onMove={moveTo}
        onAll={() => inbox.select(state.ids)}
        onPick={pick}
      />
      {merging && (
        <Suspense fallback={null}>
          <MergeDialog key={merging.intoId} ask={merging} />
        </Suspense>
      )}
    </>
  );
}
