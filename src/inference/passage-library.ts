import { fitAdaptation, type Adaptation } from '../knowledge-base/adapt-vectors.ts';
import type { Judgement, Passage, RankingSettings, SearchResult, VectorIndex } from '../knowledge-base/article.ts';
import { PassageSearch } from '../knowledge-base/passage-search.ts';
import { passageText } from '../knowledge-base/passage-text.ts';
import { defaultRanking } from '../knowledge-base/rank-hits.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type {
  EncoderChange,
  EncoderProgress,
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
import { changeProblem, passagesProblem, rankingProblem } from './check-passages.ts';
import type { Encoder } from './encoder.ts';
import { onScale } from './cosine-scale.ts';
import { embedPassages, rowsOf, vectorAt } from './embed-passages.ts';
import type { EncoderSource } from './encoder-source.ts';
import type { EngineEnvironment } from './environment.ts';
import { JudgedQuestions } from './judged-questions.ts';
import { measureCosineScales } from './measure-scale.ts';
import { abortedFailure } from './run-job.ts';
import { searchEach } from './search-each.ts';
import { VoyIndex } from './voy-index.ts';

type Answer<T> = Outcome<T, EngineErrorCode>;
type Report = (progress: IndexProgress) => void;

/** Passages indexed between two breaths. */
const indexAtATime = 64;
/** Passages a downloaded encoder reads between two words on how far it is: it may take a tenth of a second for each. */
const readAheadAtATime = 8;
const mostHits = 100;

const nothingYet = failure('not-loaded', 'No articles have been indexed yet. Add articles first.');

/**
 * The searchable passages. A new set is built beside the old one, which answers until the new one is whole; a change is
 * embedded first and applied then, so that stopping either leaves what was there.
 */
export class PassageLibrary {
  readonly #environment: EngineEnvironment;
  readonly #judged: JudgedQuestions;
  #models: EncoderSource | null = null;
  /** Which encoder read a question. */
  readonly #readBy = new WeakMap<Float32Array, EncoderSource>();
  #search: PassageSearch | null = null;
  /** The encoder that made the search's vectors. */
  #mark: string | null = null;
  /** For how many passages the vector index was chosen. */
  #chosenFor = 0;
  #ranking: RankingSettings = defaultRanking;
  /** Ends when the newest building or change has. */
  #building: Promise<unknown> = Promise.resolve();
  #isBuilding = 0;

  constructor(environment: EngineEnvironment) {
    this.#environment = environment;
    this.#judged = new JudgedQuestions(environment);
  }

  /**
   * From here on queries are embedded by these. Vectors of another encoder are then worth nothing, and go: the passages
   * are found by their words until they are set again.
   */
  useModels(models: EncoderSource): void {
    this.#models = models;
    if (this.#search !== null && this.#mark !== models.encoderMark) {
      this.#search.useVectors(null);
      this.#mark = null;
    }
    this.#judged.useModels(models);
  }

  /** The encoder that search goes by. */
  get source(): EncoderSource | null {
    return this.#models;
  }

  describe(): EngineInfo['index'] {
    // Asked each time: voy's kind changes when it is built or fails.
    return { kind: this.#search?.vectors?.kind ?? 'none', passages: this.#search?.size ?? 0 };
  }

  /** Sets and changes are made one after the other, so that none is lost: the last word on a passage is the one that stays. */
  replace(passages: readonly Passage[], known: PassageVectors | null, signal: AbortSignal, report: Report): Promise<Answer<PassageVectors | null>> {
    return this.#inTurn(signal, () => this.#build(passages, known, null, signal, report));
  }

  /**
   * Goes over to another encoder. It reads the passages ahead, out of turn, so that articles can change meanwhile; what
   * changed is read in turn, and passages and questions go over in one step. `shipped` has the scale that thresholds were
   * measured on.
   */
  async changeEncoder(
    source: EncoderSource,
    shipped: EncoderSource,
    known: PassageVectors | null,
    signal: AbortSignal,
    report: (progress: EncoderProgress) => void,
  ): Promise<Answer<EncoderChange>> {
    const problem = passagesProblem([], known);
    if (problem !== null) return failure('bad-input', problem);
    await this.#building;
    const encoder = await source.encoder();
    if (encoder === null || source.encoderMark === null) return failure('model-missing', 'This encoder can not be started. Search goes on as before.');
    const vectors = await this.#readAhead(source, source.encoderMark, encoder, known, signal, report);
    if (vectors === null) return abortedFailure();
    return this.#inTurn(signal, async () => {
      const passages = [...(this.#search?.passages() ?? [])];
      report({ status: 'indexing', done: 0, total: passages.length, made: null });
      const reference = source === shipped ? null : await shipped.encoder();
      const scale = reference === null ? null : await measureCosineScales(passages, encoder, reference);
      const next: EncoderSource = source === shipped ? shipped : { ...source, scale };
      const built = await this.#build(passages, vectors, next, signal, (progress) => report({ ...progress, made: null }));
      return built.ok ? success({ encoder: next.encoderInfo, scale, vectors: built.value }) : built;
    });
  }

  /** Changes the present passages in place; the first change makes the set. */
  update(change: PassageChange, signal: AbortSignal, report: Report): Promise<Answer<PassageVectors | null>> {
    return this.#inTurn(signal, () => this.#change(change, signal, report));
  }

  async setRanking(ranking: RankingSettings, judgements: readonly Judgement[], signal: AbortSignal): Promise<Answer<null>> {
    const problem = rankingProblem(ranking, judgements);
    if (problem !== null) return failure('bad-input', problem);
    if (!(await this.#judged.set(judgements, this.#models, signal))) return abortedFailure();
    this.#ranking = ranking;
    return success(null);
  }

  async search(query: string, options: SearchOptions): Promise<Answer<SearchResult>> {
    const search = await this.#present();
    if (search === null) return nothingYet;
    const limit = options.limit ?? 10;
    if (typeof query !== 'string' || !isLimit(limit)) return failure('bad-input', 'A search needs a text, and a limit of one or more.');
    const problem = options.ranking === undefined ? null : rankingProblem(options.ranking, []);
    if (problem !== null) return failure('bad-input', problem);
    const [vector = null] = query.trim() === '' ? [] : await this.#embedQueries([query]);
    // A change or another encoder may have come while the query was read.
    const present = this.#search ?? search;
    return success(present.search({ ...this.#rules(options), text: query, vector: this.#fitting(present, vector), limit: Math.min(limit, mostHits) }));
  }

  async searchMany(
    queries: readonly string[],
    options: SearchOptions & { readonly trial?: PassageTrial },
    signal: AbortSignal,
    report: (progress: SearchManyProgress) => void,
  ): Promise<Answer<readonly FoundArticle[]>> {
    if ((await this.#present()) === null) return nothingYet;
    const { trial, ...rest } = options;
    const limit = rest.limit ?? 10;
    if (!Array.isArray(queries) || queries.some((query) => typeof query !== 'string') || !isLimit(limit)) {
      return failure('bad-input', 'These searches need a list of texts, and a limit of one or more.');
    }
    const problem =
      (rest.ranking === undefined ? null : rankingProblem(rest.ranking, [])) ?? (trial === undefined ? null : passagesProblem(trial.passages, null));
    if (problem !== null) return failure('bad-input', problem);
    const found = await searchEach({
      queries,
      limit: Math.min(limit, mostHits),
      trial: trial === undefined ? null : { ...trial, vectors: await this.#embedTrial(trial, signal) },
      embed: (texts) => this.#embedQueries(texts),
      // Asked anew for each slice: a set may be replaced in between.
      present: () => this.#search,
      query: (search, text, vector) => ({ ...this.#rules(rest), text, vector: this.#fitting(search, vector) }),
      clock: () => this.#environment.clock(),
      yieldToEvents: () => this.#environment.yieldToEvents(),
      signal,
      report,
    });
    return found === null ? abortedFailure() : success(found);
  }

  dispose(): void {
    this.#search?.dispose();
    this.#search = null;
    this.#mark = null;
  }

  /** A first set is worth waiting for: there is nothing else to answer from. */
  async #present(): Promise<PassageSearch | null> {
    if (this.#search === null && this.#isBuilding > 0) await this.#building;
    return this.#search;
  }

  #rules(options: SearchOptions) {
    return { ...options, ranking: options.ranking ?? this.#ranking, feedback: this.#judged.feedback };
  }

  /** A query's vector where the search's are of the same encoder. */
  #fitting(search: PassageSearch, vector: Float32Array | null): Float32Array | null {
    if (vector === null || search.vectors?.dimension !== vector.length || this.#mark !== this.#models?.encoderMark) return null;
    // Another encoder may have come while this one read the question, and with vectors of the same length.
    return this.#readBy.get(vector) === this.#models ? vector : null;
  }

  async #embedQueries(texts: readonly string[]): Promise<(Float32Array | null)[]> {
    if (this.#search?.vectors === null) return texts.map(() => null);
    try {
      const models = this.#models;
      const encoder = await models?.encoder();
      if (!models || !encoder) return texts.map(() => null);
      const rows = await encoder.embed(texts, 'query');
      return texts.map((_, at) => {
        const row = rows.subarray(at * encoder.dimension, (at + 1) * encoder.dimension);
        this.#readBy.set(row, models);
        return row;
      });
    } catch {
      // The words still find something.
      return texts.map(() => null);
    }
  }

  async #embedTrial({ passages }: PassageTrial, signal: AbortSignal): Promise<ReadonlyMap<string, Float32Array>> {
    const made = await this.#embed(passages, null, null, signal, () => undefined);
    const vectors = made?.vectors ?? null;
    if (vectors === null) return new Map();
    // Vectors of another encoder than the passages' are worse than none.
    if (vectors.model !== this.#mark) return new Map();
    return new Map(vectors.ids.map((id, at) => [id, vectorAt(vectors, at)]));
  }

  #inTurn<T>(signal: AbortSignal, work: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const before = this.#building;
    this.#isBuilding += 1;
    const turn = (async () => {
      await before;
      return signal.aborted ? abortedFailure() : work();
    })().finally(() => {
      this.#isBuilding -= 1;
    });
    this.#building = turn.catch(() => undefined);
    return turn;
  }

  /** Vectors of the present passages by an encoder that is not in use yet. Null when stopped. */
  async #readAhead(
    source: EncoderSource,
    mark: string,
    encoder: Encoder,
    known: PassageVectors | null,
    signal: AbortSignal,
    report: (progress: EncoderProgress) => void,
  ): Promise<PassageVectors | null> {
    const usable = known?.model === mark && known.dimension === encoder.dimension ? known : null;
    const rows = usable === null ? new Map<string, number>() : rowsOf(usable);
    let made: PassageVectors | null = null;
    return embedPassages({
      passages: [...(this.#search?.passages() ?? [])],
      encoder,
      mark,
      known: (passage) => {
        const at = rows.get(passage.id);
        return usable === null || at === undefined ? undefined : vectorAt(usable, at);
      },
      signal,
      onMade: (vectors) => {
        made = source.encoderInfo?.hub == null ? null : vectors;
      },
      onProgress: ({ status, done, total }) => report({ status, done, total, made }),
      atATime: readAheadAtATime,
      yieldToEvents: () => this.#environment.yieldToEvents(),
    });
  }

  /**
   * Vectors of the passages by the present encoder, or by the next where one is given; none without one. Null when stopped.
   * Another encoder that comes in the middle begins anew: half of one and half of another would be worth nothing.
   */
  async #embed(
    passages: readonly Passage[],
    known: PassageVectors | null,
    next: EncoderSource | null,
    signal: AbortSignal,
    report: Report,
  ): Promise<{ readonly mark: string | null; readonly vectors: PassageVectors | null } | null> {
    for (;;) {
      const models = next ?? this.#models;
      const isPresent = (): boolean => next !== null || this.#models === models;
      try {
        const encoder = (await models?.encoder()) ?? null;
        const mark = models?.encoderMark ?? null;
        if (signal.aborted) return null;
        if (encoder === null || mark === null) {
          if (!isPresent()) continue;
          return { mark: null, vectors: null };
        }
        const usable = known !== null && known.model === mark && known.dimension === encoder.dimension ? known : null;
        const rows = usable === null ? new Map<string, number>() : rowsOf(usable);
        const vectors = await embedPassages({
          passages,
          encoder,
          mark,
          known: (passage) => {
            const at = rows.get(passage.id);
            return usable === null || at === undefined ? this.#unchanged(passage, mark) : vectorAt(usable, at);
          },
          signal,
          onProgress: report,
          yieldToEvents: () => this.#environment.yieldToEvents(),
        });
        if (vectors === null) return null;
        if (isPresent()) return { mark, vectors };
      } catch (error) {
        // An encoder that was put away while it read; the one that came for it reads again.
        if (isPresent() || signal.aborted) throw error;
      }
    }
  }

  /** The vector of a passage that is searchable already and reads the same. */
  #unchanged(passage: Passage, mark: string): Float32Array | undefined {
    const search = this.#search;
    const present = search?.get(passage.id);
    // An adapted row is not what the encoder made; the encoders whose rows are adapted read a passage in a moment.
    if (search === null || search.isAdapted || present === undefined || this.#mark !== mark || passageText(present) !== passageText(passage)) return undefined;
    return search.vectors?.get(passage.id);
  }

  /** With `next` the set goes over to that encoder, once it is whole. */
  async #build(
    passages: readonly Passage[],
    known: PassageVectors | null,
    next: EncoderSource | null,
    signal: AbortSignal,
    report: Report,
  ): Promise<Answer<PassageVectors | null>> {
    const problem = passagesProblem(passages, known);
    if (problem !== null) return failure('bad-input', problem);
    const distinct = [...new Map(passages.map((passage) => [passage.id, passage])).values()];
    for (;;) {
      const made = await this.#embed(distinct, known, next, signal, report);
      if (made === null) return abortedFailure();
      const { vectors, mark } = made;
      const index = vectors === null ? null : await this.#environment.openVectorIndex(vectors.dimension, distinct.length);
      const scale = (next ?? this.#models)?.scale?.passages ?? null;
      const search = new PassageSearch({
        clock: () => this.#environment.clock(),
        vectorIndex: index,
        adaptation: vectors === null ? null : await this.#adaptation(vectors, next),
        ...(scale === null ? {} : { scaleCosine: (cosine: number) => onScale(scale, cosine) }),
      });
      for (const [at, passage] of distinct.entries()) {
        search.add(passage, vectors === null ? null : vectorAt(vectors, at));
        if ((at + 1) % indexAtATime !== 0) continue;
        report({ status: 'indexing', done: at + 1, total: distinct.length });
        await this.#environment.yieldToEvents();
        if (signal.aborted) {
          search.dispose();
          return abortedFailure();
        }
      }
      // Another encoder came while the index was made.
      if (next === null && (this.#models?.encoderMark ?? null) !== mark) {
        search.dispose();
        continue;
      }
      report({ status: 'indexing', done: distinct.length, total: distinct.length });
      this.#search?.dispose();
      this.#search = search;
      this.#mark = mark;
      if (next !== null) {
        this.#models = next;
        this.#judged.useModels(next);
      }
      this.#chosenFor = distinct.length;
      this.#feed(index);
      return success(vectors);
    }
  }

  /** What the collection has everywhere is learnt anew with each whole set; a change takes what the set taught. */
  async #adaptation(vectors: PassageVectors, next: EncoderSource | null): Promise<Adaptation | null> {
    const encoder = await (next ?? this.#models)?.encoder();
    return encoder?.whitening === undefined ? null : fitAdaptation(vectors.data, vectors.dimension, encoder.whitening);
  }

  async #change(change: PassageChange, signal: AbortSignal, report: Report): Promise<Answer<PassageVectors | null>> {
    const problem = changeProblem(change);
    if (problem !== null) return failure('bad-input', problem);
    const search = this.#search;
    if (search === null) return this.#build(change.put, null, null, signal, report);
    const put = [...new Map(change.put.map((passage) => [passage.id, passage])).values()];
    const made = search.vectors === null ? null : await this.#embed(put, null, null, signal, report);
    if (signal.aborted) return abortedFailure();
    // Without vectors where the encoder went or changed meanwhile: whoever changed it sets the passages again.
    const vectors = made !== null && made.mark === this.#mark ? made.vectors : null;
    const staying = new Set(put.map((passage) => passage.id));
    for (const id of change.removed) if (!staying.has(id)) search.remove(id);
    for (const [at, passage] of put.entries()) {
      search.add(passage, vectors === null || search.vectors === null ? null : vectorAt(vectors, at));
      if ((at + 1) % indexAtATime !== 0) continue;
      report({ status: 'indexing', done: at + 1, total: put.length });
      // Begun is done: stopping here would leave half of a change.
      await this.#environment.yieldToEvents();
    }
    await this.#chooseAgain(search);
    this.#feed(search.vectors);
    return success(vectors);
  }

  /** A set that has grown to twice its size may be better off with another index. */
  async #chooseAgain(search: PassageSearch): Promise<void> {
    const index = search.vectors;
    if (index === null || search.size <= 2 * this.#chosenFor) return;
    this.#chosenFor = search.size;
    const next = await this.#environment.openVectorIndex(index.dimension, search.size);
    if (search.vectors !== index) {
      next.dispose();
      return;
    }
    for (const { id } of search.passages()) {
      const row = index.get(id);
      if (row !== undefined) next.add(id, row);
    }
    search.useVectors(next);
  }

  /** Builds voy slice by slice; the exact scan beside it answers meanwhile. A disposed index wants nothing more. */
  #feed(index: VectorIndex | null): void {
    if (!(index instanceof VoyIndex)) return;
    void (async () => {
      do await this.#environment.yieldToEvents();
      while (index.feed() > 0);
    })();
  }
}

function isLimit(limit: number): boolean {
  return Number.isInteger(limit) && limit >= 1;
}
