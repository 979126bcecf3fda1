import type { Hit, Passage, SearchResult, VectorIndex } from './article.ts';
import { decideConfidence } from './decide-confidence.ts';
import { cosine, isZero, unitVector } from './exact-index.ts';
import { coverageOf, KeywordIndex, type KeywordMatch, type QueryTerms } from './keyword-index.ts';
import { asHit, rankHits, vectorWeight, type Candidate, type Ranked } from './rank-hits.ts';
import { passageText } from './passage-text.ts';
import { searchWords } from './search-words.ts';

export interface PassageQuery {
  readonly text: string;
  /** The query's vector, from the encoder that made the passages'; without it the ranking is BM25's alone. */
  readonly vector?: Float32Array | null;
  /** Hits wanted at most; 10 unless told. */
  readonly limit?: number;
  /** Leaves out passages about other products; passages about no product in particular stay. */
  readonly product?: string;
  /** Only passages of these articles. */
  readonly articleIds?: readonly string[];
}

export interface PassageSearchOptions {
  /** Milliseconds from any fixed point, for `tookMs` only. */
  readonly clock: () => number;
  /** Empty, or with vectors of passages that are yet to be added under the same ids. The search owns and disposes it. */
  readonly vectorIndex?: VectorIndex | null;
  /** Weight of the vector list by the coverage of the best match by words; `rank-hits.ts` has the one measured. */
  readonly vectorWeight?: (coverage: number) => number;
}

/** Candidates taken from each list. */
const candidatesPerList = 50;
const defaultLimit = 10;
/** Two passages whose different words are shared to this part are one passage to a reader. */
const sameText = 0.9;

/**
 * Hybrid search over passages: BM25 and vectors, fused by z-scores, near-duplicates collapsed. Passages come and go by
 * `add` and `remove`; nothing is rebuilt.
 */
export class PassageSearch {
  readonly #passages = new Map<string, Passage>();
  readonly #keywords = new KeywordIndex();
  readonly #vectors: VectorIndex | null;
  readonly #clock: () => number;
  readonly #weight: (coverage: number) => number;

  constructor(options: PassageSearchOptions) {
    this.#vectors = options.vectorIndex ?? null;
    this.#clock = options.clock;
    this.#weight = options.vectorWeight ?? vectorWeight;
  }

  get size(): number {
    return this.#passages.size;
  }

  /** Adds or replaces a passage; its vector may come later, with another `add`. Throws on a bad vector, adding nothing. */
  add(passage: Passage, vector?: Float32Array | null): void {
    if (vector !== undefined && vector !== null) {
      if (this.#vectors === null) throw new Error('a vector was given to a search without a vector index');
      this.#vectors.add(passage.id, vector);
    }
    this.#passages.set(passage.id, passage);
    this.#keywords.add(passage);
  }

  /** Removes a passage and its vector; unknown ids are ignored. */
  remove(id: string): void {
    if (!this.#passages.delete(id)) return;
    this.#keywords.remove(id);
    this.#vectors?.remove(id);
  }

  /** Hits, best first, and whether the best is good enough to answer from. Throws on a bad query vector or limit. */
  search(query: PassageQuery): SearchResult {
    const started = this.#clock();
    const limit = query.limit ?? defaultLimit;
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('the limit must be a positive whole number');
    const terms = this.#keywords.terms(query.text);
    const { candidates, matches, coverage } = this.#candidates(query, terms, Math.max(candidatesPerList, limit));
    const hits = collapse(rankHits(candidates, this.#weight(coverage)), limit).map((ranked) => hitOf(ranked, matches.get(ranked.passage.id), terms));
    return {
      hits,
      confident: decideConfidence(hits),
      tookMs: this.#clock() - started,
      index: this.#vectors === null || query.vector === undefined || query.vector === null ? 'none' : this.#vectors.kind,
    };
  }

  dispose(): void {
    this.#vectors?.dispose();
    this.#passages.clear();
  }

  #candidates(query: PassageQuery, terms: QueryTerms, perList: number) {
    const allowed = this.#filter(query);
    const { unit, ranks } = this.#nearest(query, allowed, perList);
    const ids = new Set(ranks.keys());
    const matches = new Map<string, KeywordMatch>();
    const keywordRanks = new Map<string, number>();
    let rank = 0;
    for (const match of this.#keywords.search(terms)) {
      if (!allowed(match.id)) continue;
      rank += 1;
      if (rank > perList && !ranks.has(match.id)) continue;
      ids.add(match.id);
      matches.set(match.id, match);
      keywordRanks.set(match.id, rank);
    }

    const candidates: Candidate[] = [];
    for (const id of ids) {
      const passage = this.#passages.get(id);
      if (passage === undefined) continue;
      const row = unit === null ? undefined : this.#vectors?.get(id);
      candidates.push({
        passage,
        bm25: matches.get(id)?.score ?? 0,
        bm25Rank: keywordRanks.get(id) ?? null,
        cosine: unit === null || row === undefined ? null : cosine(row, unit),
        vectorRank: ranks.get(id) ?? null,
      });
    }
    const [best] = matches.values();
    return { candidates, matches, coverage: best === undefined ? 0 : coverageOf(best, terms) };
  }

  #nearest(query: PassageQuery, allowed: (id: string) => boolean, perList: number) {
    const ranks = new Map<string, number>();
    if (this.#vectors === null || query.vector === undefined || query.vector === null) return { unit: null, ranks };
    const unit = unitVector(query.vector, this.#vectors.dimension);
    if (isZero(unit)) return { unit: null, ranks };
    // An index knows no filter. A filtered search therefore asks for all, which only the exact scan does at no extra cost.
    const filtered = query.product !== undefined || query.articleIds !== undefined;
    for (const { id } of this.#vectors.search(unit, filtered ? this.#vectors.size : perList)) {
      if (ranks.size >= perList) break;
      if (this.#passages.has(id) && allowed(id)) ranks.set(id, ranks.size + 1);
    }
    return { unit, ranks };
  }

  #filter(query: PassageQuery): (id: string) => boolean {
    const { product, articleIds } = query;
    if (product === undefined && articleIds === undefined) return () => true;
    const articles = articleIds === undefined ? null : new Set(articleIds);
    return (id) => {
      const passage = this.#passages.get(id);
      if (passage === undefined || (articles !== null && !articles.has(passage.articleId))) return false;
      const products = passage.products ?? [];
      return product === undefined || products.length === 0 || products.includes(product);
    };
  }
}

function hitOf(ranked: Ranked, match: KeywordMatch | undefined, terms: QueryTerms): Hit {
  const stems = new Set(Object.keys(match?.match ?? {}));
  const matched = new Set<string>();
  for (const { word, stem } of searchWords(passageText(ranked.passage))) if (stems.has(stem)) matched.add(word);
  return asHit(ranked, [...matched], match === undefined ? 0 : coverageOf(match, terms));
}

/** The best `limit`, leaving out those that say what a better one says already. */
function collapse(ranked: readonly Ranked[], limit: number): Ranked[] {
  const kept: Ranked[] = [];
  const seen: ReadonlySet<string>[] = [];
  for (const candidate of ranked) {
    if (kept.length >= limit) break;
    const words = new Set(searchWords(candidate.passage.text).map(({ stem }) => stem));
    if (seen.some((other) => overlap(words, other) >= sameText)) continue;
    kept.push(candidate);
    seen.push(words);
  }
  return kept;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  if (Math.min(a.size, b.size) < sameText * Math.max(a.size, b.size)) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / (a.size + b.size - shared);
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
