/** A text field as an edit finds it: the text and what is selected of it. */
export interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One replacement, so that the browser's own undo can take it back in one step, and what is selected after it. */
export interface MarkdownEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

export type MarkdownCommand = 'heading' | 'bold' | 'italic' | 'link' | 'list' | 'steps' | 'quote' | 'table';

export function editMarkdown(command: MarkdownCommand, written: Written): MarkdownEdit {
  switch (command) {
    case 'bold':
      return wrap(written, '**', 'bold words');
    case 'italic':
      return wrap(written, '*', 'words');
    case 'link':
      return makeLink(written);
    case 'heading':
      return turnHeading(written);
    case 'list':
      return turnLines(written, /^(\s*)[-*+] /, () => '- ');
    case 'steps':
      return turnLines(written, /^(\s*)\d{1,4}[.)] /, (at) => `${at + 1}. `);
    case 'quote':
      return turnLines(written, /^(\s*)> ?/, () => '> ');
    case 'table':
      return insertTable(written);
  }
}

/** Puts marks around what is selected, or takes them off again; with nothing selected, around the word at the caret. */
function wrap({ text, start, end }: Written, mark: string, example: string): MarkdownEdit {
  const size = mark.length;
  const [from, until] = start === end ? wordAt(text, start) : trimmed(text, start, end);
  // Marks do not reach over a blank line: the first paragraph of the selection is taken.
  const gap = text.slice(from, until).search(/\n\s*\n/);
  const to = gap > 0 ? from + gap : until;
  const marked = (a: number, b: number): boolean => text.slice(a - size, a) === mark && text.slice(b, b + size) === mark && (size > 1 || text[a - 2] !== mark || text[b + 1] !== mark);
  if (marked(from, to)) return { from: from - size, to: to + size, insert: text.slice(from, to), start: from - size, end: to - size };
  if (to - from > 2 * size && marked(from + size, to - size)) {
    const inner = text.slice(from + size, to - size);
    return { from, to, insert: inner, start: from, end: from + inner.length };
  }
  if (from === to) return { from, to, insert: `${mark}${example}${mark}`, start: from + size, end: from + size + example.length };
  const inner = text.slice(from, to);
  return { from, to, insert: `${mark}${inner}${mark}`, start: from + size, end: from + size + inner.length };
}

function makeLink({ text, start, end }: Written): MarkdownEdit {
  const [from, to] = start === end ? wordAt(text, start) : trimmed(text, start, end);
  const chosen = text.slice(from, to).replace(/\s*\n\s*/g, ' ');
  if (isAddress(chosen)) {
    const insert = `[words](${chosen})`;
    return { from, to, insert, start: from + 1, end: from + 6 };
  }
  const words = chosen === '' ? 'words' : chosen;
  const insert = `[${words}](address)`;
  const place = from + words.length + 3;
  return chosen === '' ? { from, to, insert, start: from + 1, end: from + 1 + words.length } : { from, to, insert, start: place, end: place + 7 };
}

/** Whether a text is an address that could be linked to as it is. */
export function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|mailto:|\/knowledge\/)[^\s()]{1,2000}$/.test(text);
}

/** A pasted address becomes the link of the words that are selected; null where it is just pasted. */
export function pasteAddress({ text, start, end }: Written, pasted: string): MarkdownEdit | null {
  const address = pasted.trim();
  const chosen = text.slice(start, end);
  if (start === end || !isAddress(address) || isAddress(chosen) || /[[\]\n]/.test(chosen)) return null;
  const insert = `[${chosen}](${address})`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

/** No heading → `##` → `###` → none. */
function turnHeading({ text, start, end }: Written): MarkdownEdit {
  const from = lineStart(text, start);
  const to = lineEnd(text, from);
  const line = text.slice(from, to);
  const before = /^#{1,6}\s+/.exec(line)?.[0] ?? '';
  const level = before.trim().length;
  const mark = level === 0 ? '## ' : level <= 2 ? '### ' : '';
  const words = line.slice(before.length);
  const insert = mark + (words === '' && mark !== '' ? 'Heading' : words);
  const shift = mark.length - before.length;
  if (words === '') return { from, to, insert, start: from + mark.length, end: from + insert.length };
  const moved = (place: number): number => Math.max(from, Math.min(from + insert.length, place + shift));
  return { from, to, insert, start: moved(start), end: moved(Math.min(end, to)) };
}

/** Makes the selected lines items, or plain lines again when all of them are. Blank lines stay as they are. */
function turnLines({ text, start, end }: Written, pattern: RegExp, mark: (at: number) => string): MarkdownEdit {
  const from = lineStart(text, start);
  // A selection that ends at the very beginning of a line does not mean that line.
  const to = lineEnd(text, end > start && text[end - 1] === '\n' ? end - 1 : end);
  const lines = text.slice(from, to).split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const all = filled.length > 0 && filled.every((line) => pattern.test(line));
  let at = 0;
  const turned = lines.map((line) => {
    if (line.trim() === '' && lines.length > 1) return line;
    if (all) return line.replace(pattern, '$1');
    const bare = line.replace(/^(\s*)(?:[-*+] |\d{1,4}[.)] |> ?)/, '$1');
    const indent = /^\s*/.exec(bare)?.[0] ?? '';
    const made = `${indent}${mark(at)}${bare.slice(indent.length)}`;
    at += 1;
    return made;
  });
  // A list needs a blank line before it where text stands directly above.
  const above = from > 0 ? text.slice(lineStart(text, from - 1), from - 1) : '';
  const lead = !all && above.trim() !== '' && !/^\s*(?:[-*+] |\d{1,4}[.)] |> ?|#)/.test(above) ? '\n' : '';
  const insert = lead + turned.join('\n');
  if (start !== end) return { from, to, insert, start: from + lead.length, end: from + insert.length };
  const caret = Math.max(from, start + insert.length - (to - from));
  return { from, to, insert, start: caret, end: caret };
}

const table = '| What | How long | Price |\n|---|---|---|\n| First | 1 day | £0 |\n| Second | 2 days | £5 |\n';

function insertTable({ text, end }: Written): MarkdownEdit {
  const at = lineEnd(text, end);
  const line = text.slice(lineStart(text, at), at);
  const lead = at === 0 ? '' : line.trim() === '' ? '\n' : '\n\n';
  const place = at + lead.length + 2;
  return { from: at, to: at, insert: lead + table, start: place, end: place + 4 };
}

/**
 * What Enter does in a list: the next item, numbered on; in an item without words the list ends. Null where Enter is just
 * a new line.
 */
export function continueList({ text, start, end }: Written): MarkdownEdit | null {
  if (start !== end) return null;
  const from = lineStart(text, start);
  const line = text.slice(from, lineEnd(text, start));
  const item = /^(\s*)(?:([-*+])|(\d{1,4})([.)])|(>)) +/.exec(line) ?? /^(\s*)(>)()()()$/.exec(line);
  if (!item || start < from + item[0].length) return null;
  if (line.length === item[0].length || line.slice(item[0].length).trim() === '') {
    // A line right below an item would go on with it: a blank one ends the list.
    const insert = from > 0 && text[from - 2] !== '\n' ? '\n' : '';
    return { from, to: start, insert, start: from + insert.length, end: from + insert.length };
  }
  const [, indent = '', dash, number, closing = '.', quote] = item;
  const mark = dash ?? (number === undefined ? (quote ?? '-') : `${Number(number) + 1}${closing}`);
  const insert = `\n${indent}${mark} `;
  return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length };
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

function wordAt(text: string, at: number): [number, number] {
  let from = at;
  let to = at;
  while (from > 0 && /[\p{L}\p{N}_'’-]/u.test(text[from - 1] ?? '')) from -= 1;
  while (to < text.length && /[\p{L}\p{N}_'’-]/u.test(text[to] ?? '')) to += 1;
  return [from, to];
}

/** A selection without the white space at its ends. */
function trimmed(text: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}
