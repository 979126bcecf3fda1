import type { EncoderInfo, HubEncoderChoice } from './api.ts';
import type { CosineScales } from './cosine-scale.ts';
import type { Encoder } from './encoder.ts';
import type { EngineEnvironment } from './environment.ts';

/** Where search has the vectors of passages and questions from: both must come from one encoder. */
export interface EncoderSource {
  readonly encoderInfo: EncoderInfo | null;
  /** What vectors made by it are marked with; null without an encoder. Certain once `encoder` has answered. */
  readonly encoderMark: string | null;
  /** How its cosines are told on the shipped encoder's scale; null where they are taken as they are. */
  readonly scale: CosineScales | null;
  /** Started at the first call; null without an encoder, or when it can not be started. */
  encoder(): Promise<Encoder | null>;
  dispose(): Promise<void>;
}

/** A downloaded encoder, started. Throws in words. */
export async function startHubSource(environment: EngineEnvironment, { id, scale }: HubEncoderChoice): Promise<EncoderSource> {
  if (environment.startHubEncoder === null) throw new Error('downloaded models can not be used here');
  const encoder = await environment.startHubEncoder(id);
  const { name, version, dimension } = encoder.about;
  return {
    encoderInfo: { name, version, dimension, hub: id },
    encoderMark: `${id}@${version}`,
    scale,
    encoder: () => Promise.resolve(encoder),
    dispose: () => encoder.dispose(),
  };
}

/**
 * A downloaded encoder that is being started while the desk goes on: whoever wants it waits. Where it can not be started,
 * the shipped one stands in for good, and `onProblem` is told why.
 */
export class StartingSource implements EncoderSource {
  readonly #started: Promise<EncoderSource>;
  #now: EncoderSource | null = null;

  constructor(starting: Promise<EncoderSource>, shipped: EncoderSource, onProblem: (why: string) => void) {
    this.#started = starting.catch((error: unknown) => {
      onProblem(error instanceof Error ? error.message : String(error));
      return shipped;
    });
    void this.#started.then((source) => {
      this.#now = source;
    });
  }

  get encoderInfo(): EncoderInfo | null {
    return this.#now?.encoderInfo ?? null;
  }

  get encoderMark(): string | null {
    return this.#now?.encoderMark ?? null;
  }

  get scale(): CosineScales | null {
    return this.#now?.scale ?? null;
  }

  async encoder(): Promise<Encoder | null> {
    const source = await this.#started;
    this.#now = source;
    return source.encoder();
  }

  async dispose(): Promise<void> {
    const source = await this.#started;
    // The shipped one is not its own to put away.
    if (source.encoderInfo?.hub != null) await source.dispose();
  }
}
