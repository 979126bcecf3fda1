import type { DatasetSummary } from '../datasets/dataset.ts';
import type { HeadFiles } from '../inference/api.ts';
import type { TrainedRun, TrainOptions, TrainPoint } from '../studio/studio-job.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import { createStudioClient, type StudioClient, type StudioClientStep } from './studio-client.ts';

/** What is learnt from: a label column of a dataset. */
export interface StudioChoice {
  readonly summary: DatasetSummary;
  readonly column: string;
}

export interface RunningTraining {
  readonly of: StudioChoice;
  readonly step: StudioClientStep | null;
  readonly curve: readonly TrainPoint[];
}

export interface FinishedTraining {
  readonly of: StudioChoice;
  readonly run: TrainedRun;
}

export interface StudioState {
  readonly chosen: StudioChoice | null;
  readonly training: RunningTraining | null;
  readonly problem: string | null;
  readonly finished: FinishedTraining | null;
}

/** Training and judging at this desk. It outlives its views, so that a training goes on while one looks at a ticket. */
export interface StudioDesk extends Store<StudioState> {
  readonly client: StudioClient;
  choose(choice: StudioChoice | null): void;
  train(options: TrainOptions): Promise<void>;
  stop(): void;
}

const known = new WeakMap<Desk, StudioDesk>();

/** The one of this desk. */
export function studioOf(desk: Desk): StudioDesk {
  let studio = known.get(desk);
  if (!studio) {
    const client = createStudioClient({ models: { modelsUrl: `${location.origin}/models/`, encoder: 'desk-encoder', intentHead: 'intent' }, current: () => currentHead });
    studio = openStudio(client);
    known.set(desk, studio);
  }
  return studio;
}

/** The head the desk goes by, where it is not the one that ships. */
const currentHead: HeadFiles | null = null;

export function openStudio(client: StudioClient): StudioDesk {
  const state = createStore<StudioState>({ chosen: null, training: null, problem: null, finished: null });
  let stopping: AbortController | null = null;
  const change = (changes: Partial<StudioState>): void => state.set({ ...state.get(), ...changes });
  return {
    ...state,
    client,
    choose: (chosen) => change({ chosen, problem: null }),
    async train(options) {
      const { chosen } = state.get();
      if (chosen === null || stopping !== null) return;
      const stop = new AbortController();
      stopping = stop;
      let curve: readonly TrainPoint[] = [];
      change({ training: { of: chosen, step: null, curve }, problem: null });
      const outcome = await client.run(
        { datasetId: chosen.summary.id, column: chosen.column },
        {
          job: { kind: 'train', options },
          signal: stop.signal,
          onStep(step) {
            const { training } = state.get();
            if (training === null) return;
            if (step.status === 'training') curve = [...curve, { pass: step.pass, loss: step.loss, validation: step.validation }];
            change({ training: { ...training, step, curve } });
          },
        },
      );
      stopping = null;
      if (outcome.ok) change({ training: null, finished: { of: chosen, run: outcome.value } });
      else change({ training: null, problem: outcome.code === 'aborted' ? null : outcome.message });
    },
    stop() {
      stopping?.abort();
    },
  };
}
