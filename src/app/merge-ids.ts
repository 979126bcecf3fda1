import type { InboxRow } from '../storage/schema.ts';

/**
 * A list of ids with some gone and some come, each at its place. Places are found by halving and the rest is copied in
 * runs, so that a handful of changes among 50,000 costs a copy, not a sort. `ids` must be in the order of `compare`
 * once the gone ones are out; `rowOf` answers a row for each of them. The same array comes back when nothing changes.
 */
export function mergeIds(
  ids: readonly string[],
  gone: ReadonlySet<string>,
  come: readonly InboxRow[],
  rowOf: (id: string) => InboxRow | undefined,
  compare: (a: InboxRow, b: InboxRow) => number,
): readonly string[] {
  const left = gone.size === 0 ? ids : ids.filter((id) => !gone.has(id));
  if (come.length === 0) return left.length === ids.length ? ids : left;
  const sorted = come.toSorted(compare);
  const merged: string[] = [];
  let from = 0;
  for (const row of sorted) {
    let low = from;
    let high = left.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = rowOf(left[middle] ?? '');
      if (there && compare(there, row) < 0) low = middle + 1;
      else high = middle;
    }
    for (; from < low; from++) merged.push(left[from] ?? '');
    merged.push(row.id);
  }
  for (; from < left.length; from++) merged.push(left[from] ?? '');
  return merged;
}
