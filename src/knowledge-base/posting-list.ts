/*
 * Where one word stands: a list of numbers in the order of their slots, slot and count packed into one. Small whole
 * numbers in a plain array: the engine keeps them as such, and an array for each word grows without our help.
 */

const countBits = 10;
const mostCounted = (1 << countBits) - 1;

export function slotOf(entry: number): number {
  return entry >>> countBits;
}

/** How often the word stands there, at most 1,023. */
export function countOf(entry: number): number {
  return entry & mostCounted;
}

/** The place of `slot` in the list, or where it would go. */
function find(list: readonly number[], slot: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (slotOf(list[middle] ?? 0) < slot) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Adds a slot that is not in the list. Most are added at its end, where it costs nothing. */
export function insertPosting(list: number[], slot: number, count: number): void {
  const entry = (slot << countBits) | Math.min(count, mostCounted);
  const last = list.at(-1);
  if (last === undefined || slotOf(last) < slot) list.push(entry);
  else list.splice(find(list, slot), 0, entry);
}

export function removePosting(list: number[], slot: number): void {
  const at = find(list, slot);
  if (at < list.length && slotOf(list[at] ?? 0) === slot) list.splice(at, 1);
}
