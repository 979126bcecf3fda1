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
  /** When a person last said that it is still right; absent when nobody did since `updatedAt`. */
  readonly reviewedAt?: number;
  /** Where it was imported from: a page's address or a file's name. */
  readonly source?: string;
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
  /** Its article's language, as a BCP 47 tag; absent for `en`. */
  readonly language?: string;
  /** Present for a passage of a draft, which answers nobody but whoever asks for drafts. */
  readonly draft?: true;
}

/**
 * How hits are ranked. What a person changes in the search tester; `defaultRanking` in `rank-hits.ts` holds the measured
 * values.
 */
export interface RankingSettings {
  /** Weight of words in the title and in the headings against the text's 1. */
  readonly titleWeight: number;
  readonly headingWeight: number;
  /** Weight of the vector list's z-score against the keyword list's 1: for a query whose words are all found, and for one none of whose words are. */
  readonly vectorWeightCovered: number;
  readonly vectorWeightUncovered: number;
  /** How much agents' feedback may move a hit, in standard deviations of the fused score; 0 turns it off. */
  readonly feedbackWeight: number;
  /** Whether passages that say the same are shown once. */
  readonly collapse: boolean;
}

/** What agents said about hits, as the ranking uses it: one judgement of one passage for one question. */
export interface Judgement {
  readonly query: string;
  readonly articleId: string;
  readonly passageId: string;
  readonly helped: boolean;
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
  /** What agents' feedback on like questions added to the score; absent when it added nothing. */
  readonly feedback?: { readonly added: number; readonly helped: number; readonly notHelped: number };
  /** The shares of the score, which add up to it: each list's z-score times its weight. Only where they were asked for. */
  readonly why?: { readonly keyword: number; readonly vector: number; readonly feedback: number };
  /** Ids of passages that say the same and are shown once, by this one. */
  readonly same?: readonly string[];
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
  /** At most `k` matches, best first, of those allowed; k is clamped to 1..size. Throws on a bad query vector. */
  search(query: Float32Array, k: number, allowed?: ((id: string) => boolean) | null): VectorMatch[];
  dispose(): void;
}
