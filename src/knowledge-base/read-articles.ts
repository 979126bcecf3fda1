import { failure } from '../tickets/outcome.ts';
import { createCsvReader } from '../tickets/read-ticket-csv.ts';
import type { ArticleFormat } from './article-format.ts';
import { givenId, idOfAddress, idOfPath } from './article-id.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { cleanText, cleanTitle } from './clean-text.ts';
import { articleMappingProblems, guessArticleMapping, type ArticleMapping } from './map-article-columns.ts';
import { slug } from './name-article.ts';
import { readWrittenArticle } from './parse-article.ts';
import { makeArticle, tooLong, type ArticleFile, type ReadEntry, type ReadOptions } from './read-article.ts';
import { readArticleJson } from './read-article-json.ts';
import { readRecords, type ArticleTable } from './read-article-records.ts';
import { readHtml, type HtmlPage } from './read-html.ts';
import { longestArticle } from './read-sections.ts';
import { readPlain } from './read-plain.ts';

/** A table as the person sees it before it is read: which column is what. */
export interface TablePreview {
  readonly file: string;
  readonly format: 'csv' | 'json';
  readonly columns: readonly string[];
  /** The first values of each column, shortened. */
  readonly examples: readonly (readonly string[])[];
  readonly rows: number;
  readonly mapping: ArticleMapping;
  readonly problems: readonly string[];
}

/** What came of a file: its entries one by one, and for a table how it was read. */
export interface ReadFile {
  readonly format: ArticleFormat;
  readonly table: TablePreview | null;
  /** What was guessed about the file. */
  readonly notes: readonly string[];
  /** How many entries there will be. */
  readonly expected: number;
  readonly entries: Iterable<ReadEntry>;
}

/**
 * Reads the text of one file as articles. Markdown and HTML are one article each; CSV, JSON and JSONL one a row; plain text
 * one, or one a question. `mapping` is the person's word on the columns. Entries are read as they are asked for, so that the
 * caller can tell how far it is, and stop. Nothing throws: what can't be taken is an entry with its reason.
 */
export function readArticles(file: ArticleFile, format: ArticleFormat, options: ReadOptions, mapping?: ArticleMapping): ReadFile {
  switch (format) {
    case 'markdown':
      return single(file, format, readMarkdownFile(file, options));
    case 'html':
      return single(file, format, readHtmlFile(file, options));
    case 'plain':
      return readPlainFile(file, options);
    case 'csv':
      return readTable(file, 'csv', readCsv(file.text), options, mapping);
    case 'json': {
      const read = readArticleJson(file.text);
      if (!read.ok) return single(file, 'json', read);
      return readTable(file, 'json', { ...read.value, notes: [] }, options, mapping);
    }
  }
}

function single(file: ArticleFile, format: ArticleFormat, read: ReadEntry['read']): ReadFile {
  const entry: ReadEntry = { file: file.path, place: '', title: read.ok ? read.value.article.title : '', read };
  return { format, table: null, notes: [], expected: 1, entries: [entry] };
}

function idOfFile({ path, address }: ArticleFile): string {
  return address === undefined ? idOfPath(path) : idOfAddress(address);
}

function fileName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[^.]{1,10}$/, '').replace(/[-_]+/g, ' ').trim();
}

function readMarkdownFile(file: ArticleFile, options: ReadOptions): ReadEntry['read'] {
  if (file.text.length > longestArticle) return failure('too-long', tooLong(file.text.length));
  const own = idOfFile(file);
  const read = readWrittenArticle(own, cleanText(file.text));
  if (!read.ok) {
    // The reason is read next to the file's name.
    const reason = read.message.replace(`The article ${own} `, 'It ');
    return failure(reason.includes('no title') ? 'no-title' : reason.includes('no text') ? 'no-text' : 'bad-article', reason);
  }
  const { article, id, dated, labels, hasSource, languageGiven } = read.value;
  const clean = cleanMarkdown(article.body, file.address ?? null);
  const { updatedAt, source, language, ...rest } = article;
  const from = hasSource ? (source ?? '') : (file.address ?? file.path);
  return makeArticle(
    {
      ...rest, ...(languageGiven ? { language } : {}), body: clean.text, id: givenId(id ?? '') || own, idGiven: givenId(id ?? '') !== '', updatedAt: dated ? updatedAt : null, labels, notes: clean.notes,
      source: from,
    },
    options,
    file.modified,
  );
}

/** What this desk wrote into a page it exported. */
function ownFacts(own: HtmlPage['own']): { readonly id: string; readonly parts: object } {
  const list = (key: string): string[] => {
    try {
      const read: unknown = JSON.parse(own.get(key) ?? '[]');
      return Array.isArray(read) ? read.map(String) : [];
    } catch {
      return [];
    }
  };
  const time = (key: string): number | null => (Number.isNaN(Date.parse(own.get(key) ?? '')) ? null : Date.parse(own.get(key) ?? ''));
  const status = own.get('status');
  return {
    id: givenId(own.get('id') ?? ''),
    parts: {
      products: list('products'),
      intents: list('intents'),
      ...(status === 'draft' || status === 'published' ? { status } : {}),
      ...(own.has('updated') ? { updatedAt: time('updated') } : {}),
      ...(own.has('reviewed') ? { reviewedAt: time('reviewed') } : {}),
      ...(own.has('source') ? { source: own.get('source') ?? '' } : {}),
    },
  };
}

function readHtmlFile(file: ArticleFile, options: ReadOptions): ReadEntry['read'] {
  const page = readHtml(file.text, { base: file.address ?? null });
  if (!page.ok) return page;
  const { title, body, language, updatedAt, own } = page.value;
  const facts = ownFacts(own);
  return makeArticle(
    {
      id: facts.id || idOfFile(file),
      idGiven: facts.id !== '',
      title: title || fileName(file.path),
      body,
      language,
      updatedAt,
      source: file.address ?? file.path,
      ...facts.parts,
    },
    options,
    file.modified,
  );
}

function readPlainFile(file: ArticleFile, options: ReadOptions): ReadFile {
  const text = cleanText(file.text);
  const pasted = file.path === '';
  const articles = readPlain(text, pasted ? '' : fileName(file.path));
  if (articles.length === 0) return single(file, 'plain', failure('no-text', 'It has no text.'));
  const alone = articles.length === 1;
  const entries = articles.map(({ title, body, line }): ReadEntry => {
    const clean = cleanMarkdown(body);
    const read = makeArticle(
      { id: alone && !pasted ? idOfFile(file) : slug(title), idGiven: false, title: cleanTitle(title), body: clean.text, updatedAt: null, source: file.address ?? file.path, notes: clean.notes },
      options,
      file.modified,
    );
    return { file: file.path, place: alone ? '' : `line ${line}`, title: cleanTitle(title), read };
  });
  return { format: 'plain', table: null, notes: [], expected: entries.length, entries };
}

interface ReadTable extends ArticleTable {
  readonly refused: readonly { readonly place: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/** Text goes into the reader in pieces, as from a file. */
const piece = 1_000_000;

function readCsv(text: string): ReadTable {
  const reader = createCsvReader();
  const parts = [];
  for (let at = 0; at < text.length; at += piece) {
    parts.push(reader.read(text.slice(at, at + piece)));
    if (parts.at(-1)?.problem) break;
  }
  if (!parts.at(-1)?.problem) parts.push(reader.end());
  return {
    columns: reader.columns(),
    records: parts.flatMap((part) => part.rows.map((row) => ({ place: `line ${row.line}`, cells: row.cells }))),
    refused: parts.flatMap((part) => [
      ...part.refused.map(({ line, reason }) => ({ place: `line ${line}`, reason })),
      ...(part.problem === null ? [] : [{ place: '', reason: part.problem.message }]),
    ]),
    notes: reader.notes(),
  };
}

const examplesShown = 2;
const exampleLength = 80;

function readTable(file: ArticleFile, format: 'csv' | 'json', table: ReadTable, options: ReadOptions, chosen: ArticleMapping | undefined): ReadFile {
  const { columns, records, refused, notes } = table;
  const mapping = chosen ?? guessArticleMapping(columns, records.slice(0, 50).map((record) => record.cells));
  const problems = articleMappingProblems(mapping, columns);
  const preview: TablePreview = {
    file: file.path,
    format,
    columns,
    examples: columns.map((column) => {
      const values = records.slice(0, 50).map((record) => (record.cells.get(column) ?? '').slice(0, 400).replace(/\s+/g, ' ').trim());
      return [...new Set(values.filter((value) => value !== ''))].slice(0, examplesShown).map((value) => (value.length > exampleLength ? `${value.slice(0, exampleLength - 1)}…` : value));
    }),
    rows: records.length,
    mapping,
    problems,
  };
  return { format, table: records.length === 0 ? null : preview, notes, expected: refused.length + (problems.length > 0 ? 0 : records.length), entries: entriesOf() };

  function* entriesOf(): Generator<ReadEntry> {
    const refuse = (place: string, reason: string): ReadEntry => ({ file: file.path, place, title: '', read: failure('bad-article', reason) });
    for (const { place, reason } of refused) yield refuse(place, reason);
    if (records.length === 0 && refused.length === 0) yield refuse('', 'It holds no rows.');
    if (problems.length === 0) yield* readRecords(table, file.path, file.modified, mapping, options);
  }
}
