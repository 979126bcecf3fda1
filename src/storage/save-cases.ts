import { hashText } from '../knowledge-base/hash-text.ts';
import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { KnowledgeCase, TabdeskDatabase } from './schema.ts';

/** The id of a question: the same words are the same question, whatever their case and spaces. */
export function caseId(question: string): string {
  return hashText(question.toLowerCase().replace(/\s+/g, ' ').trim());
}

/** What was changed, and how to take it back. */
export interface CaseChange {
  readonly changed: number;
  readonly undo: () => Promise<Outcome<null, StorageErrorCode>>;
}

/**
 * Saves test questions and removes others, in one transaction. A question that is there already gets the article given. Undo puts
 * back what was there before; a question changed once more since then stays as it is.
 */
export function changeCases(db: TabdeskDatabase, put: readonly KnowledgeCase[], removed: readonly string[] = []): Promise<Outcome<CaseChange, StorageErrorCode>> {
  const ids = [...new Set([...put.map(({ id }) => id), ...removed])];
  return attemptStorage(() =>
    db.transaction('rw', db.knowledgeCases, async () => {
      const before = await db.knowledgeCases.bulkGet(ids);
      await db.knowledgeCases.bulkDelete([...removed]);
      await db.knowledgeCases.bulkPut([...put]);
      const after = await db.knowledgeCases.bulkGet(ids);
      const changed = ids.flatMap((id, at) => (same(before[at], after[at]) ? [] : [{ id, before: before[at], after: after[at] }]));
      return {
        changed: changed.length,
        undo: () =>
          attemptStorage(() =>
            db.transaction('rw', db.knowledgeCases, async () => {
              const now = await db.knowledgeCases.bulkGet(changed.map(({ id }) => id));
              const mine = changed.filter(({ after: made }, at) => same(made, now[at]));
              await db.knowledgeCases.bulkDelete(mine.flatMap(({ id, before: was }) => (was ? [] : [id])));
              await db.knowledgeCases.bulkPut(mine.flatMap(({ before: was }) => (was ? [was] : [])));
              return null;
            }),
          ),
      };
    }),
  );
}

function same(a: KnowledgeCase | undefined, b: KnowledgeCase | undefined): boolean {
  if (!a || !b) return a === b;
  return a.question === b.question && a.articleId === b.articleId && a.ticketId === b.ticketId && a.origin === b.origin && a.createdAt === b.createdAt;
}
