/** `npm run --silent search -- --passages FILE --queries FILE --json`: one JSON object on stdout. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Passage } from '../src/knowledge-base/article.ts';
import { printResult, readOptions, required, UsageError } from './command-line.ts';
import { DamagedEncoder, readEncoder } from './encoder/read-encoder.ts';
import type { StaticEncoder } from './encoder/static-encoder.ts';
import { measureSearch, type JudgedQuery } from './measure-search.ts';

const usage = 'search -- --passages FILE --queries FILE --json [--encoder NAME_OR_DIR|none] [--weight N]';

function readRows<T extends { readonly id: string }>(file: string, read: (row: Record<string, unknown>) => T | null, wanted: string): T[] {
  let content: string;
  try {
    content = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new UsageError(`${file} cannot be read. Check the path.`);
  }
  const rows: T[] = [];
  const ids = new Set<string>();
  for (const [at, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = read(parseRow(line));
    if (row === null) throw new UsageError(`${file}, line ${at + 1}: expected a JSON object with ${wanted}.`);
    if (ids.has(row.id)) throw new UsageError(`${file}, line ${at + 1}: the id "${row.id}" occurs twice.`);
    ids.add(row.id);
    rows.push(row);
  }
  if (rows.length === 0) throw new UsageError(`${file} is empty.`);
  return rows;
}

function parseRow(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function readPassage({ id, title, text }: Record<string, unknown>): Passage | null {
  if (typeof id !== 'string' || typeof text !== 'string') return null;
  if (title !== undefined && typeof title !== 'string') return null;
  return { id, articleId: id, title: title ?? '', headings: [], text, position: 0 };
}

function readQuery({ id, text, relevant }: Record<string, unknown>): JudgedQuery | null {
  if (typeof id !== 'string' || typeof text !== 'string' || !Array.isArray(relevant) || relevant.length === 0) return null;
  return relevant.every((one) => typeof one === 'string') ? { id, text, relevant } : null;
}

function loadEncoder(name: string): StaticEncoder | null {
  if (name === 'none') return null;
  const shipped = join(fileURLToPath(new URL('../public/models', import.meta.url)), name);
  const folder = existsSync(join(shipped, 'metadata.json')) ? shipped : name;
  if (!existsSync(join(folder, 'metadata.json'))) {
    throw new UsageError(`There is no encoder "${name}". Name one in public/models, a folder, or "none".`);
  }
  try {
    return readEncoder(folder);
  } catch (error) {
    if (!(error instanceof DamagedEncoder)) throw error;
    throw new UsageError(error.message);
  }
}

await printResult(() => {
  const options = readOptions(
    {
      passages: { type: 'string' },
      queries: { type: 'string' },
      encoder: { type: 'string' },
      weight: { type: 'string' },
      json: { type: 'boolean' },
    },
    usage,
  );
  const passages = readRows(required(options.passages, 'passages', usage), readPassage, 'id and text, and if wanted title, as strings');
  const queries = readRows(required(options.queries, 'queries', usage), readQuery, 'id and text as strings and relevant as a list of passage ids');
  const known = new Set(passages.map(({ id }) => id));
  const lost = queries.find(({ relevant }) => !relevant.some((id) => known.has(id)));
  if (lost !== undefined) throw new UsageError(`None of the passages that query "${lost.id}" asks for is in the passages file.`);
  const weight = options.weight === undefined ? undefined : Number(options.weight);
  if (weight !== undefined && !(weight >= 0 && weight <= 10)) throw new UsageError('--weight must be a number from 0 to 10.');
  const encoder = loadEncoder(options.encoder ?? 'desk-encoder');
  return { passages: passages.length, queries: queries.length, ...measureSearch(passages, queries, encoder, weight) };
});
