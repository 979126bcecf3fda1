import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { ArticleRecord, ArticleTable } from './read-article-records.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Looked this deep for lists of articles: `{ articles: { items: […] } }` and `{ data: { articles: { nodes: […] } } }`. */
const deepestList = 4;
/** Names that articles have: two of them in an object tell one. */
const telling = new Set(['title', 'name', 'question', 'body', 'content', 'html', 'text', 'answer', 'description', 'description_text', 'body_markdown', 'article_title', 'article_body']);

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function looksLikeArticle(value: unknown): value is Fields {
  return isFields(value) && Object.keys(value).filter((key) => telling.has(key.toLowerCase())).length >= 2;
}

/** A value as a cell: lists and objects as JSON, times and numbers as written. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

interface Found {
  readonly list: readonly unknown[];
  /** Above the list: sections and categories by their id. */
  readonly parents: readonly Fields[];
}

/** The list with the most articles in it, wherever it stands. */
function findList(value: unknown, depth: number, parents: readonly Fields[]): Found | null {
  if (Array.isArray(value)) return (value as unknown[]).some(looksLikeArticle) ? { list: value as unknown[], parents } : null;
  if (!isFields(value) || depth > deepestList) return null;
  let best: Found | null = null;
  for (const inner of Object.values(value)) {
    const found = findList(inner, depth + 1, [...parents, value]);
    if (found !== null && (best === null || found.list.filter(looksLikeArticle).length > best.list.filter(looksLikeArticle).length)) best = found;
  }
  return best;
}

/** `section_id` → the name of that section, where the file has the sections too. */
function namesById(parents: readonly Fields[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const parent of parents) {
    for (const [key, singular] of [['sections', 'section'], ['categories', 'category'], ['folders', 'folder'], ['collections', 'collection']] as const) {
      const list = parent[key];
      if (!Array.isArray(list)) continue;
      for (const each of list as unknown[]) if (isFields(each)) names.set(`${singular} ${toCell(each.id)}`, toCell(each.name ?? each.title));
    }
  }
  return names;
}

function toRecord(fields: Fields, place: string, names: ReadonlyMap<string, string>): ArticleRecord {
  const cells = new Map(Object.entries(fields).map(([key, value]) => [key, toCell(value)]));
  for (const part of ['section', 'category', 'folder', 'collection']) {
    const id = cells.get(`${part}_id`) ?? cells.get(`${part}Id`);
    const name = id === undefined ? undefined : names.get(`${part} ${id}`);
    if (name !== undefined && !cells.has(part)) cells.set(part, name);
  }
  return { place, cells };
}

/** Intercom: an article holds its translations, each with title and body. Each is an article in its language. */
function translationsOf(fields: Fields): Fields[] {
  const translated = fields.translated_content;
  if (!isFields(translated)) return [];
  return Object.entries(translated).flatMap(([locale, content]) => {
    if (locale === 'type' || !looksLikeArticle(content) || locale === fields.default_locale) return [];
    return [{ ...content, id: `${toCell(fields.id)}-${locale}`, locale }];
  });
}

/**
 * Reads a JSON or JSONL text as a table of articles: this desk's own export; Zendesk's `{articles: […]}`, Intercom's
 * `{type: 'list', data: […]}` with translations, Freshdesk's lists, Help Scout's `{articles: {items: […]}}` and
 * `{article: {…}}`; any other list of objects that have a title and a text, or one such object. Lines that can't be read are
 * named; a text that is neither JSON nor lines of JSON, or holds no article, is refused in words.
 */
export function readArticleJson(text: string): Outcome<ArticleTable & { readonly refused: readonly { readonly place: string; readonly reason: string }[] }, 'bad-file'> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const { value, lines, refused } = parsed.value;
  const found = lines ? { list: value as unknown[], parents: [] } : findList(value, 0, []);
  const one = found === null ? [value, ...(isFields(value) ? Object.values(value) : [])].find(looksLikeArticle) : undefined;
  const list = found?.list ?? (one === undefined ? null : [one]);
  if (list === null || (list.length === 0 && refused.length === 0)) return failure('bad-file', 'It holds no list of articles: objects that have a title and a text.');
  const names = namesById(found?.parents ?? []);
  const records: ArticleRecord[] = [];
  const problems = [...refused];
  list.forEach((each, at) => {
    const place = lines ? `line ${(each as { line: number }).line}` : list.length === 1 ? '' : `entry ${at + 1}`;
    const fields = lines ? (each as { fields: unknown }).fields : each;
    if (!isFields(fields)) {
      problems.push({ place, reason: 'This is no object with a title and a text.' });
      return;
    }
    records.push(toRecord(fields, place, names), ...translationsOf(fields).map((translation) => toRecord(translation, `${place} in ${toCell(translation.locale)}`.trim(), names)));
  });
  const columns = [...new Set(records.slice(0, 1000).flatMap((record) => [...record.cells.keys()]))].slice(0, 200);
  return success({ columns, records, refused: problems });
}

interface Parsed {
  readonly value: unknown;
  readonly lines: boolean;
  readonly refused: readonly { readonly place: string; readonly reason: string }[];
}

function parse(text: string): Outcome<Parsed, 'bad-file'> {
  let why: string;
  try {
    return success({ value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown, lines: false, refused: [] });
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  const rows: { readonly line: number; readonly fields: unknown }[] = [];
  const refused: { readonly place: string; readonly reason: string }[] = [];
  text.replace(/^\ufeff/, '').split('\n').forEach((written, at) => {
    if (written.trim() === '') return;
    try {
      rows.push({ line: at + 1, fields: JSON.parse(written) as unknown });
    } catch {
      refused.push({ place: `line ${at + 1}`, reason: 'This line is no JSON.' });
    }
  });
  // A whole file of lines that are no objects is not JSONL that went wrong but something else.
  if (!rows.some((row) => isFields(row.fields))) return failure('bad-file', `It is no JSON (${why.slice(0, 160)}).`);
  return success({ value: rows, lines: true, refused });
}
