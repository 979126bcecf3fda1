import type { LabelledSet } from '../studio/labelled-set.ts';
import type { StudioAnswers, StudioJob, StudioStep } from '../studio/studio-job.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { HeadFiles } from './api.ts';

/** Where the models of a desk lie, and which encoder heads may read. */
export interface StudioModels {
  readonly modelsUrl: string;
  readonly encoder: string | null;
  /** The head that ships, by its folder, for a desk that goes by no other. */
  readonly intentHead: string;
}

export type StudioErrorCode = 'aborted' | 'worker-crashed' | 'bad-input' | 'internal';

/** One job, with the set it is about unless the worker has it already. */
export interface StudioRequest {
  readonly id: number;
  readonly models: StudioModels;
  readonly job: StudioJob;
  readonly setKey: string;
  readonly set: LabelledSet | null;
  /** The head the desk goes by, to hold others against; null for the one that ships. */
  readonly current: HeadFiles | null;
}

export type StudioReply =
  | { readonly id: number; readonly type: 'step'; readonly step: StudioStep }
  | { readonly id: number; readonly type: 'done'; readonly outcome: Outcome<StudioAnswers[keyof StudioAnswers], StudioErrorCode> };
