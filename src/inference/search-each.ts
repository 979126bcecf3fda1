import type { ArticleTrial, PassageQuery, PassageSearch } from '../knowledge-base/passage-search.ts';
import type { SearchResult } from '../knowledge-base/article.ts';
import type { FoundArticle, SearchManyProgress } from './api.ts';

/** Questions embedded at a time. */
const embedAtATime = 32;
/** Milliseconds after which what waits gets its turn. */
const sliceMs = 20;
/** Hits looked through for each article wanted: an article may hold several of the best passages. */
const hitsAnArticle = 4;

export interface SearchEach {
  readonly queries: readonly string[];
  /** Articles wanted for each. */
  readonly limit: number;
  readonly trial: ArticleTrial | null;
  readonly embed: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>;
  readonly present: () => PassageSearch | null;
  readonly query: (search: PassageSearch, text: string, vector: Float32Array | null) => PassageQuery;
  readonly clock: () => number;
  readonly yieldToEvents: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly report: (progress: SearchManyProgress) => void;
}

/**
 * One question after the other, in slices. A trial is laid over the passages for a slice at a time and taken away before
 * anyone else can ask. Null when stopped.
 */
export async function searchEach(job: SearchEach): Promise<FoundArticle[] | null> {
  const { queries, limit, trial } = job;
  const found: FoundArticle[] = [];
  for (let from = 0; from < queries.length; from += embedAtATime) {
    const texts = queries.slice(from, from + embedAtATime);
    const vectors = await job.embed(texts);
    for (let at = 0; at < texts.length; ) {
      if (job.signal.aborted) return null;
      const search = job.present();
      if (search === null) return null;
      const runSlice = (): void => {
        const until = job.clock() + sliceMs;
        do {
          const query = job.query(search, texts[at] ?? '', vectors[at] ?? null);
          found.push(asFound(search.search({ ...query, limit: Math.min(limit * hitsAnArticle, 100), matched: false }), limit));
          at += 1;
        } while (at < texts.length && job.clock() < until);
      };
      if (trial === null) runSlice();
      else search.withTrial(trial, runSlice);
      job.report({ status: 'searching', done: found.length, total: queries.length });
      await job.yieldToEvents();
    }
  }
  return job.signal.aborted ? null : found;
}

function asFound({ hits, confident }: SearchResult, limit: number): FoundArticle {
  const best = hits[0];
  return {
    articleIds: [...new Set(hits.map(({ passage }) => passage.articleId))].slice(0, limit),
    confident,
    cosine: best?.vector?.score ?? null,
    coverage: best?.coverage ?? 0,
  };
}
