import type { HeadMetadata } from '../classifier/head.ts';
import type { Answers } from '../evaluation/scored-rows.ts';
import type { ModelComparison, Replacement } from '../evaluation/compare-models.ts';
import type { Judgement } from '../evaluation/judge.ts';
import type { CoveragePoint } from '../evaluation/coverage.ts';
import type { OutOfScopeCurve } from '../evaluation/out-of-scope-curve.ts';
import type { CurvePoint } from '../evaluation/learning-curve.ts';
import type { Reliability } from '../evaluation/reliability.ts';
import type { DrawnCurve } from './draw-learning-curve.ts';
import type { LabelFindings } from './examine-labels.ts';
import type { LabelChange, TriedChange } from './try-label-change.ts';
import type { AskedTicket } from './choose-tickets.ts';
import type { Corrections } from './correct-head.ts';
import type { ColdStart, TriedSentence, TypedIntent } from './cold-start.ts';

/** The two files of a head. */
export interface HeadFile {
  readonly metadata: HeadMetadata;
  readonly weights: ArrayBuffer;
}

export interface TrainOptions {
  /** What the head is called. */
  readonly name: string;
  readonly seed: number;
  /** Share of the rows that is held out to judge by, 0.05 to 0.5. */
  readonly heldOut: number;
  /** Whether the head reads the meaning of sentences besides their words, where there is an encoder. */
  readonly readsMeaning: boolean;
}

/** How far a training is. */
export type TrainStep =
  | { readonly status: 'reading'; readonly done: number; readonly total: number }
  | { readonly status: 'grouping'; readonly rows: number }
  /** Words of texts are counted. */
  | { readonly status: 'counting'; readonly done: number; readonly total: number }
  /** `accuracy` is that of the last fold that is done, null before. */
  | { readonly status: 'calibrating'; readonly fold: number; readonly folds: number; readonly accuracy: number | null; readonly done: number; readonly total: number }
  | {
      readonly status: 'training';
      /** From 1. */
      readonly pass: number;
      readonly passes: number;
      /** What the pass came to, once it is over. */
      readonly point: TrainPoint | null;
      readonly trainer: string;
      /** Examples, counting each once a pass. */
      readonly done: number;
      readonly total: number;
      readonly examplesPerSecond: number;
      /** At most; later passes are quicker. Null where it can not be said yet. */
      readonly secondsLeft: number | null;
    }
  | { readonly status: 'judging' };

/** One pass over the training rows. */
export interface TrainPoint {
  readonly pass: number;
  readonly loss: number;
  /** Accuracy on the held-out rows with the weights so far. */
  readonly validation: number;
}

/** A model beside the one that was trained, on the same held-out rows. */
export interface Beside {
  readonly kind: 'majority' | 'nearest-centroid' | 'current';
  readonly name: string;
  readonly accuracy: number;
  readonly macroF1: number;
}

/** What held-out rows say of a head. */
export interface StudioReport {
  /** Row ids of the held-out rows, in the order of the answers. */
  readonly heldOutIds: Int32Array;
  readonly trainingRows: number;
  readonly answers: Answers;
  readonly judgement: Judgement;
  readonly reliability: { readonly before: Reliability; readonly after: Reliability };
  readonly coverage: readonly CoveragePoint[];
  /** Null where no held-out row is out of scope. */
  readonly outOfScope: OutOfScopeCurve | null;
  readonly beside: readonly Beside[];
  /** Against the head in use, where it has labels in common. */
  readonly comparison: ModelComparison | null;
  /** What a reader should know: labels too small to be held out, texts left out. */
  readonly notes: readonly string[];
}

export interface TrainedRun {
  readonly head: HeadFile;
  readonly report: StudioReport;
  readonly curve: readonly TrainPoint[];
  readonly seconds: { readonly reading: number; readonly training: number; readonly judging: number };
  /** What trained it and why that did, in words: "On the graphics card (WebGPU)". */
  readonly trainer: string;
}

/** How far a job is that trains several times to find something out: folds, sizes, before and after. */
export interface LearnStep {
  readonly status: 'learning';
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** Within the part, of `total`. */
  readonly done: number;
  readonly total: number;
}

/** Tickets to label next, best first, and among how many they were found. */
export interface ChosenTickets {
  readonly asked: readonly AskedTicket[];
  readonly among: number;
}

/** A head trained anew with corrections, and whether it may take the place of the present one. */
export interface CorrectedRun extends TrainedRun {
  readonly replacement: Replacement;
  /** Corrections not learnt from, since they say nearly what a held-out row says. */
  readonly leftOut: number;
}

/** What the studio can be asked. */
export type StudioJob =
  | { readonly kind: 'train'; readonly options: TrainOptions }
  | { readonly kind: 'doctor'; readonly seed: number }
  | { readonly kind: 'what-if'; readonly change: LabelChange; readonly seed: number }
  /** Of the rows that are not held out; `readsMeaning` as the head it is drawn for. */
  | { readonly kind: 'curve'; readonly heldOutIds: Int32Array; readonly readsMeaning: boolean; readonly seed: number }
  /** Over what is typed, no dataset. */
  | { readonly kind: 'cold-start'; readonly intents: readonly TypedIntent[]; readonly tried: string }
  /** Over tickets, no dataset but for the texts that are labelled already. */
  | { readonly kind: 'choose-next'; readonly count: number; readonly but: readonly string[] }
  /** Over the dataset the head in use was trained on; `heldOutIds` are the rows it was judged by. */
  | { readonly kind: 'correct'; readonly head: HeadFile; readonly heldOutIds: Int32Array; readonly corrections: Corrections };

/** What it answers, by kind of job. */
export interface StudioAnswers {
  readonly train: TrainedRun;
  readonly doctor: LabelFindings;
  readonly 'what-if': TriedChange;
  readonly curve: DrawnCurve;
  readonly 'cold-start': { readonly start: ColdStart; readonly tried: TriedSentence | null };
  readonly 'choose-next': ChosenTickets;
  readonly correct: CorrectedRun;
}

/** How far a job is. */
export type StudioStep = TrainStep | LearnStep | { readonly status: 'drawn'; readonly point: CurvePoint };
