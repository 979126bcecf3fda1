import { saveSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** Tickets remembered for an article; the count goes on in insights, this is a list to open. */
const mostRemembered = 100;

function keyOf(articleId: string): string {
  return `knowledge.answered/${articleId}`;
}

function ticketIds(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
}

/** Tickets whose sent replies cited the article, newest first. */
export async function answeredBy(db: TabdeskDatabase, articleId: string): Promise<string[]> {
  return ticketIds((await db.settings.get(keyOf(articleId)))?.value);
}

/** Remembers (or, when the reply was taken back, forgets) that a sent reply to the ticket cited these articles. */
export async function rememberAnswered(db: TabdeskDatabase, ticketId: string, articleIds: readonly string[], answered: boolean): Promise<void> {
  for (const articleId of new Set(articleIds)) {
    const others = (await answeredBy(db, articleId)).filter((id) => id !== ticketId);
    await saveSetting(db, keyOf(articleId), answered ? [ticketId, ...others].slice(0, mostRemembered) : others);
  }
}
