import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Article } from './article.ts';

const keys = ['title', 'intents', 'products', 'updated', 'status', 'language'] as const;
type Key = (typeof keys)[number];

/**
 * Reads an article file: front matter between two `---` lines (`title`, and if wanted `intents` and `products` as comma
 * lists, `updated` as YYYY-MM-DD, `status`, `language`), then Markdown. `id` is the caller's name for it, usually the file's
 * name without its ending. Without front matter the first heading is the title. Unknown keys are ignored; what is
 * absent is a published English article for all products, last changed at the epoch.
 */
export function parseArticle(id: string, source: string): Outcome<Article, 'bad-article'> {
  const refuse = (what: string) => failure('bad-article', `The article ${id} ${what}`);
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const split = splitFrontMatter(text);
  if (split === null) return refuse('has no line --- that ends its front matter. Add one before the text.');
  const { fields, body } = split;
  const heading = /^#[^\S\n]+(\S.*)$/m.exec(body)?.[1];
  const title = (fields.get('title') ?? heading ?? '').trim();
  if (title === '') return refuse('has no title. Add a line "title: …" at its top.');
  if (body.trim() === '') return refuse('has no text below its front matter. Write the text, or remove the file.');
  const updatedAt = parseDay(fields.get('updated'));
  if (updatedAt === null) return refuse('has a date that is not one. Write "updated" as YYYY-MM-DD.');
  const status = fields.get('status') ?? 'published';
  if (status !== 'published' && status !== 'draft') return refuse('has an unknown status. Write "published" or "draft".');
  return success({
    id,
    title,
    body: fields.has('title') || heading === undefined ? body : body.replace(/^#[^\S\n]+\S.*$/m, ''),
    status,
    language: fields.get('language') ?? 'en',
    products: commaList(fields.get('products')),
    intents: commaList(fields.get('intents')),
    updatedAt,
  });
}

function splitFrontMatter(text: string): { readonly fields: ReadonlyMap<Key, string>; readonly body: string } | null {
  const fields = new Map<Key, string>();
  if (!text.startsWith('---\n')) return { fields, body: text };
  const end = text.startsWith('---\n---') ? 3 : text.indexOf('\n---', 3);
  if (end < 0) return null;
  for (const line of text.slice(4, end).split('\n')) {
    const at = line.indexOf(':');
    const key = keys.find((known) => known === line.slice(0, Math.max(0, at)).trim().toLowerCase());
    const value = line.slice(at + 1).trim().replace(/^(["'])(.*)\1$/, '$2');
    if (key !== undefined && value !== '') fields.set(key, value);
  }
  const bodyStart = text.indexOf('\n', end + 1);
  return { fields, body: bodyStart < 0 ? '' : text.slice(bodyStart + 1) };
}

function commaList(value: string | undefined): string[] {
  const items = (value ?? '').replace(/^\[(.*)\]$/, '$1').split(',');
  return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))];
}

/** Midnight UTC of a day written YYYY-MM-DD, in milliseconds; null when there is no such day. */
function parseDay(value: string | undefined): number | null {
  if (value === undefined) return 0;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  return back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? time : null;
}
