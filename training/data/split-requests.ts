import { createHash } from 'node:crypto';
import { findNearDuplicates } from './near-duplicates.ts';
import type { WrittenRequest } from './read-requests.ts';

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

/** Share of each label's requests that goes to validation, and to test. */
const heldOut = 0.1;

export interface GroupedRequest extends WrittenRequest {
  /** Requests that paraphrase or nearly repeat one another share it; a group is never torn apart by a split. */
  readonly group: string;
}

export interface Grouping {
  readonly rows: readonly GroupedRequest[];
  /** Requests left out because the same text, capitals and spaces aside, came before. */
  readonly repeated: readonly WrittenRequest[];
  /** Pairs of near-duplicates that were not declared as paraphrases. */
  readonly undeclared: readonly { readonly first: WrittenRequest; readonly second: WrittenRequest; readonly overlap: number }[];
  /** Share of rows that have an undeclared near-duplicate. */
  readonly nearDuplicateRate: number;
}

/** Drops exact repetitions and joins paraphrases and near-duplicates into groups. */
export function groupRequests(requests: readonly WrittenRequest[]): Grouping {
  const seen = new Set<string>();
  const kept: WrittenRequest[] = [];
  const repeated: WrittenRequest[] = [];
  for (const request of requests) {
    const key = request.text.toLowerCase().replace(/\s+/g, ' ').trim();
    if (seen.has(key)) repeated.push(request);
    else {
      seen.add(key);
      kept.push(request);
    }
  }
  const parents = kept.map((_, i) => i);
  const rootOf = (row: number): number => {
    let at = row;
    while (parents[at] !== at) at = parents[at] ?? at;
    return at;
  };
  const join = (a: number, b: number): void => {
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
    if (low !== undefined && high !== undefined) parents[high] = low;
  };
  const firstOf = new Map<string, number>();
  kept.forEach((request, row) => {
    const first = firstOf.get(request.paraphraseOf);
    if (first === undefined) firstOf.set(request.paraphraseOf, row);
    else join(first, row);
  });
  const undeclared: { first: WrittenRequest; second: WrittenRequest; overlap: number }[] = [];
  const touched = new Set<number>();
  for (const pair of findNearDuplicates(kept.map((request) => request.text))) {
    const first = kept[pair.first];
    const second = kept[pair.second];
    if (!first || !second || first.paraphraseOf === second.paraphraseOf) continue;
    undeclared.push({ first, second, overlap: pair.overlap });
    touched.add(pair.first).add(pair.second);
    join(pair.first, pair.second);
  }
  // Named by content, not by place, so that a line added elsewhere moves no group to another split.
  const rows = kept.map((request, row) => ({ ...request, group: shortHash(kept[rootOf(row)]?.text ?? '') }));
  return { rows, repeated, undeclared, nearDuplicateRate: kept.length > 0 ? touched.size / kept.length : 0 };
}

/**
 * Deals the groups of each label out to the splits, one tenth of the rows each to test and validation, in the order of a
 * hash of the group: the same data gives the same splits, and a new line moves hardly any other.
 */
export function splitRequests(rows: readonly GroupedRequest[]): Record<Split, GroupedRequest[]> {
  const labelOf = new Map<string, string>();
  for (const row of rows) if (!labelOf.has(row.group)) labelOf.set(row.group, row.label);
  const groups = [...labelOf.keys()].map((group) => ({ group, order: shortHash(`split:${group}`) }));
  groups.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.group < b.group ? -1 : 1));
  const sizes = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const row of rows) {
    const label = labelOf.get(row.group) ?? row.label;
    sizes.set(row.group, (sizes.get(row.group) ?? 0) + 1);
    totals.set(label, (totals.get(label) ?? 0) + 1);
  }
  const filled = new Map<string, number>();
  const splitOf = new Map<string, Split>();
  for (const { group } of groups) {
    const label = labelOf.get(group) ?? '';
    const before = filled.get(label) ?? 0;
    const share = (totals.get(label) ?? 0) * heldOut;
    splitOf.set(group, before < share ? 'test' : before < 2 * share ? 'validation' : 'train');
    filled.set(label, before + (sizes.get(group) ?? 0));
  }
  const result: Record<Split, GroupedRequest[]> = { train: [], validation: [], test: [] };
  for (const row of rows) result[splitOf.get(row.group) ?? 'train'].push(row);
  return result;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
