/** A sentence or line of a text: UTF-16 offsets, and what kind of line it stands in. */
export interface SentenceSpan {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** First of its block (an empty line stands before it, or it begins a line of its own). */
  readonly opens: boolean;
  /** Number of a step ("3. Press Save"), null elsewhere. */
  readonly step: number | null;
  /** A whole sentence of prose: not a table row, heading or cut-off line. */
  readonly whole: boolean;
}

const shortForms = /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|no|nr|mr|mrs|ms|dr|prof|st|vs|incl|tel|p\.s|ca|[A-Z])\.$/i;

/** Sentences of plain text, line by line; a list item's mark is left out of its text. Linear. */
export function splitSentences(text: string): SentenceSpan[] {
  const sentences: SentenceSpan[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const mark = /^\s{0,12}(?:[-•*]|(\d{1,3})[.)])\s+/.exec(line);
    const from = mark?.[0].length ?? line.length - line.trimStart().length;
    const step = mark?.[1] === undefined ? null : Number(mark[1]);
    splitLine(line, from, at, step, sentences);
    at += line.length + 1;
  }
  return sentences;
}

function splitLine(line: string, from: number, at: number, step: number | null, into: SentenceSpan[]): void {
  const table = / \| |\t/.test(line);
  let start = from;
  let opens = true;
  const push = (end: number): void => {
    const written = line.slice(start, end);
    const text = written.trim();
    if (text !== '') {
      const lead = written.length - written.trimStart().length;
      const begin = at + start + lead;
      into.push({ text, start: begin, end: begin + text.length, opens, step, whole: !table && isWhole(text) });
      opens = false;
    }
    start = end;
  };
  // A full stop ends a sentence only before a space or the end of the line: "£4.95" and "larchandloom.example" go on.
  for (const match of line.matchAll(/[.!?…]{1,4}["'”’)\]]{0,2}(?=\s|$)/g)) {
    const end = match.index + match[0].length;
    if (end <= from) continue;
    const next = line.slice(end).trimStart();
    if (match[0].startsWith('.') && (shortForms.test(line.slice(Math.max(start, end - 12), end)) || /^[a-z]/.test(next))) continue;
    push(end);
  }
  push(line.length);
}

function isWhole(text: string): boolean {
  return /[.!?…]["'”’)\]]{0,2}$/.test(text) && /^["'“‘(]?[\p{Lu}\p{N}£$€]/u.test(text) && text.split(/\s+/).length >= 3;
}
