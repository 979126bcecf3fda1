import type { Judgement, Passage } from './article.ts';
import { cosine } from './exact-index.ts';
import type { HitFeedback } from './rank-hits.ts';
import { sharedWords, stemsOf } from './shared-words.ts';

/**
 * From the first value on two questions count as alike, and more so up to the second. By cosine: of the pairs of a validation
 * and a training request that are nearer than 0.6, 96% have one intent, and 63% of the requests have such a pair; at 0.75 it
 * is 99%, and 18% (`training/encoder/measure-likeness.ts`). By words, without an encoder: the share of different words they
 * have in common. These go with the encoder, as the thresholds in `decide-confidence.ts` do.
 */
const likeBySense = { from: 0.6, to: 0.85 };
const likeByWords = { from: 0.6, to: 1 };

/** What a judgement counts for the other passages of its article, and for those that came in its passage's place. */
const articleShare = 0.25;

/** A question that was judged, once however often. */
interface Asked {
  readonly words: ReadonlySet<string>;
  /** Unit length; null without an encoder, or where the text has no known word. */
  readonly vector: Float32Array | null;
  readonly judgements: readonly Judgement[];
}

/** What was said of one passage or article, on questions like the present one, each word weighed by how like. */
interface Tally {
  net: number;
  helped: number;
  notHelped: number;
}

/** Agents' judgements as the ranking uses them. Never changed: other judgements are another one. */
export class Feedback {
  readonly #asked: readonly Asked[];
  readonly #scaleCosine: (cosine: number) => number;

  /**
   * `vectors` are those of the judgements' questions, by their text; `scaleCosine` tells their cosines on the scale that
   * likeness was measured on, where they are another encoder's.
   */
  constructor(judgements: readonly Judgement[], vectors: ReadonlyMap<string, Float32Array>, scaleCosine: (cosine: number) => number = (value) => value) {
    this.#scaleCosine = scaleCosine;
    const byQuery = new Map<string, Judgement[]>();
    // In one order, whatever order they come in: sums then agree to the last bit.
    const sorted = judgements.toSorted(
      (a, b) => compare(a.query, b.query) || compare(a.passageId, b.passageId) || compare(a.articleId, b.articleId) || Number(a.helped) - Number(b.helped),
    );
    for (const judgement of sorted) {
      const same = byQuery.get(judgement.query);
      if (same === undefined) byQuery.set(judgement.query, [judgement]);
      else same.push(judgement);
    }
    this.#asked = Array.from(byQuery, ([query, said]) => ({ words: stemsOf(query), vector: directed(vectors.get(query)), judgements: said }));
  }

  /** What was said on questions like this one; null when nothing was. `vector` is the query's, at unit length. */
  on(query: string, vector: Float32Array | null): QueryFeedback | null {
    if (this.#asked.length === 0) return null;
    const words = stemsOf(query);
    const passages = new Map<string, Tally>();
    const articles = new Map<string, Tally>();
    for (const asked of this.#asked) {
      const weight = likeness(words, vector, asked, this.#scaleCosine);
      if (weight === 0) continue;
      for (const { passageId, articleId, helped } of asked.judgements) {
        count(passages, passageId, weight, helped);
        count(articles, articleId, weight, helped);
      }
    }
    return passages.size === 0 ? null : new QueryFeedback(passages, articles);
  }
}

/** Agents' word on the passages, for one query. */
export class QueryFeedback {
  readonly #passages: ReadonlyMap<string, Tally>;
  readonly #articles: ReadonlyMap<string, Tally>;

  constructor(passages: ReadonlyMap<string, Tally>, articles: ReadonlyMap<string, Tally>) {
    this.#passages = passages;
    this.#articles = articles;
  }

  /** Ids of passages that helped more than not: they belong among the candidates. */
  get helpful(): string[] {
    return [...this.#passages].filter(([, { net }]) => net > 0).map(([id]) => id);
  }

  /** What it means for a passage; undefined for nothing. Several judgements count ever less, up to 1. */
  of(passage: Passage): HitFeedback | undefined {
    const article = this.#articles.get(passage.articleId);
    if (article === undefined) return undefined;
    const own = this.#passages.get(passage.id)?.net ?? 0;
    const net = own + articleShare * (article.net - own);
    return { share: net / (1 + Math.abs(net)), helped: article.helped, notHelped: article.notHelped };
  }
}

function likeness(words: ReadonlySet<string>, vector: Float32Array | null, asked: Asked, scaleCosine: (cosine: number) => number): number {
  const shared = sharedWords(words, asked.words);
  const byWords = shared === 1 ? 1 : 0;
  if (vector === null || asked.vector === null) return Math.max(byWords, ramp(shared, likeByWords));
  return Math.max(byWords, ramp(scaleCosine(cosine(vector, asked.vector)), likeBySense));
}

/** 0 up to where likeness begins, 1 from where it is full. */
function ramp(value: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

function count(tallies: Map<string, Tally>, id: string, weight: number, helped: boolean): void {
  let tally = tallies.get(id);
  if (tally === undefined) {
    tally = { net: 0, helped: 0, notHelped: 0 };
    tallies.set(id, tally);
  }
  tally.net += helped ? weight : -weight;
  if (helped) tally.helped += 1;
  else tally.notHelped += 1;
}

function directed(vector: Float32Array | undefined): Float32Array | null {
  return vector === undefined || vector.every((value) => value === 0) ? null : vector;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
