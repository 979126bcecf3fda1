import { lexer, type Token, type Tokens } from 'marked';
import { findGoneLinks } from './article-links.ts';

/** Something about an article that its writer should know. `at` is the place in the Markdown, where there is one. */
export interface ArticleWarning {
  readonly kind: 'no-title' | 'empty' | 'empty-heading' | 'broken-link' | 'image' | 'very-long' | 'html';
  readonly text: string;
  readonly at?: { readonly start: number; readonly end: number };
}

/** Above it an article is several: readers do not find their place in it, and each change touches everything. */
const manyWords = 2500;
/** Warnings of one kind that are told one by one. */
const mostOfAKind = 5;

/** Words as the cutting into passages counts them. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/**
 * What is wrong with an article as it is written: nothing that keeps it from being saved but a missing title or text.
 * `articleIds` are those that links may lead to.
 */
export function checkArticle({ title, body }: { readonly title: string; readonly body: string }, articleIds: ReadonlySet<string>): ArticleWarning[] {
  const warnings: ArticleWarning[] = [];
  if (title.trim() === '') warnings.push({ kind: 'no-title', text: 'It has no title: write what a customer would ask.' });
  if (body.trim() === '') return [...warnings, { kind: 'empty', text: 'It has no text yet.' }];
  const placed = placeTokens(body);
  warnings.push(...few(emptyHeadings(placed)));
  warnings.push(
    ...few(
      findGoneLinks(body, articleIds).map(({ start, end, words, href }) => ({
        kind: 'broken-link' as const,
        text: `The link “${shortened(words || href)}” leads to an article that does not exist.`,
        at: { start, end },
      })),
    ),
  );
  warnings.push(...few(findImages(placed)));
  const hidden = placed.find(({ token }) => token.type === 'html' && /<\s*(?:script|style|iframe|object|embed|form|svg|math|video|audio|input|button)\b/i.test(token.raw));
  if (hidden) warnings.push({ kind: 'html', text: 'It has HTML that is not shown here: only plain formatting is.', at: { start: hidden.start, end: hidden.start + hidden.token.raw.trimEnd().length } });
  const words = countWords(body);
  if (words > manyWords) warnings.push({ kind: 'very-long', text: `It has ${words.toLocaleString('en-GB')} words. Several articles, each answering one question, are found better.` });
  return warnings;
}

interface Placed {
  readonly token: Token;
  readonly start: number;
}

/** Top-level blocks with their places: what marked leaves unchanged adds up to the text itself. */
function placeTokens(markdown: string): Placed[] {
  const placed: Placed[] = [];
  let start = 0;
  for (const token of lexer(markdown)) {
    // Line ends are evened out by the lexer, so the place is looked for and not only counted.
    const found = markdown.indexOf(token.raw, start);
    if (found !== -1) start = found;
    placed.push({ token, start });
    start += token.raw.length;
  }
  return placed;
}

/** Headings with neither text nor a smaller heading below them. */
function emptyHeadings(placed: readonly Placed[]): ArticleWarning[] {
  const blocks = placed.filter(({ token }) => token.type !== 'space' && token.type !== 'def' && token.type !== 'hr');
  return blocks.flatMap(({ token, start }, i) => {
    if (token.type !== 'heading') return [];
    const { depth, text, raw } = token as Tokens.Heading;
    const next = blocks[i + 1]?.token;
    if (next && (next.type !== 'heading' || (next as Tokens.Heading).depth > depth)) return [];
    return [{ kind: 'empty-heading' as const, text: `Nothing stands under the heading “${shortened(text)}”.`, at: { start, end: start + raw.trimEnd().length } }];
  });
}

/** Images, wherever they are nested, and those written as HTML. */
function findImages(placed: readonly Placed[]): ArticleWarning[] {
  return placed.flatMap(({ token, start }) => {
    if (token.type === 'code') return [];
    const inCode = token.raw.replace(/`[^`\n]+`/g, (code) => ' '.repeat(code.length));
    return [...inCode.matchAll(/!\[([^\][\n]{0,300})\](?:\([^)\n]{0,600}\)|\[[^\]\n]{0,100}\])|<img\b[^>]{0,2000}>/gi)].map((match) => ({
      kind: 'image' as const,
      text: `The image ${match[1] ? `“${shortened(match[1])}” ` : ''}is not shown: nothing is fetched from elsewhere. Say in words what it shows.`,
      at: { start: start + match.index, end: start + match.index + match[0].length },
    }));
  });
}

function few(warnings: readonly ArticleWarning[]): ArticleWarning[] {
  const more = warnings.length - mostOfAKind;
  const last = warnings[mostOfAKind - 1];
  return more > 0 && last ? [...warnings.slice(0, mostOfAKind - 1), { ...last, text: `${last.text} And ${more} more like it.` }] : [...warnings];
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}
