import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The words of the sample articles, for a stand-in model that knows them. */
export function articleWords(): string[] {
  const folder = fileURLToPath(new URL('../../data/articles/', import.meta.url));
  const words = new Set<string>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.md')) continue;
    for (const word of readFileSync(folder + file, 'utf8').toLowerCase().match(/\p{L}{3,}/gu) ?? []) words.add(word);
  }
  return [...words].sort();
}
