import { seededRandom } from '../classifier/seeded-random.ts';
import { groupAlike } from '../evaluation/group-alike.ts';
import { splitRows, type RowSplit } from '../evaluation/split-rows.ts';
import type { LabelledSet } from './labelled-set.ts';
import type { SentenceReader } from './studio-host.ts';

/** A sound set with what jobs read of it before they begin. */
export interface PreparedSet {
  readonly set: LabelledSet;
  /** What read the vectors; null for a set that is read by its words alone. */
  readonly reader: SentenceReader | null;
  /** One a row; null without a reader. */
  readonly vectors: readonly Float32Array[] | null;
  /** Rows of one group never come on both sides of a split (`groupRows`). */
  readonly groups: Int32Array;
}

/**
 * A group number for each row: rows whose texts are nearly the same, and rows that the set itself puts in one group, are together
 * (and whoever shares either with one of them). `onProgress` is told of the comparing.
 */
export function groupRows(set: LabelledSet, onProgress?: (done: number, total: number) => void): Int32Array {
  const alike = groupAlike(set.texts, onProgress);
  if (set.groups === null) return alike;
  const first = new Map<string, number>();
  const parents = Int32Array.from({ length: Math.max(0, ...alike) + 1 }, (_, group) => group);
  const rootOf = (group: number): number => {
    let root = group;
    while ((parents[root] ?? root) !== root) root = parents[root] ?? root;
    parents[group] = root;
    return root;
  };
  set.groups.forEach((name, row) => {
    if (name === '') return;
    const own = rootOf(alike[row] ?? 0);
    const other = first.get(name);
    if (other === undefined) first.set(name, own);
    else parents[own] = rootOf(other);
  });
  return alike.map(rootOf);
}

/** Splits a set so that groups stay together and every label has its share on both sides, where it has two groups or more. */
export function splitSet(set: LabelledSet, groups: Int32Array, share: number, seed: number): RowSplit {
  return splitRows(set.labels, groups, share, seededRandom(seed));
}
