import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { createStore, type WritableStore } from './store.ts';

/** Whether the desk shows the sample, and whether its note is still up. */
export type DeskKind = 'new' | 'sample' | 'own';

export interface FirstRun {
  readonly kind: DeskKind;
  readonly note: boolean;
}

const key = 'app.firstRun';

function parse(value: unknown): FirstRun | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, note } = value as Record<string, unknown>;
  return kind === 'sample' || kind === 'own' ? { kind, note: note === true } : null;
}

export const firstRun: WritableStore<FirstRun> = createStore<FirstRun>({ kind: 'new', note: false });

export async function rememberFirstRun(db: TabdeskDatabase, next: FirstRun): Promise<void> {
  firstRun.set(next);
  await saveSetting(db, key, next);
}

/** Fills the desk with the sample, in a worker that also holds its texts: nobody else downloads them. */
export async function openSample(db: TabdeskDatabase, now: number): Promise<Outcome<unknown>> {
  // The note has its place before the first row, so that it pushes none down.
  firstRun.set({ kind: 'sample', note: true });
  const worker = new Worker(new URL('./open-sample.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-sample' });
  const filled = await new Promise<Outcome<unknown>>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Outcome<unknown>>) => resolve(data));
    worker.addEventListener('error', () => resolve(failure('broken', 'The sample desk could not be opened. Reload the page to try again.')));
    worker.postMessage(now);
  });
  worker.terminate();
  if (!filled.ok) firstRun.set({ kind: 'new', note: false });
  else await rememberFirstRun(db, { kind: 'sample', note: true });
  return filled;
}

/** On the very first start the sample desk is opened; later starts leave the desk as it is. */
export async function openOnFirstRun(db: TabdeskDatabase, now: number): Promise<Outcome<unknown>> {
  const known = await loadSetting(db, key, parse);
  if (known) {
    firstRun.set(known);
    return { ok: true, value: null };
  }
  if ((await db.inbox.limit(1).count()) > 0 || (await db.articles.limit(1).count()) > 0) {
    await rememberFirstRun(db, { kind: 'own', note: false });
    return { ok: true, value: null };
  }
  return openSample(db, now);
}
