import type { Judgement, Passage, RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import type { HeadMetadata } from '../classifier/head.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import type { CosineScales } from './cosine-scale.ts';

export type EngineErrorCode =
  | 'aborted'
  | 'timeout'
  | 'worker-crashed'
  | 'not-loaded'
  | 'model-missing'
  | 'model-corrupt'
  | 'bad-input'
  | 'internal';

/** How a problem begins that says that the head made on this device is not the one that decides. */
export const madeHereProblem = 'The head made on this device can not be used';

/** What a caller may say about a job. The signal stays on the client side: it can't cross a worker boundary. */
export interface JobOptions<Progress = never> {
  readonly signal?: AbortSignal;
  /** Milliseconds until the job settles with `timeout`. Each job has a sensible default. */
  readonly timeoutMs?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export type LoadProgress =
  | { readonly status: 'fetching'; readonly file: string; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly status: 'starting'; readonly part: 'head' | 'encoder' | 'backend' }
  | { readonly status: 'ready' };

/** Partial results arrive as they are made, so that a cancelled or crashed job loses nothing. */
export interface TriageManyProgress {
  readonly status: 'triaging';
  readonly done: number;
  readonly total: number;
  readonly triages: readonly Triage[];
}

export interface IndexProgress {
  readonly status: 'embedding' | 'indexing';
  readonly done: number;
  readonly total: number;
}

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** Which backend tfjs runs on, and why that one, for the badge. */
export interface BackendChoice {
  readonly name: BackendName;
  readonly why: string;
}

/** An encoder that search goes by. */
export interface EncoderInfo {
  readonly name: string;
  readonly version: string;
  readonly dimension: number;
  /** The id of a downloaded one on its hub; null for the one that ships with the desk. */
  readonly hub: string | null;
}

export interface EngineInfo {
  readonly host: 'worker' | 'in-process' | 'node';
  readonly backend: BackendChoice;
  readonly heads: readonly HeadMetadata[];
  /** What triages are made with now, component → version, but for the playbook. */
  readonly versions: Readonly<Record<string, string>>;
  readonly encoder: EncoderInfo | null;
  readonly index: { readonly kind: 'voy' | 'exact' | 'none'; readonly passages: number };
  /** What could not be loaded, in words; triage then goes by rules and says so. */
  readonly problems: readonly string[];
  /** Times the worker had to be started again. */
  readonly restarts: number;
}

/** A downloaded encoder for search, and how its cosines are told on the shipped one's scale. */
export interface HubEncoderChoice {
  readonly id: string;
  readonly scale: CosineScales | null;
}

/** A head made on this device, as its two files: it decides instead of the one that ships. */
export interface HeadFiles {
  /** metadata.json */
  readonly metadata: string;
  /** weights.bin */
  readonly weights: ArrayBuffer;
  /** SHA-256 of the weights, as the metadata says it: tells one head from another. */
  readonly checksum: string;
}

/** The questions that heads of the desk answer; a person may put a head of their own in the place of each that ships. */
export const deskSlots = ['intent', 'sentiment', 'priority', 'product'] as const;
export type DeskSlot = (typeof deskSlots)[number];

/** Heads beside the intent's that ship, by the name of their folder. */
export const shippedTicketHeads = ['sentiment', 'priority', 'product', 'escalation'] as const;
export type TicketHeadName = (typeof shippedTicketHeads)[number];

export interface LoadOptions {
  /** Where `public/models/` is: a URL ending in `/`, or in Node a folder. */
  readonly modelsUrl: string;
  readonly intentHead: string;
  /** Decides the intent instead of `intentHead`; where it can not be used, that one does and a problem says so. */
  readonly intentFiles?: HeadFiles;
  /** Which of the heads beside the intent's are loaded; none where absent. */
  readonly ticketHeads?: readonly TicketHeadName[];
  /** Decide instead of the ones that ship, as `intentFiles` does. */
  readonly ticketHeadFiles?: Readonly<Partial<Record<Exclude<DeskSlot, 'intent'>, HeadFiles>>>;
  readonly encoder: string | null;
  /** A downloaded encoder that search goes by instead; where it can not be had, the shipped one serves and a problem says so. */
  readonly hubEncoder?: HubEncoderChoice;
  readonly playbook: Playbook;
  /** Test-only: take this tfjs backend, software WebGPU included. */
  readonly forceBackend?: BackendName;
}

/** Vectors of passages, row-major, made by one encoder. */
export interface PassageVectors {
  readonly model: string;
  readonly dimension: number;
  readonly ids: readonly string[];
  readonly data: Float32Array;
}

/** How far changing the encoder is. Vectors arrive as they are made, so that one who is stopped can go on from them. */
export interface EncoderProgress {
  readonly status: 'starting' | 'embedding' | 'indexing';
  readonly done: number;
  readonly total: number;
  readonly made: PassageVectors | null;
}

/** The encoder that search goes by from now on, with the vectors of all passages. */
export interface EncoderChange {
  readonly encoder: EncoderInfo | null;
  readonly scale: CosineScales | null;
  readonly vectors: PassageVectors | null;
}

export interface SearchOptions {
  readonly limit?: number;
  readonly product?: string;
  readonly articleIds?: readonly string[];
  /** BCP 47 tags; passages in other languages are left out. */
  readonly languages?: readonly string[];
  /** Which articles may answer: those that are published unless told otherwise. */
  readonly status?: 'published' | 'draft' | 'any';
  /** Other values than the desk's, for this search alone. */
  readonly ranking?: RankingSettings;
  /** Asks for each hit's `why`. */
  readonly explain?: boolean;
}

/** An edit that is not made: passages that stand for those of their article in one search. An empty list takes the article out. */
export interface PassageTrial {
  readonly articleId: string;
  readonly passages: readonly Passage[];
}

/** What of the passages changed: those that are new or different, and the ids of those that are gone. */
export interface PassageChange {
  readonly put: readonly Passage[];
  readonly removed: readonly string[];
}

export interface SearchManyProgress {
  readonly status: 'searching';
  readonly done: number;
  readonly total: number;
}

/** The best hit of a question, as far as a test or a count of gaps needs it; null when nothing was found. */
export interface FoundArticle {
  /** Articles in the order of their best passage, at most `limit`. */
  readonly articleIds: readonly string[];
  readonly confident: boolean;
  /** Cosine of the best hit, or null without vectors. */
  readonly cosine: number | null;
  /** Share of the question's words that the best hit has. */
  readonly coverage: number;
}

export interface TriageManyResult {
  readonly triages: readonly Triage[];
  /** Ids of tickets that got no result (the worker died twice on them); the message says so. */
  readonly missing: readonly string[];
}

/**
 * The one interface to everything that computes: the same in a worker, in the page, and in Node.
 * Every method settles: with a value, or with a coded failure at abort, deadline or crash. `now` is in
 * milliseconds since the epoch (capabilities have no clock of their own).
 */
export interface Engine {
  load(options: LoadOptions, job?: JobOptions<LoadProgress>): Promise<Outcome<EngineInfo, EngineErrorCode>>;
  info(): Promise<Outcome<EngineInfo, EngineErrorCode>>;
  /** Tells the words that carried the intent too (`intentWords`), for whoever opens the ticket. */
  triage(ticket: Ticket, now: number, job?: JobOptions): Promise<Outcome<Triage, EngineErrorCode>>;
  /** The same results without `intentWords`, which would take a third of the time and are looked at for one ticket in hundreds. */
  triageMany(
    tickets: readonly Ticket[],
    now: number,
    job?: JobOptions<TriageManyProgress>,
  ): Promise<Outcome<TriageManyResult, EngineErrorCode>>;
  /** Unit-length rows, `texts.length × dimension`. */
  embed(
    texts: readonly string[],
    job?: JobOptions,
  ): Promise<Outcome<{ readonly dimension: number; readonly data: Float32Array }, EngineErrorCode>>;
  /**
   * Makes these the searchable passages. Vectors already known are taken as they are; the rest are embedded and
   * all are handed back for storing.
   */
  setPassages(
    passages: readonly Passage[],
    known: PassageVectors | null,
    job?: JobOptions<IndexProgress>,
  ): Promise<Outcome<PassageVectors | null, EngineErrorCode>>;
  /**
   * Changes the searchable passages in place: only what is put is embedded, and handed back for storing. Passages put
   * replace those of the same id.
   */
  updatePassages(change: PassageChange, job?: JobOptions<IndexProgress>): Promise<Outcome<PassageVectors | null, EngineErrorCode>>;
  search(query: string, options?: SearchOptions, job?: JobOptions): Promise<Outcome<SearchResult, EngineErrorCode>>;
  /** The same search for many questions, in their order, as if the trial's passages were its article's. */
  searchMany(
    queries: readonly string[],
    options?: SearchOptions & { readonly trial?: PassageTrial },
    job?: JobOptions<SearchManyProgress>,
  ): Promise<Outcome<readonly FoundArticle[], EngineErrorCode>>;
  /** What every search goes by from here on: the desk's ranking, and what agents said about hits. */
  setRanking(ranking: RankingSettings, judgements: readonly Judgement[], job?: JobOptions): Promise<Outcome<null, EngineErrorCode>>;
  /**
   * Makes search go by a downloaded encoder, or with null by the shipped one. The passages are embedded anew while the old
   * index serves, and both passages and questions change over at once when the new one is whole; stopped or failed, nothing
   * has changed. `known` are vectors that the encoder made before. Triage keeps the shipped encoder.
   */
  useEncoder(
    hubId: string | null,
    known: PassageVectors | null,
    job?: JobOptions<EncoderProgress>,
  ): Promise<Outcome<EncoderChange, EngineErrorCode>>;
  /**
   * Makes another head decide the intent (or what `slot` says), or with null the one that ships, from the next ticket on. A head that is damaged, or
   * made for another encoder than the desk's, is refused in words and the present one stays.
   */
  useHead(files: HeadFiles | null, job?: JobOptions, slot?: DeskSlot): Promise<Outcome<HeadMetadata, EngineErrorCode>>;
  setPlaybook(playbook: Playbook, job?: JobOptions): Promise<Outcome<null, EngineErrorCode>>;
  close(): Promise<void>;
}
