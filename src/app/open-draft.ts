import type { Outcome } from '../tickets/outcome.ts';
import type { Desk } from './desk-context.ts';
import type { GroupDraft } from './draft-from-group.ts';
import { freeId, saveArticle } from './knowledge-view-articles.ts';

/** Saves a draft as an article that nobody finds yet and opens it. */
export async function openDraft({ db }: Pick<Desk, 'db'>, { title, body, intents, products }: GroupDraft, navigate: (path: string) => void): Promise<Outcome<unknown>> {
  const id = freeId(title, new Set(await db.articles.toCollection().primaryKeys()));
  const saved = await saveArticle(db, { id, title, body, status: 'draft', language: 'en', intents, products, updatedAt: Date.now() });
  if (saved.ok) navigate(`/knowledge/${encodeURIComponent(id)}`);
  return saved;
}
