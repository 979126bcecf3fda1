/** A tag, or anything else that stands in angle brackets. */
export interface HtmlTag {
  /** Lower case; empty for a comment, a doctype or an instruction. */
  readonly name: string;
  readonly closing: boolean;
  /** Values as written, entities not read. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Index after its `>`. */
  readonly end: number;
}

/** Reads tags of one text. Searches that found nothing are not done again, so that the whole is linear. */
export interface TagReader {
  /** The tag at the `<` at `at`; null when it is only a sign of the text. */
  read(at: number): HtmlTag | null;
  /** Where `</name` begins from `from` on, in any case; the end of the text when it never comes. */
  closingOf(name: string, from: number): number;
}

const name = /[a-z][^\s/>]{0,60}/iy;
const attribute = /[\s/]*([^\s/>=][^\s/>=]{0,100})(?:\s*=\s*)?/y;
const mostAttributes = 60;

export function createTagReader(html: string): TagReader {
  /** From where on a sign is known to be missing. */
  const gone = new Map<string, number>();
  const find = (sign: string, from: number): number => {
    if (from >= (gone.get(sign) ?? Infinity)) return -1;
    const found = html.indexOf(sign, from);
    if (found === -1) gone.set(sign, Math.min(from, gone.get(sign) ?? Infinity));
    return found;
  };
  const other = (end: number, length: number): HtmlTag => ({ name: '', closing: false, attributes: new Map(), end: end === -1 ? html.length : end + length });

  return {
    read(at) {
      if (html.startsWith('<!--', at)) return other(find('-->', at + 4), 3);
      if (html.startsWith('<![CDATA[', at)) return other(find(']]>', at + 9), 3);
      if (html[at + 1] === '!' || html[at + 1] === '?') return other(find('>', at), 1);
      const closing = html[at + 1] === '/';
      name.lastIndex = at + (closing ? 2 : 1);
      const found = name.exec(html)?.[0];
      // Without any end ahead it is only a sign, and nothing need be read to know it.
      if (found === undefined || find('>', at) === -1) return null;
      let position = name.lastIndex;
      const attributes = new Map<string, string>();
      for (;;) {
        attribute.lastIndex = position;
        const next = attribute.exec(html);
        if (next === null) break;
        position = attribute.lastIndex;
        let value = '';
        if (next[0].includes('=')) {
          const quote = html[position];
          const end = quote === '"' || quote === "'" ? find(quote, position + 1) : -1;
          if (end !== -1) {
            value = html.slice(position + 1, end);
            position = end + 1;
          } else {
            const start = position;
            while (position < html.length && !/[\s>]/.test(html[position] ?? '')) position += 1;
            value = html.slice(start, position);
          }
        }
        const key = (next[1] ?? '').toLowerCase();
        // The first of two with one name counts, as in a browser.
        if (attributes.size < mostAttributes && !attributes.has(key)) attributes.set(key, value);
      }
      const end = find('>', position);
      // All ends stand in quotes: what is left is one tag that never ends, as in a browser.
      return { name: found.toLowerCase(), closing, attributes, end: end === -1 ? html.length : end + 1 };
    },
    closingOf(wanted, from) {
      const key = `</${wanted}`;
      if (from >= (gone.get(key) ?? Infinity)) return html.length;
      const pattern = new RegExp(`</${wanted}(?=[\\s/>])`, 'gi');
      pattern.lastIndex = from;
      const found = pattern.exec(html)?.index;
      if (found === undefined) gone.set(key, from);
      return found ?? html.length;
    },
  };
}
