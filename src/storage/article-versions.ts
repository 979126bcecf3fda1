import { Dexie } from 'dexie';
import { sameText } from '../knowledge-base/article-text.ts';
import type { Article } from '../knowledge-base/article.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { ArticleVersion, TabdeskDatabase } from './schema.ts';

/** Versions kept of an article: the first and the newest. */
export const mostVersions = 100;

/** The setting with the ids of the articles that came with the sample. */
export const sampleArticlesKey = 'knowledge.sample-articles';

/** How a version came to be, and when (milliseconds since the epoch). */
export interface VersionMaking {
  readonly origin: ArticleVersion['origin'];
  readonly at: number;
}

/** All versions of an article, as a range of the primary key. */
export function versionsOf(db: TabdeskDatabase, articleId: string) {
  return db.articleVersions.where('[articleId+number]').between([articleId, Dexie.minKey], [articleId, Dexie.maxKey]);
}

/** The number of the newest version; 0 where none was made. */
export async function newestVersion(db: TabdeskDatabase, articleId: string): Promise<number> {
  const newest = (await versionsOf(db, articleId).reverse().limit(1).primaryKeys())[0];
  return newest?.[1] ?? 0;
}

function same(a: Article, b: Article): boolean {
  return a.status === b.status && sameText(a, b);
}

/**
 * Appends what is about to be written to the history. For use inside a readwrite transaction over articles,
 * articleVersions and settings, before the articles themselves are written. An article without a history (it is older than the table, or came with
 * the sample) gets its present state as version 1 first. What says the same as before makes no version. Answers the
 * versions made, by article.
 */
export async function appendVersions(db: TabdeskDatabase, articles: readonly Article[], { origin, at }: VersionMaking): Promise<Map<string, number[]>> {
  const ids = articles.map((article) => article.id);
  const [present, newest] = await Promise.all([db.articles.bulkGet(ids), Promise.all(ids.map((id) => newestVersion(db, id)))]);
  const first = articles.flatMap((article, i) => {
    const before = present[i];
    return before && newest[i] === 0 && !same(before, article) ? [before] : [];
  });
  const rows = await firstVersions(db, first);
  const started = new Set(rows.map(({ articleId }) => articleId));
  const made = new Map<string, number[]>(rows.map(({ articleId }) => [articleId, [1]]));
  articles.forEach((article, i) => {
    const before = present[i];
    if (before && same(before, article)) return;
    const number = started.has(article.id) ? 2 : (newest[i] ?? 0) + 1;
    rows.push({ articleId: article.id, number, article, savedAt: at, origin });
    made.set(article.id, [...(made.get(article.id) ?? []), number]);
  });
  await db.articleVersions.bulkPut(rows);
  for (const { articleId, number } of rows) {
    if (number > mostVersions) await db.articleVersions.where('[articleId+number]').between([articleId, 2], [articleId, number - mostVersions + 1], true, true).delete();
  }
  return made;
}

/** Rows for the present state of articles that have no history yet. */
async function firstVersions(db: TabdeskDatabase, articles: readonly Article[]): Promise<ArticleVersion[]> {
  if (articles.length === 0) return [];
  const named = (await db.settings.get(sampleArticlesKey))?.value;
  const sample = new Set<unknown>(Array.isArray(named) ? named : []);
  return articles.map((article) => ({
    articleId: article.id,
    number: 1,
    article,
    savedAt: article.updatedAt,
    origin: sample.has(article.id) ? 'sample' : article.source === undefined ? 'written' : 'imported',
  }));
}

/** Gives articles that are about to be removed a history to be put back from. For use inside a transaction as above. */
export async function keepHistory(db: TabdeskDatabase, articles: readonly Article[]): Promise<void> {
  const newest = await Promise.all(articles.map(({ id }) => newestVersion(db, id)));
  await db.articleVersions.bulkPut(await firstVersions(db, articles.filter((_, i) => newest[i] === 0)));
}

/** An article's history, newest first. One that was never changed has the present state as its only version. */
export async function readVersions(db: TabdeskDatabase, articleId: string): Promise<ArticleVersion[]> {
  return db.transaction('r', [db.articles, db.articleVersions, db.settings], async () => {
    const versions = await versionsOf(db, articleId).reverse().toArray();
    if (versions.length > 0) return versions;
    const article = await db.articles.get(articleId);
    return article ? firstVersions(db, [article]) : [];
  });
}

/** The last versions of articles that were removed, newest first; nothing of an article is lost until it is forgotten here. */
export async function listRemovedArticles(db: TabdeskDatabase): Promise<ArticleVersion[]> {
  return db.transaction('r', [db.articles, db.articleVersions], async () => {
    const [keys, kept] = await Promise.all([db.articleVersions.toCollection().primaryKeys(), db.articles.toCollection().primaryKeys()]);
    const present = new Set(kept);
    // Keys come in order, so the last of an article is its newest.
    const newest = new Map(keys.filter(([id]) => !present.has(id)));
    const rows = await db.articleVersions.bulkGet([...newest]);
    return rows.flatMap((row) => row ?? []).sort((a, b) => b.savedAt - a.savedAt);
  });
}

/** Forgets removed articles for good: their history goes. Articles that are there keep theirs. */
export function forgetRemovedArticles(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', [db.articles, db.articleVersions], async () => {
      const present = await db.articles.bulkGet([...ids]);
      for (const [i, id] of ids.entries()) if (!present[i]) await versionsOf(db, id).delete();
      return null;
    }),
  );
}
