import { useEffect, useMemo, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Article } from '../knowledge-base/article.ts';
import { defaultReviewDays, findStale, type StaleReason } from '../knowledge-base/find-stale.ts';
import { listRemovedArticles } from '../storage/article-versions.ts';
import { breathe } from '../storage/breathe.ts';
import type { HitFeedback, TabdeskDatabase } from '../storage/schema.ts';
import { listArticles, listRemoved, type ListedArticle } from './article-rows.ts';
import { useDesk } from './desk-context.ts';
import { articleUses, type ArticleUse } from './knowledge-answered.ts';
import { useStore } from './store.ts';

/** The setting with the days after which an article in use should be looked at. */
export const reviewDaysKey = 'knowledge.review-days';

/** Articles whose reasons are looked for at a stretch: some five milliseconds. */
const atATime = 200;

export interface ArticlesState {
  /** Null until they are read. */
  readonly articles: readonly Article[] | null;
  readonly rows: readonly ListedArticle[];
  readonly reasons: ReadonlyMap<string, readonly StaleReason[]>;
  readonly uses: ReadonlyMap<string, ArticleUse>;
  readonly reviewDays: number;
}

const noUses: ReadonlyMap<string, ArticleUse> = new Map();
const noReasons: ReadonlyMap<string, readonly StaleReason[]> = new Map();

/** All articles with what is known about them: what is being written, how much they are used, and why one should be looked at. */
export function useArticles(withRemoved: boolean): ArticlesState {
  const { db, playbook } = useDesk();
  const { products } = useStore(playbook);
  const articles = useLiveQuery(() => db.articles.toArray(), [db]);
  const drafts = useLiveQuery(() => db.articleDrafts.toArray(), [db]);
  // One read: each that comes alone makes the list anew.
  const known = useLiveQuery(async () => {
    const [uses, reviewDays, feedback] = await Promise.all([articleUses(db), readReviewDays(db), db.hitFeedback.toArray()]);
    return { uses, reviewDays, feedback };
  }, [db]);
  const uses = known?.uses ?? noUses;
  const reviewDays = known?.reviewDays ?? defaultReviewDays;
  const removed = useLiveQuery(() => (withRemoved ? listRemovedArticles(db) : Promise.resolve([])), [db, withRemoved]);
  const [reasons, setReasons] = useState<ReadonlyMap<string, readonly StaleReason[]>>(noReasons);

  useEffect(() => {
    if (!articles || !known) return undefined;
    const stop = new AbortController();
    void (async () => {
      const said = countFeedback(articles, known.feedback);
      const facts = { now: Date.now(), reviewDays: known.reviewDays, products: new Set(products.map(({ name }) => name)), articleIds: new Set(articles.map(({ id }) => id)) };
      const found = new Map<string, readonly StaleReason[]>();
      for (let from = 0; from < articles.length; from += atATime) {
        for (const article of articles.slice(from, from + atATime)) {
          const about = said.get(article.id);
          const why = findStale(article, { ...facts, answered: known.uses.get(article.id)?.count ?? 0, ...(about ? { feedback: about } : {}) });
          if (why.length > 0) found.set(article.id, why);
        }
        await breathe();
        if (stop.signal.aborted) return;
      }
      setReasons(found);
    })();
    return () => stop.abort();
  }, [articles, known, products]);

  const rows = useMemo(() => {
    if (!articles || !drafts || !known) return [];
    return [...listArticles({ articles, drafts, uses: known.uses, reasons }), ...listRemoved(removed ?? [], known.uses)];
  }, [articles, drafts, known, reasons, removed]);
  return { articles: articles && drafts && known ? articles : null, rows, reasons, uses, reviewDays };
}

async function readReviewDays(db: TabdeskDatabase): Promise<number> {
  const value = (await db.settings.get(reviewDaysKey))?.value;
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.min(value, 3650) : defaultReviewDays;
}

/** Agents' words on each article since it was changed or looked at last. */
function countFeedback(articles: readonly Article[], feedback: readonly HitFeedback[]): Map<string, { helped: number; notHelped: number }> {
  const since = new Map(articles.map(({ id, updatedAt, reviewedAt }) => [id, Math.max(updatedAt, reviewedAt ?? 0)]));
  const counts = new Map<string, { helped: number; notHelped: number }>();
  for (const { articleId, helped, at } of feedback) {
    if (at < (since.get(articleId) ?? Infinity)) continue;
    const count = counts.get(articleId) ?? { helped: 0, notHelped: 0 };
    if (helped) count.helped += 1;
    else count.notHelped += 1;
    counts.set(articleId, count);
  }
  return counts;
}
