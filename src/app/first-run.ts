import { followSetting } from '../storage/follow-setting.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import type { SampleJob } from './open-sample.worker.ts';
import { createStore, type WritableStore } from './store.ts';

/** Whether the desk shows the sample, and whether its note is still up. */
export type DeskKind = 'new' | 'sample' | 'own';

export interface FirstRun {
  readonly kind: DeskKind;
  readonly note: boolean;
  /** Tickets the sample brought; the desk's other ones are the person's own. 0 while it is being opened. */
  readonly tickets?: number;
}

const key = 'app.firstRun';

function parse(value: unknown): FirstRun | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, note, tickets } = value as Record<string, unknown>;
  return kind === 'sample' || kind === 'own' ? { kind, note: note === true, tickets: typeof tickets === 'number' ? tickets : 0 } : null;
}

export const firstRun: WritableStore<FirstRun> = createStore<FirstRun>({ kind: 'new', note: false });

/** True until it is known what the desk holds, and while it is being filled with the sample. */
export const opening: WritableStore<boolean> = createStore(true);

/** Keeps `firstRun` what it is on disk, so that a desk started over in another tab looks so here. */
export function followFirstRun(db: TabdeskDatabase): void {
  followSetting(db, key, (value) => {
    const known = parse(value);
    if (known) firstRun.set(known);
    // While the sample is opened there is nothing on disk yet.
    else if (!opening.get()) firstRun.set({ kind: 'new', note: false });
  });
}

export async function rememberFirstRun(db: TabdeskDatabase, next: FirstRun): Promise<void> {
  firstRun.set(next);
  await saveSetting(db, key, next);
}

/** What the sample brought, or took with it. */
type SampleOutcome = Outcome<{ readonly tickets: number; readonly articles: number }>;

/** A worker of its own holds the sample's texts: nobody else downloads them. */
async function runSampleJob(message: SampleJob, whenBroken: string): Promise<SampleOutcome> {
  const worker = new Worker(new URL('./open-sample.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-sample' });
  const outcome = await new Promise<SampleOutcome>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SampleOutcome>) => resolve(data));
    worker.addEventListener('error', () => resolve(failure('broken', whenBroken)));
    worker.postMessage(message);
  });
  worker.terminate();
  return outcome;
}

/** Fills the desk with the sample. */
export async function openSample(db: TabdeskDatabase, now: number): Promise<Outcome<unknown>> {
  // The note has its place before the first row, so that it pushes none down.
  opening.set(true);
  firstRun.set({ kind: 'sample', note: true });
  const filled = await runSampleJob({ job: 'open', now }, 'The sample desk could not be opened. Reload the page to try again.');
  if (!filled.ok) firstRun.set({ kind: 'new', note: false });
  else await rememberFirstRun(db, { kind: 'sample', note: true, tickets: filled.value.tickets });
  opening.set(false);
  return filled;
}

/** Takes the sample's tickets and articles out of the desk; what the person brought in or wrote stays. */
export async function removeSample(db: TabdeskDatabase, now: number): Promise<SampleOutcome> {
  const removed = await runSampleJob({ job: 'remove', now }, 'The sample could not be removed, and nothing was changed. Reload the page to try again.');
  if (removed.ok) await rememberFirstRun(db, { kind: 'own', note: false });
  return removed;
}

/** On the very first start the sample desk is opened; later starts leave the desk as it is. */
export async function openOnFirstRun(db: TabdeskDatabase, now: number): Promise<Outcome<unknown>> {
  const known = await loadSetting(db, key, parse);
  if (known) {
    firstRun.set(known);
    opening.set(false);
    return { ok: true, value: null };
  }
  if ((await db.inbox.limit(1).count()) > 0 || (await db.articles.limit(1).count()) > 0) {
    await rememberFirstRun(db, { kind: 'own', note: false });
    opening.set(false);
    return { ok: true, value: null };
  }
  return openSample(db, now);
}
