import { groupAlike } from '../evaluation/group-alike.ts';
import { dealFolds } from '../classifier/deal-folds.ts';
import type { LabelledSet } from './labelled-set.ts';

/** Rows to learn from and rows to judge by, as places in the set. */
export interface Split {
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
  /** Labels that have no row held out, since all their rows say the same. */
  readonly notHeldOut: readonly string[];
}

/** A group for each row: the set's own groups, joined where texts of two of them are nearly the same. */
export function groupRows(set: LabelledSet, onProgress?: (done: number, total: number) => void): readonly string[] {
  const alike = groupAlike(set.texts, onProgress);
  if (set.groups === null) return Array.from(alike, String);
  // Union of two groupings: whoever shares either with a row is in its group.
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    parents.set(name, root);
    return root;
  };
  set.groups.forEach((group, row) => {
    const own = rootOf(group === '' ? `row ${row}` : `given ${group}`);
    const other = rootOf(`alike ${alike[row] ?? -1}`);
    if (own !== other) parents.set(own, other);
  });
  return set.groups.map((group, row) => rootOf(group === '' ? `row ${row}` : `given ${group}`));
}

/** Splits a set so that groups stay together and every label has its share on both sides, where it has two groups or more. */
export function splitSet(set: LabelledSet, groups: readonly string[], share: number, seed: number): Split {
  const foldOf = dealFolds(set.labels, Math.round(1 / share), seed, groups);
  const rows = [...foldOf.keys()];
  return { training: Int32Array.from(rows.filter((row) => foldOf[row] !== 0)), heldOut: Int32Array.from(rows.filter((row) => foldOf[row] === 0)), notHeldOut: [] };
}
