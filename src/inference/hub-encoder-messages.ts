import type { EmbedFor } from './encoder.ts';

export type ToHubEncoder =
  | { readonly type: 'start'; readonly id: string; readonly wasm: string; readonly mjs: string }
  | { readonly type: 'embed'; readonly job: number; readonly texts: readonly string[]; readonly use: EmbedFor };

/** What a started encoder is, and how fast it was at first. */
export interface HubEncoderAbout {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly dimension: number;
  /** Passages of about a hundred words a second. */
  readonly perSecond: number;
}

export type FromHubEncoder =
  | { readonly type: 'started'; readonly about: HubEncoderAbout }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'vectors'; readonly job: number; readonly data: Float32Array }
  | { readonly type: 'error'; readonly job: number; readonly message: string };
