import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Article } from '../knowledge-base/article.ts';
import { articleCsvHeader, articleToCsv, articleToJson, nameFiles, writeArticleHtml, writeArticleMarkdown } from '../knowledge-base/write-articles.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { ArticleExportFormat, ArticleExportScope } from './article-export-format.ts';
import { breathe } from './breathe.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { TabdeskDatabase } from './schema.ts';

export interface ArticleExportOptions {
  readonly format: ArticleExportFormat;
  readonly scope: ArticleExportScope;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Archives know no time before 1980 or after 2099. */
function archiveTime(at: number): Date {
  return new Date(Math.min(Math.max(at, Date.UTC(1980, 0, 2)), Date.UTC(2099, 0, 1)));
}

/**
 * Writes articles as one file: a ZIP of Markdown files with front matter or of HTML pages, CSV that is safe to open in a
 * spreadsheet, JSON, or JSONL. Importing Markdown, CSV, JSON or JSONL into an empty desk gives the same articles; HTML
 * gives the same words and structure. In the order of their ids.
 */
export async function exportArticles(db: TabdeskDatabase, { format, scope, onProgress }: ArticleExportOptions): Promise<Outcome<Blob, StorageErrorCode>> {
  const read = await attemptStorage(() => db.articles.orderBy('id').toArray());
  if (!read.ok) return read;
  const articles = read.value.filter((article) => scope === 'all' || article.status === scope);
  return success(await packArticles(articles, format, onProgress));
}

const atATime = 50;

/** The articles as the bytes of one file. */
export async function packArticles(articles: readonly Article[], format: ArticleExportFormat, onProgress?: (done: number, total: number) => void): Promise<Blob> {
  const write = { markdown: writeArticleMarkdown, html: writeArticleHtml, csv: articleToCsv, json: articleToJson, jsonl: articleToJson }[format];
  const texts: string[] = [];
  for (let from = 0; from < articles.length; from += atATime) {
    texts.push(...articles.slice(from, from + atATime).map(write));
    onProgress?.(Math.min(from + atATime, articles.length), articles.length);
    await breathe();
  }
  switch (format) {
    case 'csv':
      return new Blob([`\ufeff${articleCsvHeader()}`, ...texts], { type: 'text/csv;charset=utf-8' });
    case 'json':
      return new Blob([`{"tabdesk":"articles","version":1,"articles":[\n`, texts.join(',\n'), '\n]}\n'], { type: 'application/json' });
    case 'jsonl':
      return new Blob([texts.map((text) => `${text}\n`).join('')], { type: 'application/jsonl' });
    default: {
      const names = nameFiles(articles, format === 'markdown' ? 'md' : 'html');
      const files: Zippable = {};
      texts.forEach((text, at) => {
        files[names[at] ?? `${at}`] = [strToU8(text), { mtime: archiveTime(articles[at]?.updatedAt ?? 0), level: 6 }];
      });
      return new Blob([zipSync(files)], { type: 'application/zip' });
    }
  }
}
