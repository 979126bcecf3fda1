import type { Judgement } from '../knowledge-base/article.ts';
import { isZero } from '../knowledge-base/exact-index.ts';
import { Feedback } from '../knowledge-base/feedback.ts';
import { onScale } from './cosine-scale.ts';
import type { EncoderSource } from './encoder-source.ts';
import type { EngineEnvironment } from './environment.ts';

const embedAtATime = 32;

/**
 * Agents' judgements with the vectors of their questions, each embedded once for as long as the encoder stays. Until they
 * are embedded questions are compared by their words.
 */
export class JudgedQuestions {
  readonly #environment: EngineEnvironment;
  #judgements: readonly Judgement[] = [];
  #feedback = new Feedback([], new Map());
  #vectors = new Map<string, Float32Array>();
  #mark: string | null = null;
  /** Ends when the newest change has: one that takes long does not undo a newer one. */
  #setting: Promise<unknown> = Promise.resolve();

  constructor(environment: EngineEnvironment) {
    this.#environment = environment;
  }

  get feedback(): Feedback {
    return this.#feedback;
  }

  /** False when it was stopped: the judgements before then stay. One change after the other, in the order they came. */
  set(judgements: readonly Judgement[], models: EncoderSource | null, signal: AbortSignal | null): Promise<boolean> {
    return this.#inTurn(() => this.#set(judgements, models, signal));
  }

  /** Compares by the words until the new encoder has read the questions again. */
  useModels(models: EncoderSource): void {
    if (models.encoderMark === this.#mark || this.#judgements.length === 0) return;
    this.#vectors = new Map();
    this.#feedback = new Feedback(this.#judgements, this.#vectors);
    this.#inTurn(() => this.#set(this.#judgements, models, null)).catch(() => undefined);
  }

  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#setting.then(work);
    this.#setting = turn.catch(() => undefined);
    return turn;
  }

  async #set(judgements: readonly Judgement[], models: EncoderSource | null, signal: AbortSignal | null): Promise<boolean> {
    if (signal?.aborted === true) return false;
    const vectors = await this.#embed([...new Set(judgements.map(({ query }) => query))], models, signal);
    if (vectors === null) return false;
    this.#judgements = judgements;
    this.#vectors = vectors;
    const scale = models?.scale?.questions ?? null;
    this.#feedback = new Feedback(judgements, vectors, (cosine) => onScale(scale, cosine));
    return true;
  }

  /** Vectors by text, those known already taken over; empty without an encoder, null when stopped. */
  async #embed(texts: readonly string[], models: EncoderSource | null, signal: AbortSignal | null): Promise<Map<string, Float32Array> | null> {
    const vectors = new Map<string, Float32Array>();
    const encoder = texts.length === 0 ? null : ((await models?.encoder()) ?? null);
    if (encoder === null) return vectors;
    const mark = models?.encoderMark ?? null;
    const known = mark === this.#mark ? this.#vectors : new Map<string, Float32Array>();
    const wanted: string[] = [];
    for (const text of texts) {
      const vector = known.get(text);
      if (vector === undefined) wanted.push(text);
      else vectors.set(text, vector);
    }
    for (let from = 0; from < wanted.length; from += embedAtATime) {
      const part = wanted.slice(from, from + embedAtATime);
      const rows = await encoder.embed(part, 'query');
      part.forEach((text, at) => {
        const row = rows.slice(at * encoder.dimension, (at + 1) * encoder.dimension);
        if (!isZero(row)) vectors.set(text, row);
      });
      await this.#environment.yieldToEvents();
      if (signal?.aborted === true) return null;
    }
    this.#mark = mark;
    return vectors;
  }
}
