import type { Judgement, Passage, RankingSettings, SearchResult, VectorIndex } from '../knowledge-base/article.ts';
import { PassageSearch } from '../knowledge-base/passage-search.ts';
import { passageText } from '../knowledge-base/passage-text.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type {
  EngineErrorCode,
  EngineInfo,
  FoundArticle,
  IndexProgress,
  PassageChange,
  PassageTrial,
  PassageVectors,
  SearchManyProgress,
  SearchOptions,
} from './api.ts';
import type { Encoder } from './encoder.ts';
import type { EngineModels } from './engine-models.ts';
import type { EngineEnvironment } from './environment.ts';
import { abortedFailure } from './run-job.ts';
import { VoyIndex } from './voy-index.ts';

type Answer<T> = Outcome<T, EngineErrorCode>;

/** Passages embedded between two breaths, and passages indexed between two breaths. */
const embedAtATime = 32;
const indexAtATime = 64;
const mostHits = 100;

/** The searchable passages. A new set is built beside the old one, which answers until the new one is whole. */
export class PassageLibrary {
  readonly #environment: EngineEnvironment;
  #models: EngineModels | null = null;
  #search: PassageSearch | null = null;
  /** The search's own; asked for its kind, which changes when voy is built or fails. */
  #index: VectorIndex | null = null;
  /** Ends when the newest building has. */
  #building: Promise<unknown> = Promise.resolve();
  #isBuilding = 0;

  constructor(environment: EngineEnvironment) {
    this.#environment = environment;
  }

  /** From here on queries are embedded by these. Vectors of another encoder are then worth nothing, and go. */
  useModels(models: EngineModels): void {
    if (this.#index !== null && this.#models?.encoderMark !== models.encoderMark) this.dispose();
    this.#models = models;
  }

  describe(): EngineInfo['index'] {
    const search = this.#search;
    return { kind: this.#index?.kind ?? 'none', passages: search?.size ?? 0 };
  }

  /** One after the other: the last set asked for is the one that stays. */
  replace(
    passages: readonly Passage[],
    known: PassageVectors | null,
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<Answer<PassageVectors | null>> {
    const before = this.#building;
    this.#isBuilding += 1;
    const build = (async () => {
      await before;
      if (signal.aborted) return abortedFailure();
      return this.#build(passages, known, signal, onProgress);
    })().finally(() => {
      this.#isBuilding -= 1;
    });
    this.#building = build.catch(() => undefined);
    return build;
  }

  update(_change: PassageChange, _signal: AbortSignal, _onProgress: (progress: IndexProgress) => void): Promise<Answer<PassageVectors | null>> {
    return Promise.resolve(failure('internal', 'Changing the passages in place is still being built.'));
  }

  async searchMany(
    queries: readonly string[],
    options: SearchOptions & { readonly trial?: PassageTrial },
    signal: AbortSignal,
    onProgress: (progress: SearchManyProgress) => void,
  ): Promise<Answer<readonly FoundArticle[]>> {
    const found: FoundArticle[] = [];
    for (const query of queries) {
      const done = await this.search(query, options);
      if (!done.ok) return done;
      const best = done.value.hits[0];
      found.push({
        articleIds: [...new Set(done.value.hits.map((hit) => hit.passage.articleId))],
        confident: done.value.confident,
        cosine: best?.vector?.score ?? null,
        coverage: best?.coverage ?? 0,
      });
      onProgress({ status: 'searching', done: found.length, total: queries.length });
      await this.#environment.yieldToEvents();
      if (signal.aborted) return abortedFailure();
    }
    return success(found);
  }

  setRanking(_ranking: RankingSettings, _judgements: readonly Judgement[], _signal: AbortSignal): Promise<Answer<null>> {
    return Promise.resolve(success(null));
  }

  async search(query: string, options: SearchOptions): Promise<Answer<SearchResult>> {
    // A first set is worth waiting for: there is nothing else to answer from.
    if (this.#search === null && this.#isBuilding > 0) await this.#building;
    const search = this.#search;
    if (search === null) return failure('not-loaded', 'No articles have been indexed yet. Add articles first.');
    const limit = options.limit ?? 10;
    if (typeof query !== 'string' || !Number.isInteger(limit) || limit < 1) {
      return failure('bad-input', 'A search needs a text, and a limit of one or more.');
    }
    const vector = this.#index === null || query.trim() === '' ? null : await this.#embedQuery(query);
    return success(search.search({ text: query, ...options, vector, limit: Math.min(limit, mostHits) }));
  }

  dispose(): void {
    this.#search?.dispose();
    this.#search = null;
    this.#index = null;
  }

  async #embedQuery(query: string): Promise<Float32Array | null> {
    try {
      const encoder = await this.#models?.encoder();
      return encoder ? await encoder.embed([query]) : null;
    } catch {
      // The words still find something.
      return null;
    }
  }

  async #build(
    passages: readonly Passage[],
    known: PassageVectors | null,
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<Answer<PassageVectors | null>> {
    const problem = passagesProblem(passages, known);
    if (problem !== null) return failure('bad-input', problem);
    const models = this.#models;
    const distinct = [...new Map(passages.map((passage) => [passage.id, passage])).values()];
    const encoder = (await models?.encoder()) ?? null;
    const mark = models?.encoderMark ?? null;
    let vectors: PassageVectors | null = null;
    if (encoder !== null && mark !== null) {
      vectors = await this.#embedAll(distinct, known, encoder, mark, signal, onProgress);
      if (vectors === null) return abortedFailure();
    }
    const index = vectors === null ? null : await this.#environment.openVectorIndex(vectors.dimension, distinct.length);
    const search = new PassageSearch({ clock: () => this.#environment.clock(), vectorIndex: index });
    for (const [at, passage] of distinct.entries()) {
      search.add(passage, vectors === null ? null : row(vectors, at));
      if ((at + 1) % indexAtATime !== 0) continue;
      onProgress({ status: 'indexing', done: at + 1, total: distinct.length });
      await this.#environment.yieldToEvents();
      if (signal.aborted) {
        search.dispose();
        return abortedFailure();
      }
    }
    onProgress({ status: 'indexing', done: distinct.length, total: distinct.length });
    this.#search?.dispose();
    this.#search = search;
    this.#index = index;
    if (index instanceof VoyIndex) void this.#feed(index);
    return success(vectors);
  }

  /** Builds voy slice by slice; the exact scan beside it answers meanwhile. A disposed index wants nothing more. */
  async #feed(index: VoyIndex): Promise<void> {
    do await this.#environment.yieldToEvents();
    while (index.feed() > 0);
  }

  /** Rows in the passages' order: known ones as they are, the rest embedded. Null when stopped. */
  async #embedAll(
    passages: readonly Passage[],
    known: PassageVectors | null,
    encoder: Encoder,
    mark: string,
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<PassageVectors | null> {
    const { dimension } = encoder;
    const data = new Float32Array(passages.length * dimension);
    const usable = known !== null && known.model === mark && known.dimension === dimension ? known : null;
    const rowOf = new Map(usable?.ids.map((id, at) => [id, at]));
    const wanted: number[] = [];
    passages.forEach((passage, at) => {
      const from = rowOf.get(passage.id);
      const vector = usable === null || from === undefined ? null : row(usable, from);
      // A stored vector that is no number would poison the index for every query.
      if (vector?.every((value) => Number.isFinite(value)) === true) data.set(vector, at * dimension);
      else wanted.push(at);
    });
    for (let start = 0; start < wanted.length; start += embedAtATime) {
      const part = wanted.slice(start, start + embedAtATime);
      const texts = part.flatMap((at) => {
        const passage = passages[at];
        return passage === undefined ? [] : [passageText(passage)];
      });
      const embedded = await encoder.embed(texts);
      part.forEach((at, i) => data.set(embedded.subarray(i * dimension, (i + 1) * dimension), at * dimension));
      onProgress({ status: 'embedding', done: start + part.length, total: wanted.length });
      await this.#environment.yieldToEvents();
      if (signal.aborted) return null;
    }
    return { model: mark, dimension, ids: passages.map((passage) => passage.id), data };
  }
}

function row(vectors: PassageVectors, at: number): Float32Array {
  return vectors.data.subarray(at * vectors.dimension, (at + 1) * vectors.dimension);
}

function passagesProblem(passages: readonly Passage[], known: PassageVectors | null): string | null {
  if (!Array.isArray(passages)) return 'The passages are no list.';
  const bad = passages.findIndex((passage: Partial<Passage> | null) => typeof passage?.id !== 'string' || typeof passage.text !== 'string');
  if (bad >= 0) return `Passage ${bad + 1} has no id or no text.`;
  if (known !== null && known.data.length !== known.ids.length * known.dimension) {
    return 'The stored vectors do not fit their list of passages. Build the index again.';
  }
  return null;
}
