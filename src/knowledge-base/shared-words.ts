import { searchWords } from './search-words.ts';

/** The different words of a text, as stems. */
export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(searchWords(text).map(({ stem }) => stem));
}

/** The share, 0..1, that two texts have in common of all their different words; 0 where one has none. */
export function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of fewer) if (more.has(word)) shared += 1;
  return shared / (a.size + b.size - shared);
}
