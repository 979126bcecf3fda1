import Papa from 'papaparse';
import type { Article } from '../knowledge-base/article.ts';
import type { KnowledgeCase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { writtenCase } from './knowledge-cases.ts';

/** A file of questions has a line each; above this it is something else. */
const largestFile = 20_000_000;
const questionNames = ['question', 'query', 'text', 'request'];
const articleNames = ['article', 'article id', 'article_id', 'articleid', 'id', 'expected', 'title'];

/** What came of a file of questions. */
export interface CasesRead {
  readonly cases: readonly KnowledgeCase[];
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/** Cells that a spreadsheet would run as a formula begin with an apostrophe in our files. */
const formula = /^'?[=+\-@\t\r]/;

function safe(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

function unsafe(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Questions with their articles as CSV, safe to open in a spreadsheet. Titles are for people; the id is what is read back. */
export function writeCases(cases: readonly KnowledgeCase[], titles: ReadonlyMap<string, string>): string {
  const rows = cases.map(({ question, articleId }) => [safe(question), safe(articleId), safe(titles.get(articleId) ?? '')]);
  return `\ufeff${Papa.unparse({ fields: ['question', 'article', 'title'], data: rows }, { newline: '\r\n', quotes: true })}\r\n`;
}

/**
 * Reads a CSV of questions: a column `question` and one `article` with an article's id or its title. Lines without a question, or
 * whose article is not here, are refused with the reason; the same question twice counts once, the last one.
 */
export function readCases(text: string, articles: readonly Pick<Article, 'id' | 'title'>[], now: number): Outcome<CasesRead> {
  if (text.length > largestFile) return failure('too-large', 'This file is larger than 20 MB. Cut it into several.');
  const { data: rows } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t'] });
  const header = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const questionAt = header.findIndex((name) => questionNames.includes(name));
  const articleAt = articleNames.map((name) => header.indexOf(name)).find((at) => at >= 0) ?? -1;
  if (questionAt < 0 || articleAt < 0) return failure('no-columns', 'The first line must name the columns “question” and “article”. Add it, then choose the file again.');
  const ids = new Set(articles.map(({ id }) => id));
  const byTitle = new Map(articles.map(({ id, title }) => [title.trim().toLowerCase(), id]));
  const cases = new Map<string, KnowledgeCase>();
  const refused: { line: number; reason: string }[] = [];
  rows.slice(1).forEach((row, at) => {
    const question = unsafe((row[questionAt] ?? '').trim());
    const named = unsafe((row[articleAt] ?? '').trim());
    const articleId = ids.has(named) ? named : byTitle.get(named.toLowerCase());
    if (question === '') refused.push({ line: at + 2, reason: 'has no question' });
    else if (articleId === undefined) refused.push({ line: at + 2, reason: named === '' ? 'names no article' : `names an article that is not here: ${named.slice(0, 80)}` });
    else {
      const made = writtenCase(question, articleId, now);
      cases.set(made.id, made);
    }
  });
  if (cases.size === 0 && refused.length === 0) return failure('empty', 'There is no question in this file.');
  return success({ cases: [...cases.values()], refused });
}
