import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import ListFilter from 'lucide-react/icons/list-filter';
import Search from 'lucide-react/icons/search';
import { ArticleList } from '../knowledge-base/ui/ArticleList.tsx';
import { HitList } from '../knowledge-base/ui/HitList.tsx';
import { saveSetting } from '../storage/save-settings.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { labelWords } from '../text/label-words.ts';
import { languageWords } from '../ui/language-words.ts';
import { count, plural } from '../ui/format-time.ts';
import { countShows, countValues, everyArticle, orderOf, selectArticles, type ArticleFilter, type ArticleOrder, type ArticleShow, type ListedArticle } from './article-rows.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { createStore, useStore } from './store.ts';
import { useKnowledgeSearch } from './ticket-view-search.ts';
import { reviewDaysKey, type ArticlesState } from './use-articles.ts';
import { useNow } from './use-now.ts';
import styles from './KnowledgeView.module.css';

const hitsShown = 20;
const any = 'any';

/** Kept while one looks elsewhere in the desk. */
export const articleFilter = createStore<ArticleFilter>(everyArticle);

const showNames: Readonly<Record<ArticleShow, string>> = {
  all: 'All articles',
  published: 'Published',
  changed: 'Changes not published',
  drafts: 'Drafts',
  review: 'To review',
  removed: 'Removed',
};

const orderNames: Readonly<Record<ArticleOrder, string>> = { title: 'By title', changed: 'Last changed', used: 'Most used', review: 'To review first' };

/** The column of the knowledge base: search, filter, and the articles or the passages found. */
export function KnowledgeViewSide({
  state: { articles, rows, reviewDays },
  openId,
  onOpen,
  actions,
}: {
  readonly state: ArticlesState;
  readonly openId: string | null;
  readonly onOpen: (articleId: string, passageId?: string) => void;
  readonly actions: ReactNode;
}) {
  const { knowledge } = useDesk();
  const state = useStore(knowledge);
  const filter = useStore(articleFilter);
  const now = useNow();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const query = useDeferredValue(typed.trim());
  const search = useKnowledgeSearch(query, undefined, hitsShown);
  const listed = useMemo(() => selectArticles(rows, filter), [rows, filter]);
  const inList = useMemo(() => new Set(listed.map((article) => article.id)), [listed]);
  const present = useMemo(() => rows.filter((row) => row.state !== 'removed').length, [rows]);
  const change = (changes: Partial<ArticleFilter>): void => articleFilter.set({ ...filter, ...changes });
  const step = (by: number): void => {
    const at = listed.findIndex(({ id }) => id === openId);
    const next = listed[at === -1 ? 0 : at + by];
    if (next) onOpen(next.id);
  };
  // Here the keys mean what is in sight, not the tickets of another room.
  useCommands([
    {
      id: 'search-articles',
      label: 'Search the articles',
      group: 'List',
      keys: '/',
      words: 'find text knowledge',
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
    { id: 'next-article', label: 'Next article', group: 'List', keys: 'j', keyOnly: true, run: () => step(1) },
    { id: 'previous-article', label: 'Previous article', group: 'List', keys: 'k', keyOnly: true, run: () => step(-1) },
    { id: 'review-articles', label: 'Show the articles to review', group: 'Filter', words: 'stale old outdated', run: () => change({ show: 'review' }) },
  ]);

  // An open article's title is the page's.
  const Heading = openId === null ? 'h1' : 'h2';
  const narrowed = present !== listed.length || filter.show === 'removed';
  return (
    <>
      <header className={styles.sideHead}>
        <div className={styles.sideTitle}>
          <Heading className={styles.heading}>Knowledge</Heading>
          {actions}
        </div>
        <div className={styles.search}>
          <Search aria-hidden="true" />
          <input
            ref={input}
            type="search"
            aria-label="Search the articles"
            placeholder="Search by words or meaning"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && typed !== '') {
                event.preventDefault();
                setTyped('');
              }
            }}
          />
        </div>
        <Filters rows={rows} filter={filter} onChange={change} />
        {filter.show === 'review' && <ReviewDays days={reviewDays} />}
        <p className={styles.state} role="status">
          {query === '' && narrowed && articles ? `${plural(listed.length, 'article')} of ${count(present)}` : describe(state)}
        </p>
        {state.status === 'indexing' && <ProgressBar label="Indexing the articles" done={state.done} total={state.total} />}
      </header>
      <div className={styles.sideList}>
        {articles === null ? (
          <ListSkeleton />
        ) : query === '' ? (
          listed.length > 0 ? (
            <ArticleList key={`${filter.show} ${orderOf(filter)}`} rows={listed} openId={openId} now={now} reviewing={filter.show === 'review'} onOpen={onOpen} />
          ) : rows.length === 0 && filter.show === 'all' ? null : (
            <NothingHere filter={filter} />
          )
        ) : search.status === 'found' ? (
          <Hits hits={search.result.hits.filter((hit) => inList.has(hit.passage.articleId))} confident={search.result.confident} query={query} onOpen={onOpen} />
        ) : search.status === 'searching' ? (
          <ListSkeleton />
        ) : (
          <p className={styles.note}>{search.message}</p>
        )}
      </div>
    </>
  );
}

function Filters({ rows, filter, onChange }: { readonly rows: readonly ListedArticle[]; readonly filter: ArticleFilter; readonly onChange: (changes: Partial<ArticleFilter>) => void }) {
  const counts = useMemo(() => countShows(rows), [rows]);
  const narrowed = [filter.product, filter.intent, filter.language].filter((value) => value !== null).length;
  const shows = (Object.keys(showNames) as ArticleShow[]).map((show) => {
    // Removed ones are read when they are asked for.
    return { id: show, label: showNames[show], ...(show === 'removed' ? {} : { note: count(counts.get(show) ?? 0) }) };
  });
  return (
    <div className={styles.filters}>
      <Select label="Show" hideLabel className={styles.filter ?? ''} options={shows} value={filter.show} onChange={(show) => onChange({ show: show as ArticleShow, order: null })} />
      <Select
        label="Order"
        hideLabel
        className={styles.filter ?? ''}
        options={(Object.keys(orderNames) as ArticleOrder[]).map((order) => ({ id: order, label: orderNames[order] }))}
        value={orderOf(filter)}
        onChange={(order) => onChange({ order: order as ArticleOrder })}
      />
      <Popover
        label="Filter the articles"
        width={280}
        trigger={<IconButton label={narrowed === 0 ? 'Filter' : `Filter: ${plural(narrowed, 'choice')}`} pressed={narrowed > 0} icon={<ListFilter />} />}
      >
        <div className={styles.form}>
          <Facet label="Product" rows={rows} values={({ products }) => products} words={(product) => product} value={filter.product} onChange={(product) => onChange({ product })} />
          <Facet label="Intent" rows={rows} values={({ intents }) => intents} words={labelWords} value={filter.intent} onChange={(intent) => onChange({ intent })} />
          <Facet label="Language" rows={rows} values={({ language }) => [language]} words={languageWords} value={filter.language} onChange={(language) => onChange({ language })} />
          <Button size="small" variant="quiet" isDisabled={narrowed === 0} onPress={() => onChange({ product: null, intent: null, language: null })}>
            Clear all
          </Button>
        </div>
      </Popover>
    </div>
  );
}

function Facet({
  label,
  rows,
  values,
  words,
  value,
  onChange,
}: {
  readonly label: string;
  readonly rows: readonly ListedArticle[];
  readonly values: (row: ListedArticle) => readonly string[];
  readonly words: (value: string) => string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const known = countValues(rows, values);
  return (
    <Select
      label={label}
      value={value ?? any}
      onChange={(id) => onChange(id === any ? null : id)}
      options={[{ id: any, label: 'Any' }, ...known.map((each) => ({ id: each.value, label: words(each.value), note: count(each.count) }))]}
    />
  );
}

/** The days after which an article in use should be looked at. */
function ReviewDays({ days }: { readonly days: number }) {
  const { db, notify } = useDesk();
  const [typed, setTyped] = useState(String(days));
  const [shown, setShown] = useState(days);
  if (shown !== days) {
    setShown(days);
    setTyped(String(days));
  }
  const save = (): void => {
    const value = Number(typed);
    if (!Number.isInteger(value) || value < 1 || value > 3650) {
      setTyped(String(days));
      return;
    }
    if (value === days) return;
    void saveSetting(db, reviewDaysKey, value).then((saved) => {
      if (!saved.ok) notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
    });
  };
  return (
    <form
      className={styles.days}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label htmlFor="review-days">Look at articles in use again after</label>
      <input id="review-days" type="number" inputMode="numeric" min={1} max={3650} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={save} />
      <span>days</span>
    </form>
  );
}

function NothingHere({ filter }: { readonly filter: ArticleFilter }) {
  const showAll = <Button onPress={() => articleFilter.set(everyArticle)}>Show all articles</Button>;
  const narrowed = filter.product !== null || filter.intent !== null || filter.language !== null;
  if (narrowed) return <EmptyState title="No article matches" actions={showAll} />;
  switch (filter.show) {
    case 'review':
      return (
        <EmptyState title="Nothing to review" actions={showAll}>
          Articles are listed here when something in them has passed or gone, or when they are in use and nobody looked at them for long.
        </EmptyState>
      );
    case 'changed':
      return (
        <EmptyState title="Everything written is published" actions={showAll}>
          Published articles with changes that are not are listed here.
        </EmptyState>
      );
    case 'drafts':
      return (
        <EmptyState title="No drafts" actions={showAll}>
          Articles that are being written are listed here until they are published.
        </EmptyState>
      );
    case 'removed':
      return (
        <EmptyState title="Nothing was removed" actions={showAll}>
          Removed articles are listed here with all their versions, and can be put back.
        </EmptyState>
      );
    default:
      return <EmptyState title="No articles" actions={showAll} />;
  }
}

function Hits({
  hits,
  confident,
  query,
  onOpen,
}: {
  readonly hits: Parameters<typeof HitList>[0]['hits'];
  readonly confident: boolean;
  readonly query: string;
  readonly onOpen: (articleId: string, passageId?: string) => void;
}) {
  if (hits.length === 0) return <EmptyState title={`Nothing found for “${query}”`}>Try fewer or other words, or another filter.</EmptyState>;
  return (
    <div className={styles.hits}>
      <p className={styles.note}>
        {confident ? 'The first passage answers this well enough to draft from.' : 'None answers this well enough to draft from.'}
      </p>
      <HitList hits={hits} explain onOpen={(hit) => onOpen(hit.passage.articleId, hit.passage.id)} />
    </div>
  );
}

function ListSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {[70, 55, 80, 62, 74, 58].map((width) => (
        <div key={width}>
          <Skeleton width={`${width}%`} />
          <Skeleton width="92%" height="10px" />
        </div>
      ))}
    </div>
  );
}

function describe(state: ReturnType<ReturnType<typeof useDesk>['knowledge']['get']>): string {
  const counted = `${plural(state.articles, 'article')}, ${plural(state.passages, 'passage')}`;
  switch (state.status) {
    case 'loading':
      return 'Reading the articles';
    case 'indexing':
      return `${counted}. Indexing on this device`;
    case 'ready':
      return state.message ?? `${counted}, all searchable`;
    case 'failed':
      return state.message ?? 'The articles could not be indexed. Reload the page to try again.';
  }
}
