import type { Article, Passage } from '../knowledge-base/article.ts';
import { hashText } from '../knowledge-base/hash-text.ts';
import { stampPassage } from '../knowledge-base/stamp-passage.ts';
import { breathe } from '../storage/breathe.ts';
import { savePassages } from '../storage/save-articles.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** Splitting an article takes about a millisecond; between batches the page answers. */
const splitAtATime = 12;

export interface ReadPassages {
  /** Articles on disk, however many of them were read. */
  readonly articles: number;
  /** By article, in their order there. */
  readonly passages: readonly Passage[];
}

/** The passages of all articles; articles without any on disk are cut and saved first. */
export async function readAllPassages(db: TabdeskDatabase): Promise<ReadPassages> {
  const [articles, stored] = await Promise.all([db.articles.toArray(), db.passages.toArray()]);
  return { articles: articles.length, passages: await passagesOf(db, articles, stored) };
}

/** The same of these articles alone; of those that are gone there are none. */
export async function readPassagesOf(db: TabdeskDatabase, ids: readonly string[]): Promise<ReadPassages> {
  const [count, found, stored] = await Promise.all([
    db.articles.count(),
    db.articles.bulkGet([...ids]),
    db.passages.where('articleId').anyOf([...ids]).toArray(),
  ]);
  const articles = found.filter((article) => article !== undefined);
  return { articles: count, passages: await passagesOf(db, articles, stored) };
}

async function passagesOf(db: TabdeskDatabase, articles: readonly Article[], stored: readonly Passage[]): Promise<Passage[]> {
  const cut = new Set(stored.map((passage) => passage.articleId));
  const uncut = articles.filter((article) => !cut.has(article.id) && article.body.trim() !== '');
  const fresh: Passage[] = [];
  for (let from = 0; from < uncut.length; from += splitAtATime) {
    // The Markdown reader is a chunk of its own: a desk whose articles are all cut starts without it.
    const { splitPassages } = await import('../knowledge-base/split-passages.ts');
    fresh.push(...uncut.slice(from, from + splitAtATime).flatMap(splitPassages));
    await breathe();
  }
  // A full disk is no reason to search nothing: they are cut again at the next start.
  if (fresh.length > 0) await savePassages(db, fresh);
  const byId = new Map(articles.map((article) => [article.id, article]));
  const passages = [...stored, ...fresh].flatMap((passage) => {
    const article = byId.get(passage.articleId);
    return article === undefined ? [] : [stampPassage(passage, article)];
  });
  return passages.sort((a, b) => (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.position - b.position));
}

/** What of a passage may change while its id stays. */
export function passageMark({ title, position, products, language, draft }: Passage): string {
  return JSON.stringify([title, position, products, language, draft]);
}

/**
 * The name a passage's vector is stored by: its id, which stands for headings and text, and its title, which the encoder
 * reads too.
 */
export function vectorKey({ id, title }: Passage): string {
  return `${id}~${hashText(title).slice(0, 8)}`;
}
