import type { Head } from '../classifier/create-head.ts';
import { createRulesHead, type RulesHead } from '../classifier/rules-head.ts';
import type { HeadMetadata } from '../classifier/head.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { nameVersions, type TriageModels } from '../triage/triage-ticket.ts';
import { deskSlots, madeHereProblem, type BackendChoice, type DeskSlot, type EncoderInfo, type EngineErrorCode, type HeadFiles, type HubEncoderChoice, type LoadOptions, type LoadProgress } from './api.ts';
import type { Encoder } from './encoder.ts';
import type { EngineEnvironment } from './environment.ts';
import { describeEncoder, encoderProblem, loadShippedHead, readHeadFiles, startEncoder, type EncoderDescription } from './load-models.ts';
import { createBatchPredictor, type BatchPredictor } from './predict-batch.ts';
import type { TensorRunner } from './run-head-on-tfjs.ts';
import { TicketHeads } from './ticket-heads.ts';
import { StartingSource, startHubSource, type EncoderSource } from './encoder-source.ts';

/** Whether two loads ask for the same models; the playbook is no model. */
export function sameModels(a: LoadOptions, b: LoadOptions): boolean {
  return a.modelsUrl === b.modelsUrl && a.intentHead === b.intentHead && a.intentFiles?.checksum === b.intentFiles?.checksum && a.intentFiles?.metadata === b.intentFiles?.metadata && sameTicketHeads(a, b) && a.encoder === b.encoder && a.hubEncoder?.id === b.hubEncoder?.id && a.forceBackend === b.forceBackend;
}

function sameTicketHeads(a: LoadOptions, b: LoadOptions): boolean {
  const mark = ({ ticketHeads = [], ticketHeadFiles = {} }: LoadOptions): string =>
    JSON.stringify([[...ticketHeads].sort(), deskSlots.map((slot) => (slot === 'intent' ? null : [ticketHeadFiles[slot]?.checksum, ticketHeadFiles[slot]?.metadata]))]);
  return mark(a) === mark(b);
}

function markOf(description: EncoderDescription | null): string | null {
  return description === null ? null : `${description.name}@${description.version}`;
}

/** The models of one load: what is there, what is not and why, and what is only started when wanted. */
export class EngineModels implements EncoderSource {
  #head: Head | null;
  readonly rulesHead: RulesHead = createRulesHead();
  /** What answers beside the intent. */
  readonly ticketHeads: TicketHeads;
  backend: BackendChoice;
  readonly #environment: EngineEnvironment;
  readonly #options: LoadOptions;
  #description: EncoderDescription | null;
  #problems: string[];
  #encoder: Promise<Encoder> | null = null;
  #tensors: Promise<TensorRunner | null> | null = null;
  #predictor: BatchPredictor | null = null;
  readonly #disposed = new AbortController();
  /** Its cosines are the scale. */
  readonly scale = null;
  #search: EncoderSource = this;
  #hubProblem: string | null = null;

  private constructor(
    environment: EngineEnvironment,
    options: LoadOptions,
    parts: { head: Head | null; ticketHeads: TicketHeads; backend: BackendChoice; description: EncoderDescription | null; problems: string[] },
  ) {
    this.#environment = environment;
    this.#options = options;
    this.#head = parts.head;
    this.ticketHeads = parts.ticketHeads;
    this.backend = parts.backend;
    this.#description = parts.description;
    this.#problems = parts.problems;
  }

  /** Loads the head and looks at the rest. Never throws for a model: what is missing becomes a problem in words. */
  static async load(
    environment: EngineEnvironment,
    options: LoadOptions,
    report: (progress: LoadProgress) => void,
    signal: AbortSignal,
  ): Promise<EngineModels> {
    const [described, backend] = await Promise.all([
      describeEncoder(environment, options, report, signal),
      environment.chooseBackend(options.forceBackend),
    ]);
    const made = options.intentFiles === undefined ? null : await readHeadFiles(environment, options.intentFiles, markOf(described.encoder));
    const intent = made?.ok === true ? { head: made.value, problem: null } : await loadShippedHead(environment, { modelsUrl: options.modelsUrl, name: options.intentHead, slot: 'intent' }, markOf(described.encoder), report, signal);
    const ticketHeads = await TicketHeads.load(environment, options, markOf(described.encoder), report, signal);
    const instead = made?.ok === false ? `${madeHereProblem}: ${made.message} The one that ships decides.` : null;
    const problems = [intent.problem, instead, described.problem].filter((problem) => problem !== null);
    const models = new EngineModels(environment, options, { head: intent.head, ticketHeads, backend, description: described.encoder, problems });
    // Not waited for: reading a hundred megabytes must not hold triage up.
    if (options.hubEncoder !== undefined) models.#startHub(options.hubEncoder);
    // A head that reads the sentence embedding is only whole with its encoder.
    if (intent.head?.metadata.features.embedding !== undefined || ticketHeads.wantsEmbedding) await models.encoder(report);
    if (options.forceBackend !== undefined) {
      report({ status: 'starting', part: 'backend' });
      await models.tensors();
    }
    return models;
  }

  /** What decides the intent; null where it could not be read, and the rules do. */
  get head(): Head | null {
    return this.#head;
  }

  /** Another head decides from here on; null takes the one that ships. Refused, nothing has changed. */
  async useHead(files: HeadFiles | null, signal: AbortSignal, slot: DeskSlot = 'intent'): Promise<Outcome<HeadMetadata, EngineErrorCode>> {
    const mark = this.encoderMark;
    if (slot !== 'intent') {
      const used = await this.ticketHeads.use(slot, files, this.#environment, mark);
      if (used.ok && this.ticketHeads.wantsEmbedding) await this.encoder();
      return used;
    }
    let head: Head;
    if (files === null) {
      const shipped = await loadShippedHead(this.#environment, { modelsUrl: this.#options.modelsUrl, name: this.#options.intentHead, slot: 'intent' }, mark, () => undefined, signal);
      if (shipped.head === null) return failure('model-missing', shipped.problem ?? 'The intent model that ships could not be loaded.');
      head = shipped.head;
    } else {
      const read = await readHeadFiles(this.#environment, files, mark);
      if (!read.ok) return read;
      head = read.value;
    }
    // Started before the head is put in place: without it the head would read half of each text.
    if (head.metadata.features.embedding !== undefined && (await this.encoder()) === null) return failure('model-missing', this.encoderProblem);
    if (signal.aborted) return failure('aborted', 'Stopped.');
    this.#head = head;
    this.#predictor?.dispose();
    this.#predictor = null;
    this.#problems = this.#problems.filter((problem) => !problem.startsWith(madeHereProblem));
    return success(head.metadata);
  }

  /** All that triage goes by. */
  get triageModels(): TriageModels {
    const { ticketHeads: heads } = this;
    return {
      intentHead: this.#head, rulesHead: this.rulesHead,
      sentimentHead: heads.get('sentiment'), priorityHead: heads.get('priority'), productHead: heads.get('product'), escalationHead: heads.get('escalation'),
    };
  }

  /** What triages are made with now, but for the playbook. */
  get versions(): Readonly<Record<string, string>> {
    return nameVersions(this.triageModels, this.#head === null ? 'rules@1' : `${this.#head.metadata.name}@${this.#head.metadata.version}`, '');
  }

  get problems(): readonly string[] {
    const all = [...this.#problems, ...this.ticketHeads.problems];
    return this.#hubProblem === null ? all : [...all, this.#hubProblem];
  }

  get isComplete(): boolean {
    return this.problems.length === 0;
  }

  isFor(options: LoadOptions): boolean {
    return sameModels(this.#options, options);
  }

  /** The shipped encoder's. */
  get encoderInfo(): EncoderInfo | null {
    const about = this.#description;
    return about === null ? null : { name: about.name, version: about.version, dimension: about.dimension, hub: null };
  }

  /** What vectors made by the shipped encoder are marked with; null without one. */
  get encoderMark(): string | null {
    return markOf(this.#description);
  }

  /** Where search has its vectors from: these models themselves, or a downloaded encoder. */
  get search(): EncoderSource {
    return this.#search;
  }

  /** From here on search goes by another encoder; a downloaded one before it is put away. */
  async searchBy(source: EncoderSource): Promise<void> {
    const before = this.#search;
    this.#search = source;
    this.#hubProblem = null;
    if (before !== this && before !== source) await before.dispose();
  }

  #startHub(choice: HubEncoderChoice): void {
    this.#search = new StartingSource(startHubSource(this.#environment, choice), this, (why) => {
      this.#hubProblem = `The search model ${choice.id} could not be started: ${why}. Search goes by the shipped encoder until it is downloaded again.`;
    });
  }

  /** Why there is no encoder, in words. */
  get encoderProblem(): string {
    return this.#problems.find((problem) => problem.startsWith('The encoder')) ?? 'No encoder was asked for, so texts have no vectors here.';
  }

  /**
   * The encoder, started at the first call (the 14 MB runtime is fetched then); null without one. A start that failed
   * is told as a problem and not tried again before the next load.
   */
  async encoder(report: (progress: LoadProgress) => void = () => undefined): Promise<Encoder | null> {
    const description = this.#description;
    if (description === null) return null;
    this.#encoder ??= startEncoder(this.#environment, this.#options, description, report, this.#disposed.signal);
    const starting = this.#encoder;
    try {
      return await starting;
    } catch (error) {
      if (this.#encoder === starting) {
        this.#encoder = null;
        this.#description = null;
        this.#problems = [...this.#problems, encoderProblem(description.name, error)];
      }
      return null;
    }
  }

  /** tfjs, started at the first call; null where this host has none or it did not start (then `backend` says so). */
  tensors(): Promise<TensorRunner | null> {
    this.#tensors ??= this.#startTensors();
    return this.#tensors;
  }

  async #startTensors(): Promise<TensorRunner | null> {
    if (this.#environment.startTensors === null) return null;
    try {
      const runner = await this.#environment.startTensors(this.backend, this.#options.forceBackend);
      this.backend = runner.backend;
      return runner;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.#problems = [...this.#problems, `${said} Triage goes on with its own forward pass.`];
      return null;
    }
  }

  /** The head's forward pass for batches, on tfjs too if `withTensors` and it starts; null without a head. */
  async predictor(withTensors: boolean): Promise<BatchPredictor | null> {
    if (this.#head === null) return null;
    this.#predictor ??= createBatchPredictor(this.#head, withTensors ? await this.tensors() : null, () => this.#environment.clock());
    return this.#predictor;
  }

  async dispose(): Promise<void> {
    this.#disposed.abort();
    this.#predictor?.dispose();
    const encoder = await this.#encoder?.catch(() => null);
    await encoder?.dispose();
    if (this.#search !== this) await this.#search.dispose();
  }
}
