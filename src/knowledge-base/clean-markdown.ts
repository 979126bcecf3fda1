import { createTagReader, type HtmlTag } from './html-tags.ts';
import { isUnsafeAddress, readAddress, resolveAddress } from './resolve-address.ts';

export interface CleanMarkdown {
  readonly text: string;
  /** What was changed, in words; empty when nothing was. */
  readonly notes: readonly string[];
}

/** Tags that may stand in Markdown, without their attributes. */
const kept = new Set([
  'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's',
  'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
]);
/** Dropped with what they hold. */
const dropped = new Set(['script', 'style', 'iframe', 'object', 'embed', 'applet', 'svg', 'math', 'template', 'noscript', 'textarea', 'select', 'form', 'xmp', 'noembed', 'noframes', 'plaintext', 'title']);

/** The other elements of HTML: only their tags go. What is none of them is a word in brackets, `<your name>`, and stays readable. */
const known = new Set([
  'html', 'head', 'body', 'meta', 'link', 'base', 'div', 'span', 'font', 'center', 'section', 'article', 'header', 'footer', 'nav', 'main', 'aside', 'details', 'summary', 'figure',
  'figcaption', 'video', 'audio', 'source', 'track', 'input', 'button', 'label', 'option', 'optgroup', 'fieldset', 'legend', 'small', 'big', 'u', 'ins', 'tt', 'var', 'samp', 'cite',
  'q', 'address', 'time', 'picture', 'param', 'map', 'area', 'col', 'colgroup', 'caption', 'tfoot', 'wbr', 'ruby', 'rt', 'rp', 'dfn', 'data', 'dialog', 'canvas', 'frame', 'frameset',
  'marquee', 'blink', 'strike', 'nobr', 'hgroup', 'menu', 'dir', 'output', 'progress', 'meter', 'slot', 'portal', 'bdi', 'bdo', 'basefont', 'bgsound', 'isindex', 'keygen', 'animate', 'set',
]);

const fence = /^(?:[ >]{0,12}(?:[-*+] {1,3}|\d{1,9}[.)] {1,3})?){0,3}(`{3,}|~{3,})([^\n]*)/;
const listItem = /^[ \t]{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]/;
const longestLink = 2000;

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Index after the code that a fence at `at` opens, or -1 when there is no fence. An open one holds all that follows. */
function endOfFence(text: string, at: number): number {
  const lineEnd = text.indexOf('\n', at);
  const opened = fence.exec(text.slice(at, lineEnd === -1 ? Math.min(text.length, at + 400) : Math.min(lineEnd, at + 400)));
  const mark = opened?.[1];
  if (mark === undefined || (mark.startsWith('`') && opened?.[2]?.includes('`') === true)) return -1;
  const close = new RegExp(`\\n[ >\\t]{0,24}${mark[0] ?? '`'}{${mark.length},}[ \\t]*(?=\\n|$)`, 'g');
  close.lastIndex = at;
  return close.exec(text) === null ? text.length : close.lastIndex;
}

/** Index after the destination and title of a link whose `(` is before `from`, with the destination; null when it is none. */
function readDestination(text: string, from: number): { readonly address: string; readonly end: number } | null {
  const rest = text.slice(from, from + longestLink);
  const found = /^\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)/.exec(rest);
  return found === null ? null : { address: (found[1] ?? found[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1'), end: from + found[0].length };
}

/**
 * Markdown without what an article must not bring along: scripts and other active HTML with all they hold, attributes of
 * every tag (a link's address excepted), links that run something, and pictures, of which the words stay, linked where
 * they have a web address. Code is left as it is, and so is all the rest, to the letter. `base` resolves relative
 * addresses. Cleaning the result again changes nothing. Linear.
 */
export function cleanMarkdown(text: string, base: string | null = null): CleanMarkdown {
  const counts: Counts = { active: 0, pictures: 0, links: 0 };
  let clean = text;
  // What stood on both sides of something taken out may be a mark together: `<<b>script>`.
  for (let round = 0, before = ''; clean !== before && /[<!]|\]\s*[(:]/.test(clean); round += 1) {
    before = clean;
    clean = round < mostRounds ? cleanOnce(before, base, counts) : before.replace(/(?<!\\)</g, '\\<');
    if (round >= mostRounds) break;
  }
  const notes = [
    counts.active === 0 ? '' : `${plural(counts.active, 'script or other active part', 'scripts or other active parts')} left out.`,
    counts.links === 0 ? '' : `${plural(counts.links, 'link')} that ${counts.links === 1 ? 'leads' : 'lead'} nowhere safe taken off.`,
    counts.pictures === 0 ? '' : `${plural(counts.pictures, 'picture')} replaced by ${counts.pictures === 1 ? 'its' : 'their'} words: pictures are never loaded.`,
  ].filter((note) => note !== '');
  return { text: clean, notes };
}

interface Counts {
  active: number;
  pictures: number;
  links: number;
}

/** Rounds until nothing changes any more; only what was made to be hostile needs more than two. */
const mostRounds = 8;

function cleanOnce(text: string, base: string | null, counts: Counts): string {
  const reader = createTagReader(text);
  const out: string[] = [];
  const openBrackets: number[] = [];
  let copied = 0;
  let at = 0;
  let inList = false;
  let blankBefore = true;
  /** Index from which on a run of backticks of some length is known not to come again. */
  const noRun = new Map<number, number>();

  const put = (piece: string, next: number): void => {
    if (copied < at) out.push(text.slice(copied, at));
    if (piece !== '') out.push(piece);
    at = next;
    copied = next;
  };

  /** Where an element ends that goes with all it holds. One that never ends would swallow the rest: without its tag it is only words. */
  function endOfDropped({ name, closing, end }: HtmlTag): number {
    if (closing) return end;
    counts.active += 1;
    const close = reader.closingOf(name, end);
    return close === text.length ? end : (reader.read(close)?.end ?? end);
  }

  /** What stands for a tag, and where what follows begins; null where it may stay. */
  function replaceTag(tag: HtmlTag): { readonly piece: string; readonly next: number } | null {
    const { name, closing, attributes, end } = tag;
    // A comment that never ends would take the rest of the article with it.
    if (name === '') return end === text.length && !text.endsWith('>') ? { piece: '\\<', next: at + 1 } : { piece: '', next: end };
    if (dropped.has(name)) return { piece: '', next: endOfDropped(tag) };
    if (name === 'img') {
      counts.pictures += 1;
      const alt = (attributes.get('alt') ?? '').replace(/[[\]<>\s]+/g, ' ').trim();
      const to = resolveAddress(readAddress(attributes.get('src') ?? ''), base);
      return { piece: to !== null && /^https?:/i.test(to) && alt !== '' ? `[${alt}](${to.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})` : alt, next: end };
    }
    if (name === 'a' && !closing) {
      const to = resolveAddress(readAddress(attributes.get('href') ?? ''), base);
      if (to === null) counts.links += 1;
      return { piece: to === null ? '<a>' : `<a href="${to}">`, next: end };
    }
    if (kept.has(name) || name === 'a') return attributes.size > 0 ? { piece: `<${closing ? '/' : ''}${name}>`, next: end } : null;
    if (known.has(name) || name.includes(':')) return { piece: '', next: end };
    // An address in brackets is a link; other words in brackets are made readable.
    return name.includes('@') ? null : { piece: '\\<', next: at + 1 };
  }

  function takeTag(tag: HtmlTag): void {
    const replaced = replaceTag(tag);
    if (replaced === null) at = tag.end;
    else put(replaced.piece, replaced.next);
  }

  function takeBracket(): void {
    // `](…)` of a link or picture; the words are copied already.
    const opened = openBrackets.pop();
    const isLink = text[at + 1] === '(';
    const read = isLink ? readDestination(text, at + 2) : null;
    const picture = opened !== undefined && out[opened] === '![';
    if (opened === undefined) {
      at += 1;
    } else if (read === null) {
      // A reference: what it names is looked at where it is defined. A picture becomes a link to it.
      if (picture) {
        counts.pictures += 1;
        out[opened] = '[';
      }
      at += 1;
    } else if (picture) {
      counts.pictures += 1;
      const to = resolveAddress(readAddress(read.address), base);
      const within = openBrackets.length > 0;
      const linked = to !== null && /^https?:/i.test(to) && !within;
      out[opened] = linked ? '[' : '';
      put(linked ? `](${/[()<>\s]/.test(to) ? to.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : to})` : '', read.end);
    } else if (isUnsafeAddress(read.address)) {
      counts.links += 1;
      out[opened] = '';
      put('', read.end);
    } else {
      const to = base === null || /^[a-z][a-z0-9+.-]*:|^#|^$/i.test(read.address) ? null : resolveAddress(read.address, base);
      if (to === null) at = read.end;
      else put(`](${to})`, read.end);
    }
  }

  function startLine(): boolean {
    const end = endOfFence(text, at);
    if (end !== -1) {
      at = end;
      blankBefore = false;
      return true;
    }
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd === -1 ? text.length : lineEnd);
    const blank = line.trim() === '';
    const indented = /^(?: {4}|\t)/.test(line);
    if (!blank && blankBefore) openBrackets.length = 0;
    if (indented && blankBefore && !inList && !blank) {
      at += line.length;
      return true;
    }
    if (!blank && !indented) {
      if (listItem.test(line)) inList = true;
      else if (blankBefore) inList = false;
    }
    blankBefore = blank;
    const definition = /^ {0,3}\[(?:[^\]\\\n]|\\.){1,999}\]:[^\S\n]*\n?[^\S\n]*(<[^<>\n]*>|[^\s<]\S*)/.exec(text.slice(at, at + longestLink + 1100));
    const address = definition?.[1];
    if (definition !== null && address !== undefined && isUnsafeAddress(address.replace(/^<|>$/g, ''))) {
      counts.links += 1;
      const from = at + definition[0].length;
      at = from - address.length;
      put('#', from);
      return true;
    }
    return false;
  }

  for (let fresh = true; at < text.length; ) {
    if (fresh) {
      fresh = false;
      if (startLine()) continue;
    }
    const sign = text[at];
    if (sign === '\n') {
      at += 1;
      fresh = true;
    } else if (sign === '\\') at += 2;
    else if (sign === '`') {
      const run = /`+/y;
      run.lastIndex = at;
      const length = run.exec(text)?.[0].length ?? 1;
      const close = new RegExp(`(?<!\`)\`{${length}}(?!\`)`, 'g');
      close.lastIndex = at + length;
      const known = (noRun.get(length) ?? Infinity) <= at;
      const found = known ? null : close.exec(text);
      if (!known && found === null) noRun.set(length, at);
      const ends = found === null ? at + length : found.index + length;
      // Code does not reach over an empty line.
      at = found !== null && !/\n[^\S\n]*\n/.test(text.slice(at, ends)) ? ends : at + length;
    } else if (sign === '!' && text[at + 1] === '[') {
      put('![', at + 2);
      openBrackets.push(out.length - 1);
    } else if (sign === '[') {
      put('[', at + 1);
      openBrackets.push(out.length - 1);
    } else if (sign === ']') takeBracket();
    else if (sign === '<') {
      const automatic = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]{0,2000})>/i.exec(text.slice(at, at + 2050));
      const tag = automatic === null ? reader.read(at) : null;
      if (automatic !== null && isUnsafeAddress(automatic[1] ?? '')) {
        counts.links += 1;
        put('', at + automatic[0].length);
      } else if (automatic !== null) at += automatic[0].length;
      else if (tag !== null) takeTag(tag);
      else at += 1;
    } else at += 1;
  }
  at = text.length;
  put('', at);
  return out.join('');
}
