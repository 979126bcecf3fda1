import { findConcepts } from './concepts.ts';
import { tokenise, type Token } from './tokenise.ts';

/** Which n-grams are taken, and into how many hash buckets (a power of two) they fall. */
export interface NgramSpec {
  readonly words: readonly [number, number];
  readonly characters: readonly [number, number];
  readonly buckets: number;
  /** Also the concepts of the lexicon, and pairs of them at most `window` words apart. */
  readonly concepts?: { readonly window: number };
  /** Characters are taken over the ends of words, too: "t p" of "reset pin". A mask such as `<number>` counts as one character. */
  readonly acrossWords?: boolean;
  /** Also pairs of word beginnings of so many letters, in either order, with 1 to `window` - 1 words between them. */
  readonly pairs?: { readonly window: number; readonly letters: number };
}

/** The n-grams of one text: distinct buckets in order of first appearance, and how often each occurred. */
export interface NgramCounts {
  readonly buckets: Int32Array;
  readonly counts: Float32Array;
}

/** Told of each n-gram as it is met: its bucket, and the first and last token it was taken from. */
export type NgramVisitor = (bucket: number, firstToken: number, lastToken: number) => void;

/** Bumped when the same spec would yield other n-grams than before. Stored with every head. */
export const ngramVersion = 1;
/** The version that a head with `acrossWords` or `pairs` names: a program that knows neither must not read it. */
export const pairVersion = 2;

const offset = 0x811c9dc5;
const prime = 0x01000193;
const boundary = 0x20;

/** FNV-1a leaves its low bits poorly mixed for short keys; this is the finaliser of MurmurHash3. */
function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, prime);
}

/**
 * Kind of n-gram that a bucket holds: 0 characters (the lower half), 1 words, 2 concepts (a quarter each); with pairs, 3 pairs
 * have the upper quarter of the characters. The kinds are normalised apart, so each has a region of the buckets for itself.
 */
export function kindOfBucket(bucket: number, buckets: number, withPairs = false): 0 | 1 | 2 | 3 {
  if (bucket < buckets >>> 1) return withPairs && bucket >= buckets >>> 2 ? 3 : 0;
  return bucket < (buckets >>> 1) + (buckets >>> 2) ? 1 : 2;
}

/** Calls `visit` for every n-gram of the tokens: words and word pairs, characters, concepts, pairs of word beginnings. */
export function visitNgrams(tokens: readonly Token[], spec: NgramSpec, visit: NgramVisitor): void {
  const half = spec.buckets >>> 1;
  const mask = (spec.pairs ? half >>> 1 : half) - 1;
  const quarterMask = (half >>> 1) - 1;
  const [minWords, maxWords] = spec.words;
  const [minCharacters, maxCharacters] = spec.characters;
  for (let t = 0; t < tokens.length; t++) {
    let hash = offset;
    for (let n = 1; n <= maxWords && t + n <= tokens.length; n++) {
      const word = tokens[t + n - 1]?.text ?? '';
      for (let i = 0; i < word.length; i++) hash = step(hash, word.charCodeAt(i));
      if (n >= minWords) visit(half + (finish(hash) & quarterMask), t, t + n - 1);
      hash = step(hash, boundary);
    }
    const word = tokens[t]?.text ?? '';
    if (spec.acrossWords === true || word.startsWith('<')) continue;
    // The word with a space on either side, as scikit-learn's `char_wb` reads it.
    const last = word.length + 1;
    for (let from = 0; from <= last; from++) {
      let characters = offset;
      for (let n = 1; n <= maxCharacters && from + n <= last + 1; n++) {
        const at = from + n - 1;
        characters = step(characters, at === 0 || at === last ? boundary : word.charCodeAt(at - 1));
        if (n >= minCharacters) visit(finish(characters) & mask, t, t);
      }
    }
  }
  if (spec.acrossWords === true) visitAcrossWords(tokens, spec.characters, mask, visit);
  if (spec.concepts) visitConcepts(tokens, spec.concepts.window, half + (half >>> 1), quarterMask, visit);
  if (spec.pairs) visitPairs(tokens, spec.pairs, half >>> 1, quarterMask, visit);
}

function visitAcrossWords(tokens: readonly Token[], [shortest, longest]: NgramSpec['characters'], mask: number, visit: NgramVisitor): void {
  const codes: number[] = [];
  const owners: number[] = [];
  tokens.forEach(({ text }, t) => {
    codes.push(boundary);
    owners.push(t);
    // A mask is one capital letter, which no normalised word holds: "<number>" is N.
    const length = text.startsWith('<') ? 1 : text.length;
    for (let i = 0; i < length; i++) {
      codes.push(text.startsWith('<') ? text.charCodeAt(1) - boundary : text.charCodeAt(i));
      owners.push(t);
    }
  });
  if (tokens.length > 0) {
    codes.push(boundary);
    owners.push(tokens.length - 1);
  }
  for (let from = 0; from < codes.length; from++) {
    let characters = offset;
    for (let n = 1; n <= longest && from + n <= codes.length; n++) {
      characters = step(characters, codes[from + n - 1] ?? 0);
      if (n >= shortest) visit(finish(characters) & mask, owners[from] ?? 0, owners[from + n - 1] ?? 0);
    }
  }
}

function visitPairs(tokens: readonly Token[], { window, letters }: { window: number; letters: number }, base: number, mask: number, visit: NgramVisitor): void {
  const beginnings = tokens.map(({ text }) => {
    let hash = offset;
    for (let i = 0; i < text.length && i < letters; i++) hash = step(hash, text.charCodeAt(i));
    return finish(hash);
  });
  for (let t = 0; t < tokens.length; t++) {
    // Neighbours are word pairs already.
    for (let u = t + 2; u < tokens.length && u <= t + window; u++) {
      const one = beginnings[t] ?? 0;
      const other = beginnings[u] ?? 0;
      visit(base + (finish(step(step(offset, Math.min(one, other)), Math.max(one, other))) & mask), t, u);
    }
  }
}

function visitConcepts(tokens: readonly Token[], window: number, base: number, mask: number, visit: NgramVisitor): void {
  const concepts = findConcepts(tokens);
  for (let t = 0; t < tokens.length; t++) {
    for (const one of concepts[t] ?? []) {
      visit(base + (finish(step(offset, one)) & mask), t, t);
      const end = Math.min(tokens.length - 1, t + window);
      for (let u = t; u <= end; u++) {
        for (const other of concepts[u] ?? []) {
          // The two concepts of one word are met once, in order; the order of two words is left out of account.
          if (one === other || (u === t && one > other)) continue;
          const pair = step(step(offset, Math.min(one, other) + 0x100), Math.max(one, other) + 0x200);
          visit(base + (finish(pair) & mask), t, u);
        }
      }
    }
  }
}

/** Counts the n-grams of a text; `tokens` spares reading it again where its tokens are known. */
export type NgramCounter = (text: string, tokens?: readonly Token[]) => NgramCounts;

/**
 * Makes a counter of n-grams with its own scratch space, since one made anew for each text would cost more than the
 * counting. Not to be shared between threads; the arrays it answers with are new ones.
 */
export function createNgramCounter(spec: NgramSpec): NgramCounter {
  // Open addressing over a table that grows with the longest text seen: `stamps` tells which slots belong to this text.
  let size = 4096;
  let slots = new Int32Array(size);
  let stamps = new Int32Array(size);
  let stamp = 0;
  let buckets = new Int32Array(2048);
  let counts = new Float32Array(2048);
  let distinct = 0;

  const grow = (): void => {
    size *= 2;
    slots = new Int32Array(size);
    stamps = new Int32Array(size).fill(stamp - 1);
    const grownBuckets = new Int32Array(size / 2);
    const grownCounts = new Float32Array(size / 2);
    grownBuckets.set(buckets);
    grownCounts.set(counts);
    buckets = grownBuckets;
    counts = grownCounts;
    for (let i = 0; i < distinct; i++) {
      let slot = finish(buckets[i] ?? 0) & (size - 1);
      while (stamps[slot] === stamp) slot = (slot + 1) & (size - 1);
      stamps[slot] = stamp;
      slots[slot] = i;
    }
  };

  const add = (bucket: number): void => {
    let slot = finish(bucket) & (size - 1);
    while (stamps[slot] === stamp) {
      const index = slots[slot] ?? 0;
      if (buckets[index] === bucket) {
        counts[index] = (counts[index] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) & (size - 1);
    }
    stamps[slot] = stamp;
    slots[slot] = distinct;
    buckets[distinct] = bucket;
    counts[distinct] = 1;
    distinct++;
    if (distinct >= buckets.length) grow();
  };

  return (text, tokens = tokenise(text)) => {
    distinct = 0;
    stamp++;
    visitNgrams(tokens, spec, add);
    return { buckets: buckets.slice(0, distinct), counts: counts.slice(0, distinct) };
  };
}
