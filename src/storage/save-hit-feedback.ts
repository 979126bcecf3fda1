import { hashText } from '../knowledge-base/hash-text.ts';
import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { HitFeedback, TabdeskDatabase } from './schema.ts';

/** One name for a passage and a question, however its spaces were typed: the newest word on the pair replaces the one before. */
export function feedbackId(query: string, passageId: string): string {
  return hashText(`${query.trim().replace(/\s+/g, ' ').toLowerCase()}\n${passageId}`);
}

/**
 * Writes the word on one hit, or takes it back with null; answers what stood there before, which brings it back. One
 * transaction. A word on an article that was removed meanwhile is not kept.
 */
export function changeHitFeedback(db: TabdeskDatabase, id: string, next: HitFeedback | null): Promise<Outcome<HitFeedback | null, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', [db.articles, db.hitFeedback], async () => {
      const before = (await db.hitFeedback.get(id)) ?? null;
      if (next === null) await db.hitFeedback.delete(id);
      else if ((await db.articles.where('id').equals(next.articleId).count()) > 0) await db.hitFeedback.put(next);
      return before;
    }),
  );
}
