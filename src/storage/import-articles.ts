import type { Article, Passage } from '../knowledge-base/article.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { newestVersion, versionsOf } from './article-versions.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { articleTables, writeArticles } from './save-articles.ts';
import type { TabdeskDatabase } from './schema.ts';

/** What an import wrote and replaced, to take it back. */
export interface ImportedArticles {
  /** Ids of the articles written, with the numbers of the versions made of each. */
  readonly written: readonly { readonly id: string; readonly versions: readonly number[] }[];
  /** As they were before; articles that were not there are missing here. */
  readonly before: readonly Article[];
  readonly passagesBefore: readonly Passage[];
}

/** Writes all articles of an import with their passages and versions in one transaction: whole or not at all. */
export function importArticles(db: TabdeskDatabase, articles: readonly Article[], passages: readonly Passage[], at: number): Promise<Outcome<ImportedArticles, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', articleTables(db), async () => {
      const ids = articles.map(({ id }) => id);
      const present = await db.articles.bulkGet(ids);
      const before = present.flatMap((article) => article ?? []);
      const passagesBefore = await db.passages.where('articleId').anyOf(before.map(({ id }) => id)).toArray();
      const made = await writeArticles(db, articles, passages, { origin: 'imported', at });
      return { written: ids.map((id) => ({ id, versions: made.get(id) ?? [] })), before, passagesBefore };
    }),
  );
}

/**
 * Takes an import back: articles, passages and histories are as before. An article that was saved again since stays as it
 * is, and the failure says so; all others are taken back all the same.
 */
export function takeBackImport(db: TabdeskDatabase, { written, before, passagesBefore }: ImportedArticles): Promise<Outcome<number, StorageErrorCode | 'changed-since'>> {
  return attemptStorage(() =>
    db.transaction('rw', articleTables(db), async () => {
      const newest = await Promise.all(written.map(({ id }) => newestVersion(db, id)));
      const untouched = written.filter(({ versions }, i) => versions.length === 0 || versions.at(-1) === newest[i]);
      const ids = new Set(untouched.map(({ id }) => id));
      for (const { id, versions } of untouched) await versionsOf(db, id).and(({ number }) => versions.includes(number)).delete();
      await db.passages.where('articleId').anyOf([...ids]).delete();
      await db.articles.bulkDelete([...ids]);
      await db.articles.bulkPut(before.filter(({ id }) => ids.has(id)));
      await db.passages.bulkPut(passagesBefore.filter(({ articleId }) => ids.has(articleId)));
      return ids.size;
    }),
  ).then((taken) => {
    if (!taken.ok || taken.value === written.length) return taken.ok ? success(taken.value) : taken;
    const kept = written.length - taken.value;
    return failure('changed-since', `${kept} of ${written.length} articles ${kept === 1 ? 'was' : 'were'} changed since and ${kept === 1 ? 'stays' : 'stay'} as ${kept === 1 ? 'it is' : 'they are'}. All others are as before the import.`);
  });
}
