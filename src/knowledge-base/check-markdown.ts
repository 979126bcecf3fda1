/** Quotations and lists within one another, and marks of emphasis within one paragraph, that readers of Markdown still manage in a moment. */
const deepest = 30;
const mostIndent = 120;
const mostMarks = 3000;

const marker = /[ \t]{0,4}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;

/** How many quotations and list items a line opens. */
function depthOf(line: string): number {
  let depth = 0;
  for (marker.lastIndex = 0; depth <= deepest && marker.test(line); ) depth += 1;
  return depth;
}

/**
 * Whether a Markdown text would keep its readers busy for long or exhaust them: the work of every one of them grows with
 * the square or worse of how deep lists are nested and of how many marks of emphasis one paragraph has. No article is
 * written so. Linear; what stands in fenced code does not count.
 */
export function isTangled(markdown: string): boolean {
  let fence = '';
  let marks = 0;
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = '';
      continue;
    }
    if (mark !== '') {
      fence = mark;
      marks = 0;
      continue;
    }
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const isItem = /^(?:[-*+>]|\d{1,9}[.)])/.test(line.slice(indent, indent + 12));
    if (isItem && indent > mostIndent) return true;
    if (depthOf(line) > deepest) return true;
    if (indent === line.length || isItem || line[indent] === '|' || line[indent] === '#') marks = 0;
    for (let at = indent; at < line.length; at += 1) {
      const sign = line[at];
      if (sign === '*' || sign === '_' || sign === '~' || sign === '`') marks += 1;
    }
    if (marks > mostMarks) return true;
  }
  return false;
}
