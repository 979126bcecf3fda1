import type { Hit, Passage, RankingSettings, SearchResult, VectorIndex } from './article.ts';
import { collapse, sameText } from './collapse-hits.ts';
import { decideConfidence } from './decide-confidence.ts';
import { cosine, isZero, unitVector } from './exact-index.ts';
import type { Feedback, QueryFeedback } from './feedback.ts';
import { passageFilter, type PassageFilter } from './filter-passages.ts';
import { KeywordIndex, type KeywordMatch } from './keyword-index.ts';
import { asHit, defaultRanking, rankHits, vectorWeight, type Candidate, type HitDetails, type Ranked } from './rank-hits.ts';
import { passageText } from './passage-text.ts';
import { searchWords } from './search-words.ts';

export interface PassageQuery extends PassageFilter {
  readonly text: string;
  /** The query's vector, from the encoder that made the passages'; without it the ranking is BM25's alone. */
  readonly vector?: Float32Array | null;
  /** Hits wanted at most; 10 unless told. */
  readonly limit?: number;
  /** Other values than the search's own, for this query. */
  readonly ranking?: RankingSettings;
  /** What agents said of hits. */
  readonly feedback?: Feedback | null;
  /** Asks for each hit's `why`. */
  readonly explain?: boolean;
  /** False where nobody looks at the words that matched. */
  readonly matched?: boolean;
}

export interface PassageSearchOptions {
  /** Milliseconds from any fixed point, for `tookMs` only. */
  readonly clock: () => number;
  /** Empty, or with vectors of passages that are yet to be added under the same ids. The search owns and disposes it. */
  readonly vectorIndex?: VectorIndex | null;
  /** `defaultRanking` unless told. */
  readonly ranking?: RankingSettings;
}

/** Passages that stand for those of their article, with their vectors by id. */
export interface ArticleTrial {
  readonly articleId: string;
  readonly passages: readonly Passage[];
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** Candidates taken from each list, and from feedback. */
const candidatesPerList = 50;
const defaultLimit = 10;

/**
 * Hybrid search over passages: BM25 and vectors, fused by z-scores, near-duplicates collapsed. Passages come and go by
 * `add` and `remove`; nothing is rebuilt.
 */
export class PassageSearch {
  readonly #passages = new Map<string, Passage>();
  readonly #keywords = new KeywordIndex();
  #vectors: VectorIndex | null;
  readonly #clock: () => number;
  readonly #ranking: RankingSettings;
  #drafts = 0;
  /** During a trial: unit vectors of its passages, and whose vectors in the index do not count. */
  #trial: { readonly rows: ReadonlyMap<string, Float32Array>; readonly out: ReadonlySet<string> } | null = null;

  constructor(options: PassageSearchOptions) {
    this.#vectors = options.vectorIndex ?? null;
    this.#clock = options.clock;
    this.#ranking = options.ranking ?? defaultRanking;
  }

  get size(): number {
    return this.#passages.size;
  }

  get vectors(): VectorIndex | null {
    return this.#vectors;
  }

  get(id: string): Passage | undefined {
    return this.#passages.get(id);
  }

  passages(): IterableIterator<Passage> {
    return this.#passages.values();
  }

  /** Adds or replaces a passage; its vector may come later, with another `add`. Throws on a bad vector, adding nothing. */
  add(passage: Passage, vector?: Float32Array | null): void {
    if (vector !== undefined && vector !== null) {
      if (this.#vectors === null) throw new Error('a vector was given to a search without a vector index');
      this.#vectors.add(passage.id, vector);
    }
    this.#forget(passage.id);
    this.#remember(passage);
    this.#keywords.add(passage);
  }

  /** Removes a passage and its vector; unknown ids are ignored. */
  remove(id: string): void {
    if (!this.#forget(id)) return;
    this.#keywords.remove(id);
    this.#vectors?.remove(id);
  }

  /** Goes on with another vector index, which holds the same rows; null for none. The one before is disposed. */
  useVectors(index: VectorIndex | null): void {
    this.#vectors?.dispose();
    this.#vectors = index;
  }

  /** Hits, best first, and whether the best is good enough to answer from. Throws on a bad query vector or limit. */
  search(query: PassageQuery): SearchResult {
    const started = this.#clock();
    const limit = query.limit ?? defaultLimit;
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('the limit must be a positive whole number');
    const ranking = query.ranking ?? this.#ranking;
    const { candidates, matches, coverage, reached } = this.#candidates(query, ranking, Math.max(candidatesPerList, limit));
    const ranked = rankHits(candidates, vectorWeight(coverage, ranking), ranking.feedbackWeight);
    const hits = this.#shown(ranked, limit, ranking.collapse).map(({ kept, same }) =>
      hitOf(kept, query.matched === false ? null : reached, {
        coverage: matches.get(kept.passage.id)?.coverage ?? 0,
        same: same.map(({ passage }) => passage.id),
        explain: query.explain ?? false,
      }),
    );
    return {
      hits,
      confident: decideConfidence(hits),
      tookMs: this.#clock() - started,
      index: this.#vectors === null || query.vector === undefined || query.vector === null ? 'none' : this.#vectors.kind,
    };
  }

  /**
   * What `ask` answers if the trial's passages were its article's. Nothing of it stays, and no other search can see it:
   * `ask` must not wait for anything.
   */
  withTrial<T>(trial: ArticleTrial, ask: () => T): T {
    const replaced = [...this.#passages.values()].filter(({ articleId }) => articleId === trial.articleId);
    const parked = this.#keywords.park(replaced.map(({ id }) => id));
    const rows = new Map<string, Float32Array>();
    for (const { id } of replaced) this.#forget(id);
    try {
      for (const passage of trial.passages) {
        this.#remember(passage);
        this.#keywords.add(passage);
        const vector = trial.vectors.get(passage.id);
        if (vector !== undefined && vector.length === this.#vectors?.dimension) rows.set(passage.id, unitVector(vector, this.#vectors.dimension));
      }
      this.#trial = { rows, out: new Set(replaced.map(({ id }) => id)) };
      return ask();
    } finally {
      this.#trial = null;
      for (const { id } of trial.passages) {
        this.#forget(id);
        this.#keywords.remove(id);
      }
      for (const passage of replaced) this.#remember(passage);
      this.#keywords.putBack(parked);
    }
  }

  dispose(): void {
    this.useVectors(null);
    this.#passages.clear();
  }

  #remember(passage: Passage): void {
    this.#passages.set(passage.id, passage);
    if (passage.draft === true) this.#drafts += 1;
  }

  #forget(id: string): boolean {
    if (this.#passages.get(id)?.draft === true) this.#drafts -= 1;
    return this.#passages.delete(id);
  }

  #row(id: string): Float32Array | undefined {
    if (this.#trial === null) return this.#vectors?.get(id);
    return this.#trial.rows.get(id) ?? (this.#trial.out.has(id) ? undefined : this.#vectors?.get(id));
  }

  #candidates(query: PassageQuery, ranking: RankingSettings, perList: number) {
    const allowed = passageFilter(query, this.#drafts);
    const unit = this.#unit(query);
    const ranks = unit === null ? new Map<string, number>() : this.#nearest(unit, allowed, perList);
    const feedback = ranking.feedbackWeight === 0 ? null : (query.feedback?.on(query.text, unit) ?? null);
    const helpful = feedback === null ? [] : this.#allowedOf(feedback.helpful, allowed).slice(0, perList);
    const found = this.#keywords.search(this.#keywords.terms(query.text), {
      titleWeight: ranking.titleWeight,
      headingWeight: ranking.headingWeight,
      limit: perList,
      also: [...ranks.keys(), ...helpful],
      allowed,
    });
    const matches = new Map(found.matches.map((match) => [match.id, match]));
    const candidates = [...new Set([...ranks.keys(), ...matches.keys(), ...helpful])].flatMap((id) =>
      this.#candidate(id, unit, matches.get(id), ranks.get(id), feedback),
    );
    return { candidates, matches, coverage: found.matches[0]?.coverage ?? 0, reached: found.reached };
  }

  #candidate(
    id: string,
    unit: Float32Array | null,
    match: KeywordMatch | undefined,
    vectorRank: number | undefined,
    feedback: QueryFeedback | null,
  ): Candidate[] {
    const passage = this.#passages.get(id);
    if (passage === undefined) return [];
    const row = unit === null ? undefined : this.#row(id);
    const said = feedback?.of(passage);
    return [
      {
        passage,
        bm25: match?.score ?? 0,
        bm25Rank: match?.rank ?? null,
        cosine: unit === null || row === undefined ? null : cosine(row, unit),
        vectorRank: vectorRank ?? null,
        ...(said === undefined ? {} : { feedback: said }),
      },
    ];
  }

  /** The query's vector at unit length; null where there is none or it points nowhere. */
  #unit(query: PassageQuery): Float32Array | null {
    if (this.#vectors === null || query.vector === undefined || query.vector === null) return null;
    const unit = unitVector(query.vector, this.#vectors.dimension);
    return isZero(unit) ? null : unit;
  }

  /** Ranks of the nearest passages by id. */
  #nearest(unit: Float32Array, allowed: ((passage: Passage) => boolean) | null, perList: number): Map<string, number> {
    const index = this.#vectors;
    if (index === null) return new Map();
    const trial = this.#trial;
    const mayAnswer = (id: string): boolean => {
      const passage = this.#passages.get(id);
      return passage !== undefined && (allowed === null || allowed(passage));
    };
    // Vectors may be there before their passages: only while they are is every id asked about.
    const isAsked = allowed !== null || trial !== null || index.size > this.size;
    const inIndex = isAsked ? (id: string): boolean => trial?.out.has(id) !== true && mayAnswer(id) : null;
    const found = index.search(unit, perList, inIndex);
    for (const [id, row] of trial?.rows ?? []) if (mayAnswer(id) && !isZero(row)) found.push({ id, score: cosine(row, unit) });
    if (trial !== null) found.sort((a, b) => b.score - a.score);
    return new Map(found.slice(0, perList).map(({ id }, at) => [id, at + 1]));
  }

  #allowedOf(ids: readonly string[], allowed: ((passage: Passage) => boolean) | null): string[] {
    return ids.filter((id) => {
      const passage = this.#passages.get(id);
      return passage !== undefined && (allowed === null || allowed(passage));
    });
  }

  #shown(ranked: readonly Ranked[], limit: number, collapsed: boolean): { readonly kept: Ranked; readonly same: readonly Ranked[] }[] {
    if (!collapsed) return ranked.slice(0, limit).map((kept) => ({ kept, same: [] }));
    return collapse(
      ranked,
      limit,
      ({ passage }) => passage.text,
      (a, b) => this.#keywords.mayBeAlike(a.passage.id, b.passage.id, sameText),
    );
  }
}

/** Words of the passage that the query reached are named, as they stand in it. */
function hitOf(ranked: Ranked, reached: ReadonlySet<string> | null, details: Omit<HitDetails, 'matched'>): Hit {
  const matched = new Set<string>();
  // Where it stands in the list by words, words were found; anywhere else there are none.
  if (reached !== null && ranked.bm25Rank !== null) {
    for (const { word, stem } of searchWords(passageText(ranked.passage))) if (reached.has(stem)) matched.add(word);
  }
  return asHit(ranked, { ...details, matched: [...matched] });
}

/** Starts a search with what is known: passages, and the vectors of some or all of them by passage id. */
export function createPassageSearch(
  options: PassageSearchOptions & {
    readonly passages?: readonly Passage[];
    readonly vectors?: ReadonlyMap<string, Float32Array> | null;
  },
): PassageSearch {
  const search = new PassageSearch(options);
  for (const passage of options.passages ?? []) search.add(passage, options.vectors?.get(passage.id) ?? null);
  return search;
}
