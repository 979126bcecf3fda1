import type { Head } from '../classifier/create-head.ts';
import { drawLearningCurve } from '../studio/draw-learning-curve.ts';
import { examineLabels } from '../studio/examine-labels.ts';
import type { PoolTicket } from '../studio/choose-tickets.ts';
import type { LabelledSet } from '../studio/labelled-set.ts';
import { Studio } from '../studio/studio.ts';
import type { SentenceReader, StudioSolver } from '../studio/studio-host.ts';
import type { StudioAnswers, StudioJob, StudioStep } from '../studio/studio-job.ts';
import { tryLabelChange } from '../studio/try-label-change.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { BackendName, HeadFiles } from './api.ts';
import { chooseTrainer } from './choose-trainer.ts';
import type { EngineEnvironment } from './environment.ts';
import { describeEncoder, loadShippedHead, readHeadFiles, startEncoder } from './load-models.ts';

/** Where the models of a desk lie, and which encoder heads may read. */
export interface StudioModels {
  readonly modelsUrl: string;
  readonly encoder: string | null;
  /** The head that ships, by its folder, for a desk that goes by no other. */
  readonly intentHead: string;
  /** Trains on this tfjs backend whatever the device has: for tests only. */
  readonly forceTrainer?: BackendName;
}

export type StudioErrorCode = 'aborted' | 'worker-crashed' | 'bad-input' | 'internal';

/** The studio on this thread, with this host's encoder and models: what the worker serves, and what Node's programs run. */
export class StudioInHost {
  readonly #environment: EngineEnvironment;
  readonly #models: StudioModels;
  readonly #studio: Studio;
  #reader: Promise<SentenceReader | null> | null = null;
  #solver: Promise<StudioSolver> | null = null;
  #current: { readonly checksum: string | null; readonly head: Promise<Head | null> } | null = null;

  constructor(environment: EngineEnvironment, models: StudioModels, now: () => number) {
    this.#environment = environment;
    this.#models = models;
    this.#studio = new Studio({
      clock: () => environment.clock(),
      now,
      sha256: (bytes) => environment.sha256(bytes),
      yieldToEvents: () => environment.yieldToEvents(),
      reader: () => (this.#reader ??= this.#startReader()),
      solver: () => (this.#solver ??= chooseTrainer(environment, { force: models.forceTrainer })),
    });
  }

  /** `tickets` and `labelled` are what `choose-next` chooses from, and the texts of tickets that have a label. */
  async run(
    set: LabelledSet | null,
    job: StudioJob,
    current: HeadFiles | null,
    report: (step: StudioStep) => void,
    tickets: readonly PoolTicket[] = [],
    labelled: readonly string[] = [],
  ): Promise<Outcome<StudioAnswers[keyof StudioAnswers], StudioErrorCode>> {
    if (job.kind === 'cold-start') return this.#studio.coldStart(job.intents, job.tried);
    if (job.kind === 'choose-next') {
      const head = await this.#currentHead(current);
      if (head === null) return failure('bad-input', 'There is no model to ask what it is unsure of. Train one first.');
      const known = [...(set?.texts ?? []), ...labelled];
      return success({ asked: await this.#studio.chooseNext(tickets, known, job.count, head, report), among: tickets.length });
    }
    if (set === null) return failure('bad-input', 'Choose a dataset first.');
    if (job.kind === 'correct') return this.#studio.correct(set, job.head, job.heldOutIds, job.corrections, report);
    if (job.kind === 'train') return this.#studio.train(set, job.options, await this.#currentHead(current), report);
    const prepared = await this.#studio.prepare(set, job.kind !== 'curve' || job.readsMeaning, report);
    if (!prepared.ok) return prepared;
    switch (job.kind) {
      case 'doctor':
        return success(examineLabels(prepared.value, job.seed, report));
      case 'what-if':
        return tryLabelChange(prepared.value, job.change, job.seed, report);
      case 'curve':
        return drawLearningCurve(prepared.value, job.heldOutIds, job.seed, report, (point) => report({ status: 'drawn', point }));
    }
  }

  async #startReader(): Promise<SentenceReader | null> {
    const never = new AbortController().signal;
    const silent = (): void => undefined;
    const { encoder: description } = await describeEncoder(this.#environment, this.#models, silent, never);
    if (description === null) return null;
    try {
      const encoder = await startEncoder(this.#environment, this.#models, description, silent, never);
      return { mark: `${description.name}@${description.version}`, dimension: encoder.dimension, embed: (texts) => encoder.embed(texts, 'query') };
    } catch {
      // Heads then go by words, and the report says so; the next job tries again.
      this.#reader = null;
      return null;
    }
  }

  #currentHead(files: HeadFiles | null): Promise<Head | null> {
    const checksum = files?.checksum ?? null;
    if (this.#current?.checksum === checksum) return this.#current.head;
    const head = this.#readCurrent(files);
    this.#current = { checksum, head };
    return head;
  }

  async #readCurrent(files: HeadFiles | null): Promise<Head | null> {
    const never = new AbortController().signal;
    const { encoder } = await describeEncoder(this.#environment, this.#models, () => undefined, never);
    const mark = encoder === null ? null : `${encoder.name}@${encoder.version}`;
    const read = files === null ? null : await readHeadFiles(this.#environment, files, mark);
    if (read?.ok === true) return read.value;
    // As at the desk: the one that ships decides where a head made here can not be read.
    const { head } = await loadShippedHead(this.#environment, { modelsUrl: this.#models.modelsUrl, name: this.#models.intentHead, slot: 'intent' }, mark, () => undefined, never);
    return head;
  }
}
