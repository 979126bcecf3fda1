/** A knowledge-base document. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly status: 'draft' | 'published';
  readonly language: string;
  readonly products: readonly string[];
  /** Intents it answers, if its author said so. */
  readonly intents: readonly string[];
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A retrievable piece of an article. Its id is stable as long as its heading path and text are. */
export interface Passage {
  readonly id: string;
  readonly articleId: string;
  readonly title: string;
  /** Headings above it, outermost first, without the title. */
  readonly headings: readonly string[];
  /** Plain text, Markdown marks removed. */
  readonly text: string;
  /** Position among the article's passages, from 0. */
  readonly position: number;
  /** Products its article is about; absent or empty for an article about all of them. */
  readonly products?: readonly string[];
}

/** A passage found for a query. */
export interface Hit {
  readonly passage: Passage;
  /** Fused score, higher is better; comparable within one query only. */
  readonly score: number;
  /** Rank from 1 and raw score in each list, where it appears there. */
  readonly bm25?: { readonly rank: number; readonly score: number };
  readonly vector?: { readonly rank: number; readonly score: number };
  /** Words of the passage that matched, lower case. */
  readonly matched: readonly string[];
  /** Share of the query's information (idf mass) that this passage covers, 0..1. Comparable across queries. */
  readonly coverage: number;
}

/** Hits, best first, and whether the best is good enough to answer from. */
export interface SearchResult {
  readonly hits: readonly Hit[];
  readonly confident: boolean;
  readonly tookMs: number;
  /** Which vector index answered, or `none` when there was no encoder. */
  readonly index: 'voy' | 'exact' | 'none';
}

export interface VectorMatch {
  readonly id: string;
  /** Cosine similarity, -1..1. */
  readonly score: number;
}

/** Nearest neighbours by cosine. Implementations: an exact scan, and voy with its guards. */
export interface VectorIndex {
  /** What would answer a search now: voy while it is building or has failed answers by the exact scan. */
  readonly kind: 'voy' | 'exact';
  readonly dimension: number;
  readonly size: number;
  /** Adds or replaces. Throws on a wrong dimension or a value that is not finite. */
  add(id: string, vector: Float32Array): void;
  remove(id: string): void;
  /** The unit vector kept for `id`, valid until the next change. */
  get(id: string): Float32Array | undefined;
  /** At most `k` matches, best first; k is clamped to 1..size. Throws on a bad query vector. */
  search(query: Float32Array, k: number): VectorMatch[];
  dispose(): void;
}
