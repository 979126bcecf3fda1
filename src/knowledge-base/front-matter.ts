/** The lines between two `---` at the top of a Markdown file, and what follows them. */
export interface FrontMatter {
  /** Lower-case key → its value, or those of a list. */
  readonly fields: ReadonlyMap<string, string | readonly string[]>;
  readonly body: string;
}

const mostFields = 100;

/** A value as YAML may write it, without its quotes. */
function unquote(value: string): string {
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) {
    try {
      const read: unknown = JSON.parse(value);
      if (typeof read === 'string') return read;
    } catch {
      // Quotes of another kind than JSON's: taken off below.
    }
  }
  if (value.length > 1 && value.startsWith("'") && value.endsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  return value.replace(/^"(.*)"$/s, '$1');
}

/** `[a, "b, c"]`, or one value with whatever commas it has. */
function readValue(written: string): string | string[] {
  const bracketed = /^\[(.*)\]$/s.exec(written)?.[1];
  if (bracketed === undefined) return unquote(written);
  try {
    const read: unknown = JSON.parse(written);
    if (Array.isArray(read)) return read.map(String);
  } catch {
    // No JSON: items without quotes, as YAML has them.
  }
  return bracketed.split(',').map((item) => unquote(item.trim()));
}

/**
 * Splits a Markdown text (line ends `\n`) into front matter and body. Values are strings or lists (`[a, b]`, or lines that
 * start with a dash); what else YAML can say is passed over. Null when the front matter has no end.
 */
export function readFrontMatter(text: string): FrontMatter | null {
  const fields = new Map<string, string | string[]>();
  if (!text.startsWith('---\n')) return { fields, body: text };
  const end = text.startsWith('---\n---') ? 3 : text.indexOf('\n---', 3);
  if (end < 0) return null;
  let last = '';
  for (const line of text.slice(4, Math.max(4, end)).split('\n')) {
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    if (item !== undefined && last !== '') {
      const list = fields.get(last);
      if (Array.isArray(list)) list.push(unquote(item.trim()));
      continue;
    }
    const at = line.indexOf(':');
    const key = line.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (!/^[a-z][\w -]{0,40}$/.test(key) || fields.has(key) || fields.size >= mostFields) {
      if (line.trim() !== '' && !/^\s/.test(line)) last = '';
      continue;
    }
    const value = line.slice(at + 1).trim();
    fields.set(key, value === '' ? [] : readValue(value));
    last = key;
  }
  const bodyStart = text.indexOf('\n', end + 1);
  return { fields, body: bodyStart < 0 ? '' : text.slice(bodyStart + 1) };
}

/** A value for front matter, in quotes where it could be read otherwise. */
function writeValue(value: string): string {
  return /^[\p{L}\p{N}][^"'#:[\]{},\n]*$/u.test(value) && value === value.trim() && !/^(?:true|false|null|yes|no|on|off|~)$/i.test(value) ? value : JSON.stringify(value);
}

/** Front matter with its two lines `---`; empty values are left out. */
export function writeFrontMatter(fields: Iterable<readonly [string, string | readonly string[]]>): string {
  const lines: string[] = [];
  for (const [key, value] of fields) {
    if (typeof value === 'string') lines.push(`${key}: ${writeValue(value)}`);
    else if (value.length > 0) lines.push(`${key}: [${value.map((item) => JSON.stringify(item)).join(', ')}]`);
  }
  return `---\n${lines.join('\n')}\n---\n`;
}
