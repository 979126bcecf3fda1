import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import Search from 'lucide-react/icons/search';
import type { Article } from '../knowledge-base/article.ts';
import { ArticleList } from '../knowledge-base/ui/ArticleList.tsx';
import { HitList } from '../knowledge-base/ui/HitList.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { labelWords } from '../ui/label-words.ts';
import { plural } from '../ui/format-time.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { useKnowledgeSearch } from './ticket-view-search.ts';
import styles from './KnowledgeView.module.css';

const hitsShown = 20;
const any = 'any';

/** The column of the knowledge base: search, filter, and the articles or the passages found. */
export function KnowledgeViewSide({
  articles,
  openId,
  onOpen,
  actions,
}: {
  readonly articles: readonly Article[] | null;
  readonly openId: string | null;
  readonly onOpen: (articleId: string, passageId?: string) => void;
  readonly actions: ReactNode;
}) {
  const { knowledge } = useDesk();
  const state = useStore(knowledge);
  const [typed, setTyped] = useState('');
  const [topic, setTopic] = useState(any);
  const input = useRef<HTMLInputElement>(null);
  // Here the key means what is in sight, not the tickets of another room.
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
  ]);
  const query = useDeferredValue(typed.trim());
  const search = useKnowledgeSearch(query, undefined, hitsShown);
  const topics = useMemo(() => topicsOf(articles ?? []), [articles]);
  const listed = useMemo(
    () => (articles ?? []).filter((article) => inTopic(article, topic)).sort((a, b) => (a.title < b.title ? -1 : 1)),
    [articles, topic],
  );
  const inList = useMemo(() => new Set(listed.map((article) => article.id)), [listed]);

  // An open article's title is the page's.
  const Heading = openId === null ? 'h1' : 'h2';
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
          />
        </div>
        <Select label="Topic" hideLabel options={topics} value={topic} onChange={setTopic} />
        <p className={styles.state} role="status">
          {describe(state)}
        </p>
        {state.status === 'indexing' && <ProgressBar label="Indexing the articles" done={state.done} total={state.total} />}
      </header>
      <div className={styles.sideList}>
        {articles === null ? (
          <ListSkeleton />
        ) : query === '' ? (
          listed.length > 0 || articles.length === 0 ? (
            <ArticleList articles={listed} openId={openId} onOpen={onOpen} />
          ) : (
            <EmptyState title="No article on this topic" actions={<Button onPress={() => setTopic(any)}>Show all topics</Button>} />
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
  if (hits.length === 0) return <EmptyState title={`Nothing found for “${query}”`}>Try fewer or other words, or another topic.</EmptyState>;
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

/** "Answers: …" by intent and "About: …" by product, as far as articles say so. */
function topicsOf(articles: readonly Article[]): { readonly id: string; readonly label: string }[] {
  const intents = new Set(articles.flatMap((article) => article.intents));
  const products = new Set(articles.flatMap((article) => article.products));
  const drafts = articles.some((article) => article.status === 'draft');
  return [
    { id: any, label: 'All topics' },
    ...(drafts ? [{ id: 'drafts', label: 'Drafts' }] : []),
    ...[...products].sort().map((product) => ({ id: `product ${product}`, label: `About ${product}` })),
    ...[...intents].sort().map((intent) => ({ id: `intent ${intent}`, label: labelWords(intent) })),
  ];
}

function inTopic(article: Article, topic: string): boolean {
  if (topic === any) return true;
  if (topic === 'drafts') return article.status === 'draft';
  const name = topic.slice(topic.indexOf(' ') + 1);
  return topic.startsWith('product ') ? article.products.includes(name) : article.intents.includes(name);
}
