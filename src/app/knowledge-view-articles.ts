import type { Article } from '../knowledge-base/article.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { saveArticles } from '../storage/save-articles.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Outcome } from '../tickets/outcome.ts';

/** Where an article is read, or what else is done with it there. */
export function articlePath(id: string, doing?: 'edit' | 'versions'): string {
  return `/knowledge/${encodeURIComponent(id)}${doing === undefined ? '' : `?${doing}`}`;
}

/** Saves one article with its passages. */
export function saveArticle(db: TabdeskDatabase, article: Article): Promise<Outcome<number>> {
  return saveArticles(db, [article], splitPassages(article));
}
