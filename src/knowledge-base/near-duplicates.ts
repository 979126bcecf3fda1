/** Share of the runs of words that two texts have in common, of all either has, from which they are nearly the same. */
export const nearlySame = 0.9;
const run = 4;
/** A shorter text has too few runs to tell anything. */
const fewestRuns = 12;
/** Texts compared with one at most: the rest of a heap that all begin alike is not looked at. */
const mostCompared = 300;

/** Hashes of the runs of four words of a text, each once, in order. */
export type Shingles = Uint32Array;

/** A text as its letters and digits, lower case, single spaces between the words. */
export function foldText(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** `folded` is a text as `foldText` writes it. */
export function shinglesOf(folded: string): Shingles {
  const words: number[] = [];
  let hash = 0x811c9dc5;
  for (let i = 0; i <= folded.length; i += 1) {
    const unit = i === folded.length ? 32 : folded.charCodeAt(i);
    if (unit !== 32) {
      hash = Math.imul(hash ^ unit, 0x01000193);
      continue;
    }
    words.push(hash >>> 0);
    hash = 0x811c9dc5;
  }
  const runs = new Uint32Array(Math.max(0, words.length - run + 1));
  for (let i = 0; i < runs.length; i += 1) {
    let all = 0x9747b28c;
    for (let j = 0; j < run; j += 1) all = Math.imul(all ^ (words[i + j] ?? 0), 0x85ebca6b) ^ (all >>> 13);
    runs[i] = all >>> 0;
  }
  runs.sort();
  return runs.filter((value, at) => at === 0 || value !== runs[at - 1]);
}

function overlapOf(a: Shingles, b: Shingles): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) {
      common += 1;
      i += 1;
      j += 1;
    } else if (left < right) i += 1;
    else j += 1;
  }
  return common / (a.length + b.length - common);
}

export interface NearDuplicates<T> {
  add(owner: T, shingles: Shingles): void;
  /** The text most like this one, if it is nearly the same, with their overlap, 0..1. */
  find(shingles: Shingles): { readonly owner: T; readonly overlap: number } | null;
}

/**
 * Finds texts that are nearly the same as one that was added before. Two that share nine tenths of their runs share one of
 * the first tenth of either, in any fixed order of all runs; so only those are looked up, and only what they point to is
 * compared.
 */
export function createNearDuplicates<T>(): NearDuplicates<T> {
  const texts: { readonly owner: T; readonly shingles: Shingles }[] = [];
  const byRun = new Map<number, number[]>();
  const prefix = (shingles: Shingles): Shingles => shingles.subarray(0, Math.floor(shingles.length * (1 - nearlySame)) + 1);
  return {
    add(owner, shingles) {
      if (shingles.length < fewestRuns) return;
      const at = texts.push({ owner, shingles }) - 1;
      for (const value of prefix(shingles)) {
        const list = byRun.get(value);
        if (list) list.push(at);
        else byRun.set(value, [at]);
      }
    },
    find(shingles) {
      if (shingles.length < fewestRuns) return null;
      const seen = new Set<number>();
      let best: { readonly owner: T; readonly overlap: number } | null = null;
      for (const value of prefix(shingles)) {
        for (const at of byRun.get(value) ?? []) {
          if (seen.has(at)) continue;
          if (seen.size >= mostCompared) return best;
          seen.add(at);
          const other = texts[at];
          if (!other || Math.min(other.shingles.length, shingles.length) < nearlySame * Math.max(other.shingles.length, shingles.length)) continue;
          const overlap = overlapOf(shingles, other.shingles);
          if (overlap >= nearlySame && overlap > (best?.overlap ?? 0)) best = { owner: other.owner, overlap };
        }
      }
      return best;
    },
  };
}
