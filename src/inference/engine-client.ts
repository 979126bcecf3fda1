import type { HeadMetadata } from '../classifier/head.ts';
import type { Judgement, Passage, RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import type {
  EncoderChange,
  EncoderProgress,
  Engine,
  EngineErrorCode,
  EngineInfo,
  FoundArticle,
  DeskSlot,
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
import type { EngineRequest } from './engine-service.ts';
import { openLink, type EngineWorker, type Link, type LinkTimings } from './engine-link.ts';
import { RememberedPassages } from './remembered-passages.ts';
import { abortedFailure, closedFailure, deadlines, settleJob } from './run-job.ts';

export interface EngineClientOptions extends LinkTimings {
  /** Starts a worker that serves an engine. Called again after each crash. */
  readonly startWorker: () => EngineWorker;
  /** The same functions without a worker, for when it keeps crashing. Its models are left out: see `load` there. */
  readonly createFallback: () => Promise<Engine>;
  /** Crashes in a row, none further apart than five minutes, after which the worker is given up. */
  readonly maxCrashes?: number;
}

/** Tickets sent at a time: small enough that copying them never blocks the page, and little to do again after a crash. */
const ticketsAtATime = 64;
const defaultMaxCrashes = 4;
const crashWindowMs = 5 * 60_000;

const setUpMethods: ReadonlySet<EngineRequest['method']> = new Set(['load', 'setPassages', 'updatePassages', 'setRanking', 'useHead', 'setPlaybook']);

type ChangingOptions = { -readonly [Key in keyof LoadOptions]: LoadOptions[Key] };
type Answer<T> = Outcome<T, EngineErrorCode>;
/** Where a job goes: the worker, or the engine that took its place. */
type Place = { readonly link: Link } | { readonly engine: Engine };

/** An engine in a worker, behind the same interface as one in process. */
export function createEngineClient(options: EngineClientOptions): Engine {
  return new EngineClient(options);
}

class EngineClient implements Engine {
  readonly #options: EngineClientOptions;
  readonly #maxCrashes: number;
  #place: Promise<Place> | null = null;
  #link: Link | null = null;
  #fallback: Engine | null = null;
  #crashes: number[] = [];
  #restarts = 0;
  #jobs = 0;
  /** False while a worker is being started and told what it has to know. */
  #isStarted = false;
  readonly #closed = new AbortController();
  /** What a new worker has to be told again. */
  #loadOptions: LoadOptions | null = null;
  #passages: RememberedPassages | null = null;
  #ranking: { readonly ranking: RankingSettings; readonly judgements: readonly Judgement[] } | null = null;

  constructor(options: EngineClientOptions) {
    this.#options = options;
    this.#maxCrashes = options.maxCrashes ?? defaultMaxCrashes;
  }

  async load(options: LoadOptions, job?: JobOptions<LoadProgress>): Promise<Answer<EngineInfo>> {
    this.#loadOptions = options;
    const done = await this.#run<EngineInfo>('Loading the models', { method: 'load', options }, job, deadlines.load, (engine) =>
      engine.load(options, job),
    );
    return this.#withRestarts(done);
  }

  async info(): Promise<Answer<EngineInfo>> {
    const done = await this.#run<EngineInfo>('Asking the engine', { method: 'info' }, undefined, deadlines.info, (engine) => engine.info());
    return this.#withRestarts(done);
  }

  triage(ticket: Ticket, now: number, job?: JobOptions): Promise<Answer<Triage>> {
    return this.#run<Triage>('Triage', { method: 'triage', ticket, now }, job, deadlines.triage, (engine) => engine.triage(ticket, now, job));
  }

  embed(texts: readonly string[], job?: JobOptions): Promise<Answer<{ readonly dimension: number; readonly data: Float32Array }>> {
    const limit = deadlines.embed.base + deadlines.embed.each * texts.length;
    return this.#run('Reading the texts', { method: 'embed', texts }, job, limit, (engine) => engine.embed(texts, job));
  }

  async setPassages(
    passages: readonly Passage[],
    known: PassageVectors | null,
    job?: JobOptions<IndexProgress>,
  ): Promise<Answer<PassageVectors | null>> {
    const limit = deadlines.setPassages.base + deadlines.setPassages.each * passages.length;
    const request: EngineRequest = { method: 'setPassages', passages, known };
    const done = await this.#run<PassageVectors | null>('Indexing the articles', request, job, limit, (engine) =>
      engine.setPassages(passages, known, job),
    );
    if (done.ok) this.#passages = new RememberedPassages(passages, done.value);
    return done;
  }

  async updatePassages(change: PassageChange, job?: JobOptions<IndexProgress>): Promise<Answer<PassageVectors | null>> {
    const limit = deadlines.updatePassages.base + deadlines.updatePassages.each * change.put.length;
    const done = await this.#run<PassageVectors | null>('Indexing the articles', { method: 'updatePassages', change }, job, limit, (engine) =>
      engine.updatePassages(change, job),
    );
    if (done.ok) {
      this.#passages ??= new RememberedPassages([], null);
      this.#passages.change(change, done.value);
    }
    return done;
  }

  search(query: string, options: SearchOptions = {}, job?: JobOptions): Promise<Answer<SearchResult>> {
    return this.#run<SearchResult>('The search', { method: 'search', query, options }, job, deadlines.search, (engine) =>
      engine.search(query, options, job),
    );
  }

  searchMany(
    queries: readonly string[],
    options: SearchOptions & { readonly trial?: PassageTrial } = {},
    job?: JobOptions<SearchManyProgress>,
  ): Promise<Answer<readonly FoundArticle[]>> {
    const limit = deadlines.searchMany.base + deadlines.searchMany.each * queries.length;
    const request: EngineRequest = { method: 'searchMany', queries, options };
    return this.#run<readonly FoundArticle[]>('The searches', request, job, limit, (engine) => engine.searchMany(queries, options, job));
  }

  async setRanking(ranking: RankingSettings, judgements: readonly Judgement[], job?: JobOptions): Promise<Answer<null>> {
    const limit = deadlines.setRanking.base + deadlines.setRanking.each * judgements.length;
    const done = await this.#run<null>('Setting the ranking', { method: 'setRanking', ranking, judgements }, job, limit, (engine) =>
      engine.setRanking(ranking, judgements, job),
    );
    if (done.ok) this.#ranking = { ranking, judgements };
    return done;
  }

  async useEncoder(hubId: string | null, known: PassageVectors | null, job?: JobOptions<EncoderProgress>): Promise<Answer<EncoderChange>> {
    const request: EngineRequest = { method: 'useEncoder', hubId, known };
    const done = await this.#run<EncoderChange>('Changing the encoder', request, job, deadlines.useEncoder, (engine) =>
      engine.useEncoder(hubId, known, job),
    );
    if (done.ok) {
      // A worker that is started again goes by the same encoder.
      if (this.#loadOptions !== null) {
        const next: ChangingOptions = { ...this.#loadOptions };
        delete next.hubEncoder;
        if (hubId !== null) next.hubEncoder = { id: hubId, scale: done.value.scale };
        this.#loadOptions = next;
      }
      this.#passages?.goOver(done.value.vectors);
    }
    return done;
  }

  async useHead(files: HeadFiles | null, job?: JobOptions, slot: DeskSlot = 'intent'): Promise<Answer<HeadMetadata>> {
    const done = await this.#run<HeadMetadata>('Changing the head', { method: 'useHead', files, slot }, job, deadlines.useHead, (engine) =>
      engine.useHead(files, job, slot),
    );
    if (done.ok && this.#loadOptions !== null) {
      // A worker that is started again goes by the same head.
      const next: ChangingOptions = { ...this.#loadOptions };
      if (slot === 'intent') {
        delete next.intentFiles;
        if (files !== null) next.intentFiles = files;
      } else {
        const others = Object.fromEntries(Object.entries(next.ticketHeadFiles ?? {}).filter(([name]) => name !== slot));
        next.ticketHeadFiles = files === null ? others : { ...others, [slot]: files };
      }
      this.#loadOptions = next;
    }
    return done;
  }

  async setPlaybook(playbook: Playbook, job?: JobOptions): Promise<Answer<null>> {
    const done = await this.#run<null>('Setting the playbook', { method: 'setPlaybook', playbook }, job, deadlines.setPlaybook, (engine) =>
      engine.setPlaybook(playbook, job),
    );
    if (done.ok && this.#loadOptions !== null) this.#loadOptions = { ...this.#loadOptions, playbook };
    return done;
  }

  triageMany(tickets: readonly Ticket[], now: number, job?: JobOptions<TriageManyProgress>): Promise<Answer<TriageManyResult>> {
    const limit = deadlines.triageMany.base + deadlines.triageMany.each * tickets.length;
    return this.#settle('Triage', job, limit, (signal) => this.#triageInBatches(tickets, now, job?.onProgress, signal));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#link?.close();
    this.#link = null;
    this.#place = null;
    await this.#fallback?.close();
  }

  /**
   * Batches one after the other. A batch that was out when the worker died is taken apart and sent ticket by ticket,
   * so that the one that kills it twice is found, named as missing, and the others get their result.
   */
  async #triageInBatches(
    tickets: readonly Ticket[],
    now: number,
    onProgress: ((progress: TriageManyProgress) => void) | undefined,
    signal: AbortSignal,
  ): Promise<Answer<TriageManyResult>> {
    const queue: { readonly tickets: readonly Ticket[]; readonly suspect: boolean }[] = [];
    for (let at = 0; at < tickets.length; at += ticketsAtATime) {
      queue.push({ tickets: tickets.slice(at, at + ticketsAtATime), suspect: false });
    }
    queue.reverse();
    const triages: Triage[] = [];
    // A function, because the compiler takes a flag it has seen false for false ever after.
    const isStopped = (): boolean => signal.aborted;
    const missing: string[] = [];
    // An empty list still asks once, so that "not loaded" is told the same way.
    if (queue.length === 0) queue.push({ tickets: [], suspect: false });
    for (let batch = queue.pop(); batch !== undefined; batch = queue.pop()) {
      if (isStopped()) return abortedFailure();
      const { tickets: sent, suspect } = batch;
      const request: EngineRequest = { method: 'triageMany', tickets: sent, now };
      const limit = deadlines.triageMany.base;
      const done = await this.#ask<TriageManyResult>(request, limit, signal, undefined, (engine) => engine.triageMany(sent, now, { signal }));
      if (!done.ok && done.code === 'worker-crashed') {
        if (suspect) missing.push(...sent.map((ticket) => ticket.id));
        else queue.push(...sent.map((ticket) => ({ tickets: [ticket], suspect: true })).reverse());
        continue;
      }
      if (!done.ok) return done;
      triages.push(...done.value.triages);
      missing.push(...done.value.missing);
      if (!isStopped() && sent.length > 0) {
        onProgress?.({ status: 'triaging', done: triages.length + missing.length, total: tickets.length, triages: done.value.triages });
      }
    }
    return success({ triages, missing });
  }

  #run<T>(
    doing: string,
    request: EngineRequest,
    job: JobOptions | JobOptions<LoadProgress> | JobOptions<IndexProgress> | JobOptions<SearchManyProgress> | JobOptions<EncoderProgress> | undefined,
    limitMs: number,
    inProcess: (engine: Engine) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const onProgress = job?.onProgress as ((progress: unknown) => void) | undefined;
    return this.#settle(doing, job, limitMs, async (signal) => {
      // What sets the engine up is not lost with a worker: the next one is told, and the caller hears the end of it.
      const isSetUp = setUpMethods.has(request.method);
      for (;;) {
        const done = await this.#ask(request, job?.timeoutMs ?? limitMs, signal, onProgress, inProcess);
        if (done.ok || done.code !== 'worker-crashed' || !isSetUp || signal.aborted) return done;
      }
    });
  }

  #settle<T>(
    doing: string,
    job: JobOptions | JobOptions<unknown> | undefined,
    limitMs: number,
    work: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    return settleJob(doing, job, limitMs, this.#closed.signal, work);
  }

  /** One request to wherever jobs go now. Answers `worker-crashed` when the worker died on it. */
  async #ask<T>(
    request: EngineRequest,
    limitMs: number,
    signal: AbortSignal,
    onProgress: ((progress: unknown) => void) | undefined,
    inProcess: (engine: Engine) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const place = await this.#ready();
    if (signal.aborted) return abortedFailure();
    if (this.#closed.signal.aborted) return closedFailure();
    if ('engine' in place) return inProcess(place.engine);
    this.#jobs += 1;
    return (await place.link.run(`job-${this.#jobs}`, request, limitMs, signal, onProgress)) as Answer<T>;
  }

  #ready(): Promise<Place> {
    return this.#place ?? this.#begin();
  }

  #begin(): Promise<Place> {
    const place = this.#start();
    this.#place = place;
    // Not even the fallback could be loaded: the next job tries again.
    place.catch(() => {
      if (this.#place === place) this.#place = null;
    });
    return place;
  }

  /** Starts a worker and tells it what the last one knew; after too many crashes, an engine in process instead. */
  async #start(): Promise<Place> {
    for (;;) {
      if (this.#crashes.length >= this.#maxCrashes) return { engine: await this.#fallBack() };
      let link: Link;
      try {
        link = await openLink(this.#options.startWorker, this.#options);
      } catch {
        this.#countCrash();
        continue;
      }
      if (this.#closed.signal.aborted) {
        link.close();
        return { link };
      }
      this.#link = link;
      link.onDeath(() => this.#onDeath(link));
      if (await this.#restore(link)) return { link };
    }
  }

  #countCrash(): void {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindowMs), now];
    this.#restarts += 1;
  }

  #onDeath(link: Link): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#countCrash();
    // At once, not at the next job: the models are then loaded again by the time they are wanted. While `#start` is
    // still restoring, it notices by itself.
    if (this.#isStarted) {
      this.#isStarted = false;
      if (!this.#closed.signal.aborted) void this.#begin();
    }
  }

  async #restore(link: Link): Promise<boolean> {
    const signal = this.#closed.signal;
    if (this.#restarts > 0 && this.#loadOptions !== null) {
      await link.run('restore-load', { method: 'load', options: this.#loadOptions }, deadlines.load, signal, undefined);
    }
    if (this.#restarts > 0 && this.#passages !== null && link.isAlive()) {
      const { passages, vectors } = this.#passages;
      const limit = deadlines.setPassages.base + deadlines.setPassages.each * passages.length;
      // Not awaited: triage does not need the passages, and the engine lets a search wait for them.
      void link.run('restore-passages', { method: 'setPassages', passages, known: vectors }, limit, signal, undefined);
    }
    if (this.#restarts > 0 && this.#ranking !== null && link.isAlive()) {
      const limit = deadlines.setRanking.base + deadlines.setRanking.each * this.#ranking.judgements.length;
      void link.run('restore-ranking', { method: 'setRanking', ...this.#ranking }, limit, signal, undefined);
    }
    this.#isStarted = link.isAlive();
    return this.#isStarted;
  }

  async #fallBack(): Promise<Engine> {
    const engine = await this.#options.createFallback();
    this.#fallback = engine;
    if (this.#loadOptions !== null) await engine.load(this.#loadOptions);
    if (this.#passages !== null) await engine.setPassages(this.#passages.passages, null);
    if (this.#ranking !== null) await engine.setRanking(this.#ranking.ranking, this.#ranking.judgements);
    return engine;
  }

  #withRestarts(done: Answer<EngineInfo>): Answer<EngineInfo> {
    return done.ok ? success({ ...done.value, restarts: this.#restarts }) : done;
  }
}

