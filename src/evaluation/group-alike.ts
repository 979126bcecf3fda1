import { foldForLikeness, likenessOf, shinglesOf } from './shingle-texts.ts';

/** Share of the runs of four characters two texts have in common, of all either has, from which they are nearly the same. */
export const nearlyTheSame = 0.8;
/*
 * Locality-sensitive hashing over MinHash (Broder 1997; Indyk and Motwani 1998): texts that agree in all five minima of one of 20
 * bands are compared. Two with a likeness of 0.8 meet with probability 1 - (1 - 0.8^5)^20 = 0.9996, two with 0.5 in half the cases.
 */
const bands = 20;
const minima = 5;
/** Texts of one band's bucket that later ones are compared with: of a heap that all look alike the first dozen stand for the rest. */
const mostCompared = 12;

/**
 * A group number for each text, so that texts that are nearly the same have the same one: those that are equal when normalised, and
 * those whose runs of four characters have a Jaccard likeness of 0.8 or more; likeness is passed on (a like b, b like c: one
 * group). Numbers count from 0 in order of first appearance. Empty texts are one group, texts without words are grouped by their
 * distinct characters. Nothing random: the same texts get the same groups. O(texts × (characters + 100 × shingles)): 200,000
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
  const shingles = distinct.map((folded) => (folded === '' || folded.startsWith('\u0000') ? null : shinglesOf(folded)));
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

/** Joins the texts that share the minima of one band and are found nearly the same when compared. */
function joinBand(shingles: readonly (Uint32Array | null)[], band: number, parents: Int32Array): void {
  const multipliers = Int32Array.from({ length: minima }, (_, i) => mix(2 * (band * minima + i) + 1) | 1);
  const masks = Int32Array.from({ length: minima }, (_, i) => mix(2 * (band * minima + i) + 2));
  let size = 1024;
  while (size < shingles.length * 2) size *= 2;
  // Open addressing: a slot holds the text met first with its minima, later ones hang behind it.
  const slots = new Int32Array(size).fill(-1);
  const keys = new Int32Array(shingles.length);
  const behind = new Int32Array(shingles.length).fill(-1);
  shingles.forEach((own, text) => {
    if (own === null) return;
    keys[text] = keyOf(own, multipliers, masks);
    let slot = (keys[text] ?? 0) & (size - 1);
    while ((slots[slot] ?? -1) >= 0 && keys[slots[slot] ?? 0] !== keys[text]) slot = (slot + 1) & (size - 1);
    const first = slots[slot] ?? -1;
    if (first < 0) {
      slots[slot] = text;
      return;
    }
    let last = first;
    let length = 0;
    for (let other = first; other >= 0; other = behind[other] ?? -1) {
      last = other;
      length++;
      const [a, b] = [rootOf(parents, other), rootOf(parents, text)];
      const theirs = shingles[other];
      if (a !== b && theirs && likenessOf(own, theirs) >= nearlyTheSame) parents[Math.max(a, b)] = Math.min(a, b);
    }
    if (length < mostCompared) behind[last] = text;
  });
}

function keyOf(shingles: Uint32Array, multipliers: Int32Array, masks: Int32Array): number {
  let key = 0;
  for (let i = 0; i < minima; i++) {
    const multiplier = multipliers[i] ?? 1;
    const mask = masks[i] ?? 0;
    // Signed: as unsigned ones the hashes would not stay in integer registers, and this loop is all the time it takes.
    let least = 0x7fffffff;
    for (let at = 0; at < shingles.length; at++) {
      const hash = Math.imul((shingles[at] ?? 0) ^ mask, multiplier) | 0;
      if (hash < least) least = hash;
    }
    key = mix(key ^ least);
  }
  return key;
}

function mix(value: number): number {
  let h = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
