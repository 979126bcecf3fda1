/** Elements whose content is no text of the message. */
const dropped = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'select', 'textarea']);
/** Elements that stand on lines of their own; the marked ones with an empty line around them. */
const blocks = new Map([
  ...['div', 'section', 'article', 'header', 'footer', 'tr', 'li', 'dt', 'dd', 'br', 'hr', 'form', 'fieldset', 'main', 'address', 'caption', 'center'].map((name) => [name, 1] as const),
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'figure'].map((name) => [name, 2] as const),
]);
const inline = [
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'body', 'button', 'cite', 'code', 'col', 'colgroup', 'data', 'del', 'dfn', 'em',
  'figcaption', 'font', 'html', 'i', 'img', 'input', 'ins', 'kbd', 'label', 'legend', 'link', 'mark', 'meta', 'base', 'nobr', 'option', 'q', 's',
  'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tt', 'u', 'var', 'wbr',
];
const known = new Set([...dropped, ...blocks.keys(), ...inline]);

/** Named character references met in mail; everything else keeps its ampersand. */
const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', zwnj: '', zwj: '', shy: '',
  ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»',
  bull: '•', middot: '·', copy: '©', reg: '®', trade: '™', euro: '€', pound: '£', yen: '¥', cent: '¢', sect: '§', para: '¶', deg: '°',
  plusmn: '±', times: '×', divide: '÷', frac12: '½', frac14: '¼', frac34: '¾', sup2: '²', sup3: '³', iexcl: '¡', iquest: '¿',
  agrave: 'à', aacute: 'á', acirc: 'â', atilde: 'ã', auml: 'ä', aring: 'å', aelig: 'æ', ccedil: 'ç', egrave: 'è', eacute: 'é',
  ecirc: 'ê', euml: 'ë', igrave: 'ì', iacute: 'í', icirc: 'î', iuml: 'ï', ntilde: 'ñ', ograve: 'ò', oacute: 'ó', ocirc: 'ô', otilde: 'õ',
  ouml: 'ö', oslash: 'ø', ugrave: 'ù', uacute: 'ú', ucirc: 'û', uuml: 'ü', yacute: 'ý', szlig: 'ß', oelig: 'œ',
  larr: '←', rarr: '→', uarr: '↑', darr: '↓', hearts: '♥', check: '✓',
};

/** Windows-1252 in the range HTML maps it from: `&#150;` is an en dash in every browser. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeReference(whole: string, body: string): string {
  if (!body.startsWith('#')) {
    const capital = /^[A-Z]/.test(body);
    const found = entities[body] ?? entities[body.toLowerCase()];
    if (found === undefined) return whole;
    return capital && /^[a-zà-ÿœ]$/u.test(found) ? found.toUpperCase() : found;
  }
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80] ?? '';
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}

/** Decodes character references: decimal, hexadecimal, and the named ones met in mail. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});/g, decodeReference);
}

/** Whether a text is marked up rather than a plain one that happens to hold a "<": it must have a well-known tag. */
export function looksLikeHtml(text: string): boolean {
  return /<(?:!doctype html|\/?(?:html|head|body|p|br|div|span|table|tr|td|ul|ol|li|a|b|i|u|em|strong|font|img|h[1-6]|script|style|blockquote|pre|meta|center)(?:\s[^<>]{0,2000})?\/?)>/i.test(text);
}

/** The end of a tag that starts at `at` (the index after its `>`), quoted attribute values respected; -1 if it never ends. */
function tagEnd(html: string, at: number): number {
  let quote = '';
  for (let i = at + 1; i < html.length; i += 1) {
    const character = html[i];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && html[i - 1] === '=') quote = character;
    else if (character === '>') return i + 1;
    else if (character === '<') return -1;
  }
  return -1;
}

function linkOf(tag: string): string {
  const found = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
  const href = decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  return /^(https?:|mailto:)/i.test(href) && href.length <= 500 ? href.replace(/^mailto:/i, '').replace(/\?subject=.*$/i, '') : '';
}

/** Whether line breaks come from tags. Where only inline tags are sprinkled in, the text's own line ends count. */
function hasBlockTags(html: string): boolean {
  return /<(?:p|br|div|tr|li|td|table|h[1-6]|blockquote|pre|hr)[\s/>]/i.test(html);
}

/**
 * An HTML message as plain text: scripts, styles and comments dropped, blocks on lines of their own, list items with a
 * dash, links as text with their address behind (unless the text is the address), character references decoded. One
 * pass, linear in the text. What looks like a tag but is no element of HTML (`<jane@example.com>`) stays. The result is
 * text: it may contain "<" and must never be rendered as markup.
 */
export function htmlToText(html: string): string {
  const space = hasBlockTags(html) ? /\s+/g : /[^\S\n]+/g;
  // Pieces, joined once: reading back from a growing string would copy it each time.
  const pieces: string[] = [];
  let endsInSpace = true;
  let pending = 0;
  let link = '';
  let linkFrom = 0;
  let at = 0;
  // Closing tags that were looked for and are not there: each is searched for once only.
  const missing = new Set<string>();

  const write = (raw: string): void => {
    let text = decodeEntities(raw).replace(space, ' ');
    if (text === '' || (text === ' ' && (pending > 0 || endsInSpace))) return;
    if (pending > 0 && pieces.length > 0) {
      pieces.push('\n'.repeat(pending));
      endsInSpace = true;
    }
    pending = 0;
    if (endsInSpace && text.startsWith(' ')) text = text.slice(1);
    if (text === '') return;
    pieces.push(text);
    endsInSpace = text.endsWith(' ') || text.endsWith('\n');
  };

  const endLink = (): void => {
    const shown = pieces.slice(linkFrom).join('').trim();
    const address = link.replace(/^https?:\/\//i, '').replace(/\/$/, '');
    if (link !== '' && shown !== '' && !shown.includes(address)) write(` (${link})`);
    link = '';
  };

  const breakLine = (name: string, closing: boolean, lines: number): void => {
    pending = name === 'br' ? Math.min(pending + 1, 2) : Math.max(pending, lines);
    if (name === 'li' && !closing) write('- ');
  };

  while (at < html.length) {
    const open = html.indexOf('<', at);
    write(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const named = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*(?::[a-zA-Z]+)?)(?=[\s/>])|^<[!?]/.exec(html.slice(open, open + 40));
    const end = named ? tagEnd(html, open) : -1;
    const name = (named?.[2] ?? '').toLowerCase();
    if (!named || end === -1 || (name !== '' && !known.has(name) && !name.includes(':'))) {
      write('<');
      at = open + 1;
      continue;
    }
    const closing = named[1] === '/';
    at = end;
    if (dropped.has(name)) {
      if (closing || html[end - 2] === '/') continue;
      const close = missing.has(name) ? -1 : indexOfClosing(html, name, end);
      if (close === -1) missing.add(name);
      // A script that never closes swallows the rest, as in a browser; a head or title that never closes does not.
      if (close !== -1) at = close;
      else if (name !== 'head' && name !== 'title') break;
      continue;
    }
    const tag = html.slice(open, Math.min(end, open + 2000));
    const lines = blocks.get(name);
    if (lines !== undefined) breakLine(name, closing, lines);
    else if (name === 'a' && closing) endLink();
    else if (name === 'a') {
      link = linkOf(tag);
      linkFrom = pieces.length;
    } else if ((name === 'td' || name === 'th') && closing) write(' ');
    else if (name === 'img') {
      const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
      const words = (alt?.[1] ?? alt?.[2] ?? '').trim();
      if (words !== '') write(`[${words}]`);
    }
  }
  return pieces.join('').replace(/ \n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** Index after `</name>` from `from` on, in any case; -1 when there is none. */
function indexOfClosing(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}[^>]{0,100}>`, 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(html);
  return found ? found.index + found[0].length : -1;
}
