import { parseArticle } from '../knowledge-base/parse-article.ts';
import type { Article } from '../knowledge-base/article.ts';
import { slug } from '../knowledge-base/name-article.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { saveArticles } from '../storage/save-articles.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';

/** A help-centre article is a few pages; a file above this is something else. */
const largestFile = 2_000_000;

/** What came of a number of files. */
export interface ArticleImport {
  readonly saved: number;
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
}

/** Where an article is read, or what else is done with it there. */
export function articlePath(id: string, doing?: 'edit' | 'versions'): string {
  return `/knowledge/${encodeURIComponent(id)}${doing === undefined ? '' : `?${doing}`}`;
}

/** Saves one article with its passages. */
export function saveArticle(db: TabdeskDatabase, article: Article): Promise<Outcome<number>> {
  return saveArticles(db, [article], splitPassages(article));
}

/**
 * Reads Markdown files as articles and saves those that are fine, all at once. A file's name is its article's id, so
 * the same file again replaces it. Fails only when nothing could be saved for want of storage.
 */
export async function importArticles(db: TabdeskDatabase, files: readonly File[], now: number): Promise<Outcome<ArticleImport>> {
  const articles = new Map<string, Article>();
  const refused: { file: string; reason: string }[] = [];
  for (const file of files) {
    const read = await readArticle(file, now);
    if (read.ok) articles.set(read.value.id, read.value);
    else refused.push({ file: file.name, reason: read.message });
  }
  const saved = [...articles.values()];
  if (saved.length > 0) {
    const written = await saveArticles(db, saved, saved.flatMap(splitPassages), { origin: 'imported', at: now });
    if (!written.ok) return written;
  }
  return success({ saved: saved.length, refused });
}

async function readArticle(file: File, now: number): Promise<Outcome<Article>> {
  if (!/\.(?:md|markdown|txt)$/i.test(file.name)) return failure('not-markdown', 'This is no Markdown file. Save it with the ending .md.');
  if (file.size > largestFile) return failure('too-large', 'This file is larger than 2 MB. Cut it into articles first.');
  const text = await file.text();
  if (text.includes('\u0000')) return failure('not-text', 'This file is no text.');
  const parsed = parseArticle(slug(file.name.replace(/\.[^.]+$/, '')), text);
  // Without a date of its own it was changed when the file was.
  return parsed.ok && parsed.value.updatedAt === 0 ? success({ ...parsed.value, updatedAt: file.lastModified || now }) : parsed;
}
