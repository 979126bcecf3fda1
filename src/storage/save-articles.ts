import type { Article, Passage } from '../knowledge-base/article.ts';
import { articleTooLong } from '../knowledge-base/article-length.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { appendVersions, keepHistory, type VersionMaking } from './article-versions.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { ArticleDraft, HitFeedback, TabdeskDatabase } from './schema.ts';

/** The tables that saving an article touches; one transaction covers them all. */
export function articleTables(db: TabdeskDatabase) {
  return [db.articles, db.passages, db.articleVersions, db.articleDrafts, db.hitFeedback, db.settings];
}

/**
 * Writes articles, their passages and their next versions. For use inside a readwrite transaction over `articleTables`.
 * Answers the numbers of the versions made, by article.
 */
export async function writeArticles(db: TabdeskDatabase, articles: readonly Article[], passages: readonly Passage[], making: VersionMaking): Promise<Map<string, number[]>> {
  const made = await appendVersions(db, articles, making);
  await db.passages.where('articleId').anyOf(articles.map((article) => article.id)).delete();
  await db.articles.bulkPut([...articles]);
  await db.passages.bulkPut([...passages]);
  return made;
}

/** Why these are not saved: one of them is longer than is ever read; null where none is. */
export function refuseLong(articles: readonly Article[]) {
  for (const { title, body } of articles) {
    const problem = articleTooLong(body);
    if (problem !== null) return failure('article-too-long', `“${title}” was not saved. ${problem}`);
  }
  return null;
}

/**
 * Saves articles with their passages and their next versions in one transaction, the passages they had before being
 * replaced. `passages` are those of all the articles given. Without `making` they were written when their `updatedAt` says.
 * Refuses all of them where one is longer than is ever read.
 */
export function saveArticles(
  db: TabdeskDatabase,
  articles: readonly Article[],
  passages: readonly Passage[],
  making: Partial<VersionMaking> = {},
): Promise<Outcome<number, StorageErrorCode | 'article-too-long'>> {
  const refused = refuseLong(articles);
  if (refused !== null) return Promise.resolve(refused);
  const at = making.at ?? articles.reduce((latest, article) => Math.max(latest, article.updatedAt), 0);
  return attemptStorage(() =>
    db.transaction('rw', articleTables(db), async () => {
      await writeArticles(db, articles, passages, { origin: making.origin ?? 'written', at });
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

/** What went with removed articles, to put back. Their histories stay where they are. */
export interface RemovedArticles {
  readonly articles: readonly Article[];
  readonly passages: readonly Passage[];
  readonly drafts: readonly ArticleDraft[];
  readonly feedback: readonly HitFeedback[];
}

/**
 * Removes articles with their passages, the changes not published yet and what agents said about them; answers what went. Their versions stay, so that
 * they can be put back from there at any time (`listRemovedArticles`). Their vectors go with the next `saveVectors`.
 */
export function removeArticles(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<RemovedArticles, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', articleTables(db), async () => {
      const inThem = db.passages.where('articleId').anyOf([...ids]);
      const aboutThem = db.hitFeedback.where('articleId').anyOf([...ids]);
      const [articles, drafts, passages, feedback] = await Promise.all([db.articles.bulkGet([...ids]), db.articleDrafts.bulkGet([...ids]), inThem.toArray(), aboutThem.toArray()]);
      const removed: RemovedArticles = {
        articles: articles.flatMap((article) => article ?? []),
        drafts: drafts.flatMap((draft) => draft ?? []),
        passages,
        feedback,
      };
      await keepHistory(db, removed.articles);
      await db.passages.where('articleId').anyOf([...ids]).delete();
      await db.articles.bulkDelete([...ids]);
      await db.articleDrafts.bulkDelete([...ids]);
      await db.hitFeedback.where('articleId').anyOf([...ids]).delete();
      return removed;
    }),
  );
}

/** Undoes a removal. An article that was written anew under the same id meanwhile stays as it is. */
export function putBackArticles(db: TabdeskDatabase, { articles, passages, drafts, feedback }: RemovedArticles): Promise<Outcome<number, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', articleTables(db), async () => {
      const present = await db.articles.bulkGet(articles.map(({ id }) => id));
      const back = new Set(articles.filter((_, i) => !present[i]).map(({ id }) => id));
      await db.articles.bulkPut(articles.filter(({ id }) => back.has(id)));
      await db.passages.bulkPut(passages.filter(({ articleId }) => back.has(articleId)));
      await db.articleDrafts.bulkPut(drafts.filter(({ articleId }) => back.has(articleId)));
      await db.hitFeedback.bulkPut(feedback.filter(({ articleId }) => back.has(articleId)));
      return back.size;
    }),
  );
}
