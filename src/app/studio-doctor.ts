import { labelOf } from '../datasets/dataset.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { LabelFindings, SuspectRow } from '../studio/examine-labels.ts';
import type { StudioAnswers, StudioJob } from '../studio/studio-job.ts';
import type { LabelChange, TriedChange } from '../studio/try-label-change.ts';
import { labelWords } from '../text/label-words.ts';
import { failure, success } from '../tickets/outcome.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { studioOf, type StudioChoice, type StudioDesk } from './studio-desk.ts';
import { openLabelEdits } from './studio-label-edits.ts';

/** What became of a suspect. */
export type Review = 'kept' | 'relabelled' | 'removed';

export interface DoctorState {
  readonly running: { readonly job: 'doctor' | 'what-if'; readonly step: StudioClientStep | null } | null;
  readonly problem: { readonly job: 'doctor' | 'what-if'; readonly message: string } | null;
  /** What was found last, and in what. */
  readonly found: { readonly of: StudioChoice; readonly findings: LabelFindings } | null;
  readonly reviews: ReadonlyMap<number, Review>;
  /** Rows put off, in the order of putting off. */
  readonly later: readonly number[];
  readonly tried: { readonly of: StudioChoice; readonly change: TriedChange } | null;
}

/** The label doctor at this desk. It outlives its views. Every decision about a row is an edit of its own, with its undo. */
export interface StudioDoctor extends Store<DoctorState> {
  examine(): Promise<void>;
  tryChange(change: LabelChange): Promise<void>;
  stop(): void;
  keep(suspect: SuspectRow): Promise<void>;
  relabel(suspect: SuspectRow, label: string): Promise<void>;
  remove(suspect: SuspectRow): Promise<void>;
  putOff(suspect: SuspectRow): void;
  /** Makes the change that was tried; `names` of the halves where a label is split. */
  apply(names: readonly [string, string]): Promise<void>;
}

const known = new WeakMap<Desk, StudioDoctor>();

/** The one of this desk. */
export function doctorOf(desk: Desk): StudioDoctor {
  let doctor = known.get(desk);
  if (!doctor) known.set(desk, (doctor = openDoctor(desk, studioOf(desk))));
  return doctor;
}

/** Suspects still to be looked at, those put off last. */
export function suspectsLeft({ found, reviews, later }: DoctorState): readonly SuspectRow[] {
  const left = (found?.findings.suspects ?? []).filter(({ id }) => !reviews.has(id));
  if (later.length === 0) return left;
  return [...left.filter(({ id }) => !later.includes(id)), ...later.flatMap((id) => left.find((suspect) => suspect.id === id) ?? [])];
}

const seed = 1;

/** Rows of a dataset whose label a person has confirmed: number and label of each. */
function keptKey({ summary, column }: StudioChoice): string {
  return `studio.keptLabels ${summary.root} ${column}`;
}

function readKept(value: unknown): (readonly [number, string])[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((each: unknown) => {
    if (!Array.isArray(each)) return [];
    const [id, label] = each as readonly unknown[];
    return typeof id === 'number' && typeof label === 'string' ? [[id, label] as const] : [];
  });
}

export function openDoctor(desk: Desk, studio: StudioDesk): StudioDoctor {
  const state = createStore<DoctorState>({ running: null, problem: null, found: null, reviews: new Map(), later: [], tried: null });
  const edits = openLabelEdits(desk, studio);
  const change = (changes: Partial<DoctorState>): void => state.set({ ...state.get(), ...changes });
  let stopping: AbortController | null = null;
  let keeping: Promise<unknown> = Promise.resolve();

  function mark(id: number, review: Review | null): void {
    const reviews = new Map(state.get().reviews);
    if (review === null) reviews.delete(id);
    else reviews.set(id, review);
    change({ reviews });
  }

  /** One of the two jobs; null where another runs, nothing is chosen, or it was stopped or failed. */
  async function run<Job extends 'doctor' | 'what-if'>(kind: Job, job: Extract<StudioJob, { readonly kind: Job }>): Promise<{ readonly of: StudioChoice; readonly value: StudioAnswers[Job] } | null> {
    const { chosen } = studio.get();
    if (chosen === null || stopping !== null) return null;
    stopping = new AbortController();
    const { signal } = stopping;
    const onStep = (step: StudioClientStep): void => change({ running: { job: kind, step } });
    change({ running: { job: kind, step: null }, problem: null });
    const outcome = await studio.client.run<Job>({ datasetId: chosen.summary.id, column: chosen.column }, { job, signal, onStep });
    stopping = null;
    change({ running: null });
    if (outcome.ok) return { of: chosen, value: outcome.value };
    if (outcome.code !== 'aborted') change({ problem: { job: kind, message: outcome.message } });
    return null;
  }

  /** Remembers or forgets that a label was confirmed. */
  function remember(of: StudioChoice, { id, given }: SuspectRow, kept: boolean) {
    const saving = keeping.then(async () => {
      const others = ((await loadSetting(desk.db, keptKey(of), readKept)) ?? []).filter(([row]) => row !== id);
      return saveSetting(desk.db, keptKey(of), kept ? [...others, [id, given]] : others);
    });
    keeping = saving;
    return saving;
  }

  /** Shows the next suspect at once; an edit that fails brings this one back. */
  async function decide(suspect: SuspectRow, review: Exclude<Review, 'kept'>, words: string, to: string | null): Promise<void> {
    const of = state.get().found?.of;
    if (of === undefined || state.get().reviews.has(suspect.id)) return;
    mark(suspect.id, review);
    const done = await edits.edit({
      of,
      words,
      make(dataset) {
        const row = dataset.rows.find(({ id }) => id === suspect.id);
        if (row === undefined || labelOf(row, of.column) !== suspect.given) {
          return failure('changed-elsewhere', 'This row was changed or removed since the labels were looked over. Nothing was changed now; look again.');
        }
        return success(to === null ? { kind: 'remove', rows: [suspect.id] } : { kind: 'relabel', column: of.column, to: [{ label: to, rows: [suspect.id] }] });
      },
      onUndone: () => mark(suspect.id, null),
    });
    if (!done) mark(suspect.id, null);
  }

  return {
    ...state,
    async examine() {
      const found = await run('doctor', { kind: 'doctor', seed });
      if (found === null) return;
      const kept = new Map(await loadSetting(desk.db, keptKey(found.of), readKept));
      const suspects = found.value.suspects.filter(({ id, given }) => kept.get(id) !== given);
      const findings = { ...found.value, suspects, suspected: found.value.suspected - (found.value.suspects.length - suspects.length) };
      change({ found: { of: found.of, findings }, reviews: new Map(), later: [] });
    },
    async tryChange(wanted) {
      change({ tried: null });
      const tried = await run('what-if', { kind: 'what-if', change: wanted, seed });
      if (tried !== null) change({ tried: { of: tried.of, change: tried.value } });
    },
    stop() {
      stopping?.abort();
    },
    async keep(suspect) {
      const of = state.get().found?.of;
      if (of === undefined || state.get().reviews.has(suspect.id)) return;
      mark(suspect.id, 'kept');
      const saved = await remember(of, suspect, true);
      if (!saved.ok) {
        mark(suspect.id, null);
        desk.notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
        return;
      }
      desk.undoStack.done(`Kept “${labelWords(suspect.given)}”`, async () => {
        const forgotten = await remember(of, suspect, false);
        if (forgotten.ok) mark(suspect.id, null);
        return forgotten;
      });
    },
    relabel: (suspect, label) => decide(suspect, 'relabelled', `Labelled “${labelWords(label)}”, was “${labelWords(suspect.given)}”`, label),
    remove: (suspect) => decide(suspect, 'removed', 'Row removed from the dataset', null),
    putOff({ id }) {
      change({ later: [...state.get().later.filter((each) => each !== id), id] });
    },
    async apply(names) {
      const { tried } = state.get();
      if (tried === null) return;
      const { of, change: made } = tried;
      const { column } = of;
      const wanted = made.change;
      const words = wanted.kind === 'merge' ? `Merged into “${labelWords(wanted.into)}”` : `Split “${labelWords(wanted.label)}” in two`;
      const done = await edits.edit({
        of,
        words,
        make: () =>
          success(
            wanted.kind === 'merge'
              ? { kind: 'merge-labels', column, from: wanted.labels, into: wanted.into }
              : { kind: 'split-label', column, label: wanted.label, parts: (made.halves?.parts ?? []).map(({ ids }, at) => ({ label: names[at] ?? '', rows: [...ids] })) },
          ),
        onUndone: () => undefined,
      });
      if (done) change({ tried: null });
    },
  };
}
