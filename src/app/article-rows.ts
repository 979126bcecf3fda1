import type { Article } from '../knowledge-base/article.ts';
import type { StaleReason } from '../knowledge-base/find-stale.ts';
import type { ArticleRow } from '../knowledge-base/ui/ArticleList.tsx';
import type { ArticleDraft, ArticleVersion } from '../storage/schema.ts';
import type { ArticleUse } from './knowledge-answered.ts';

export const articleShows = ['all', 'published', 'changed', 'drafts', 'review', 'removed'] as const;
export type ArticleShow = (typeof articleShows)[number];
export const articleOrders = ['title', 'changed', 'used', 'review'] as const;
export type ArticleOrder = (typeof articleOrders)[number];

/** What the list of articles is narrowed to, and its order; null goes by what is shown. */
export interface ArticleFilter {
  readonly show: ArticleShow;
  readonly order: ArticleOrder | null;
  readonly product: string | null;
  readonly intent: string | null;
  readonly language: string | null;
}

export const everyArticle: ArticleFilter = { show: 'all', order: null, product: null, intent: null, language: null };

/** A row with what it is sorted and narrowed by. */
export interface ListedArticle extends ArticleRow {
  readonly changedAt: number;
  readonly products: readonly string[];
  readonly intents: readonly string[];
  readonly language: string;
}

export interface ListedParts {
  readonly articles: readonly Article[];
  readonly drafts: readonly ArticleDraft[];
  readonly uses: ReadonlyMap<string, ArticleUse>;
  readonly reasons: ReadonlyMap<string, readonly StaleReason[]>;
}

/** One row for each article, and for each that is being written and was never saved. */
export function listArticles({ articles, drafts, uses, reasons }: ListedParts): ListedArticle[] {
  const changes = new Map(drafts.map((draft) => [draft.articleId, draft]));
  const rows = articles.map((article): ListedArticle => {
    const draft = changes.get(article.id);
    changes.delete(article.id);
    return rowOf(article, article.status === 'draft' ? 'draft' : draft ? 'changed' : 'published', Math.max(article.updatedAt, draft?.updatedAt ?? 0), uses, reasons);
  });
  for (const { article, updatedAt } of changes.values()) rows.push(rowOf(article, 'new', updatedAt, uses, reasons));
  return rows;
}

/** Rows of articles that were removed and can be put back. */
export function listRemoved(versions: readonly ArticleVersion[], uses: ReadonlyMap<string, ArticleUse>): ListedArticle[] {
  return versions.map(({ article, savedAt }) => rowOf(article, 'removed', savedAt, uses, new Map()));
}

function rowOf(article: Article, state: ArticleRow['state'], changedAt: number, uses: ListedParts['uses'], reasons: ListedParts['reasons']): ListedArticle {
  const { id, title, body, products, intents, language } = article;
  const use = uses.get(id);
  return {
    id, title, body, products, intents, language, state, changedAt,
    answered: use?.count ?? 0,
    answeredAt: use?.lastAt ?? null,
    reasons: (reasons.get(id) ?? []).map(({ text }) => text),
  };
}

function isShown(row: ListedArticle, show: ArticleShow): boolean {
  switch (show) {
    case 'all':
      return row.state !== 'removed';
    case 'published':
      return row.state === 'published' || row.state === 'changed';
    case 'changed':
      return row.state === 'changed';
    case 'drafts':
      return row.state === 'draft' || row.state === 'new';
    case 'review':
      return row.reasons.length > 0;
    case 'removed':
      return row.state === 'removed';
  }
}

/** The order that counts: of what is to review the most used comes first, of what was removed the latest. */
export function orderOf({ show, order }: ArticleFilter): ArticleOrder {
  return order ?? (show === 'review' ? 'used' : show === 'removed' ? 'changed' : 'title');
}

const byTitle = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The rows that the filter lets through, in its order. */
export function selectArticles(rows: readonly ListedArticle[], filter: ArticleFilter): ListedArticle[] {
  const { show, product, intent, language } = filter;
  const chosen = rows.filter(
    (row) =>
      isShown(row, show) &&
      // An article about no product in particular is about all of them, but was not asked for.
      (product === null || row.products.includes(product)) &&
      (intent === null || row.intents.includes(intent)) &&
      (language === null || row.language === language),
  );
  const title = (a: ListedArticle, b: ListedArticle): number => byTitle.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
  const used = (a: ListedArticle, b: ListedArticle): number => b.answered - a.answered || (b.answeredAt ?? 0) - (a.answeredAt ?? 0) || title(a, b);
  const orders: Readonly<Record<ArticleOrder, (a: ListedArticle, b: ListedArticle) => number>> = {
    title,
    changed: (a, b) => b.changedAt - a.changedAt || title(a, b),
    used,
    review: (a, b) => Number(b.reasons.length > 0) - Number(a.reasons.length > 0) || used(a, b),
  };
  return chosen.sort(orders[orderOf(filter)]);
}

/** How many articles there are to show of each kind. Sorts nothing: it is asked with every change. */
export function countShows(rows: readonly ListedArticle[]): ReadonlyMap<ArticleShow, number> {
  return new Map(articleShows.map((show) => [show, rows.reduce((count, row) => count + Number(isShown(row, show)), 0)]));
}

/** Values of a column with the number of articles that have them, by name. */
export function countValues(rows: readonly ListedArticle[], values: (row: ListedArticle) => readonly string[]): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of values(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => byTitle.compare(a.value, b.value));
}
