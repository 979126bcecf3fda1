import type { Article, Passage } from '../knowledge-base/article.ts';
import { articleTooLong } from '../knowledge-base/article-length.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { TabdeskDatabase } from './schema.ts';

/**
 * Saves articles with their passages in one transaction, the passages they had before being replaced. `passages` are
 * those of all the articles given. Refuses all of them where one is longer than is ever read.
 */
export function saveArticles(
  db: TabdeskDatabase,
  articles: readonly Article[],
  passages: readonly Passage[],
): Promise<Outcome<number, StorageErrorCode | 'article-too-long'>> {
  for (const { title, body } of articles) {
    const problem = articleTooLong(body);
    if (problem !== null) return Promise.resolve(failure('article-too-long', `“${title}” was not saved. ${problem}`));
  }
  return attemptStorage(() =>
    db.transaction('rw', [db.articles, db.passages], async () => {
      await db.passages.where('articleId').anyOf(articles.map((article) => article.id)).delete();
      await db.articles.bulkPut([...articles]);
      await db.passages.bulkPut([...passages]);
      return articles.length;
    }),
  );
}

/**
 * Saves passages of articles that have none yet. An article that got its own meanwhile keeps those: the ones given are
 * of the text it had before. Articles themselves are not written, so nobody who follows them is told.
 */
export function savePassages(db: TabdeskDatabase, passages: readonly Passage[]): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', db.passages, async () => {
      const ids = [...new Set(passages.map((passage) => passage.articleId))];
      const cut = new Set((await db.passages.where('articleId').anyOf(ids).toArray()).map((passage) => passage.articleId));
      await db.passages.bulkPut(passages.filter((passage) => !cut.has(passage.articleId)));
      return null;
    }),
  );
}

/** Removes articles with their passages. Their vectors go with the next `saveVectors`. */
export function removeArticles(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', [db.articles, db.passages], async () => {
      await db.passages.where('articleId').anyOf([...ids]).delete();
      await db.articles.bulkDelete([...ids]);
      return null;
    }),
  );
}
