import type { CurvePoint } from '../evaluation/learning-curve.ts';
import type { DrawnCurve } from '../studio/draw-learning-curve.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { studioOf } from './studio-desk.ts';
import type { StudioSource } from './studio-messages.ts';

/** The model a learning curve is drawn for: what it was trained on, and the rows it was judged by. */
export interface CurveOf {
  /** Tells models apart. */
  readonly id: string;
  readonly source: StudioSource;
  readonly heldOutIds: Int32Array;
  readonly readsMeaning: boolean;
  readonly seed: number;
}

export interface CurveState {
  /** Of which model the rest is. */
  readonly id: string | null;
  readonly running: { readonly step: StudioClientStep | null } | null;
  readonly points: readonly CurvePoint[];
  readonly drawn: DrawnCurve | null;
  readonly problem: string | null;
}

/** The learning curve of the model that is looked at. It goes on being drawn while one looks elsewhere. */
export interface StudioCurve extends Store<CurveState> {
  draw(of: CurveOf): Promise<void>;
  stop(): void;
}

const known = new WeakMap<Desk, StudioCurve>();

/** The one of this desk. */
export function curveOf(desk: Desk): StudioCurve {
  let curve = known.get(desk);
  if (!curve) known.set(desk, (curve = openCurve(desk)));
  return curve;
}

function openCurve(desk: Desk): StudioCurve {
  const nothing: CurveState = { id: null, running: null, points: [], drawn: null, problem: null };
  const state = createStore<CurveState>(nothing);
  let stopping: AbortController | null = null;
  return {
    ...state,
    async draw({ id, source, heldOutIds, readsMeaning, seed }) {
      if (stopping !== null) return;
      const stop = (stopping = new AbortController());
      state.set({ ...nothing, id, running: { step: null } });
      const outcome = await studioOf(desk).client.run(source, {
        job: { kind: 'curve', heldOutIds, readsMeaning, seed },
        signal: stop.signal,
        onStep(step) {
          const now = state.get();
          if (step.status === 'drawn') state.set({ ...now, points: [...now.points, step.point] });
          else state.set({ ...now, running: { step } });
        },
      });
      stopping = null;
      const { points } = state.get();
      if (outcome.ok) state.set({ ...nothing, id, points: outcome.value.points, drawn: outcome.value });
      else state.set({ ...nothing, id, points, problem: outcome.code === 'aborted' ? null : outcome.message });
    },
    stop() {
      stopping?.abort();
    },
  };
}
