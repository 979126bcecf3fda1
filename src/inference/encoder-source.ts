import type { EncoderInfo, HubEncoderChoice } from './api.ts';
import type { CosineScale } from './cosine-scale.ts';
import type { Encoder } from './encoder.ts';
import type { EngineEnvironment } from './environment.ts';

/** Where search has the vectors of passages and questions from: both must come from one encoder. */
export interface EncoderSource {
  readonly about: EncoderInfo | null;
  /** What vectors made by it are marked with; null without an encoder. */
  readonly mark: string | null;
  /** How its cosines are told on the shipped encoder's scale; null where they are taken as they are. */
  readonly scale: CosineScale | null;
  /** Started at the first call; null without an encoder, or when it can not be started. */
  encoder(): Promise<Encoder | null>;
  dispose(): Promise<void>;
}

/** A downloaded encoder, started. Throws in words. */
export async function startHubSource(environment: EngineEnvironment, choice: HubEncoderChoice): Promise<EncoderSource> {
  if (environment.startHubEncoder === null) throw new Error('downloaded models can not be used here');
  const encoder = await environment.startHubEncoder(choice.id);
  const { id, name, version, dimension } = encoder.about;
  return {
    about: { name, version, dimension, hub: id },
    mark: `${id}@${version}`,
    scale: choice.scale,
    encoder: () => Promise.resolve(encoder),
    dispose: () => encoder.dispose(),
  };
}
