import type { Hit } from './article.ts';

/** The three orders of one set of hits: BM25's, that of the vectors, and the fused one. */
export type HitOrder = 'words' | 'together' | 'meaning';

/** The hits in one of the orders. Those that the list does not have come last, as they stand in the fused one. */
export function orderHits(hits: readonly Hit[], order: HitOrder): readonly Hit[] {
  if (order === 'together') return hits;
  const rank = (hit: Hit): number => (order === 'words' ? hit.bm25 : hit.vector)?.rank ?? Infinity;
  return hits
    .map((hit, at) => ({ hit, at, rank: rank(hit) }))
    .sort((a, b) => (a.rank === b.rank ? a.at - b.at : a.rank - b.rank))
    .map(({ hit }) => hit);
}

/**
 * One of the lists by itself, followed by the other hits: what the list holds beyond the fused hits comes too, and what the
 * fused ones show by another passage stands where the list has it.
 */
export function withBare(hits: readonly Hit[], bare: readonly Hit[]): readonly Hit[] {
  const fused = new Map(hits.map((hit) => [hit.passage.id, hit]));
  const listed = bare.map((hit) => fused.get(hit.passage.id) ?? hit);
  const seen = new Set(listed.map(({ passage }) => passage.id));
  return [...listed, ...hits.filter(({ passage }) => !seen.has(passage.id))];
}

/** Passage id → the id it is shown by: its own, or that of the passage that stands for it. */
export function shownBy(hits: readonly Hit[]): ReadonlyMap<string, string> {
  return new Map(hits.flatMap((hit) => [hit.passage.id, ...(hit.same ?? [])].map((id) => [id, hit.passage.id] as const)));
}

/** What became of a hit of the one ranking that the other does not show among its best. */
export interface LeftHit {
  readonly hit: Hit;
  readonly was: number;
  /** Its place now, from 1; null where it is not found at all. */
  readonly now: number | null;
}

export interface HitMoves {
  /** Passage id → places gained, negative for lost; `new` for one that the other ranking does not have. */
  readonly moves: ReadonlyMap<string, number | 'new'>;
  /** Of the best `shown` of `before` those that are no longer among them. */
  readonly left: readonly LeftHit[];
}

/** How places changed from one ranking of a question to another. A passage shown by another one stands where that one stands. */
export function compareHits(before: readonly Hit[], after: readonly Hit[], shown: number): HitMoves {
  const [was, is] = [placesOf(before), placesOf(after)];
  const moves = new Map<string, number | 'new'>();
  after.forEach((hit, at) => {
    const place = was.get(hit.passage.id);
    moves.set(hit.passage.id, place === undefined ? 'new' : place - (at + 1));
  });
  const left = before.slice(0, shown).flatMap((hit, at): LeftHit[] => {
    const now = is.get(hit.passage.id) ?? null;
    return now !== null && now <= shown ? [] : [{ hit, was: at + 1, now }];
  });
  return { moves, left };
}

function placesOf(hits: readonly Hit[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  hits.forEach((hit, at) => {
    for (const id of [hit.passage.id, ...(hit.same ?? [])]) places.set(id, at + 1);
  });
  return places;
}

/** Passage id → places that agents' feedback gained it among these hits, negative for lost; only those it added to. */
export function placesByFeedback(hits: readonly Hit[]): ReadonlyMap<string, number> {
  const plain = hits
    .map((hit, at) => ({ id: hit.passage.id, at, score: hit.score - (hit.feedback?.added ?? 0) }))
    .sort((a, b) => (a.score === b.score ? a.at - b.at : b.score - a.score));
  const without = new Map(plain.map(({ id }, at) => [id, at]));
  return new Map(hits.flatMap((hit, at) => (hit.feedback ? [[hit.passage.id, (without.get(hit.passage.id) ?? at) - at] as const] : [])));
}
