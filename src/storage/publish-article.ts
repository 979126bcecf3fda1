import { unreviewed } from '../knowledge-base/article-text.ts';
import type { Article, Passage } from '../knowledge-base/article.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { newestVersion, versionsOf, type VersionMaking } from './article-versions.ts';
import type { StorageErrorCode } from './describe-storage-error.ts';
import { articleTables, refuseLong, writeArticles } from './save-articles.ts';
import { changedElsewhere, seenOf, settle, type DraftErrorCode, type Seen } from './save-article-drafts.ts';
import type { ArticleDraft, TabdeskDatabase } from './schema.ts';

export type PublishErrorCode = DraftErrorCode | 'published-elsewhere' | 'article-too-long';

/** What a save replaced, to take it back. */
export interface SavedArticle {
  readonly id: string;
  /** Numbers of the versions it made, none when nothing was different. */
  readonly versions: readonly number[];
  readonly before: { readonly article: Article | null; readonly passages: readonly Passage[]; readonly draft: ArticleDraft | null };
  /** The draft it left, by its `updatedAt`. */
  readonly draftAfter: Seen;
}

export interface Publishing {
  /** As it shall be saved; what it is found under may change, see `name`. */
  readonly article: Article;
  /** The version the changes began from, and the draft seen last. */
  readonly basedOn: number;
  readonly seen: Seen;
  readonly making: VersionMaking;
  readonly cut: (article: Article) => Passage[];
  /** Gives an article that was never saved its id, which none of `taken` may be. Others keep theirs. */
  readonly name?: (taken: ReadonlySet<string>) => string;
  /** Replaces whatever was saved meanwhile: the person has seen it. */
  readonly over?: boolean;
}

/**
 * Saves what was written: article, passages and version, and its draft is gone, all in one transaction. Fails with
 * `changed-elsewhere` when another tab changed the draft, and with `published-elsewhere` when the article itself was saved
 * since the changes began, and with `article-too-long` for one longer than is ever read; then nothing is written.
 */
export function publishArticle(db: TabdeskDatabase, { article, basedOn, seen, making, cut, name, over = false }: Publishing): Promise<Outcome<SavedArticle, PublishErrorCode>> {
  const refused = refuseLong([article]);
  if (refused !== null) return Promise.resolve(refused);
  return settle(() =>
    db.transaction('rw', [...articleTables(db), db.knowledgeCases], async () => {
      const [present, draft, newest] = await Promise.all([db.articles.get(article.id), db.articleDrafts.get(article.id), newestVersion(db, article.id)]);
      if (seenOf(draft) !== seen && !over) return changedElsewhere();
      if (newest !== basedOn && !over) {
        return failure('published-elsewhere', 'The article itself was saved since these changes began. Compare the two, then publish over it or discard yours.');
      }
      const id = present || newest > 0 || name === undefined ? article.id : name(await takenIds(db));
      const passages = await db.passages.where('articleId').equals(id).toArray();
      const saved = { ...article, id };
      const made = await writeArticles(db, [saved], cut(saved), making);
      await db.articleDrafts.delete(article.id);
      // Questions noted for an article before it was published go with it.
      if (id !== article.id) await db.knowledgeCases.where('articleId').equals(article.id).modify({ articleId: id });
      return success({ id, versions: made.get(id) ?? [], before: { article: present ?? null, passages, draft: draft ?? null }, draftAfter: null });
    }),
  );
}

/** Ids that are or were in use: a new article must not come into the history of a removed one. */
async function takenIds(db: TabdeskDatabase): Promise<Set<string>> {
  const [articles, versions, drafts] = await Promise.all([
    db.articles.toCollection().primaryKeys(),
    db.articleVersions.toCollection().primaryKeys(),
    db.articleDrafts.toCollection().primaryKeys(),
  ]);
  return new Set([...articles, ...versions.map(([id]) => id), ...drafts]);
}

/** Takes a save back, as if it had never been: article, passages, draft and history are as before. Fails where the article or its draft was changed since. */
export function takeBackSave(db: TabdeskDatabase, { id, versions, before, draftAfter }: SavedArticle): Promise<Outcome<null, StorageErrorCode | 'changed-since'>> {
  return settle(() =>
    db.transaction('rw', [...articleTables(db), db.knowledgeCases], async () => {
      const last = versions.at(-1);
      const [newest, draft] = await Promise.all([newestVersion(db, id), db.articleDrafts.get(id)]);
      if ((last !== undefined && newest !== last) || seenOf(draft) !== draftAfter) {
        return failure('changed-since', 'The article was changed again since. Its versions have the earlier text.');
      }
      await versionsOf(db, id).and(({ number }) => versions.includes(number)).delete();
      await db.passages.where('articleId').equals(id).delete();
      if (before.article) await db.articles.put(before.article);
      else await db.articles.delete(id);
      await db.passages.bulkPut([...before.passages]);
      if (before.draft) {
        await db.articleDrafts.put(before.draft);
        if (before.draft.articleId !== id) await db.knowledgeCases.where('articleId').equals(id).modify({ articleId: before.draft.articleId });
      }
      return success(null);
    }),
  );
}

/**
 * Makes an earlier version the article again, as a new version. The article stays published or not as it is now; a removed
 * one is put back as it was. Changes not published yet stay as they are. Answers what it replaced.
 */
export function restoreVersion(
  db: TabdeskDatabase,
  articleId: string,
  number: number,
  at: number,
  cut: (article: Article) => Passage[],
): Promise<Outcome<SavedArticle, StorageErrorCode | 'gone'>> {
  return settle(() =>
    db.transaction('rw', articleTables(db), async () => {
      const [version, present, passages, draft] = await Promise.all([
        db.articleVersions.get([articleId, number]),
        db.articles.get(articleId),
        db.passages.where('articleId').equals(articleId).toArray(),
        db.articleDrafts.get(articleId),
      ]);
      if (!version) return failure('gone', 'This version is no longer kept. Choose another one.');
      const article: Article = { ...unreviewed(version.article), status: present?.status ?? version.article.status, updatedAt: at };
      const made = await writeArticles(db, [article], cut(article), { origin: 'restored', at });
      return success({ id: articleId, versions: made.get(articleId) ?? [], before: { article: present ?? null, passages, draft: draft ?? null }, draftAfter: seenOf(draft) });
    }),
  );
}

/** Notes that a person looked at an article and found it right; undefined takes the note away. Makes no version: the text is the same. */
export function markReviewed(db: TabdeskDatabase, articleId: string, reviewedAt: number | undefined): Promise<Outcome<number | undefined, StorageErrorCode | 'gone'>> {
  return settle(() =>
    db.transaction('rw', db.articles, async () => {
      const article = await db.articles.get(articleId);
      if (!article) return failure('gone', 'This article was removed meanwhile.');
      const { reviewedAt: before, ...rest } = article;
      await db.articles.put(reviewedAt === undefined ? rest : { ...rest, reviewedAt });
      return success(before);
    }),
  );
}
