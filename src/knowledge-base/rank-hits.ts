import type { Hit, Passage, RankingSettings } from './article.ts';

/**
 * The ranking a desk starts with. Field weights chosen on two public help centres and the project's own requests: titles
 * that are only category names must not outweigh the text, headings that name the section should count a little more.
 * The vector weights, like the thresholds in `decide-confidence.ts`, go with the encoder: with another one they want
 * measuring again. Feedback: of 170 validation requests whose right article was not first, one judgement on the same
 * question puts it there for 121 (100 with a weight of 2), three on the likest training requests for 53 (44); of 1,328
 * requests of other intents none lost theirs.
 */
export const defaultRanking: RankingSettings = {
  titleWeight: 1,
  headingWeight: 1.2,
  vectorWeightCovered: 0.3,
  vectorWeightUncovered: 8.3,
  feedbackWeight: 3,
  collapse: true,
};

/** A passage that either list proposed. `bm25` and `cosine` are raw; 0 and null stand for "not matched", "no vector". */
export interface Candidate {
  readonly passage: Passage;
  readonly bm25: number;
  readonly bm25Rank: number | null;
  readonly cosine: number | null;
  readonly vectorRank: number | null;
  /** What agents said of it on like questions; absent when nobody said anything. */
  readonly feedback?: HitFeedback;
}

/** Agents' word on a passage for one query. */
export interface HitFeedback {
  /** -1 (did not help) to 1 (helped), never quite reached. */
  readonly share: number;
  readonly helped: number;
  readonly notHelped: number;
}

/**
 * Weight of the vector list's z-score against BM25's 1, by how much of the query (idf mass, 0..1) the best match by words
 * covers. A heading or a search phrase is covered and BM25 is then hard to beat; a customer's story is not, and its sense
 * counts for more.
 */
export function vectorWeight(coverage: number, ranking: RankingSettings = defaultRanking): number {
  const { vectorWeightCovered, vectorWeightUncovered } = ranking;
  return vectorWeightCovered + (vectorWeightUncovered - vectorWeightCovered) * (1 - coverage) ** 3;
}

/** A candidate with its fused score and the shares of it; higher is better, comparable within one query only. */
export interface Ranked extends Candidate {
  readonly score: number;
  readonly why: { readonly keyword: number; readonly vector: number; readonly feedback: number };
}

/**
 * Orders the union of both candidate lists by the sum of their z-scores over that union, the vector list's weighted, and
 * what agents' feedback adds: at most `feedbackWeight` standard deviations of those sums, up or down.
 * Reciprocal rank fusion measured worse than BM25 alone; z-scores keep how far apart the scores are. Without vectors the
 * order is BM25's. Ties keep the order given.
 */
export function rankHits(candidates: readonly Candidate[], weight: number, feedbackWeight = 0): Ranked[] {
  const keyword = standardise(candidates.map(({ bm25 }) => bm25));
  const cosines = candidates.map(({ cosine }) => cosine);
  const known = cosines.filter((value) => value !== null);
  // A passage whose vector is not there yet stands in the middle of the others: neither helped nor hurt.
  const mean = known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
  const vector = standardise(cosines.map((value) => value ?? mean));
  const fused = candidates.map((_, at) => (keyword[at] ?? 0) + weight * (vector[at] ?? 0));
  const step = feedbackWeight * (spread(fused).deviation || 1);
  return candidates
    .map((candidate, at) => {
      const feedback = candidate.feedback === undefined ? 0 : step * candidate.feedback.share;
      return {
        ...candidate,
        score: (fused[at] ?? 0) + feedback,
        why: { keyword: keyword[at] ?? 0, vector: weight * (vector[at] ?? 0), feedback },
      };
    })
    .sort((a, b) => b.score - a.score);
}

function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const count = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  return { mean, deviation: deviation < 1e-9 ? 0 : deviation };
}

function standardise(values: readonly number[]): number[] {
  const { mean, deviation } = spread(values);
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}

/** What of a hit the ranking does not know. */
export interface HitDetails {
  readonly matched: readonly string[];
  readonly coverage: number;
  readonly same?: readonly string[];
  /** Whether the hit tells the shares of its score. */
  readonly explain?: boolean;
}

/** What a ranked candidate looks like to the rest of the desk. */
export function asHit(ranked: Ranked, { matched, coverage, same = [], explain = false }: HitDetails): Hit {
  const { feedback } = ranked;
  return {
    passage: ranked.passage,
    score: ranked.score,
    ...(ranked.bm25Rank === null ? {} : { bm25: { rank: ranked.bm25Rank, score: ranked.bm25 } }),
    ...(ranked.vectorRank === null || ranked.cosine === null
      ? {}
      : { vector: { rank: ranked.vectorRank, score: ranked.cosine } }),
    matched,
    coverage,
    ...(feedback === undefined || ranked.why.feedback === 0
      ? {}
      : { feedback: { added: ranked.why.feedback, helped: feedback.helped, notHelped: feedback.notHelped } }),
    ...(explain ? { why: ranked.why } : {}),
    ...(same.length === 0 ? {} : { same }),
  };
}
