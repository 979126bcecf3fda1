import { excerptOf, longestCell, type FileProblem, type ReadRows, type RefusedRow, type RowReader, type SourceRow } from './source-row.ts';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nested objects become columns with a dot ("customer.name"), lists stay JSON. */
function flatten(value: Record<string, unknown>, prefix: string, cells: Map<string, string>, depth: number): void {
  for (const [key, inner] of Object.entries(value)) {
    const name = `${prefix}${key}`;
    if (isRecord(inner) && depth < 3) flatten(inner, `${name}.`, cells, depth + 1);
    else if (typeof inner === 'string') cells.set(name, inner);
    else if (inner === null || inner === undefined) cells.set(name, '');
    else cells.set(name, JSON.stringify(inner));
  }
}

/**
 * What the parser found wrong. It knows only the one line it was given, so "line 1" would be misread as one of the file: the
 * place becomes a character of the line, from 1. `skipped` are the characters before the text that was parsed.
 */
function sayWhy(error: unknown, skipped: number): string {
  const message = error instanceof Error ? error.message : '';
  const place = (column: number): string => `at character ${column + skipped}`;
  return excerptOf(
    message
      // Chromium and Node; Firefox.
      .replace(/(?:in JSON )?at position (\d+)(?: \(line \d+ column \d+\))?/, (_, position: string) => place(Number(position) + 1))
      .replace(/^JSON\.parse: |of the JSON data/g, '')
      .replace(/at line \d+ column (\d+)/, (_, column: string) => place(Number(column))),
  );
}

/**
 * Reads JSONL (one JSON object a line) in pieces of any size. Lines that are no JSON object are refused with their
 * number; a file that is one JSON list is a problem of its own, in words.
 */
export function createJsonlReader(): RowReader {
  const columns = new Set<string>();
  let rest = '';
  let line = 0;
  let skipping = false;
  let seen = false;
  let problem: FileProblem | null = null;

  function readLine(text: string, rows: SourceRow[], refused: RefusedRow[]): void {
    line += 1;
    const trimmed = (line === 1 ? text.replace(/^\ufeff/, '') : text).trim();
    if (trimmed === '') return;
    if (!seen && trimmed.startsWith('[')) {
      problem = { code: 'not-jsonl', message: 'This file is one JSON list. Save it as JSONL, with one object a line, and import that.' };
      return;
    }
    seen = true;
    try {
      const value: unknown = JSON.parse(trimmed);
      if (!isRecord(value)) {
        refused.push({ line, reason: 'It is not a JSON object ({…}).', excerpt: excerptOf(trimmed) });
        return;
      }
      const cells = new Map<string, string>();
      flatten(value, '', cells, 0);
      for (const name of cells.keys()) columns.add(name);
      rows.push({ line, cells });
    } catch (error) {
      refused.push({ line, reason: `It is not valid JSON: ${sayWhy(error, text.length - text.trimStart().length)}`, excerpt: excerptOf(trimmed) });
    }
  }

  function take(text: string): ReadRows {
    const rows: SourceRow[] = [];
    const refused: RefusedRow[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1 && !problem; at = text.indexOf('\n', from)) {
      if (skipping) {
        skipping = false;
        rest = '';
        line += 1;
      } else {
        readLine(rest + text.slice(from, at), rows, refused);
        rest = '';
      }
      from = at + 1;
    }
    if (!skipping) rest += text.slice(from);
    if (rest.length > longestCell) {
      refused.push({ line: line + 1, reason: 'The line is longer than 16 million characters.', excerpt: excerptOf(rest) });
      rest = '';
      skipping = true;
      seen = true;
    }
    return { rows, refused, problem };
  }

  return {
    columns: () => [...columns],
    notes: () => [],
    read: take,
    end() {
      const rows: SourceRow[] = [];
      const refused: RefusedRow[] = [];
      if (!problem && !skipping && rest.trim() !== '') readLine(rest, rows, refused);
      if (!problem && !seen) problem = { code: 'empty', message: 'The file is empty. Choose one with at least one JSON object on a line.' };
      return { rows, refused, problem };
    },
  };
}
