import { areAlike, foldForLikeness, shinglesOf } from '../text/shingle-texts.ts';

/** Share of the runs of four characters two texts have in common, of all either has, from which they are nearly the same. */
export const nearlyTheSame = 0.8;
/*
 * Locality-sensitive hashing over MinHash (Broder 1997; Indyk and Motwani 1998): texts that agree in all six minima of one of 24
 * bands are compared. Two with a likeness of 0.8 meet with probability 1 - (1 - 0.8^6)^24 = 0.9993, two with 0.5 in a third of cases.
 */
const bands = 24;
/** Written out in `bandKeys`. */
const minima = 6;
/** Texts of one band's bucket that later ones are compared with: of a heap that all look alike the first dozen stand for the rest. */
const mostCompared = 12;

/**
 * A group number for each text, so that texts that are nearly the same have the same one: those that are equal when normalised, and
 * those whose runs of four characters have a Jaccard likeness of 0.8 or more; likeness is passed on (a like b, b like c: one
 * group). Numbers count from 0 in order of first appearance. Empty texts are one group, texts without words are grouped by their
 * distinct characters. Nothing random: the same texts get the same groups. O(texts × (characters + 150 × shingles)): 200,000
 * requests take some seconds. `onProgress` is told how many bands are done and may throw to stop.
 */
export function groupAlike(texts: readonly string[], onProgress?: (done: number, total: number) => void): Int32Array {
  const known = new Map<string, number>();
  const distinct: string[] = [];
  const textOf = Int32Array.from(texts, (text) => {
    const folded = foldForLikeness(text);
    const same = known.get(folded);
    if (same !== undefined) return same;
    known.set(folded, distinct.length);
    return distinct.push(folded) - 1;
  });
  // What has no words is like nothing but itself: its one or two characters would be one run.
  const shingles = layFlat(distinct.map((folded) => (folded === '' || folded.startsWith('\u0000') ? new Uint32Array() : shinglesOf(folded))));
  const parents = Int32Array.from(distinct.keys());
  for (let band = 0; band < bands; band++) {
    onProgress?.(band, bands);
    joinBand(shingles, band, parents);
  }
  onProgress?.(bands, bands);
  const numbers = new Map<number, number>();
  return textOf.map((text) => {
    const root = rootOf(parents, text);
    const number = numbers.get(root);
    if (number !== undefined) return number;
    numbers.set(root, numbers.size);
    return numbers.size - 1;
  });
}

function rootOf(parents: Int32Array, text: number): number {
  let at = text;
  for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
    const above = parents[parent] ?? parent;
    parents[at] = above;
    at = above;
  }
  return at;
}

/** Shingles of all texts in one array, those of text `t` from `from[t]` up to `from[t + 1]`. */
interface Shingles {
  readonly all: Uint32Array;
  readonly from: Int32Array;
}

function layFlat(lists: readonly Uint32Array[]): Shingles {
  const from = new Int32Array(lists.length + 1);
  lists.forEach((list, text) => (from[text + 1] = (from[text] ?? 0) + list.length));
  const all = new Uint32Array(from[lists.length] ?? 0);
  lists.forEach((list, text) => all.set(list, from[text]));
  return { all, from };
}

/** Joins the texts that share the minima of one band and are found nearly the same when compared. */
function joinBand(shingles: Shingles, band: number, parents: Int32Array): void {
  const { all, from } = shingles;
  const texts = parents.length;
  const keys = bandKeys(shingles, band);
  let size = 1024;
  while (size < texts * 2) size *= 2;
  // Open addressing: a slot holds the text met first with its minima, later ones hang behind it.
  const slots = new Int32Array(size).fill(-1);
  const behind = new Int32Array(texts).fill(-1);
  for (let text = 0; text < texts; text++) {
    if (from[text] === from[text + 1]) continue;
    let slot = (keys[text] ?? 0) & (size - 1);
    while ((slots[slot] ?? -1) >= 0 && keys[slots[slot] ?? 0] !== keys[text]) slot = (slot + 1) & (size - 1);
    const first = slots[slot] ?? -1;
    if (first < 0) {
      slots[slot] = text;
      continue;
    }
    const own = all.subarray(from[text], from[text + 1]);
    let last = first;
    let length = 0;
    for (let other = first; other >= 0; other = behind[other] ?? -1) {
      last = other;
      length++;
      const [a, b] = [rootOf(parents, other), rootOf(parents, text)];
      if (a !== b && areAlike(own, all.subarray(from[other], from[other + 1]), nearlyTheSame)) parents[Math.max(a, b)] = Math.min(a, b);
    }
    if (length < mostCompared) behind[last] = text;
  }
}

/**
 * The six minima of each text's shingles under six hash functions, as one number. All the time goes here: the hashes are signed so
 * that they stay in integer registers, and written out so that a shingle is read once.
 */
function bandKeys({ all, from }: Shingles, band: number): Int32Array {
  const factor = (i: number): number => mix(band * minima + i + 1) | 1;
  const [f0, f1, f2, f3, f4, f5] = [factor(0), factor(1), factor(2), factor(3), factor(4), factor(5)];
  const mask = mix(-1 - band);
  const keys = new Int32Array(from.length - 1);
  for (let text = 0; text < keys.length; text++) {
    let [m0, m1, m2, m3, m4, m5] = [0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff];
    const end = from[text + 1] ?? 0;
    for (let at = from[text] ?? 0; at < end; at++) {
      const shingle = (all[at] ?? 0) ^ mask;
      const h0 = Math.imul(shingle, f0);
      if (h0 < m0) m0 = h0;
      const h1 = Math.imul(shingle, f1);
      if (h1 < m1) m1 = h1;
      const h2 = Math.imul(shingle, f2);
      if (h2 < m2) m2 = h2;
      const h3 = Math.imul(shingle, f3);
      if (h3 < m3) m3 = h3;
      const h4 = Math.imul(shingle, f4);
      if (h4 < m4) m4 = h4;
      const h5 = Math.imul(shingle, f5);
      if (h5 < m5) m5 = h5;
    }
    keys[text] = mix(mix(mix(mix(mix(mix(m0) ^ m1) ^ m2) ^ m3) ^ m4) ^ m5);
  }
  return keys;
}

function mix(value: number): number {
  let h = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
