import type { ImportErrorCode, ImportProgress } from '../storage/import-tickets.ts';
import { followInterrupted } from '../storage/follow-interrupted.ts';
import type { ImportPreview } from '../storage/preview-import.ts';
import { rollBackImport } from '../storage/roll-back-import.ts';
import type { ImportReport, ImportRow, TabdeskDatabase } from '../storage/schema.ts';
import type { StartImportOptions } from '../storage/start-import.ts';
import type { ColumnMapping } from '../tickets/map-columns.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { plural } from '../ui/format-time.ts';
import type { Toast } from './desk-context.ts';
import { createStore, type Store } from './store.ts';

/** How far the person is with a file. */
export type ImportStep =
  | { readonly status: 'choosing' }
  | { readonly status: 'looking'; readonly name: string }
  | { readonly status: 'refused'; readonly name: string; readonly message: string }
  | { readonly status: 'mapping'; readonly file: File; readonly preview: ImportPreview; readonly hasHeader: boolean | undefined }
  | { readonly status: 'running'; readonly file: File; readonly progress: ImportProgress | null; readonly elapsedMs: number }
  | { readonly status: 'failed'; readonly name: string; readonly code: ImportErrorCode; readonly message: string }
  | { readonly status: 'done'; readonly report: ImportReport; readonly tookMs: number };

export interface ImportsState {
  readonly step: ImportStep;
  /** The import has ended and nobody has seen how. */
  readonly news: boolean;
  /** Imports that were cut off, to take back or to go on with. */
  readonly cutOff: readonly ImportRow[];
}

/** The one import of this tab. It belongs to the desk, so that it goes on, and can be found again, whatever view is shown. */
export interface Imports extends Store<ImportsState> {
  /** Shows what is in a file; nothing is written. While an import runs it only says so. */
  look(file: File, hasHeader?: boolean): Promise<void>;
  /** Imports the file looked at. */
  start(mapping: ColumnMapping): Promise<void>;
  cancel(): void;
  /** Lets go of file, failure or report, to choose another file. */
  back(): void;
  /** What became of imports is on the screen: the notices about it can go. */
  seen(): void;
  /** Takes back an import that was cut off, and says what came of it. */
  takeBack(row: ImportRow): Promise<void>;
}

export interface ImportsParts {
  readonly db: TabdeskDatabase;
  readonly preview: (file: File, hasHeader?: boolean) => Promise<Outcome<ImportPreview>>;
  readonly run: (file: File, options: StartImportOptions) => Promise<Outcome<ImportReport, ImportErrorCode>>;
  readonly notify: (toast: Toast) => () => void;
  /** Whether the import view is on the screen, and the way there. */
  readonly isShown: () => boolean;
  readonly show: () => void;
  readonly wakeBacklog: () => void;
  readonly now: () => number;
}

/** Reading and importing are chunks of their own, and a chunk may not come. */
function notLoaded(error: unknown) {
  return failure('interrupted', `The part of the desk that reads files could not be loaded. Reload the page and try again. (${error instanceof Error ? error.message : String(error)})`);
}

export function openImports({ db, preview, run, notify, isShown, show, wakeBacklog, now }: ImportsParts): Imports {
  const state = createStore<ImportsState>({ step: { status: 'choosing' }, news: false, cutOff: [] });
  /** How to take away what was said about each import that was cut off. */
  const told = new Map<string, () => void>();
  let stop = new AbortController();
  let turn = 0;

  const step = (next: ImportStep, news = false): void => state.set({ ...state.get(), step: next, news });

  followInterrupted(db, now, (cutOff) => {
    state.set({ ...state.get(), cutOff });
    for (const [id, dismiss] of told) {
      if (cutOff.some((row) => row.importId === id)) continue;
      dismiss();
      told.delete(id);
    }
    for (const row of cutOff) {
      // On its own view it stands there already.
      if (told.has(row.importId) || isShown()) continue;
      told.set(
        row.importId,
        notify({
          text: `The import of ${row.fileName} was cut off with ${plural(row.imported + row.updated, 'ticket')} written`,
          tone: 'bad',
          action: { label: 'Show the import', run: show },
          forMs: 20_000,
        }),
      );
    }
  });

  return {
    get: state.get,
    subscribe: state.subscribe,
    async look(file, hasHeader) {
      const { step: before } = state.get();
      if (before.status === 'running') {
        notify({ text: `${before.file.name} is still being imported. Choose ${file.name} again when it is done.` });
        return;
      }
      turn += 1;
      const mine = turn;
      // The same file read another way keeps its place on the screen.
      if (before.status !== 'mapping' || before.file !== file) step({ status: 'looking', name: file.name });
      const looked = await preview(file, hasHeader).catch(notLoaded);
      // Another file was chosen meanwhile.
      if (mine !== turn) return;
      step(looked.ok ? { status: 'mapping', file, preview: looked.value, hasHeader } : { status: 'refused', name: file.name, message: looked.message });
    },
    async start(mapping) {
      const { step: before } = state.get();
      if (before.status !== 'mapping') return;
      const { file, hasHeader } = before;
      stop = new AbortController();
      turn += 1;
      const startedAt = now();
      step({ status: 'running', file, progress: null, elapsedMs: 0 });
      const options: StartImportOptions = {
        mapping,
        ...(hasHeader === undefined ? {} : { hasHeader }),
        signal: stop.signal,
        onProgress: (progress) => step({ status: 'running', file, progress, elapsedMs: now() - startedAt }),
      };
      const outcome = await run(file, options).catch(notLoaded);
      wakeBacklog();
      step(
        outcome.ok
          ? { status: 'done', report: outcome.value, tookMs: now() - startedAt }
          : { status: 'failed', name: file.name, code: outcome.code, message: outcome.message },
        !isShown(),
      );
    },
    cancel: () => stop.abort(),
    back() {
      if (state.get().step.status === 'running') return;
      turn += 1;
      step({ status: 'choosing' });
    },
    seen() {
      for (const dismiss of told.values()) dismiss();
      if (state.get().news) state.set({ ...state.get(), news: false });
    },
    async takeBack({ importId, fileName }) {
      const undone = await rollBackImport(db, importId);
      notify(undone.ok ? { text: `${plural(undone.value, 'ticket')} of ${fileName} removed`, tone: 'good' } : { text: undone.message, tone: 'bad', forMs: 12_000 });
    },
  };
}
