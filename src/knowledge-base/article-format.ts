import { looksLikeHtml } from '../tickets/html-to-text.ts';
import { looksLikeMarkdown } from './read-plain.ts';

export type ArticleFormat = 'markdown' | 'html' | 'csv' | 'json' | 'plain';

const formatsByEnding: Readonly<Record<string, ArticleFormat>> = {
  md: 'markdown', markdown: 'markdown', mdown: 'markdown', mdx: 'markdown', html: 'html', htm: 'html', xhtml: 'html', csv: 'csv', tsv: 'csv', tab: 'csv', json: 'json', jsonl: 'json', ndjson: 'json',
  txt: 'plain', text: 'plain',
};

/** The format a file's name tells; null for one that holds no articles. */
export function formatOfName(path: string): ArticleFormat | null {
  return formatsByEnding[/\.([a-z]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? null;
}

/** The format a text shows: what was pasted has no name. */
export function formatOfText(text: string): ArticleFormat {
  const start = text.slice(0, 5000);
  if (/^\s*(?:\{\s*["}]|\[\s*(?:[{["\]\d-]|true|false|null))/.test(start)) return 'json';
  if (/^\s*<(?:!doctype|html|head|body|main|article|div|h1|p|section)\b/i.test(start)) return 'html';
  if (looksLikeMarkdown(text)) return 'markdown';
  return looksLikeHtml(start) ? 'html' : 'plain';
}
