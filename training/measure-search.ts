import type { Passage } from '../src/knowledge-base/article.ts';
import { ExactIndex } from '../src/knowledge-base/exact-index.ts';
import { passageText } from '../src/knowledge-base/passage-text.ts';
import { PassageSearch } from '../src/knowledge-base/passage-search.ts';
import { defaultRanking } from '../src/knowledge-base/rank-hits.ts';
import type { StaticEncoder } from './encoder/static-encoder.ts';

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** Ids of the passages that answer it; at least one. */
  readonly relevant: readonly string[];
}

/** Shares, 0..1; of a query with several relevant passages the share found counts. */
export interface SearchMeasures {
  readonly recall1: number;
  readonly recall5: number;
  readonly mrr10: number;
  readonly ndcg10: number;
  /** Mean milliseconds a query, its embedding included. */
  readonly msPerQuery: number;
}

const depth = 10;

/** Runs every query and compares what comes with what should. */
function measure(queries: readonly JudgedQuery[], find: (text: string) => readonly string[]): SearchMeasures {
  let [recall1, recall5, mrr10, ndcg10] = [0, 0, 0, 0];
  const started = performance.now();
  for (const { text, relevant } of queries) {
    const wanted = new Set(relevant);
    const found = find(text).slice(0, depth);
    const right = found.map((id) => wanted.has(id));
    const recall = (k: number): number => right.slice(0, k).filter(Boolean).length / wanted.size;
    recall1 += recall(1);
    recall5 += recall(5);
    const first = right.indexOf(true);
    if (first >= 0) mrr10 += 1 / (first + 1);
    const gain = (count: (at: number) => boolean): number =>
      Array.from({ length: depth }, (_, at) => (count(at) ? 1 / Math.log2(at + 2) : 0)).reduce((sum, value) => sum + value, 0);
    ndcg10 += gain((at) => right[at] === true) / gain((at) => at < wanted.size);
  }
  const count = Math.max(1, queries.length);
  return {
    recall1: recall1 / count,
    recall5: recall5 / count,
    mrr10: mrr10 / count,
    ndcg10: ndcg10 / count,
    msPerQuery: (performance.now() - started) / count,
  };
}

export interface SearchReport extends SearchMeasures {
  readonly bm25: SearchMeasures;
  /** Absent without an encoder. */
  readonly vector?: SearchMeasures;
}

/** Measures the search as the desk runs it, and each of its two lists alone. */
export function measureSearch(
  passages: readonly Passage[],
  queries: readonly JudgedQuery[],
  encoder: StaticEncoder | null,
  vectorWeight?: number,
): SearchReport {
  const clock = (): number => performance.now();
  const words = new PassageSearch({ clock });
  for (const passage of passages) words.add(passage);
  const ids = (search: PassageSearch, text: string, vector: Float32Array | null): string[] =>
    search.search({ text, vector, limit: depth }).hits.map((hit) => hit.passage.id);
  const bm25 = measure(queries, (text) => ids(words, text, null));
  if (encoder === null) return { ...bm25, bm25 };

  const index = new ExactIndex(encoder.dimension, passages.length);
  const ranking =
    vectorWeight === undefined ? defaultRanking : { ...defaultRanking, vectorWeightCovered: vectorWeight, vectorWeightUncovered: vectorWeight };
  const both = new PassageSearch({ clock, vectorIndex: index, ranking });
  for (const passage of passages) both.add(passage, encoder.embed(passageText(passage)));
  const hybrid = measure(queries, (text) => ids(both, text, encoder.embed(text)));
  const vector = measure(queries, (text) => index.search(encoder.embed(text), depth).map(({ id }) => id));
  return { ...hybrid, bm25, vector };
}
