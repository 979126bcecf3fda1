import { tokenise } from './tokenise.ts';

/** Length of a shingle in characters of the normalised text. */
const run = 4;
/** Shingles kept of a text; of a longer one those with the lowest hashes, which estimates likeness to ±0.02 (Broder 1997). */
export const keptShingles = 400;

/**
 * A text in the form in which equal texts are the same string: its words as they are normalised for training (numbers,
 * references, addresses and links masked), single spaces between them. A text without words (emoji, dots) is its distinct
 * characters in order; an empty one the empty string.
 */
export function foldForLikeness(text: string): string {
  const words = tokenise(text).filter(({ text: word }) => word !== '?' && word !== '!');
  if (words.length > 0) return words.map((word) => word.text).join(' ');
  // Skin tones and the marks that ask for a picture change no meaning here.
  const bare = text.normalize('NFKC').replace(/[\s\p{M}\u{1F3FB}-\u{1F3FF}\u200D]/gu, '');
  return bare === '' ? '' : `\u0000${[...new Set(Array.from(bare))].join('')}`;
}

/** Hashes of the distinct runs of four characters of a folded text, borders included, ascending; at most `keptShingles`. */
export function shinglesOf(folded: string): Uint32Array {
  const padded = ` ${folded} `;
  const runs = new Uint32Array(Math.max(1, padded.length - run + 1));
  for (let from = 0; from < runs.length; from++) {
    let hash = 0x811c9dc5;
    for (let at = from; at < Math.min(padded.length, from + run); at++) hash = Math.imul(hash ^ padded.charCodeAt(at), 0x01000193);
    // FNV-1a leaves short keys poorly mixed; this is the finaliser of MurmurHash3.
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    runs[from] = hash ^ (hash >>> 16);
  }
  runs.sort();
  let distinct = 0;
  for (let at = 0; at < runs.length && distinct < keptShingles; at++) {
    if (at === 0 || runs[at] !== runs[at - 1]) runs[distinct++] = runs[at] ?? 0;
  }
  return runs.slice(0, distinct);
}

/** Share of the shingles of two texts that both have (Jaccard), 0..1; an estimate where one has more than are kept. */
export function likenessOf(a: Uint32Array, b: Uint32Array): number {
  let i = 0;
  let j = 0;
  let shared = 0;
  let either = 0;
  while (i < a.length && j < b.length && either < keptShingles) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0];
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
    either++;
  }
  // What is left of the longer one counts as far as shingles are kept: beyond the lowest hashes of a text that was cut nothing is known.
  either = Math.min(keptShingles, either + (a.length - i) + (b.length - j));
  return either > 0 ? shared / either : 1;
}

/** Whether the likeness of two texts is `least` or more; told after a few shingles where they differ. */
export function areAlike(a: Uint32Array, b: Uint32Array, least: number): boolean {
  if (a.length >= keptShingles || b.length >= keptShingles) return likenessOf(a, b) >= least;
  // shared / (all - shared) ≥ least leaves room for so many that only one of them has.
  let room = Math.floor(((a.length + b.length) * (1 - least)) / (1 + least) + 1e-9);
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const x = a[i] ?? Infinity;
    const y = b[j] ?? Infinity;
    if (x <= y) i++;
    if (y <= x) j++;
    if (x !== y && --room < 0) return false;
  }
  return true;
}
