import type { HeadFiles } from '../inference/api.ts';
import type { StudioErrorCode, StudioModels } from '../inference/studio-in-host.ts';
import type { StudioAnswers, StudioJob, StudioStep } from '../studio/studio-job.ts';
import type { Outcome } from '../tickets/outcome.ts';

/** What is learnt from: a label column of one version of a dataset. */
export interface StudioSource {
  readonly datasetId: string;
  readonly column: string;
}

/** One job over a dataset, which the worker reads from the desk's database itself. */
export interface StudioRequest {
  readonly id: number;
  readonly models: StudioModels;
  /** Null for a job over no dataset. */
  readonly source: StudioSource | null;
  /** `rows` asks for the texts of rows by their numbers in the dataset. */
  readonly job: StudioJob | { readonly kind: 'rows'; readonly ids: readonly number[] };
  /** The head the desk goes by, to hold others against; null for the one that ships. */
  readonly current: HeadFiles | null;
}

/** A row to be read by a person. */
export interface StudioRow {
  readonly id: number;
  readonly text: string;
  readonly label: string;
}

/** What the worker answers, by kind of job. */
export interface StudioReplies extends StudioAnswers {
  readonly rows: readonly StudioRow[];
}

export type StudioReply =
  | { readonly id: number; readonly type: 'step'; readonly step: StudioStep | { readonly status: 'loading'; readonly rows: number } }
  | { readonly id: number; readonly type: 'done'; readonly outcome: Outcome<StudioReplies[keyof StudioReplies], StudioErrorCode> };
