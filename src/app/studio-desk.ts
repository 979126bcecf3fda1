import type { DatasetSummary } from '../datasets/dataset.ts';
import type { HeadFiles } from '../inference/api.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { isSoundHeldOut, type HeldOut } from '../registry/held-out.ts';
import { loadHeadVersion, removeHeadVersion, saveHeadVersion } from '../storage/save-heads.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { describeRun, isStoredReport, reopenReport } from '../studio/stored-report.ts';
import type { StudioReport, TrainedRun, TrainOptions, TrainPoint } from '../studio/studio-job.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Desk } from './desk-context.ts';
import { promotedHead } from './promoted-head.ts';
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

/** A model as it is looked at: what was trained last, or a version that was opened. */
export interface FinishedTraining {
  /** Of a version, what it was trained on; the data may be gone. */
  readonly of: { readonly name: string; readonly column: string; readonly datasetId: string | null };
  readonly report: StudioReport;
  readonly curve: readonly TrainPoint[];
  readonly seconds: TrainedRun['seconds'];
  readonly version: HeadVersion;
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
  /** Opens the report of a version; answers words where there is none to open. */
  openVersion(id: string): Promise<string | null>;
}

const known = new WeakMap<Desk, StudioDesk>();

/** The one of this desk. */
export function studioOf(desk: Desk): StudioDesk {
  let studio = known.get(desk);
  if (!studio) {
    const client = createStudioClient({ models: { modelsUrl: `${location.origin}/models/`, encoder: 'desk-encoder', intentHead: 'intent' }, current: () => currentHead });
    studio = openStudio(client, desk.db, Date.now);
    known.set(desk, studio);
  }
  return studio;
}

/** The head the desk goes by, where it is not the one that ships. */
let currentHead: HeadFiles | null = null;

/** Keeps every run as a version, so that nothing that was trained is lost and any two can be compared. */
function saveRun(db: TabdeskDatabase, { summary, column }: StudioChoice, run: TrainedRun, options: TrainOptions, now: number): Promise<Outcome<HeadVersion>> {
  const { metadata, weights } = run.head;
  const { hash, id, root, name } = summary;
  return saveHeadVersion(db, { metadata, weights: new Uint8Array(weights), ...describeRun(run, column, { hash, id, root, name }, { ...options }, now) });
}

const damagedReport = 'What this version answered to its held-out rows is damaged, so there is no report. Train it again, or import it again.';

function canBeRead(heldOut: HeldOut): boolean {
  try {
    return isSoundHeldOut(heldOut);
  } catch {
    // Not even the fields are what they should be.
    return false;
  }
}

export function openStudio(client: StudioClient, db: TabdeskDatabase, now: () => number): StudioDesk {
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
      currentHead = await promotedHead(db);
      const outcome = await client.run(
        { datasetId: chosen.summary.id, column: chosen.column },
        {
          job: { kind: 'train', options },
          signal: stop.signal,
          onStep(step) {
            const { training } = state.get();
            if (training === null) return;
            // After a fallback in the middle the passes begin again.
            if (step.status === 'training' && step.point !== null) curve = [...(step.pass === 1 ? [] : curve), step.point];
            change({ training: { ...training, step, curve } });
          },
        },
      );
      if (!outcome.ok) {
        stopping = null;
        change({ training: null, problem: outcome.code === 'aborted' ? null : outcome.message });
        return;
      }
      const run = outcome.value;
      const saved = await saveRun(db, chosen, run, options, now());
      // A stop while it is being saved is a stop as well.
      if (stop.signal.aborted && saved.ok) await removeHeadVersion(db, saved.value.id);
      stopping = null;
      if (stop.signal.aborted) {
        change({ training: null });
        return;
      }
      if (!saved.ok) {
        change({ training: null, problem: `The model was trained but could not be kept. ${saved.message}` });
        return;
      }
      const of = { name: chosen.summary.name, column: chosen.column, datasetId: chosen.summary.id };
      change({ training: null, finished: { of, report: run.report, curve: run.curve, seconds: run.seconds, version: saved.value } });
    },
    stop() {
      stopping?.abort();
    },
    async openVersion(id) {
      const loaded = await loadHeadVersion(db, id);
      if (!loaded.ok) return loaded.message;
      const { version, file } = loaded.value;
      if (file.heldOut === null || !isStoredReport(version.report)) return 'This version came without its report.';
      const { trainedOn, column, report, metadata, seed } = version;
      if (!canBeRead(file.heldOut)) return damagedReport;
      change({
        finished: {
          of: { name: trainedOn.name, column, datasetId: trainedOn.id },
          report: reopenReport(file.heldOut, report, metadata.outOfScopeLabel, seed),
          curve: report.curve,
          seconds: report.seconds,
          version,
        },
      });
      return null;
    },
  };
}
