import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { decodeEntities } from '../tickets/html-to-text.ts';
import { readDate } from '../tickets/read-date.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { cleanText, cleanTitle } from './clean-text.ts';
import { tooLong } from './read-article.ts';
import { longestArticle } from './read-sections.ts';
import { tameHtml } from './tame-html.ts';

/** A page as Markdown. */
export interface HtmlPage {
  /** From its first heading, else from its `<title>`; empty when it has neither. */
  readonly title: string;
  readonly body: string;
  /** As its `lang` says; empty when it says nothing. */
  readonly language: string;
  /** Milliseconds since the epoch; null when it does not say. */
  readonly updatedAt: number | null;
  /** What this desk's own export wrote into it. */
  readonly own: ReadonlyMap<string, string>;
}

export interface HtmlOptions {
  /** Address relative links are resolved against; without one they become their words. */
  readonly base?: string | null;
  /** Only the text of an article, as an export's `body` holds it: all of it is content, and its headings are no title. */
  readonly fragment?: boolean;
}

/** A page with more marks than this around its words is no page to read. */
const longestPage = 5_000_000;
/** Tags and texts of a page, some 0.1 ms each to turn into Markdown: an article of 600 pages has fewer. */
const mostPieces = 100_000;
/** A table with more cells, the missing ones filled in, is written as lines. */
const largestTable = 20_000;

const schema: Schema = {
  tagNames: [
    'a', 'article', 'aside', 'b', 'blockquote', 'body', 'br', 'cite', 'code', 'dd', 'del', 'details', 'dfn', 'dir', 'div', 'dl', 'dt', 'em', 'fieldset', 'figcaption',
    'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'i', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 's',
    'samp', 'section', 'strike', 'strong', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'address', 'center',
  ],
  attributes: {
    a: ['href'], ol: ['start'], td: ['align', 'colSpan', 'rowSpan'], th: ['align', 'colSpan', 'rowSpan'], code: [['className', /^language-./]],
    article: [['itemProp', 'articleBody']], table: [['role', 'presentation']],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  strip: ['script', 'style'],
};

const parser = unified().use(rehypeParse, { fragment: true });
const sanitiser = unified().use(rehypeSanitize, schema);
const writer = unified()
  .use(rehypeRemark)
  // Tables whose columns stand under one another grow with the longest cell times the rows.
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', fences: true, rule: '-', listItemIndent: 'one', emphasis: '_' });

type Parent = Root | Element;

function isElement(node: RootContent | ElementContent | undefined): node is Element {
  return node?.type === 'element';
}

/** Its children that are elements of these names. */
function childrenOf(parent: Parent, ...names: readonly string[]): Element[] {
  return (parent.children as ElementContent[]).filter(isElement).filter((child) => names.includes(child.tagName));
}

/** Every element in the order of the page. */
function* elementsOf(parent: Parent): Generator<Element> {
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    yield child;
    yield* elementsOf(child);
  }
}

function textOf(node: RootContent | ElementContent | Root): string {
  const parts: string[] = [];
  const walk = (each: RootContent | ElementContent | Root): void => {
    if (each.type === 'text') parts.push(each.value);
    else if (each.type === 'element' || each.type === 'root') for (const child of each.children) walk(child);
  };
  walk(node);
  return parts.join('');
}

function wordsOf(node: RootContent | ElementContent | Root): string {
  return textOf(node).replace(/\s+/g, ' ').trim();
}

/** A copy with elements taken out wherever they are. */
function without<T extends Parent>(parent: T, unwanted: (element: Element) => boolean): T {
  const kept = (parent.children as ElementContent[]).filter((child) => !isElement(child) || !unwanted(child));
  return { ...parent, children: kept.map((child) => (isElement(child) ? without(child, unwanted) : child)) };
}

/** What of a page is its article: what it marks as such, else all but navigation, header, footer and side. */
function findContent(page: Root): Parent {
  const all = [...elementsOf(page)];
  const articles = all.filter((element) => element.tagName === 'article');
  const main = all.find((element) => element.tagName === 'main');
  const candidates = [articles.find((element) => element.properties.itemProp !== undefined), articles.length === 1 ? articles[0] : undefined, main];
  const whole = wordsOf(page).length;
  for (const candidate of candidates) {
    // A teaser of a few words is marked as an article on many a page.
    const length = candidate === undefined ? 0 : wordsOf(candidate).length;
    if (candidate !== undefined && length > 0 && (length > 200 || length * 5 > whole)) {
      return without(candidate, (element) => element.tagName === 'nav');
    }
  }
  const inner = without(page, (element) => ['nav', 'header', 'footer', 'aside'].includes(element.tagName));
  return wordsOf(inner) === '' ? page : inner;
}

/** Forms ask; but there are pages that stand in one from top to bottom. */
function withoutForms(content: Parent): Parent {
  const length = wordsOf(content).length;
  return without(content, (element) => element.tagName === 'form' && wordsOf(element).length * 2 < length);
}

function rowsOf(table: Element): Element[] {
  return childrenOf(table, 'tr', 'thead', 'tbody', 'tfoot').flatMap((part) => (part.tagName === 'tr' ? [part] : childrenOf(part, 'tr')));
}

function cellsOf(row: Element): Element[] {
  return childrenOf(row, 'td', 'th');
}

const inBlocks = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'blockquote', 'pre'];
const lines = ['p', 'div', 'li', 'dt', 'dd', 'section', 'article', 'figure', 'figcaption', 'center', 'address', 'ul', 'ol', 'dl'];

/** A cell of Markdown holds one line: what stood on lines of its own is set apart by a sign, list items by a dot. */
function flattenCell(cell: Element): void {
  const parts: ElementContent[] = [];
  const divide = (sign: string): void => {
    if (parts.some((part) => part.type !== 'text' || part.value.trim() !== '')) parts.push({ type: 'text', value: sign });
  };
  const walk = (parent: Element): void => {
    for (const child of parent.children) {
      if (!isElement(child)) parts.push(child);
      else if (child.tagName === 'br') divide(' ');
      else if (child.tagName === 'hr') continue;
      else if (lines.includes(child.tagName)) {
        divide(child.tagName === 'li' ? ' • ' : ' ');
        walk(child);
        divide(' ');
      } else if (child.tagName === 'pre') parts.push({ type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value: wordsOf(child) }] });
      else parts.push(child);
    }
  };
  walk(cell);
  cell.children = parts;
}

/** Tables that hold data stay tables; those that only place things, and those too large to write, become what they hold. */
function settleTables(parent: Parent): void {
  const settled: (RootContent | ElementContent)[] = [];
  for (const child of parent.children) {
    if (!isElement(child)) {
      settled.push(child);
      continue;
    }
    if (child.tagName !== 'table') {
      settleTables(child);
      settled.push(child);
      continue;
    }
    const rows = rowsOf(child);
    const widths = rows.map((row) => cellsOf(row).length);
    const wide = widths.reduce((most, width) => Math.max(most, width), 0);
    const holdsBlocks = rows.some((row) => cellsOf(row).some((cell) => [...elementsOf(cell)].some((element) => inBlocks.includes(element.tagName))));
    const places = child.properties.role !== undefined || wide < 2 || holdsBlocks;
    if (!places && wide * rows.length <= largestTable) {
      for (const row of rows) for (const cell of cellsOf(row)) flattenCell(cell);
      settled.push(child);
      continue;
    }
    for (const row of rows) {
      for (const cell of cellsOf(row)) {
        const box: Element = { type: 'element', tagName: 'div', properties: {}, children: cell.children };
        settleTables(box);
        settled.push(box);
      }
    }
  }
  parent.children = settled;
}

/** The language of a block of code stands at an empty `code` in front of it, where it was at the `pre`. */
function settleCode(content: Parent): void {
  for (const pre of elementsOf(content)) {
    const [first, ...rest] = pre.children;
    if (pre.tagName !== 'pre' || !isElement(first) || first.tagName !== 'code' || first.children.length > 0 || rest.length === 0) continue;
    const own = rest.filter(isElement).find((child) => child.tagName === 'code');
    pre.children = [{ ...first, properties: own?.properties.className === undefined ? first.properties : own.properties, children: [{ type: 'text', value: textOf({ ...pre, children: rest }) }] }];
  }
}

/** Takes the first heading out of the content and answers its words; empty when there is none. */
function takeHeading(content: Parent): string {
  for (const child of content.children) {
    if (!isElement(child)) continue;
    if (child.tagName === 'h1' && wordsOf(child) !== '') {
      content.children = (content.children as ElementContent[]).filter((each) => each !== child);
      return wordsOf(child);
    }
    const within = takeHeading(child);
    if (within !== '') return within;
  }
  return '';
}

/** "Returns | Acme help" → "Returns". */
function withoutSite(title: string): string {
  const at = Math.max(title.lastIndexOf(' | '), title.lastIndexOf(' – '), title.lastIndexOf(' — '), title.lastIndexOf(' - '), title.lastIndexOf(' · '));
  return at >= 3 ? title.slice(0, at).trim() : title;
}

/** Pictures written into the page itself are most of its size, and nothing of them is kept. */
function withoutData(html: string): string {
  return html.replace(/\bdata:[a-z]{1,20}\/[\w.+-]{1,60};base64,[\w+/=%]*/gi, '');
}

/**
 * Reads an HTML page, or with `fragment` the HTML of an article's text, as Markdown: the main content with its headings,
 * tables, lists, code and links. Scripts, styles, forms, hidden parts and events are dropped, pictures become their words,
 * links lead to http, https, mailto or tel only. Refuses what is too long in words. Linear in the text.
 */
export function readHtml(source: string, { base = null, fragment = false }: HtmlOptions = {}): Outcome<HtmlPage, 'too-long'> {
  const html = cleanText(source.length > longestPage / 5 ? withoutData(source) : source);
  if (html.length > longestPage) return failure('too-long', 'It has more than 5 million characters of HTML. Cut it into several pages.');
  const { html: tame, pieces, facts } = tameHtml(html, base);
  if (pieces > mostPieces) return failure('too-long', `It has ${mostPieces.toLocaleString('en-GB')} pieces of markup or more. Cut it into several articles.`);
  const page = sanitiser.runSync(parser.parse(tame));
  // A fragment may have had a body of its own, whose tag is gone by now.
  const heading = fragment ? '' : wordsOf([...elementsOf(page)].find((element) => element.tagName === 'h1') ?? { type: 'text', value: '' });
  const content = fragment ? page : withoutForms(findContent(page));
  const title = fragment ? '' : takeHeading(content) || heading;
  settleTables(content);
  settleCode(content);
  const root: Root = { type: 'root', children: content.children as RootContent[] };
  const body = writer.stringify(writer.runSync(root));
  if (body.length > longestArticle) return failure('too-long', tooLong(body.length));
  const written = cleanTitle(decodeEntities(facts.title));
  return success({
    title: cleanTitle(title || withoutSite(written)),
    body,
    language: facts.language,
    updatedAt: facts.times.map((time) => readDate(time, 'day-first')).find((time) => time !== null) ?? null,
    own: new Map([...facts.own].map(([key, value]) => [key, decodeEntities(value)])),
  });
}
