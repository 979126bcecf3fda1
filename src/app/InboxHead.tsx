import ArrowDownWideNarrow from 'lucide-react/icons/arrow-down-wide-narrow';
import Ellipsis from 'lucide-react/icons/ellipsis';
import ListFilter from 'lucide-react/icons/list-filter';
import X from 'lucide-react/icons/x';
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count, shortCount } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { Popover } from '../ui/Popover.tsx';
import type { PlaybookStore } from './desk-context.ts';
import { facetNames, valueWords } from './facet-words.ts';
import { facetFields, inboxSorts, inboxTabs, type InboxSort } from './inbox-filter.ts';
import type { InboxState, InboxStore } from './inbox-store.ts';
import { useStore } from './store.ts';
import styles from './InboxHead.module.css';

const FilterForm = lazy(() => import('./FilterForm.tsx').then(({ FilterForm: form }) => ({ default: form })));

const tabNames = { open: 'Open', escalated: 'Escalated', ready: 'Ready', unsure: 'Unsure', all: 'All' } as const;
const sortNames: Readonly<Record<InboxSort, string>> = { newest: 'Newest', oldest: 'Oldest', priority: 'Priority', due: 'Due', 'least-sure': 'Least sure' };

interface HeadProps {
  readonly state: InboxState;
  readonly inbox: InboxStore;
  readonly playbook: PlaybookStore;
  /** Takes the place of the filter bar, which therefore never moves the list. */
  readonly children: ReactNode;
}

/** Tabs with live counts, and under them what narrows and orders the list. */
export function InboxHead({ state, inbox, playbook, children }: HeadProps) {
  const { filter, counts } = state;
  const tabs = useRef<HTMLDivElement>(null);
  // Chosen by a key or remembered from last time, it may be one of those that do not fit.
  useEffect(() => {
    tabs.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [filter.tab]);
  return (
    <>
      <div ref={tabs} className={styles.tabs} role="group" aria-label="Show">
        {inboxTabs.map((tab) => (
          <button
            key={tab}
            type="button"
            className={classes(styles.tab, filter.tab === tab && styles.chosen)}
            aria-pressed={filter.tab === tab}
            onClick={() => inbox.setFilter({ tab })}
            {...(counts[tab] < 1000 ? {} : { 'aria-label': `${tabNames[tab]} ${count(counts[tab])}`, title: count(counts[tab]) })}
          >
            {tabNames[tab]} <span className={styles.count}>{shortCount(counts[tab])}</span>
          </button>
        ))}
      </div>
      <div className={styles.bar}>{children === false ? <FilterBar state={state} inbox={inbox} playbook={playbook} /> : children}</div>
    </>
  );
}

function FilterBar({ state, inbox, playbook }: Omit<HeadProps, 'children'>) {
  const { filter } = state;
  const [, navigate] = useLocation();
  const queueNames = new Map(useStore(playbook).queues.map((queue) => [queue.id, queue.name]));
  const active = facetFields.flatMap((field) => {
    const value = filter[field];
    return value === null ? [] : [{ field, words: valueWords(field, value, queueNames) }];
  });
  return (
    <>
      <Popover trigger={<IconButton label="Filter" icon={<ListFilter />} className={styles.icon ?? ''} />} label="Filter" placement="bottom start" width={300}>
        <Suspense fallback={<div className={styles.formPlace} />}>
          <FilterForm inbox={inbox} queueNames={queueNames} />
        </Suspense>
      </Popover>
      <div className={styles.active}>
        {active.map(({ field, words }) => (
          <ActiveFilter key={field} label={facetNames[field]} words={words} onClear={() => inbox.setFilter({ [field]: null })} />
        ))}
        {filter.unread && <ActiveFilter label="Show" words="Unread" onClear={() => inbox.setFilter({ unread: false })} />}
        {active.length === 0 && !filter.unread && <span className={styles.shown}>{summary(state)}</span>}
      </div>
      <Menu
        trigger={
          <Button variant="quiet" size="small" className={styles.sort ?? ''} icon={<ArrowDownWideNarrow aria-hidden="true" />} aria-label={`Sort: ${sortNames[filter.sort]}`}>
            {sortNames[filter.sort]}
          </Button>
        }
        label="Sort"
        choices={inboxSorts.map((id) => ({ id, label: sortNames[id] }))}
        selected={filter.sort}
        onChoose={(id) => {
          const sort = inboxSorts.find((each) => each === id);
          if (sort) inbox.setFilter({ sort });
        }}
        placement="bottom end"
      />
      <Menu
        trigger={<IconButton label="More" icon={<Ellipsis />} className={styles.icon ?? ''} />}
        label="More"
        choices={[
          { id: '/compose', label: 'Write a ticket', keys: 'c' },
          { id: '/import', label: 'Import tickets' },
          { id: '/import?export=filtered', label: 'Export this list' },
        ]}
        onChoose={(path) => navigate(path)}
        placement="bottom end"
      />
    </>
  );
}

function summary({ filter, ids, loaded, searching }: InboxState): string {
  if (!loaded) return 'Opening…';
  if (filter.text.trim() === '') return '';
  if (searching) return 'Searching…';
  return `${count(ids.length)} found`;
}

function ActiveFilter({ label, words, onClear }: { readonly label: string; readonly words: string; readonly onClear: () => void }) {
  return (
    <button type="button" className={styles.filter} onClick={onClear} aria-label={`${label}: ${words}. Remove`}>
      <span className={styles.filterWords}>{words}</span>
      <X aria-hidden="true" />
    </button>
  );
}
