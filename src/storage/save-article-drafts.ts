import type { Article } from '../knowledge-base/article.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { newestVersion } from './article-versions.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { ArticleDraft, TabdeskDatabase } from './schema.ts';

export type DraftErrorCode = StorageErrorCode | 'changed-elsewhere';

/** The transaction's own outcome, or that of the transaction. */
export async function settle<T, C extends string>(work: () => PromiseLike<Outcome<T, C>>): Promise<Outcome<T, C | StorageErrorCode>> {
  const outcome = await attemptStorage(work);
  return outcome.ok ? outcome.value : outcome;
}

/** Whoever writes says which state it saw last: the draft's `updatedAt`, or null where there was none. */
export type Seen = number | null;

export function seenOf(draft: ArticleDraft | undefined | null): Seen {
  return draft?.updatedAt ?? null;
}

export function changedElsewhere() {
  return failure('changed-elsewhere', 'This article was changed in another tab meanwhile. Nothing was overwritten: compare the two, and keep one.');
}

/** An article with what is being written about it, as one look at the disk. */
export interface ArticleOnDisk {
  readonly article: Article | null;
  readonly draft: ArticleDraft | null;
  readonly version: number;
}

export function readArticle(db: TabdeskDatabase, articleId: string): Promise<ArticleOnDisk> {
  return db.transaction('r', [db.articles, db.articleDrafts, db.articleVersions], async () => {
    const [article, draft, version] = await Promise.all([db.articles.get(articleId), db.articleDrafts.get(articleId), newestVersion(db, articleId)]);
    return { article: article ?? null, draft: draft ?? null, version };
  });
}

/**
 * Keeps changes that are not published yet. `seen` is the state the writer saw last: where another tab wrote since, nothing
 * is saved and the failure is `changed-elsewhere`. Answers the row as saved; its `updatedAt` is later than any before it
 * even within a millisecond, so that it can be told from them.
 */
export function saveArticleDraft(
  db: TabdeskDatabase,
  { article, basedOn, at }: { readonly article: Article; readonly basedOn: number; readonly at: number },
  seen: Seen,
): Promise<Outcome<ArticleDraft, DraftErrorCode>> {
  return settle(() =>
    db.transaction('rw', db.articleDrafts, async () => {
      const before = await db.articleDrafts.get(article.id);
      if (seenOf(before) !== seen) return changedElsewhere();
      const updatedAt = Math.max(at, (seen ?? 0) + 1);
      const draft: ArticleDraft = { articleId: article.id, article: { ...article, updatedAt }, basedOn, updatedAt };
      await db.articleDrafts.put(draft);
      return success(draft);
    }),
  );
}

/** Drops changes that are not published; answers them, or null where there were none. Fails as above when another tab wrote since. */
export function discardArticleDraft(db: TabdeskDatabase, articleId: string, seen: Seen): Promise<Outcome<ArticleDraft | null, DraftErrorCode>> {
  return settle(() =>
    db.transaction('rw', db.articleDrafts, async () => {
      const before = await db.articleDrafts.get(articleId);
      if (seenOf(before) !== seen) return changedElsewhere();
      await db.articleDrafts.delete(articleId);
      return success(before ?? null);
    }),
  );
}

/** Undoes that. Where new changes were begun meanwhile they stay, and the failure says so. */
export function putBackArticleDraft(db: TabdeskDatabase, draft: ArticleDraft): Promise<Outcome<null, StorageErrorCode | 'changed-elsewhere'>> {
  return settle(() =>
    db.transaction('rw', db.articleDrafts, async () => {
      if (await db.articleDrafts.get(draft.articleId)) {
        return failure('changed-elsewhere', 'New changes to this article were begun since. They stay; discard them first to get the earlier ones back.');
      }
      await db.articleDrafts.put(draft);
      return success(null);
    }),
  );
}
