import type { HeadMetadata } from '../classifier/head.ts';
import type { Judgement, Passage, RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import type {
  DeskSlot,
  EncoderChange,
  EncoderProgress,
  Engine,
  EngineErrorCode,
  EngineInfo,
  FoundArticle,
  HeadFiles,
  IndexProgress,
  JobOptions,
  LoadOptions,
  LoadProgress,
  PassageChange,
  PassageTrial,
  PassageVectors,
  SearchManyProgress,
  SearchOptions,
  TriageManyProgress,
  TriageManyResult,
} from './api.ts';
import type { EngineEnvironment } from './environment.ts';
import { startHubSource, type EncoderSource } from './encoder-source.ts';
import { EngineModels, sameModels } from './engine-models.ts';
import { PassageLibrary } from './passage-library.ts';
import { abortedFailure, deadlines, settleJob } from './run-job.ts';
import { TicketTriage } from './ticket-triage.ts';

type Answer<T> = Outcome<T, EngineErrorCode>;

const notLoaded = failure('not-loaded', 'The engine has not been loaded yet. Load it first.');

/**
 * The engine in process: everything that computes, on the thread that calls. Work over many items yields to the event
 * loop, so that progress, cancelling and other calls get through.
 */
export function createEngine(environment: EngineEnvironment): Engine {
  return new InProcessEngine(environment);
}

class InProcessEngine implements Engine {
  readonly #environment: EngineEnvironment;
  readonly #closed = new AbortController();
  /** The newest load and what it was for; shared by callers that ask for the same. */
  #loading: { readonly options: LoadOptions; readonly done: Promise<EngineModels>; readonly stop: AbortController; waiting: number } | null = null;
  #models: EngineModels | null = null;
  #triage: TicketTriage | null = null;
  readonly #passages: PassageLibrary;

  constructor(environment: EngineEnvironment) {
    this.#environment = environment;
    this.#passages = new PassageLibrary(environment);
  }

  load(options: LoadOptions, job?: JobOptions<LoadProgress>): Promise<Answer<EngineInfo>> {
    return this.#settle('Loading the models', job, deadlines.load, async (signal) => {
      const onProgress = (progress: LoadProgress): void => {
        if (!signal.aborted) job?.onProgress?.(progress);
      };
      const loaded = this.#models;
      // What is there stays; what was missing or broken is tried again.
      const models = loaded?.isFor(options) === true && loaded.isComplete ? loaded : await this.#loadOnce(options, onProgress, signal);
      if (models === null) return abortedFailure();
      this.#setPlaybook(models, options.playbook);
      onProgress({ status: 'ready' });
      return success(this.#describe(models));
    });
  }

  /** Callers of the same load share it; it is stopped when the last of them has gone. */
  async #loadOnce(options: LoadOptions, onProgress: (progress: LoadProgress) => void, signal: AbortSignal): Promise<EngineModels | null> {
    let loading = this.#loading;
    if (loading === null || !sameModels(loading.options, options)) {
      const stop = new AbortController();
      const done = EngineModels.load(this.#environment, options, onProgress, stop.signal);
      loading = { options, done, stop, waiting: 0 };
      this.#loading = loading;
    }
    const current = loading;
    current.waiting += 1;
    const leave = (): void => {
      current.waiting -= 1;
      if (current.waiting > 0) return;
      current.stop.abort();
      if (this.#loading === current) this.#loading = null;
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      const models = await current.done;
      if (signal.aborted || current.stop.signal.aborted) return null;
      // Two callers of the same load come here both; the first puts the models in place.
      if (this.#loading === current && this.#models !== models) {
        const before = this.#models;
        this.#models = models;
        // First, so that whoever is at work with the ones before can see that others came.
        this.#passages.useModels(models.search);
        await before?.dispose();
      }
      return models;
    } finally {
      signal.removeEventListener('abort', leave);
      if (this.#loading === current && !signal.aborted) this.#loading = null;
    }
  }

  info(): Promise<Answer<EngineInfo>> {
    return this.#settle('Asking the engine', undefined, deadlines.info, () =>
      Promise.resolve(this.#models === null ? notLoaded : success(this.#describe(this.#models))),
    );
  }

  triage(ticket: Ticket, now: number, job?: JobOptions): Promise<Answer<Triage>> {
    return this.#settle('Triage', job, deadlines.triage, async () => {
      if (this.#triage === null) return notLoaded;
      return this.#triage.one(ticket, now);
    });
  }

  triageMany(tickets: readonly Ticket[], now: number, job?: JobOptions<TriageManyProgress>): Promise<Answer<TriageManyResult>> {
    const limit = deadlines.triageMany.base + deadlines.triageMany.each * tickets.length;
    return this.#settle('Triage', job, limit, async (signal) => {
      if (this.#triage === null) return notLoaded;
      return this.#triage.many(tickets, now, signal, job?.onProgress);
    });
  }

  embed(texts: readonly string[], job?: JobOptions): Promise<Answer<{ readonly dimension: number; readonly data: Float32Array }>> {
    const limit = deadlines.embed.base + deadlines.embed.each * texts.length;
    return this.#settle('Reading the texts', job, limit, async (signal) => {
      if (this.#models === null) return notLoaded;
      const encoder = await this.#models.encoder();
      if (encoder === null) return failure('model-missing', this.#models.encoderProblem);
      const data = new Float32Array(texts.length * encoder.dimension);
      for (let at = 0; at < texts.length && !signal.aborted; at += 64) {
        data.set(await encoder.embed(texts.slice(at, at + 64), 'query'), at * encoder.dimension);
        await this.#environment.yieldToEvents();
      }
      return success({ dimension: encoder.dimension, data });
    });
  }

  setPassages(
    passages: readonly Passage[],
    known: PassageVectors | null,
    job?: JobOptions<IndexProgress>,
  ): Promise<Answer<PassageVectors | null>> {
    const limit = deadlines.setPassages.base + deadlines.setPassages.each * passages.length;
    return this.#settle('Indexing the articles', job, limit, async (signal) => {
      if (this.#models === null) return notLoaded;
      return this.#passages.replace(passages, known, signal, (progress) => {
        if (!signal.aborted) job?.onProgress?.(progress);
      });
    });
  }

  updatePassages(change: PassageChange, job?: JobOptions<IndexProgress>): Promise<Answer<PassageVectors | null>> {
    const limit = deadlines.updatePassages.base + deadlines.updatePassages.each * change.put.length;
    return this.#settle('Indexing the articles', job, limit, async (signal) => {
      if (this.#models === null) return notLoaded;
      return this.#passages.update(change, signal, (progress) => {
        if (!signal.aborted) job?.onProgress?.(progress);
      });
    });
  }

  search(query: string, options: SearchOptions = {}, job?: JobOptions): Promise<Answer<SearchResult>> {
    return this.#settle('The search', job, deadlines.search, async () => {
      if (this.#models === null) return notLoaded;
      return this.#passages.search(query, options);
    });
  }

  searchMany(
    queries: readonly string[],
    options: SearchOptions & { readonly trial?: PassageTrial } = {},
    job?: JobOptions<SearchManyProgress>,
  ): Promise<Answer<readonly FoundArticle[]>> {
    const limit = deadlines.searchMany.base + deadlines.searchMany.each * queries.length;
    return this.#settle('The searches', job, limit, async (signal) => {
      if (this.#models === null) return notLoaded;
      return this.#passages.searchMany(queries, options, signal, (progress) => {
        if (!signal.aborted) job?.onProgress?.(progress);
      });
    });
  }

  setRanking(ranking: RankingSettings, judgements: readonly Judgement[], job?: JobOptions): Promise<Answer<null>> {
    const limit = deadlines.setRanking.base + deadlines.setRanking.each * judgements.length;
    return this.#settle('Setting the ranking', job, limit, async (signal) => {
      if (this.#models === null) return notLoaded;
      return this.#passages.setRanking(ranking, judgements, signal);
    });
  }

  useEncoder(hubId: string | null, known: PassageVectors | null, job?: JobOptions<EncoderProgress>): Promise<Answer<EncoderChange>> {
    return this.#settle('Changing the encoder', job, deadlines.useEncoder, async (signal) => {
      const models = this.#models;
      if (models === null) return notLoaded;
      const onProgress = (progress: EncoderProgress): void => {
        if (!signal.aborted) job?.onProgress?.(progress);
      };
      onProgress({ status: 'starting', done: 0, total: 0, made: null });
      let source: EncoderSource = models;
      if (hubId !== null) {
        try {
          source = await startHubSource(this.#environment, { id: hubId, scale: null });
        } catch (error) {
          const said = error instanceof Error ? error.message : String(error);
          return failure('model-missing', `The search model ${hubId} could not be started: ${said}. Search goes on as before.`);
        }
      }
      let isUsed = false;
      try {
        const changed = await this.#passages.changeEncoder(source, models, known, signal, onProgress);
        if (changed.ok) {
          isUsed = true;
          await models.searchBy(this.#passages.source ?? source);
        }
        return changed;
      } finally {
        if (!isUsed && source !== models) await source.dispose();
      }
    });
  }

  useHead(files: HeadFiles | null, job?: JobOptions, slot: DeskSlot = 'intent'): Promise<Answer<HeadMetadata>> {
    return this.#settle('Changing the head', job, deadlines.useHead, async (signal) => {
      if (this.#models === null) return notLoaded;
      return this.#models.useHead(files, signal, slot);
    });
  }

  setPlaybook(playbook: Playbook, job?: JobOptions): Promise<Answer<null>> {
    return this.#settle('Setting the playbook', job, deadlines.setPlaybook, () => {
      if (this.#models === null) return Promise.resolve(notLoaded);
      this.#setPlaybook(this.#models, playbook);
      return Promise.resolve(success(null));
    });
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#loading?.stop.abort();
    this.#passages.dispose();
    await this.#models?.dispose();
    this.#models = null;
    this.#triage = null;
  }

  #setPlaybook(models: EngineModels, playbook: Playbook): void {
    this.#triage = new TicketTriage(this.#environment, models, playbook);
  }

  #describe(models: EngineModels): EngineInfo {
    return {
      host: this.#environment.host,
      backend: models.backend,
      heads: [...(models.head === null ? [] : [models.head]), ...models.ticketHeads.all].map(({ metadata }) => metadata),
      versions: models.versions,
      encoder: models.search.encoderInfo,
      index: this.#passages.describe(),
      problems: models.problems,
      restarts: 0,
    };
  }

  #settle<T>(
    doing: string,
    job: JobOptions | JobOptions<unknown> | undefined,
    limitMs: number,
    work: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    return settleJob(doing, job, limitMs, this.#closed.signal, work);
  }
}
