import { tokenise } from '../../src/text/tokenise.ts';

/** Two texts whose shingles overlap at least this much say the same in nearly the same letters. */
export const nearDuplicateOverlap = 0.7;

const shingleLength = 4;

/** Row numbers of two near-duplicates, the smaller first, and the share of shingles they have in common. */
export interface NearDuplicate {
  readonly first: number;
  readonly second: number;
  readonly overlap: number;
}

/**
 * Every pair of texts whose sets of four-letter shingles have a Jaccard similarity of `nearDuplicateOverlap` or more.
 * Compared are the normalised words with numbers, amounts and addresses masked, so that a changed order number does not
 * make a new sentence. Exact, by prefix filtering: two sets that similar must share one of their rarest shingles, and
 * can't differ much in size.
 */
export function findNearDuplicates(texts: readonly string[]): NearDuplicate[] {
  const rows = rankShingles(texts.map(shinglesOf));
  const holders = new Map<number, number[]>();
  const tested = new Int32Array(texts.length).fill(-1);
  const found: NearDuplicate[] = [];
  rows.forEach((row, second) => {
    const prefix = row.subarray(0, row.length - Math.ceil(nearDuplicateOverlap * row.length) + 1);
    const before = found.length;
    for (const shingle of prefix) {
      const list = holders.get(shingle);
      for (const first of list ?? []) {
        if (tested[first] === second) continue;
        tested[first] = second;
        const overlap = jaccard(rows[first] ?? row, row);
        if (overlap >= nearDuplicateOverlap) found.push({ first, second, overlap });
      }
      if (list) list.push(second);
      else holders.set(shingle, [second]);
    }
    if (found.length - before > 1) found.push(...found.splice(before).sort((a, b) => a.first - b.first));
  });
  return found;
}

/** Each set as ascending numbers, the rarest shingle being the smallest. */
function rankShingles(sets: readonly ReadonlySet<string>[]): Int32Array[] {
  const frequency = new Map<string, number>();
  for (const set of sets) for (const shingle of set) frequency.set(shingle, (frequency.get(shingle) ?? 0) + 1);
  const order = [...frequency].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));
  const rank = new Map(order.map(([shingle], i) => [shingle, i]));
  return sets.map((set) => Int32Array.from(set, (shingle) => rank.get(shingle) ?? 0).sort());
}

function shinglesOf(text: string): Set<string> {
  const words = tokenise(text).filter((token) => token.text !== '?' && token.text !== '!');
  const line = words.length > 0 ? ` ${words.map((token) => token.text).join(' ')} ` : ` ${text} `;
  const set = new Set<string>();
  for (let i = 0; i + shingleLength <= line.length; i++) set.add(line.slice(i, i + shingleLength));
  if (set.size === 0) set.add(line);
  return set;
}

/** Of two ascending lists; 0 as soon as it can't reach `nearDuplicateOverlap` any more. */
function jaccard(a: Int32Array, b: Int32Array): number {
  const needed = Math.ceil((nearDuplicateOverlap / (1 + nearDuplicateOverlap)) * (a.length + b.length) - 1e-9);
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (shared + Math.min(a.length - i, b.length - j) < needed) return 0;
    const gap = (a[i] ?? 0) - (b[j] ?? 0);
    if (gap === 0) shared++;
    if (gap <= 0) i++;
    if (gap >= 0) j++;
  }
  return shared / (a.length + b.length - shared);
}
