import { slug } from './name-article.ts';

export interface ArticleLink {
  /** Where the whole link stands in the Markdown. */
  readonly start: number;
  readonly end: number;
  readonly href: string;
  /** The words it stands on. */
  readonly words: string;
}

const link = /(?<!!)\[([^\][\n]{0,300})\]\(\s*<?([^\s()<>]{1,500}(?:\([^\s()]{0,100}\))?)>?(?:\s+["'][^"'\n]{0,300}["'])?\s*\)/g;
const reference = /^ {0,3}\[([^\]\n]{1,100})\]:\s*<?([^\s<>]{1,500})>?/gm;

/** Inline links and link references of a Markdown text, in their order; what stands in code is left out. Linear. */
export function findLinks(markdown: string): ArticleLink[] {
  if (!markdown.includes('](') && !markdown.includes(']:')) return [];
  const text = markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1|$(?![\s\S]))|`[^`\n]+`/gm, (code) => code.replace(/[^\n]/g, ' '));
  return [link, reference]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({ start: match.index, end: match.index + match[0].length, words: match[1] ?? '', href: match[2] ?? '' }))
    .sort((a, b) => a.start - b.start);
}

/** Ids an address may mean: `/knowledge/id`, or the name of a Markdown file (`returns.md`, `../orders/Where is it.md`). Empty for every other address. */
export function linkedArticle(href: string): string[] {
  const room = /^\/knowledge\/([^/?#]+)(?:[?#].*)?$/.exec(href)?.[1];
  if (room !== undefined) return [decoded(room)];
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return [];
  const file = /(?:^|\/)([^/?#]+)\.(?:md|markdown)(?:[?#].*)?$/i.exec(href)?.[1];
  return file === undefined ? [] : [...new Set([decoded(file), slug(decoded(file))])];
}

/** Links to articles that are not there. */
export function findGoneLinks(markdown: string, articleIds: ReadonlySet<string>): ArticleLink[] {
  return findLinks(markdown).filter(({ href }) => {
    const ids = linkedArticle(href);
    return ids.length > 0 && !ids.some((id) => articleIds.has(id));
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
