/*
 * The Markdown reader takes time with the square of what it gets: 100,000 characters of one list took a second, of
 * underscores twenty, and a line of quote marks its stack. So it gets long texts in pieces, where this cannot be seen
 * in the result; only what has no good place to cut for thousands of characters is cut at a bad one.
 */

/** Characters from which a piece ends at the next heading or paragraph, at any line that is not indented, and anywhere. */
const good = 3_000;
const fair = 5_000;
const any = 6_000;

const heading = /^ {0,3}#{1,6}(?:\s|$)/;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const listItem = /^(?:[-*+]|\d{1,9}[.)])\s/;
const tableRow = /^ {0,3}\|/;
const definition = /^ {0,3}\[[^\]]{1,200}\]:\s*\S/;
/** Link definitions stand anywhere and are meant for every piece; more of them than this are left out. */
const mostDefinitions = 100;

/** A text as pieces of at most some 6,000 characters, in order; a short one is its only piece. */
export function cutMarkdown(markdown: string): string[] {
  if (markdown.length <= good) return [markdown];
  const lines = markdown.split('\n').flatMap(cutLine);
  const definitions = lines.filter((line) => definition.test(line)).slice(0, mostDefinitions);
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  let fencedBy: string | null = null;
  let isComment = false;
  let table: string[] = [];
  const close = (opening: readonly string[]): void => {
    if (piece.length > 0) pieces.push(piece.join('\n'));
    piece = [...opening];
    length = opening.reduce((sum, line) => sum + line.length + 1, 0);
  };
  for (const [at, line] of lines.entries()) {
    const isLoose = fencedBy === null && !isComment;
    const isParagraph = lines[at - 1]?.trim() === '' && !/^\s/.test(line) && !listItem.test(line);
    if (isLoose && length >= good && (heading.test(line) || isParagraph)) close([]);
    else if (isLoose && length >= fair && !/^\s/.test(line) && line !== '') close(table.length > 1 && tableRow.test(line) ? table : []);
    else if (length + line.length > any && piece.length > 0) close(fencedBy === null ? [] : [fencedBy]);
    piece.push(line);
    length += line.length + 1;
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined) fencedBy = fencedBy === null ? mark : mark.startsWith(fencedBy) ? null : fencedBy;
    if (fencedBy === null) isComment = line.lastIndexOf('<!--') > line.lastIndexOf('-->') || (isComment && !line.includes('-->'));
    // A table that is cut is nothing without its head.
    table = tableRow.test(line) ? (table.length < 2 ? [...table, line] : table) : [];
  }
  close([]);
  if (definitions.length === 0) return pieces;
  return pieces.map((one) => (one.includes(']') ? `${one}\n\n${definitions.join('\n')}` : one));
}

/** A line, or its parts where it alone is too long: between words where there are any. */
function cutLine(line: string): string[] {
  if (line.length <= any) return [line];
  const parts: string[] = [];
  for (let from = 0; from < line.length; ) {
    const space = line.lastIndexOf(' ', from + any);
    const to = line.length - from <= any || space <= from ? Math.min(line.length, from + any) : space + 1;
    parts.push(line.slice(from, to));
    from = to;
  }
  return parts;
}
