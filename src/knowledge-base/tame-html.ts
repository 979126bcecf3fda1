import { createTagReader, type HtmlTag } from './html-tags.ts';
import { readAddress, resolveAddress } from './resolve-address.ts';

/** What a page says about itself outside its text. Values have their entities still. */
export interface PageFacts {
  title: string;
  language: string;
  /** Times as written, the most telling first. */
  times: string[];
  /** `<meta name="tabdesk:…">` of this desk's own export, without the prefix. */
  readonly own: Map<string, string>;
}

export interface TameHtml {
  /** Well formed: every element is known, closed, nested as it may be and at most `deepest` deep. */
  readonly html: string;
  /** Elements and texts in it: what later parsers' work grows with. */
  readonly pieces: number;
  readonly facts: PageFacts;
}

const deepest = 100;
/** Lists and quotations within one another: each level indents all it holds. */
const deepestLists = 12;
/** Cells that `colspan` and `rowspan` may add, over a whole page. */
const mostSpans = 2000;

const voids = new Set(['br', 'hr', 'img', 'wbr', 'input', 'col', 'source', 'track', 'meta', 'link', 'base', 'embed', 'param', 'area', 'keygen']);
/** Their content is no HTML. */
const rawText = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);
/** Left out with all they hold. */
const dropped = new Set(['template', 'noscript', 'svg', 'math', 'object', 'applet', 'canvas', 'select', 'datalist', 'button', 'dialog', 'map', 'frameset', 'menu', 'rp', 'rt']);
const blocks = new Set([
  'address', 'article', 'aside', 'blockquote', 'center', 'details', 'dd', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'ul', 'caption',
]);
const formatting = new Set(['a', 'b', 'strong', 'i', 'em', 'cite', 'dfn', 'u', 's', 'strike', 'del', 'code', 'kbd', 'samp', 'tt', 'var', 'mark', 'q']);
const tableParts = new Set(['tr', 'td', 'th', 'thead', 'tbody', 'tfoot']);
const nesting = new Set(['ul', 'ol', 'dir', 'dl', 'blockquote']);
/** A tag within does not reach beyond these. */
const boundaries = new Set(['table', 'td', 'th', 'caption']);
const blockEdges = new Set([...blocks, 'td', 'th']);
const impliedEnd = new Set(['p', 'li', 'dt', 'dd', 'td', 'th', 'tr']);
const containers = new Set(['ul', 'ol', 'dl', 'table', 'tr', 'thead', 'tbody', 'tfoot', 'div', 'section', 'article', 'main', 'body']);
/** They hold words only: blocks within are run together. */
const flat = new Set(['summary', 'caption']);
const headings = /^h[1-6]$/;
const hiddenClass = /(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screen-reader-only)(?:\s|$)/;

interface Open {
  readonly name: string;
  readonly close: string;
}

function isHidden({ attributes }: HtmlTag): boolean {
  const style = (attributes.get('style') ?? '').toLowerCase().replace(/\s+/g, '');
  return (
    attributes.has('hidden') ||
    attributes.get('aria-hidden') === 'true' ||
    /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|font-size:0(?:px|em|rem|pt|%)?(?:!important)?(?:;|$)|opacity:0(?:!important)?(?:;|$))/.test(style) ||
    hiddenClass.test(attributes.get('class') ?? '')
  );
}

function escapeText(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeValue(text: string): string {
  return text.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Rewrites any HTML as little, well-formed HTML without scripts, styles, forms' controls, hidden parts, events or remote
 * content: a picture becomes its alternative text, linked where it has a web address, and so do films and frames. One
 * pass, linear in the text: parsers that come after it meet neither nesting that exhausts them nor unclosed tags that
 * make them work in the square of the text.
 */
export function tameHtml(html: string, base: string | null): TameHtml {
  const facts: PageFacts = { title: '', language: '', times: [], own: new Map() };
  const reader = createTagReader(html);
  const out: string[] = [];
  const stack: Open[] = [];
  const ignored = new Map<string, number>();
  let lists = 0;
  let spans = 0;
  let address = base;
  /** Where the piece of each open table stands, for its caption. */
  const tables: number[] = [];
  let captionFrom = -1;
  /** Elements that are known never to end. */
  const endless = new Set<string>();
  let at = 0;

  const top = (): string => stack.at(-1)?.name ?? '';
  const push = (name: string, open: string, close = `</${name}>`): void => {
    out.push(open);
    stack.push({ name, close });
    if (nesting.has(name)) lists += 1;
  };
  const pop = (): void => {
    const last = stack.pop();
    if (!last) return;
    out.push(last.close);
    if (nesting.has(last.name)) lists -= 1;
    if (last.name === 'caption') moveCaption();
    if (last.name === 'table') tables.pop();
  };
  const popTo = (depth: number): void => {
    while (stack.length > depth) pop();
  };
  /** Depth of the nearest open element that `wanted` names, not looking beyond `limits`; -1 when there is none. */
  const nearest = (wanted: (name: string) => boolean, limits: ReadonlySet<string>): number => {
    for (let depth = stack.length - 1; depth >= 0; depth -= 1) {
      const name = stack[depth]?.name ?? '';
      if (wanted(name)) return depth;
      if (limits.has(name)) return -1;
    }
    return -1;
  };
  const closeNearest = (wanted: (name: string) => boolean, limits: ReadonlySet<string>): void => {
    const depth = nearest(wanted, limits);
    if (depth !== -1) popTo(depth);
  };
  function moveCaption(): void {
    const caption = out.splice(captionFrom);
    out.splice(tables.at(-1) ?? out.length, 0, ...caption);
    captionFrom = -1;
    if (tables.length > 0) tables.push((tables.pop() ?? 0) + caption.length);
  }
  /** Directly in a table only its parts may stand: anything else gets a cell. */
  const enterCell = (): void => {
    if (top() === 'table' || top() === 'thead' || top() === 'tbody' || top() === 'tfoot') push('tr', '<tr>');
    if (top() === 'tr') push('td', '<td>');
  };
  const write = (text: string): void => {
    if (text === '') return;
    if (/^(?:table|thead|tbody|tfoot|tr)$/.test(top())) {
      if (text.trim() === '') return;
      enterCell();
    }
    out.push(escapeText(text));
  };
  const closeFormatting = (): void => {
    while (formatting.has(top()) && top() !== 'a') pop();
  };
  const inLink = (): boolean => nearest((name) => name === 'a', boundaries) !== -1;
  /** Words with a link, or the words alone where there is no address or already a link. */
  const writeLinked = (words: string, to: string | null): void => {
    if (words.trim() === '') return;
    enterCell();
    if (to === null || inLink()) write(` ${words} `);
    else out.push(` <a href="${escapeValue(to)}">${escapeText(words)}</a> `);
  };
  const href = (tag: HtmlTag, key: string): string | null => resolveAddress(readAddress(tag.attributes.get(key) ?? ''), address);

  function picture(tag: HtmlTag): void {
    const alt = tag.attributes.get('alt');
    // An empty text says that it is decoration; one pixel counts readers.
    if (alt?.trim() === '' || Number(tag.attributes.get('width') ?? 9) <= 2 || Number(tag.attributes.get('height') ?? 9) <= 2) return;
    const to = webAddress(tag);
    writeLinked(alt ?? (to === null ? '' : 'Picture'), to);
  }

  /**
   * Where an element ends whose start tag ends at `from`, with all it holds; -1 when it never does. Some end without a tag
   * of their own: when a like one begins, or when what they stand in ends.
   */
  function endOf(skipped: string, from: number): number {
    const implied = impliedEnd.has(skipped);
    let depth = 1;
    let inner = 0;
    let position = from;
    for (;;) {
      const open = html.indexOf('<', position);
      if (open === -1) return -1;
      const tag = reader.read(open);
      if (tag === null) {
        position = open + 1;
        continue;
      }
      if (implied && depth === 1) {
        if (!tag.closing && ((skipped === 'p' && blocks.has(tag.name)) || (inner === 0 && skipped === tag.name))) return open;
        if (containers.has(tag.name)) {
          if (tag.closing && inner === 0) return open;
          inner += tag.closing ? -1 : 1;
        }
      }
      position = tag.end;
      if (!tag.closing && rawText.has(tag.name)) position = reader.closingOf(tag.name, position);
      if (tag.name === skipped) {
        depth += tag.closing ? -1 : 1;
        if (depth === 0) return position;
      }
    }
  }

  /** Leaves an element out. One that never ends is only left out where it hides what follows: a browser shows nothing of it either. */
  function skip({ name, end }: HtmlTag, hidden: boolean): void {
    if (endless.has(name) && !hidden) return;
    const found = endless.has(name) ? -1 : endOf(name, end);
    if (found === -1) endless.add(name);
    if (found !== -1) at = found;
    else if (hidden) at = html.length;
  }

  function raw(tag: HtmlTag): void {
    const end = reader.closingOf(tag.name, tag.end);
    if (tag.name === 'title' && facts.title === '') facts.title = html.slice(tag.end, Math.min(end, tag.end + 2000));
    if (tag.name === 'iframe' && !isHidden(tag)) {
      writeLinked(nameOf(tag, 'Embedded page'), webAddress(tag));
    } else if (tag.name === 'xmp' || tag.name === 'plaintext') {
      enterCell();
      closeFormatting();
      out.push(`<pre>${escapeText(html.slice(tag.end, end).replaceAll('&', '&amp;'))}</pre>`);
    }
    at = end;
  }

  function meta(tag: HtmlTag): void {
    const key = (tag.attributes.get('property') ?? tag.attributes.get('name') ?? '').toLowerCase();
    const value = tag.attributes.get('content') ?? '';
    if (key.startsWith('tabdesk:') && facts.own.size < 20) facts.own.set(key.slice(8), value);
    else if (key === 'article:modified_time' || key === 'og:updated_time' || key === 'last-modified') facts.times.unshift(value);
    else if (key === 'og:title' && facts.title === '') facts.title = value;
  }

  function start(tag: HtmlTag): void {
    const { name, attributes } = tag;
    if (rawText.has(name)) raw(tag);
    else if (name === 'meta') meta(tag);
    else if (name === 'html') facts.language = attributes.get('lang') ?? attributes.get('xml:lang') ?? facts.language;
    else if (name === 'base') address = address === base ? (href(tag, 'href') ?? address) : address;
    else if (dropped.has(name) || (!voids.has(name) && name !== 'body' && isHidden(tag))) skip(tag, isHidden(tag));
    else if (name === 'time') time(tag);
    else if (name === 'br' || name === 'hr') breakLine(name);
    else if (name === 'img') picture(tag);
    else if (name === 'video' || name === 'audio' || name === 'embed') film(tag);
    else if (voids.has(name)) return;
    else if (tableParts.has(name)) tablePart(tag);
    else if (name === 'caption') caption();
    else if (blocks.has(name) || formatting.has(name)) element(tag);
  }

  function time({ attributes }: HtmlTag): void {
    const written = attributes.get('datetime') ?? '';
    if (attributes.get('itemprop') === 'dateModified') facts.times.unshift(written);
    else if (facts.times.length < 5) facts.times.push(written);
  }

  function breakLine(name: 'br' | 'hr'): void {
    enterCell();
    if (name === 'hr') {
      closeFormatting();
      closeNearest((each) => each === 'p', boundaries);
    }
    out.push(`<${name}>`);
  }

  /** The words that name something that is not shown, or what it is. */
  function nameOf({ attributes }: HtmlTag, otherwise: string): string {
    const title = (attributes.get('title') ?? '').trim();
    return title === '' ? otherwise : title;
  }

  /** Its web address, or null. */
  function webAddress(tag: HtmlTag): string | null {
    const to = href(tag, 'src');
    return to !== null && /^https?:/i.test(to) ? to : null;
  }

  function film(tag: HtmlTag): void {
    writeLinked(nameOf(tag, tag.name === 'audio' ? 'Recording' : 'Video'), webAddress(tag));
  }

  function caption(): void {
    if (top() !== 'table' || captionFrom !== -1) return;
    captionFrom = out.length;
    push('caption', '<p>', '</p>');
  }

  /** Counts an element that is nested too deeply to be kept, so that its end closes no other. */
  function ignore(name: string): void {
    ignored.set(name, (ignored.get(name) ?? 0) + 1);
    if (!formatting.has(name)) out.push(' ');
  }

  function element(tag: HtmlTag): void {
    const { name } = tag;
    if (stack.length >= deepest || (nesting.has(name) && lists >= deepestLists)) {
      ignore(name);
      return;
    }
    enterCell();
    if (formatting.has(name)) startFormatting(tag);
    else startBlock(tag);
  }

  function startBlock(tag: HtmlTag): void {
    const { name } = tag;
    closeFormatting();
    if (stack.some((open) => flat.has(open.name))) {
      push(name, ' ', ' ');
      return;
    }
    closeNearest((each) => each === 'p', boundaries);
    closeFormatting();
    if (name === 'li') closeNearest((each) => each === 'li', new Set(['ul', 'ol', 'dir', ...boundaries]));
    if (name === 'dt' || name === 'dd') closeNearest((each) => each === 'dt' || each === 'dd', new Set(['dl', ...boundaries]));
    if (headings.test(name) && headings.test(top())) pop();
    if (name === 'table') tables.push(out.length);
    const [open, close] = blockTags(tag);
    push(name, open, close);
  }

  /** The tags a block is written with. */
  function blockTags({ name, attributes }: HtmlTag): readonly [string, string] {
    const role = attributes.get('role') ?? '';
    const from = attributes.get('start') ?? '';
    if (name === 'summary') return ['<p><strong>', '</strong></p>'];
    if (name === 'ol' && /^-?\d{1,6}$/.test(from)) return [`<ol start="${from}">`, '</ol>'];
    if (name === 'pre') return [`<pre>${language(attributes)}`, '</pre>'];
    if (name === 'table') return [role === 'presentation' || role === 'none' ? '<table role="presentation">' : '<table>', '</table>'];
    if (role === 'main') return ['<main>', '</main>'];
    if (/articleBody/i.test(attributes.get('itemprop') ?? '')) return ['<article itemprop="articleBody">', '</article>'];
    return [`<${name}>`, `</${name}>`];
  }

  /** A language written at the `pre` belongs at its `code`. */
  function language(attributes: ReadonlyMap<string, string>): string {
    const found = /(?:^|\s)(?:language|lang|brush:?)[- :]([\w+#-]{1,30})/.exec(attributes.get('class') ?? '')?.[1];
    return found === undefined ? '' : `<code class="language-${escapeValue(found)}"></code>`;
  }

  function startFormatting(tag: HtmlTag): void {
    const { name, attributes } = tag;
    if (name === 'a') {
      closeNearest((each) => each === 'a', boundaries);
      const to = href(tag, 'href');
      push('a', to === null ? '' : `<a href="${escapeValue(to)}">`, to === null ? '' : '</a>');
    } else if (stack.some((open) => open.name === name)) push(name, '', '');
    else {
      const known = /(?:^|\s)(?:language|lang)-([\w+#-]{1,30})/.exec(attributes.get('class') ?? '')?.[1];
      push(name, name === 'code' && known !== undefined ? `<code class="language-${known}">` : `<${name}>`);
    }
  }

  function tablePart(tag: HtmlTag): void {
    const { name } = tag;
    const table = nearest((each) => each === 'table', new Set());
    if (table === -1) out.push(name === 'td' || name === 'th' ? ' ' : '<br>');
    else if (stack.length >= deepest) ignore(name);
    else if (name === 'td' || name === 'th') cell(tag);
    else {
      if (name === 'tr') closeNearest((each) => each === 'tr' || each === 'caption', new Set(['table']));
      else popTo(table + 1);
      push(name, `<${name}>`);
    }
  }

  function cell({ name, attributes }: HtmlTag): void {
    closeNearest((each) => each === 'td' || each === 'th' || each === 'caption', new Set(['table', 'tr']));
    if (nearest((each) => each === 'tr', new Set(['table'])) === -1) push('tr', '<tr>');
    const span = (key: string): string => {
      const size = Number(attributes.get(key) ?? 1);
      if (!Number.isInteger(size) || size < 2 || size > 50 || spans + size > mostSpans) return '';
      spans += size;
      return ` ${key}="${size}"`;
    };
    const align = /^(?:left|right|center)$/.exec((attributes.get('align') ?? '').toLowerCase())?.[0];
    push(name, `<${name}${span('colspan')}${span('rowspan')}${align === undefined ? '' : ` align="${align}"`}>`);
  }

  function end({ name }: HtmlTag): void {
    const left = ignored.get(name) ?? 0;
    if (left > 0) {
      ignored.set(name, left - 1);
      out.push(' ');
    } else if (headings.test(name)) closeNearest((each) => headings.test(each), boundaries);
    else if (formatting.has(name)) closeNearest((each) => each === name, blockEdges);
    else if (name === 'table') closeNearest((each) => each === name, new Set());
    else closeNearest((each) => each === name, tableParts.has(name) ? new Set(['table']) : boundaries);
  }

  while (at < html.length) {
    const open = html.indexOf('<', at);
    write(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    const tag = reader.read(open);
    if (tag === null) {
      write('<');
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (tag.name === '') continue;
    if (tag.closing) end(tag);
    else start(tag);
  }
  popTo(0);
  return { html: out.join(''), pieces: out.length, facts };
}
