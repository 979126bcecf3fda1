import type { Head } from '../classifier/create-head.ts';
import type { HeadMetadata } from '../classifier/head.ts';
import { readMoodLabels, readsMoodSignals } from '../sentiment/sentiment-head.ts';
import { priorities } from '../tickets/priority.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { madeHereProblem, shippedTicketHeads, type DeskSlot, type EngineErrorCode, type HeadFiles, type LoadOptions, type LoadProgress, type TicketHeadName } from './api.ts';
import type { EngineEnvironment } from './environment.ts';
import { loadShippedHead, readHeadFiles } from './load-models.ts';

type TicketSlot = Exclude<DeskSlot, 'intent'>;

/** The heads beside the intent's: those that ship, and in their places those that a person made here. */
export class TicketHeads {
  readonly #heads = new Map<TicketHeadName, Head>();
  /** Kept to go back to. */
  readonly #shipped: ReadonlyMap<TicketHeadName, Head>;
  #problems: string[];

  private constructor(shipped: ReadonlyMap<TicketHeadName, Head>, problems: string[]) {
    this.#shipped = shipped;
    this.#problems = problems;
    for (const [name, head] of shipped) this.#heads.set(name, head);
  }

  /** Loads what is asked for. Never throws for a model: what is missing becomes a problem in words. */
  static async load(
    environment: EngineEnvironment,
    { modelsUrl, ticketHeads = [], ticketHeadFiles = {} }: LoadOptions,
    encoderMark: string | null,
    report: (progress: LoadProgress) => void,
    signal: AbortSignal,
  ): Promise<TicketHeads> {
    const problems: string[] = [];
    const shipped = new Map<TicketHeadName, Head>();
    await Promise.all(
      ticketHeads.map(async (name) => {
        const { head, problem } = await loadShippedHead(environment, { modelsUrl, name, slot: name }, encoderMark, report, signal);
        if (head !== null) shipped.set(name, head);
        if (problem !== null) problems.push(problem);
      }),
    );
    const heads = new TicketHeads(shipped, problems);
    for (const slot of ['sentiment', 'priority', 'product'] as const) {
      const files = ticketHeadFiles[slot];
      if (files === undefined) continue;
      const used = await heads.use(slot, files, environment, encoderMark);
      if (!used.ok) heads.#problems.push(`${madeHereProblem}: ${used.message} The one that ships decides.`);
    }
    return heads;
  }

  get(name: TicketHeadName): Head | null {
    return this.#heads.get(name) ?? null;
  }

  get all(): readonly Head[] {
    return shippedTicketHeads.flatMap((name) => this.#heads.get(name) ?? []);
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Whether one of them reads sentence embeddings. */
  get wantsEmbedding(): boolean {
    return this.all.some((head) => readsEmbeddings(head));
  }

  /** Another head answers for the slot; null takes the one that ships. Refused, nothing has changed. */
  async use(slot: TicketSlot, files: HeadFiles | null, environment: EngineEnvironment, encoderMark: string | null): Promise<Outcome<HeadMetadata, EngineErrorCode>> {
    const shipped = this.#shipped.get(slot);
    if (files === null) {
      if (shipped === undefined) return failure('model-missing', `The ${slot} model that ships could not be loaded.`);
      this.#heads.set(slot, shipped);
      return { ok: true, value: shipped.metadata };
    }
    const read = await readHeadFiles(environment, files, encoderMark);
    if (!read.ok) return read;
    const stranger = strangeLabels(slot, read.value.metadata.labels);
    if (stranger !== null) return failure('bad-input', stranger);
    this.#heads.set(slot, read.value);
    this.#problems = this.#problems.filter((problem) => !problem.startsWith(madeHereProblem));
    return { ok: true, value: read.value.metadata };
  }
}

/** Whether a head reads sentence embeddings, which an encoder must make first. */
export function readsEmbeddings(head: Pick<Head, 'metadata'>): boolean {
  return head.metadata.features.embedding !== undefined && !readsMoodSignals(head);
}

/** Why the desk could do nothing with the answers of a head with these labels, or null. */
function strangeLabels(slot: TicketSlot, labels: readonly string[]): string | null {
  if (slot === 'sentiment' && readMoodLabels(labels) === null) {
    return 'Its labels are no moods: they must be negative, neutral and positive, or angry, frustrated, neutral, content and happy.';
  }
  const known: readonly string[] = priorities;
  if (slot === 'priority' && !labels.every((label) => known.includes(label))) return `Its labels are no priorities: they must be among ${known.join(', ')}.`;
  return null;
}
