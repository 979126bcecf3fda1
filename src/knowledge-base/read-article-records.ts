import { looksLikeHtml } from '../tickets/html-to-text.ts';
import { readDate } from '../tickets/read-date.ts';
import { success } from '../tickets/outcome.ts';
import { givenId } from './article-id.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { cleanText } from './clean-text.ts';
import { slug } from './name-article.ts';
import { foldColumn, type ArticleField, type ArticleMapping } from './map-article-columns.ts';
import { makeArticle, type ReadEntry, type ReadOptions } from './read-article.ts';
import { readHtml } from './read-html.ts';
import { looksLikeMarkdown, readPlain } from './read-plain.ts';

/** One row of a table, or one object of a JSON file, as text per column. */
export interface ArticleRecord {
  /** "line 12", "entry 3". */
  readonly place: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** A table of articles: a CSV file or a list of objects. */
export interface ArticleTable {
  readonly columns: readonly string[];
  readonly records: readonly ArticleRecord[];
}

/** The words of a list cell: `a, b`, `a; b`, `a|b` or a JSON list. */
export function listCell(value: string): string[] {
  const text = value.trim();
  if (text.startsWith('[')) {
    try {
      const read: unknown = JSON.parse(text);
      if (Array.isArray(read)) return (read as unknown[]).map((item) => (typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item))).filter((item) => item !== '');
    } catch {
      // No JSON after all.
    }
  }
  return text.split(/[,;|\n]/).map((item) => item.trim()).filter((item) => item !== '');
}

/** Whether a cell says draft; `column` is its name, since `draft: true` and `published: true` mean opposite things. */
function readStatus(value: string, column: string): 'draft' | 'published' {
  const word = value.trim().toLowerCase();
  const negative = foldColumn(column).includes('draft');
  if (/^(?:true|yes|y|1)$/.test(word)) {
    // Freshdesk: 1 is a draft, 2 is published.
    return negative || (word === '1' && /^(?:status|article status)$/.test(foldColumn(column))) ? 'draft' : 'published';
  }
  if (/^(?:false|no|n|0)$/.test(word)) return negative ? 'published' : 'draft';
  return /^(?:draft|unpublished|not ?published|notpublished|in progress|work in progress|pending|archived|private|entwurf|brouillon|borrador)$/.test(word) ? 'draft' : 'published';
}

/** A short number stands for an article of its own file only, so the file's name goes in front of it. */
function recordId(written: string, title: string, file: string): { readonly id: string; readonly idGiven: boolean } {
  const id = givenId(written);
  if (id === '') return { id: slug(title), idGiven: false };
  const name = file.split('/').at(-1)?.replace(/\.[^.]{1,10}$/, '') ?? '';
  return { id: /^\d{1,4}$/.test(id) ? `${slug(name)}-${id}` : id, idGiven: true };
}

/** Reads the articles of a table under a mapping, one by one: each is an entry, good or refused. */
export function* readRecords(table: ArticleTable, file: string, modified: number, mapping: ArticleMapping, options: ReadOptions): Generator<ReadEntry> {
  for (const { place, cells } of table.records) {
    const cell = (field: ArticleField): string => {
      const column = mapping[field];
      return column === undefined ? '' : (cells.get(column) ?? '');
    };
    const title = cleanText(cell('title').slice(0, 2000));
    const plainTitle = looksLikeHtml(title) ? title.replace(/<[^>]{0,500}>/g, ' ') : title;
    const address = /^https?:\/\//i.test(cell('address').trim()) ? cell('address').trim() : '';
    const entry = (read: ReadEntry['read']): ReadEntry => ({ file, place, title: plainTitle.replace(/\s+/g, ' ').trim().slice(0, 200), read });
    const own = cell('markdown');
    const text = own === '' ? readBody(cell('body'), address) : success({ body: own, notes: [] });
    if (!text.ok) {
      yield entry(text);
      continue;
    }
    // Its own export is cleaned too: anyone may have written into the file.
    const clean = own === '' ? { text: text.value.body, notes: text.value.notes } : cleanMarkdown(own);
    const status = cell('status').trim();
    yield entry(
      makeArticle(
        {
          ...recordId(cell('id'), plainTitle, file),
          title: plainTitle,
          body: clean.text,
          ...(status === '' ? {} : { status: readStatus(status, mapping.status ?? '') }),
          language: cell('language'),
          products: listCell(cell('products')),
          intents: listCell(cell('intents')),
          labels: [...listCell(cell('labels')), cell('section'), ...cell('section').split(/\s*[>/›]\s*/)],
          updatedAt: readTime(cell('updated')),
          reviewedAt: readTime(cell('reviewed')),
          source: cell('source') || address || (mapping.source === undefined ? file : ''),
          notes: clean.notes,
        },
        options,
        modified,
      ),
    );
  }
}

/** A time of this desk's own export, to the millisecond and of any year, or one as other programs write it. */
function readTime(written: string): number | null {
  const own = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(written.trim()) ? Date.parse(written.trim()) : Number.NaN;
  return Number.isNaN(own) ? readDate(written, 'day-first') : own;
}

/** The text of a cell as Markdown: HTML, Markdown or plain, whatever it looks like. */
export function readBody(text: string, address: string) {
  const base = address === '' ? null : address;
  if (looksLikeHtml(text)) {
    const page = readHtml(text, { base, fragment: true });
    return page.ok ? success({ body: page.value.body, notes: [] as readonly string[] }) : page;
  }
  if (looksLikeMarkdown(text)) {
    const clean = cleanMarkdown(cleanText(text), base);
    return success({ body: clean.text, notes: clean.notes });
  }
  const plain = readPlain(`.\n${cleanText(text)}`, '')[0]?.body ?? '';
  const clean = cleanMarkdown(plain, base);
  return success({ body: clean.text, notes: clean.notes });
}
