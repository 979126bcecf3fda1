import { Marked } from 'marked';
import { csvCell } from '../tickets/write-ticket-csv.ts';
import type { Article } from './article.ts';
import { numberedId } from './article-id.ts';
import { writeFrontMatter } from './front-matter.ts';
import { slug } from './name-article.ts';
import { isUnsafeAddress } from './resolve-address.ts';

function isoTime(at: number): string {
  const iso = new Date(at).toISOString();
  return iso.endsWith('T00:00:00.000Z') && iso.length === 24 ? iso.slice(0, 10) : iso;
}

/** An article as a Markdown file that `readWrittenArticle` reads as the same one. */
export function writeArticleMarkdown(article: Article): string {
  const { id, title, status, language, products, intents, updatedAt, reviewedAt, source, body } = article;
  const front = writeFrontMatter([
    ['title', title],
    ['id', id],
    ['status', status],
    ['language', language],
    ['products', products],
    ['intents', intents],
    ['updated', isoTime(updatedAt)],
    ...(reviewedAt === undefined ? [] : [['reviewed', isoTime(reviewedAt)] as const]),
    ['source', source ?? ''],
  ]);
  return `${front}${body}`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** HTML in an article is shown as it is written, a picture by its words, and no link runs anything. */
const toHtml = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return isUnsafeAddress(href) ? words : `<a href="${escapeHtml(href)}">${words}</a>`;
    },
  },
});

/** An article as an HTML page of its own, without scripts, styles or pictures; what the desk knows of it stands in `meta`. */
export function writeArticleHtml(article: Article): string {
  const { id, title, status, language, products, intents, updatedAt, reviewedAt, source, body } = article;
  const meta = (name: string, value: string): string => `<meta name="tabdesk:${name}" content="${escapeHtml(value)}">`;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<title>${escapeHtml(title)}</title>`,
    meta('id', id),
    meta('status', status),
    meta('products', JSON.stringify(products)),
    meta('intents', JSON.stringify(intents)),
    meta('updated', new Date(updatedAt).toISOString()),
    ...(reviewedAt === undefined ? [] : [meta('reviewed', new Date(reviewedAt).toISOString())]),
    meta('source', source ?? ''),
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(title)}</h1>`,
    toHtml.parse(body, { async: false }),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/**
 * Names of the files of an export: the article's id, in a folder of its product where any article has one, else of its
 * language where there is more than one. No two are the same, also where small and capital letters are.
 */
export function nameFiles(articles: readonly Article[], ending: string): string[] {
  const byProduct = articles.some((article) => article.products.length > 0);
  const byLanguage = new Set(articles.map((article) => article.language)).size > 1;
  const taken = new Set<string>();
  return articles.map((article) => {
    const folder = byProduct ? slug(article.products[0] ?? 'general') : byLanguage ? slug(article.language) : '';
    const name = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,100}$/u.test(article.id) ? article.id.replace(/\.+$/, '') : slug(article.id);
    const path = numberedId(`articles/${folder === '' ? '' : `${folder}/`}${name}`.toLowerCase(), taken);
    taken.add(path);
    return `${path}.${ending}`;
  });
}

export const articleCsvColumns = ['id', 'title', 'body_markdown', 'status', 'language', 'products', 'intents', 'updated_at', 'reviewed_at', 'source'] as const;

/** The header line, with its line end. */
export function articleCsvHeader(): string {
  return `${articleCsvColumns.join(',')}\r\n`;
}

/** One article as a line of CSV that is safe to open in a spreadsheet, with its line end. Lists are JSON. */
export function articleToCsv(article: Article): string {
  const { id, title, body, status, language, products, intents, updatedAt, reviewedAt, source } = article;
  const cells = [
    id, title, body, status, language, products.length === 0 ? '' : JSON.stringify(products), intents.length === 0 ? '' : JSON.stringify(intents),
    new Date(updatedAt).toISOString(), reviewedAt === undefined ? '' : new Date(reviewedAt).toISOString(), source ?? '',
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** One article as an object of JSON, for a list or a line of its own. */
export function articleToJson(article: Article): string {
  const { id, title, body, status, language, products, intents, updatedAt, reviewedAt, source } = article;
  return JSON.stringify({
    id, title, body_markdown: body, status, language, products, intents, updated_at: new Date(updatedAt).toISOString(),
    ...(reviewedAt === undefined ? {} : { reviewed_at: new Date(reviewedAt).toISOString() }), source: source ?? '',
  });
}
