import Inbox from 'lucide-react/icons/inbox';
import SearchX from 'lucide-react/icons/search-x';
import { useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type Ref } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import type { Desk } from './desk-context.ts';
import { firstRun, opening } from './first-run.ts';
import { isNarrowed, nothingNarrowed } from './inbox-filter.ts';
import { SkeletonRows } from './InboxSkeleton.tsx';
import type { InboxState } from './inbox-store.ts';
import { useStore } from './store.ts';
import { TicketRow, rowHeight, type PickHow } from './TicketRow.tsx';
import { useFixedRows } from '../ui/use-fixed-rows.ts';
import { useNow } from './use-now.ts';
import styles from './InboxList.module.css';

export interface ListHandle {
  reveal(index: number): void;
}

interface ListProps {
  readonly ref: Ref<ListHandle>;
  readonly state: InboxState;
  readonly desk: Desk;
  readonly openId: string | null;
  readonly cursor: string | null;
  readonly selection: ReadonlySet<string>;
  /** The index that many rows below the cursor, or above it. */
  readonly rowFrom: (by: number) => number;
  readonly onMove: (index: number) => void;
  readonly onAll: () => void;
  readonly onPick: (id: string, how: PickHow) => void;
}

/** From this offset on the list counts as scrolled, and keeps its rows in place. */
const scrolledFrom = 8;

/**
 * The virtual list: a listbox of which only the rows in sight exist. Focus stays on the list; the row under the cursor
 * is told by aria-activedescendant, so that 50,000 rows cost nothing.
 */
export function InboxList({ ref, state, desk, openId, cursor, selection, rowFrom, onMove, onAll, onPick }: ListProps) {
  const { inbox } = desk;
  const { ids } = state;
  const now = useNow();
  const playbook = useStore(desk.playbook);
  const due = useStore(desk.due);
  const queueNames = new Map(playbook.queues.map((queue) => [queue.id, queue.name]));
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last, slots } = useFixedRows(scroller, ids.length, rowHeight);
  useImperativeHandle(ref, () => ({
    reveal(index: number) {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
    },
  }));

  // A new tab, order or search begins at its top; rows that come and go leave the place alone.
  const { tab, sort, intent, queue, mood, product, language, unread, text } = state.filter;
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [tab, sort, intent, queue, mood, product, language, unread, text]);

  // Rows that leave above the ones in sight would pull these up: the scroll position follows them.
  const firstSeen = useRef<{ ids: readonly string[]; id: string | undefined; index: number }>({ ids: [], id: undefined, index: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { ids: before, id, index } = firstSeen.current;
    if (element && before !== ids && element.scrollTop > scrolledFrom && id !== undefined) {
      const at = ids[index] === id ? index : ids.indexOf(id);
      if (at !== -1 && at !== index) element.scrollTop += (at - index) * rowHeight;
    }
    firstSeen.current = { ...firstSeen.current, ids };
  }, [ids]);

  function scrolled(): void {
    const top = scroller.current?.scrollTop ?? 0;
    inbox.hold(top > scrolledFrom);
    const index = Math.floor(top / rowHeight);
    firstSeen.current = { ids, id: ids[index], index };
  }

  function pressed(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const to = { ArrowDown: rowFrom(1), ArrowUp: rowFrom(-1), Home: 0, End: ids.length - 1, PageDown: rowFrom(page), PageUp: rowFrom(-page) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (event.shiftKey && cursor !== null) {
        const target = ids[Math.max(0, Math.min(ids.length - 1, to))];
        if (selection.size === 0) onPick(cursor, 'toggle');
        if (target !== undefined) onPick(target, 'range');
      }
      onMove(to);
    } else if (event.key === 'a' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      onAll();
    } else if (event.key === ' ' && cursor !== null) {
      event.preventDefault();
      onPick(cursor, 'toggle');
    }
  }

  const words = state.query.words;
  // A row out of sight does not exist and can't be pointed to.
  const active = cursor !== null && ids.slice(first, last).includes(cursor) ? `ticket-${cursor}` : undefined;
  return (
    <div className={styles.place}>
      {state.waiting > 0 && (
        <button
          type="button"
          className={styles.waiting}
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            inbox.hold(false);
            inbox.settle();
          }}
        >
          {count(state.waiting)} new
        </button>
      )}
      <div ref={scroller} className={styles.scroller} onScroll={scrolled}>
        {ids.length === 0 ? (
          <NothingHere desk={desk} state={state} />
        ) : (
          <div
            id="tickets"
            className={styles.list}
            style={{ height: ids.length * rowHeight }}
            role="listbox"
            aria-label="Tickets"
            aria-multiselectable="true"
            tabIndex={0}
            onKeyDown={pressed}
            onFocus={() => {
              if (cursor === null) onMove(0);
            }}
            {...(active === undefined ? {} : { 'aria-activedescendant': active })}
          >
            {ids.slice(first, last).map((id, offset) => {
              const row = inbox.row(id);
              if (!row) return null;
              const timer = due?.wordsOf(row, now);
              return (
                <TicketRow
                  key={(first + offset) % slots}
                  row={row}
                  top={(first + offset) * rowHeight}
                  index={first + offset}
                  size={ids.length}
                  now={now}
                  words={words}
                  queueName={row.queue === null ? '' : (queueNames.get(row.queue) ?? row.queue)}
                  due={timer?.words ?? ''}
                  dueTitle={timer?.title ?? ''}
                  dueTone={timer?.tone ?? 'plain'}
                  open={row.id === openId}
                  cursor={row.id === cursor}
                  ticked={selection.has(row.id)}
                  ticking={selection.size > 0}
                  onPick={onPick}
                />
              );
            })}
          </div>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {state.loaded && isNarrowed(state.filter) && !state.searching ? `${plural(ids.length, 'ticket')} found` : ''}
      </p>
    </div>
  );
}

/** An empty list says why, and what to do. */
function NothingHere({ desk, state }: { readonly desk: Desk; readonly state: InboxState }) {
  const [, navigate] = useLocation();
  const { filter, total, loaded, searching, problem, counts } = state;
  const sampleComes = useStore(opening);
  const { kind } = useStore(firstRun);
  if (problem !== null) {
    return (
      <EmptyState title="The inbox can not be read" actions={<Button onPress={() => window.location.reload()}>Reload the page</Button>}>
        {problem}
      </EmptyState>
    );
  }
  if (!loaded || searching) return <SkeletonRows />;
  // The sample is on its way, or written already and about to be read.
  if (total === 0 && (sampleComes || kind === 'sample')) return <SkeletonRows />;
  if (total === 0) {
    return (
      <EmptyState
        icon={<Inbox />}
        title="No tickets yet"
        actions={
          <>
            <Button variant="primary" onPress={() => navigate('/import')}>
              Import tickets
            </Button>
            <Button onPress={() => navigate('/compose')}>Write one</Button>
          </>
        }
      >
        Import a CSV or JSONL file, or write a ticket as a customer would and watch it being triaged.
      </EmptyState>
    );
  }
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No ticket matches"
        actions={
          <>
            {filter.tab !== 'all' && counts.all > 0 && <Button onPress={() => desk.inbox.setFilter({ tab: 'all' })}>Show {plural(counts.all, 'match', 'matches')} in all</Button>}
            <Button onPress={() => desk.inbox.setFilter(nothingNarrowed)}>Clear filters</Button>
          </>
        }
      >
        {filter.tab === 'all' ? 'No ticket has what you search or filter for.' : 'Nothing under this tab has what you search or filter for.'}
      </EmptyState>
    );
  }
  const empty = {
    open: { title: 'Nobody is waiting', text: 'Every ticket is answered or closed.' },
    escalated: { title: 'Nothing is escalated', text: 'Tickets that a person must answer are listed here.' },
    ready: { title: 'Nothing is ready to send', text: 'Tickets with an answer that needs no change are listed here.' },
    unsure: { title: 'Nothing is unsure', text: 'Tickets whose intent is not clear are listed here: read them yourself.' },
    all: { title: 'No tickets', text: '' },
  }[filter.tab];
  return (
    <EmptyState title={empty.title} actions={<Button onPress={() => desk.inbox.setFilter({ tab: 'all' })}>Show all tickets</Button>}>
      {empty.text}
    </EmptyState>
  );
}
