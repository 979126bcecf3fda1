import MiniSearch from 'minisearch';
import type { Passage } from './article.ts';
import { searchWords } from './search-words.ts';

export interface KeywordMatch {
  readonly id: string;
  /** BM25 over title, headings and text; above 0. */
  readonly score: number;
  /** Fields by the passage's stem that matched. */
  readonly match: Readonly<Record<string, readonly string[]>>;
  /** The query's stems that found it, fuzzy ones included. */
  readonly queryTerms: readonly string[];
}

/** A query's stems with their idf weight. */
export interface QueryTerms {
  readonly stems: ReadonlyMap<string, number>;
  /** Sum of the weights. */
  readonly mass: number;
}

interface IndexedPassage {
  readonly id: string;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
}

/** A ticket can be a page long; beyond this many different words the rarest carry the meaning and the rest cost time. */
const longestQuery = 24;

/**
 * A word that more than a fifth of the passages have costs most of the time at 10,000 passages (8 ms a query against 4)
 * and brings little: 0.005 MRR on two help centres, so that small collections use every word.
 */
const commonShare = 0.2;
const fewestRare = 3;
const largeCollection = 2_000;

/**
 * Weights of a match by field. Chosen on two public help centres and the project's own requests: titles that are only
 * category names must not outweigh the text, headings that name the section should count a little more.
 */
const boost = { title: 1, headings: 1.2, text: 1 };

/**
 * BM25's own settings, measured on the same: long passages here are long because they hold several answers (b near 1), and a
 * word said often is what a passage is about (k high). MiniSearch's lower bound for long texts (d) only cost.
 */
const saturation = { k: 4, b: 0.9, d: 0 };

/**
 * BM25 over passages (MiniSearch), kept up to date by `add` and `remove`. Words are stemmed lightly. Fuzzy and prefix
 * matching are used only for words that no passage has: for a known word they add noise.
 */
export class KeywordIndex {
  readonly #passages = new Map<string, IndexedPassage>();
  readonly #passagesWith = new Map<string, number>();
  readonly #index = new MiniSearch<IndexedPassage>({
    fields: ['title', 'headings', 'text'],
    tokenize: (text) => searchWords(text).map(({ stem }) => stem),
    processTerm: (term) => term,
  });

  get size(): number {
    return this.#passages.size;
  }

  /** Adds or replaces. */
  add(passage: Passage): void {
    this.remove(passage.id);
    const row: IndexedPassage = {
      id: passage.id,
      title: passage.title,
      headings: passage.headings.join('\n'),
      text: passage.text,
    };
    this.#passages.set(row.id, row);
    this.#index.add(row);
    for (const stem of stemsOf(row)) this.#passagesWith.set(stem, (this.#passagesWith.get(stem) ?? 0) + 1);
  }

  remove(id: string): void {
    const row = this.#passages.get(id);
    if (row === undefined) return;
    this.#passages.delete(id);
    this.#index.remove(row);
    for (const stem of stemsOf(row)) {
      const left = (this.#passagesWith.get(stem) ?? 0) - 1;
      if (left > 0) this.#passagesWith.set(stem, left);
      else this.#passagesWith.delete(stem);
    }
  }

  /** The query's stems, each weighed by how few passages have it; at most 24, the rarest. */
  terms(query: string): QueryTerms {
    const weights = this.#telling([...new Set(searchWords(query).map(({ stem }) => stem))]).map((stem) => [stem, this.#idf(stem)] as const);
    const kept = weights.length > longestQuery ? weights.toSorted((a, b) => b[1] - a[1]).slice(0, longestQuery) : weights;
    return { stems: new Map(kept), mass: kept.reduce((sum, [, weight]) => sum + weight, 0) };
  }

  /** Passages that share a word with the query, best first. */
  search(terms: QueryTerms): KeywordMatch[] {
    if (terms.stems.size === 0 || this.size === 0) return [];
    const unknown = (stem: string): boolean => !this.#passagesWith.has(stem) && /^\p{L}+$/u.test(stem);
    // Handed on as they are: thousands of passages can share a word with a long request, and few are ever shown.
    return this.#index.search([...terms.stems.keys()].join(' '), {
      tokenize: (query) => query.split(' '),
      boost,
      fuzzy: (stem) => (unknown(stem) && stem.length >= 4 ? 0.2 : false),
      prefix: (stem) => unknown(stem) && stem.length >= 4,
      bm25: saturation,
    });
  }

  /** In a large collection the words that are everywhere are left out, where enough others remain. */
  #telling(stems: readonly string[]): readonly string[] {
    if (this.size < largeCollection) return stems;
    const rare = stems.filter((stem) => (this.#passagesWith.get(stem) ?? 0) <= commonShare * this.size);
    return rare.length >= fewestRare ? rare : stems;
  }

  #idf(stem: string): number {
    const having = this.#passagesWith.get(stem) ?? 0;
    return Math.log(1 + (this.size - having + 0.5) / (having + 0.5));
  }
}

/**
 * Share of the query's idf mass, 0..1, that the matched passage has words for. A word no passage has weighs most and is
 * covered by none (unless fuzzily), so a query about something else stays low.
 */
export function coverageOf(match: KeywordMatch, terms: QueryTerms): number {
  return terms.mass === 0 ? 0 : match.queryTerms.reduce((sum, stem) => sum + (terms.stems.get(stem) ?? 0), 0) / terms.mass;
}

function stemsOf(row: IndexedPassage): Set<string> {
  return new Set(searchWords(`${row.title}\n${row.headings}\n${row.text}`).map(({ stem }) => stem));
}
