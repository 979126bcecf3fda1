import { readRequestText, readThreadText } from '../tickets/request-text.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import { readMoodText } from '../triage/ticket-mood.ts';
import { triageTicket, type GivenForTicket } from '../triage/triage-ticket.ts';
import type { EngineErrorCode, TriageManyProgress, TriageManyResult } from './api.ts';
import type { EngineModels } from './engine-models.ts';
import type { EngineEnvironment } from './environment.ts';
import { abortedFailure } from './run-job.ts';
import { readsEmbeddings } from './ticket-heads.ts';

type Answer<T> = Outcome<T, EngineErrorCode>;

/** Tickets between two breaths at most; a slow device breathes more often. */
const batchTickets = 64;
/** A third of the 50 ms after which a page feels stuck. */
const sliceMs = 16;

/** Triage by one set of models and one playbook. */
export class TicketTriage {
  readonly #environment: EngineEnvironment;
  readonly #models: EngineModels;
  readonly #playbook: Playbook;

  constructor(environment: EngineEnvironment, models: EngineModels, playbook: Playbook) {
    this.#environment = environment;
    this.#models = models;
    this.#playbook = playbook;
  }

  /** With the words that carried the intent; `many` leaves them out. */
  async one(ticket: Ticket, now: number): Promise<Answer<Triage>> {
    const problem = ticketProblem(ticket);
    if (problem !== null) return failure('bad-input', problem);
    const ahead = await this.#predictAhead([ticket]);
    return success(this.#triage(ticket, now, ahead, true));
  }

  async many(
    tickets: readonly Ticket[],
    now: number,
    signal: AbortSignal,
    onProgress: ((progress: TriageManyProgress) => void) | undefined,
  ): Promise<Answer<TriageManyResult>> {
    const triages: Triage[] = [];
    // A function, because the compiler takes a flag it has seen false for false ever after.
    const isStopped = (): boolean => signal.aborted;
    const missing: string[] = [];
    for (let at = 0; at < tickets.length; at += batchTickets) {
      const batch = tickets.slice(at, at + batchTickets).filter((ticket) => {
        if (ticketProblem(ticket) === null) return true;
        missing.push(String((ticket as Partial<Ticket> | null)?.id));
        return false;
      });
      const ahead = await this.#predictAhead(batch);
      if (isStopped()) return abortedFailure();
      let told = triages.length;
      let sliceStart = this.#environment.clock();
      const tell = (): void => {
        if (triages.length === told) return;
        onProgress?.({ status: 'triaging', done: triages.length + missing.length, total: tickets.length, triages: triages.slice(told) });
        told = triages.length;
      };
      for (const ticket of batch) {
        triages.push(this.#triage(ticket, now, ahead, false));
        if (this.#environment.clock() - sliceStart < sliceMs) continue;
        tell();
        await this.#environment.yieldToEvents();
        if (isStopped()) return abortedFailure();
        sliceStart = this.#environment.clock();
      }
      tell();
      await this.#environment.yieldToEvents();
      if (isStopped()) return abortedFailure();
    }
    return success({ triages, missing });
  }

  #triage(ticket: Ticket, now: number, ahead: ReadonlyMap<string, GivenForTicket> | null, explain: boolean): Triage {
    return triageTicket(ticket, this.#models.triageModels, this.#playbook, now, () => this.#environment.clock(), { ...ahead?.get(ticket.id), explain });
  }

  /**
   * What a single forward pass can't do alone, by ticket id: sentence embeddings for heads that read them, and tfjs for the intents
   * of a batch where there is a graphics adapter. Most desks need neither: null.
   */
  async #predictAhead(tickets: readonly Ticket[]): Promise<ReadonlyMap<string, GivenForTicket> | null> {
    const { head, backend, ticketHeads } = this.#models;
    const intentReads = head?.metadata.features.embedding !== undefined;
    const wantsTensors = head !== null && backend.name === 'webgpu' && tickets.length > 1;
    if (!intentReads && !wantsTensors && !ticketHeads.wantsEmbedding) return null;
    const encoder = intentReads || ticketHeads.wantsEmbedding ? await this.#models.encoder() : null;
    const requests = tickets.map(readRequestText);
    const texts = requests.map(({ text }) => text);
    const embeddings = encoder === null ? null : await encoder.embed(texts, 'query');
    const predictor = intentReads || wantsTensors ? await this.#models.predictor(wantsTensors) : null;
    const predictions = predictor === null ? [] : await predictor.predict(texts, intentReads ? embeddings : null);
    const sentimentHead = ticketHeads.get('sentiment');
    const moods = encoder === null || sentimentHead === null || !readsEmbeddings(sentimentHead) ? null
      : await encoder.embed(tickets.map((ticket, at) => readMoodText(ticket, requests[at] ?? readRequestText(ticket), readThreadText(ticket)).text), 'query');
    return new Map(
      tickets.map((ticket, at) => {
        const prediction = predictions[at];
        const rowOf = (rows: Float32Array | null): Float32Array | undefined => (rows === null || encoder === null ? undefined : rows.subarray(at * encoder.dimension, (at + 1) * encoder.dimension));
        const embedding = rowOf(embeddings);
        const moodEmbedding = rowOf(moods);
        return [ticket.id, { ...(prediction !== undefined && { prediction }), ...(embedding && { embedding }), ...(moodEmbedding && { moodEmbedding }) }];
      }),
    );
  }
}

/** Why a ticket can't be triaged, or null. It came over a worker's boundary: the types promise nothing. */
function ticketProblem(ticket: Ticket): string | null {
  const given = ticket as { readonly [K in keyof Ticket]?: unknown } | null;
  if (typeof given !== 'object' || given === null || typeof given.id !== 'string') return 'The ticket has no id.';
  if (typeof given.subject !== 'string') return `The ticket ${given.id} has no subject.`;
  const { messages } = given;
  if (!Array.isArray(messages) || messages.length === 0) return `The ticket ${given.id} has no message.`;
  const sound = messages.every((message: unknown) => typeof (message as { readonly text?: unknown } | null)?.text === 'string');
  return sound ? null : `A message of the ticket ${given.id} has no text.`;
}
