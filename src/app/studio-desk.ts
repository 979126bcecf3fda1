import type { HeadFiles } from '../inference/api.ts';
import { connectStudio, type StudioClient } from '../inference/connect-studio.ts';
import type { LabelledSet } from '../studio/labelled-set.ts';
import type { TrainedRun, TrainOptions, TrainPoint, TrainStep } from '../studio/studio-job.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';

export interface RunningTraining {
  readonly set: LabelledSet;
  readonly step: TrainStep | null;
  readonly curve: readonly TrainPoint[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface FinishedTraining {
  readonly set: LabelledSet;
  readonly run: TrainedRun;
}

export interface StudioState {
  /** What is learnt from: a label column of a dataset. */
  readonly set: LabelledSet | null;
  readonly training: RunningTraining | null;
  readonly problem: string | null;
  readonly finished: FinishedTraining | null;
}

/** Training and judging at this desk. It outlives its views, so that a training goes on while one looks at a ticket. */
export interface StudioDesk extends Store<StudioState> {
  readonly client: StudioClient;
  choose(set: LabelledSet | null): void;
  train(options: TrainOptions): Promise<void>;
  stop(): void;
}

const known = new WeakMap<Desk, StudioDesk>();

/** The one of this desk. */
export function studioOf(desk: Desk): StudioDesk {
  let studio = known.get(desk);
  if (!studio) {
    const client = connectStudio({ models: { modelsUrl: `${location.origin}/models/`, encoder: 'desk-encoder', intentHead: 'intent' }, current: () => currentHead });
    studio = openStudio(client, Date.now);
    known.set(desk, studio);
  }
  return studio;
}

/** The head the desk goes by, where it is not the one that ships. */
let currentHead: HeadFiles | null = null;

export function rememberCurrentHead(files: HeadFiles | null): void {
  currentHead = files;
}

export function openStudio(client: StudioClient, now: () => number): StudioDesk {
  const state = createStore<StudioState>({ set: null, training: null, problem: null, finished: null });
  let stopping: AbortController | null = null;
  const change = (changes: Partial<StudioState>): void => state.set({ ...state.get(), ...changes });
  return {
    ...state,
    client,
    choose: (set) => change({ set, problem: null }),
    async train(options) {
      const { set } = state.get();
      if (set === null || stopping !== null) return;
      const stop = new AbortController();
      stopping = stop;
      let curve: readonly TrainPoint[] = [];
      change({ training: { set, step: null, curve, startedAt: now() }, problem: null });
      const outcome = await client.run(set, {
        job: { kind: 'train', options },
        signal: stop.signal,
        onStep(step) {
          const { training } = state.get();
          if (training === null) return;
          if (step.status === 'training') curve = [...curve, { pass: step.pass, loss: step.loss, validation: step.validation }];
          change({ training: { ...training, step, curve } });
        },
      });
      stopping = null;
      if (outcome.ok) change({ training: null, finished: { set, run: outcome.value } });
      else change({ training: null, problem: outcome.code === 'aborted' ? null : outcome.message });
    },
    stop() {
      stopping?.abort();
    },
  };
}
