import { labelTickets } from '../datasets/label-tickets.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { changeDataset, type ChangeErrorCode } from '../storage/change-datasets.ts';
import { loadDataset, newestOf, type OpenDataset } from '../storage/save-datasets.ts';
import { promoteHead, rollBackHead } from '../storage/promote-head.ts';
import { listHeadVersions, loadHeadVersion, removeHeadVersion, saveHeadVersion } from '../storage/save-heads.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { HeadFile } from '../storage/schema.ts';
import { labelledSetOf } from '../studio/labelled-set.ts';
import { editedLabels, planCorrections } from '../studio/plan-corrections.ts';
import { describeRun } from '../studio/stored-report.ts';
import type { CorrectedRun } from '../studio/studio-job.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { plural } from '../ui/format-time.ts';
import type { Desk } from './desk-context.ts';
import { deskSlot } from './promoted-head.ts';
import { createStore, type Store } from './store.ts';
import type { StudioClient, StudioClientStep } from './studio-client.ts';
import { studioOf } from './studio-desk.ts';

export interface CorrectionsState {
  /** New labels are learnt from as they come. */
  readonly atOnce: boolean;
  /** New labels the model in use was not trained with; null where it can not be said, and `why` has the words. */
  readonly waiting: number | null;
  readonly why: string | null;
  readonly running: { readonly step: StudioClientStep | null } | null;
  readonly problem: string | null;
  /** How the last retraining ended. `versionId` is set while the new version waits to be taken or left. */
  readonly outcome: { readonly allowed: boolean; readonly message: string; readonly seconds: number; readonly leftOut: number; readonly versionId: string | null } | null;
}

/** Versions made by learning at once that are kept: each has some megabytes, and nobody looks at so many. */
const mostLearnt = 5;
const atOnceSetting = 'studio.learn-at-once';

/** Retraining the model in use with the labels people gave since. It outlives its view. */
export interface CorrectionsDesk extends Store<CorrectionsState> {
  /** Counts again what is new. */
  refresh(): Promise<void>;
  retrain(): Promise<void>;
  /** Retrains, takes the new version into use unless it is worse, and tells; nothing where a person turned that off, or nothing is new. */
  learn(): Promise<void>;
  setAtOnce(atOnce: boolean): Promise<void>;
  stop(): void;
  /** Makes the new version the model in use, by `promote`. */
  take(promote: (versionId: string) => Promise<boolean>): Promise<void>;
  /** Removes the new version; what was added to the dataset goes too. */
  leave(): Promise<void>;
}

/** What a retraining starts from. */
interface Base {
  readonly version: HeadVersion;
  readonly file: HeadFile;
  readonly trainedOn: OpenDataset;
  /** The newest version of the same dataset. */
  readonly newest: OpenDataset;
}

const known = new WeakMap<Desk, CorrectionsDesk>();

/** The one of this desk. */
export function correctionsOf(desk: Desk): CorrectionsDesk {
  let own = known.get(desk);
  if (!own) known.set(desk, (own = openCorrections(desk, studioOf(desk).client)));
  return own;
}

export function openCorrections(desk: Pick<Desk, 'db' | 'inbox' | 'notify' | 'undoStack'>, client: StudioClient): CorrectionsDesk {
  const { db } = desk;
  const state = createStore<CorrectionsState>({ atOnce: true, waiting: null, why: null, running: null, problem: null, outcome: null });
  const change = (changes: Partial<CorrectionsState>): void => state.set({ ...state.get(), ...changes });
  const opened = new Map<string, OpenDataset>();
  let stopping: AbortController | null = null;
  let takeBack: (() => Promise<Outcome<unknown, ChangeErrorCode>>)[] = [];
  let asked = 0;

  async function openOnce(id: string): Promise<Outcome<OpenDataset>> {
    const there = opened.get(id);
    if (there) return success(there);
    const read = await loadDataset(db, id);
    if (!read.ok) return read;
    // Two versions at most: the one trained on and the newest.
    if (opened.size > 1) opened.clear();
    opened.set(id, read.value);
    return read;
  }

  async function findBase(): Promise<Outcome<Base, 'none' | 'gone'>> {
    const headId = (await db.promotions.get(deskSlot))?.headId ?? null;
    if (headId === null) return failure('none', 'The model in use came with the program. Train one of your own and take it into use: then new labels retrain it here.');
    const loaded = await loadHeadVersion(db, headId);
    const { id, root } = loaded.ok ? loaded.value.version.trainedOn : { id: null, root: null };
    if (!loaded.ok || id === null || root === null || loaded.value.file.heldOut === null) return failure('gone', 'The model in use came without its data, so it can not be retrained here. Train one in Train.');
    const trainedOn = await openOnce(id);
    const newest = trainedOn.ok ? await openOnce((await newestOf(db, root))?.id ?? id) : trainedOn;
    if (!trainedOn.ok || !newest.ok) return failure('gone', 'The dataset the model in use was trained on is no longer here. Train one in Train.');
    return success({ ...loaded.value, trainedOn: trainedOn.value, newest: newest.value });
  }

  /** The tickets people labelled, as rows. */
  async function labelled() {
    const ids: string[] = [];
    for (const id of desk.inbox.allIds()) if (desk.inbox.row(id)?.corrected === true) ids.push(id);
    const tickets = await db.tickets.bulkGet(ids);
    return labelTickets(tickets.flatMap((ticket) => (ticket ? [{ ticket, intent: null }] : []))).dataset.rows;
  }

  function planFor({ summary, dataset }: OpenDataset, column: string, rows: Awaited<ReturnType<typeof labelled>>) {
    return planCorrections(dataset, column, rows, labelledSetOf(dataset, summary, column).outOfScopeLabel);
  }

  async function refresh(): Promise<void> {
    const mine = ++asked;
    const [base, rows, atOnce] = await Promise.all([findBase(), labelled(), loadSetting(db, atOnceSetting, (value) => (typeof value === 'boolean' ? value : null))]);
    if (mine !== asked) return;
    change({ atOnce: atOnce ?? true });
    if (base.ok) change({ waiting: planFor(base.value.trainedOn, base.value.version.column, rows).count, why: null });
    else change({ waiting: null, why: base.message });
  }

  /** Writes the corrections into the dataset, and the head as a version of it. */
  async function keep({ version, newest }: Base, plan: ReturnType<typeof planFor>, run: CorrectedRun): Promise<Outcome<string>> {
    const { column } = version;
    let open = newest;
    const { relabelled } = plan.corrections;
    if (relabelled.length > 0) {
      const relabel = await changeDataset(db, open, { kind: 'relabel', column, to: relabelled.map(({ id, label }) => ({ label, rows: [id] })) });
      if (!relabel.ok) return relabel;
      takeBack = [relabel.value.undo, ...takeBack];
      open = relabel.value.open;
    }
    if (plan.examples.length > 0) {
      const add = await changeDataset(db, open, { kind: 'add', rows: plan.examples });
      if (!add.ok) return add;
      takeBack = [add.value.undo, ...takeBack];
      open = add.value.open;
    }
    const { metadata, weights } = run.head;
    const { summary } = open;
    const { hash, id, root, name } = summary;
    const { details, heldOut } = describeRun(run, column, { hash, id, root, name }, { ...version.settings, correctedFrom: version.id }, Date.now());
    const notes = `Retrained from version ${version.number} with ${plan.count} new labels.`;
    const saved = await saveHeadVersion(db, { metadata: { ...metadata, dataHash: hash }, weights: new Uint8Array(weights), details: { ...details, notes, origin: 'corrections' }, heldOut });
    return saved.ok ? success(saved.value.id) : saved;
  }

  async function undoKept(versionId: string | null): Promise<void> {
    if (versionId !== null) await removeHeadVersion(db, versionId);
    for (const undo of takeBack) await undo();
    takeBack = [];
    opened.clear();
  }

  async function retrain(): Promise<void> {
    if (stopping !== null) return;
    const stop = new AbortController();
    stopping = stop;
    change({ running: { step: null }, problem: null, outcome: null });
    const fail = (problem: string | null): void => {
      stopping = null;
      change({ running: null, problem });
    };
    const [base, rows] = await Promise.all([findBase(), labelled()]);
    if (!base.ok) {
      fail(base.message);
      return;
    }
    const { version, file, trainedOn, newest } = base.value;
    const plan = planFor(newest, version.column, rows);
    const run = await client.run(
      { datasetId: newest.summary.id, column: version.column },
      {
        job: { kind: 'correct', head: { metadata: version.metadata, weights: file.weights }, heldOutIds: Int32Array.from(file.heldOut?.rows ?? []), corrections: { ...plan.corrections, edited: editedLabels(trainedOn.dataset, newest.dataset, version.column) } },
        signal: stop.signal,
        onStep: (step) => change({ running: { step } }),
      },
    );
    if (!run.ok) {
      fail(run.code === 'aborted' ? null : run.message);
      return;
    }
    const { replacement, seconds, leftOut } = run.value;
    const told = { allowed: replacement.allowed, message: replacement.message, seconds: seconds.reading + seconds.training + seconds.judging, leftOut };
    if (!replacement.allowed) {
      stopping = null;
      change({ running: null, outcome: { ...told, versionId: null } });
      return;
    }
    takeBack = [];
    const kept = await keep(base.value, plan, run.value);
    stopping = null;
    opened.clear();
    // A stop while it is being saved is a stop as well.
    if (stop.signal.aborted) {
      await undoKept(kept.ok ? kept.value : null);
      fail(null);
      return;
    }
    if (kept.ok) change({ running: null, outcome: { ...told, versionId: kept.value } });
    else {
      await undoKept(null);
      fail(`The model was retrained but could not be kept. ${kept.message}`);
    }
  }

  /** The oldest of those that were learnt one after another; what was trained, or has the person's words, stays. */
  async function removeOldest(): Promise<void> {
    const learnt = (await listHeadVersions(db, deskSlot)).filter(({ origin }) => origin === 'corrections');
    for (const { id } of learnt.slice(mostLearnt)) await removeHeadVersion(db, id);
  }

  async function learn(): Promise<void> {
    if (stopping !== null || state.get().outcome?.versionId != null) return;
    await refresh();
    const { atOnce, waiting } = state.get();
    if (!atOnce || waiting === null || waiting === 0) return;
    await retrain();
    const { outcome } = state.get();
    if (outcome === null) return;
    if (outcome.versionId === null) {
      desk.notify({ text: outcome.message, forMs: 12_000 });
      return;
    }
    const { versionId } = outcome;
    const promoted = await promoteHead(db, versionId, Date.now());
    if (!promoted.ok) {
      desk.notify({ text: promoted.message, tone: 'bad', forMs: 12_000 });
      await undoKept(versionId);
      return;
    }
    const undoData = takeBack;
    takeBack = [];
    change({ outcome: { ...outcome, versionId: null } });
    desk.undoStack.done(`Learnt from ${plural(waiting, 'new label')} in ${outcome.seconds.toFixed(1)} s. ${outcome.message}`, async () => {
      const rolled = await rollBackHead(db, deskSlot, Date.now());
      if (!rolled.ok) return rolled;
      takeBack = undoData;
      await undoKept(versionId);
      change({ outcome: null });
      await refresh();
      return rolled;
    });
    await removeOldest();
    await refresh();
  }

  return {
    ...state,
    refresh,
    retrain,
    learn,
    async setAtOnce(atOnce) {
      change({ atOnce });
      const saved = await saveSetting(db, atOnceSetting, atOnce);
      if (!saved.ok) desk.notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
    },
    stop: () => stopping?.abort(),
    async take(promote) {
      const { outcome } = state.get();
      const versionId = outcome?.versionId ?? null;
      if (outcome === null || versionId === null || !(await promote(versionId))) return;
      takeBack = [];
      change({ outcome: { ...outcome, versionId: null } });
      await refresh();
    },
    async leave() {
      const { outcome } = state.get();
      change({ outcome: null });
      await undoKept(outcome?.versionId ?? null);
      await refresh();
    },
  };
}
