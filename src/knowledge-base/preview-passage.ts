/** Links keep their words; emphasis and code lose their marks. A lone star or underscore (`2 * 3`, `snake_case`) stays. */
function withoutMarks(line: string): string {
  return line
    .replace(/!?\[([^\][]{1,200})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/(\*\*|__|`)(?=\S)([^*_`]{1,400}?)\1/g, '$2')
    .replace(/(^|[\s("“])([*_])(?=\S)([^*_]{1,400}?)\2(?=$|[\s.,;:!?)"”])/g, '$1$3');
}

/**
 * A passage as lines to read: no marks of lists, headings or emphasis, the cells of a table row joined by a dash. Numbers
 * of steps stay, since they say the order; lines without a word are left out. Linear.
 */
export function readPassageLines(text: string): string[] {
  return text.split('\n').flatMap((written) => {
    const line = written.replace(/^\s{0,12}(?:[-•*+]\s+|#{1,6}\s+|>\s?)/, '').trim();
    const cells = / \| |^\||\|$/.test(line)
      ? line.split('|').map((cell) => cell.trim()).filter((cell) => cell !== '' && !/^:?-{2,}:?$/.test(cell))
      : [line];
    const words = withoutMarks(cells.join(' – '));
    return /[\p{L}\p{N}]/u.test(words) ? [words] : [];
  });
}

/** A passage as one run of text, for a preview of a few lines: where no punctuation ends a line, a dot stands between. */
export function previewPassage(text: string): string {
  return readPassageLines(text).reduce((run, line) => (run === '' ? line : `${run}${/[.!?:;,…]["'”’)]?$/.test(run) ? ' ' : ' · '}${line}`), '');
}
