import type { ArticleMapping } from '../knowledge-base/map-article-columns.ts';
import type { ReadArticle, ReadOptions } from '../knowledge-base/read-article.ts';
import { readArticles, type TablePreview } from '../knowledge-base/read-articles.ts';
import { describeLeftOut, isArticleFile, isZip, openArticleFile, openZip, type ChosenFile } from './article-files.ts';
import { breathe } from './breathe.ts';

/** Articles taken at once; a desk is made for some thousands. */
export const mostArticles = 20_000;
/** Problems told one by one. */
const mostRefused = 5000;

/** An article that was found, and where. */
export interface FoundArticle {
  readonly file: string;
  readonly place: string;
  readonly read: ReadArticle;
}

/** What was not taken, and why, in words. */
export interface RefusedArticle {
  readonly file: string;
  readonly place: string;
  readonly title: string;
  readonly reason: string;
}

export interface FoundArticles {
  readonly found: readonly FoundArticle[];
  readonly refused: readonly RefusedArticle[];
  /** How many were refused; `refused` holds the first of them. */
  readonly refusedCount: number;
  readonly notes: readonly string[];
  readonly tables: readonly TablePreview[];
}

export interface ReadingProgress {
  /** The file being read. */
  readonly file: string;
  readonly files: number;
  readonly filesRead: number;
  readonly articles: number;
}

export interface ReadChosenOptions extends ReadOptions {
  /** The person's word on the columns of a table, by its path. */
  readonly mappings: ReadonlyMap<string, ArticleMapping>;
  /** Files known to bring the reader down, and why they are not read again. */
  readonly broken?: ReadonlyMap<string, string>;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** Reads the articles of files, archives and folders, one file after the other. What can't be read is named; nothing throws. */
export async function readChosenFiles(chosen: readonly ChosenFile[], options: ReadChosenOptions): Promise<FoundArticles> {
  const found: FoundArticle[] = [];
  const refused: RefusedArticle[] = [];
  const tables: TablePreview[] = [];
  const notes: string[] = [];
  const leftOut: string[] = [];
  let refusedCount = 0;
  let over = 0;
  const queue = [...chosen];
  let filesRead = 0;

  const refuse = (entry: RefusedArticle): void => {
    refusedCount += 1;
    if (refused.length < mostRefused) refused.push(entry);
  };
  const tell = (file: string): void => options.onProgress?.({ file, files: filesRead + queue.length + 1, filesRead, articles: found.length });

  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { path } = next;
    tell(path);
    await breathe();
    const broken = options.broken?.get(path);
    if (broken !== undefined) refuse({ file: path, place: '', title: '', reason: broken });
    else if (isZip(path)) {
      const opened = await openZip(next);
      if (!opened.ok) refuse({ file: path, place: '', title: '', reason: opened.message });
      else {
        queue.unshift(...opened.value.files);
        for (const each of opened.value.refused) refuse({ file: each.path, place: '', title: '', reason: each.reason });
        leftOut.push(...opened.value.leftOut);
        if (opened.value.files.length === 0) refuse({ file: path, place: '', title: '', reason: 'It holds no file of articles.' });
      }
    } else if (next.inFolder && !isArticleFile(path)) leftOut.push(path);
    else await readOne(next);
    filesRead += 1;
  }
  if (leftOut.length > 0) notes.push(`Left out, since they hold no articles: ${describeLeftOut(leftOut)}.`);
  if (over > 0) notes.push(`Only ${mostArticles.toLocaleString('en-GB')} articles are taken at once: ${over.toLocaleString('en-GB')} more were not. Import the rest afterwards.`);
  return { found, refused, refusedCount, notes, tables };

  async function readOne(next: ChosenFile): Promise<void> {
    const opened = await openArticleFile(next);
    if (!opened.ok) {
      refuse({ file: next.path, place: '', title: '', reason: opened.message });
      return;
    }
    const { file, format } = opened.value;
    const read = readArticles(file, format, options, options.mappings.get(file.path));
    if (read.table !== null) tables.push(read.table);
    for (const note of [...opened.value.notes, ...read.notes]) notes.push(file.path === '' ? note : `${file.path}: ${note}`);
    let since = 0;
    for (const entry of read.entries) {
      if (!entry.read.ok) refuse({ file: entry.file, place: entry.place, title: entry.title, reason: entry.read.message });
      else if (found.length >= mostArticles) over += 1;
      else found.push({ file: entry.file, place: entry.place, read: entry.read.value });
      since += 1;
      if (since % 20 === 0) {
        tell(file.path);
        await breathe();
      }
    }
  }
}
