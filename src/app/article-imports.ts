import type { Article } from '../knowledge-base/article.ts';
import type { ArticleMapping } from '../knowledge-base/map-article-columns.ts';
import type { ImportChoice, ImportVerdict } from '../knowledge-base/plan-article-import.ts';
import type { ChosenFile } from '../storage/article-files.ts';
import type { ArticleImportProgress, ImportOverview, ImportRow, SavedImport } from '../storage/article-import-messages.ts';
import { exportEnding, type ArticleExportFormat, type ArticleExportScope } from '../storage/article-export-format.ts';
import { takeBackImport } from '../storage/import-articles.ts';
import type { RefusedArticle } from '../storage/read-chosen-files.ts';
import { createArticleImportWorker, type ArticleImportWorker } from '../storage/start-article-import.ts';
import { plural } from '../ui/format-time.ts';
import type { Desk } from './desk-context.ts';
import { fetchPages, type PageList } from './fetch-pages.ts';
import { saveFile } from './import-view-save-file.ts';
import { intentLabels } from './intent-labels.ts';
import { createStore, type Store } from './store.ts';

/** How far the person is with an import of articles. */
export type ArticleImportStep =
  | { readonly status: 'choosing'; readonly problem: string | null }
  | { readonly status: 'fetching'; readonly done: number; readonly total: number }
  | { readonly status: 'reading'; readonly progress: ArticleImportProgress | null }
  | {
      readonly status: 'preview';
      readonly overview: ImportOverview;
      readonly chosen: ReadonlyMap<number, ImportChoice>;
      /** Columns were changed: the files are being read again behind the list. */
      readonly again: boolean;
    }
  | { readonly status: 'saving'; readonly progress: ArticleImportProgress | null }
  | { readonly status: 'done'; readonly saved: SavedImport; readonly refused: readonly RefusedArticle[]; readonly refusedCount: number; readonly skipped: number; readonly first: string | null };

export interface ArticleImportsState {
  readonly step: ArticleImportStep;
  /** Pages of other sites that a list named. */
  readonly elsewhere: readonly string[];
  readonly exporting: ArticleImportProgress | 'starting' | null;
}

/** What happens to a row: the person's choice, else the first there is. */
export function choiceOf(row: ImportRow, chosen: ReadonlyMap<number, ImportChoice>): ImportChoice {
  return chosen.get(row.index) ?? row.choices[0] ?? 'skip';
}

/** The import and export of articles of a desk. It outlives the view, so that leaving it loses nothing. */
export interface ArticleImports extends Store<ArticleImportsState> {
  /** Reads files and shows what an import of them would do; nothing is written. */
  look(files: readonly ChosenFile[]): Promise<void>;
  /** Fetches the pages of this site and looks at them; names the others. */
  lookAtPages(list: PageList): Promise<void>;
  /** Reads the files again under other columns. */
  remap(file: string, mapping: ArticleMapping): Promise<void>;
  choose(index: number, choice: ImportChoice): void;
  /** The same choice for all rows of a kind that allow it. */
  chooseAll(kind: ImportVerdict['kind'], choice: ImportChoice): void;
  show(index: number): Promise<Article | null>;
  save(): Promise<void>;
  cancel(): void;
  /** Lets go of what was read, or of the report. */
  back(): void;
  export(format: ArticleExportFormat, scope: ArticleExportScope, count: number): Promise<void>;
}

const known = new WeakMap<Desk, ArticleImports>();

/** The one of this desk. */
export function articleImportsOf(desk: Desk): ArticleImports {
  let imports = known.get(desk);
  if (!imports) {
    imports = openArticleImports(desk, createArticleImportWorker, Date.now);
    known.set(desk, imports);
  }
  return imports;
}

export function openArticleImports(desk: Pick<Desk, 'db' | 'playbook' | 'engineState' | 'notify' | 'undoStack'>, createWorker: () => ArticleImportWorker, now: () => number): ArticleImports {
  const state = createStore<ArticleImportsState>({ step: { status: 'choosing', problem: null }, elsewhere: [], exporting: null });
  let worker: ArticleImportWorker | null = null;
  let exporter: ArticleImportWorker | null = null;
  let files: readonly ChosenFile[] = [];
  let fetchRefused: readonly RefusedArticle[] = [];
  let mappings = new Map<string, ArticleMapping>();
  let stop = new AbortController();
  /** Of two looks the later counts. */
  let turn = 0;

  const step = (next: ArticleImportStep): void => state.set({ ...state.get(), step: next });
  const close = (): void => {
    worker?.cancel();
    worker = null;
  };

  async function read(again: boolean): Promise<void> {
    turn += 1;
    const mine = turn;
    close();
    worker = createWorker();
    if (!again) step({ status: 'reading', progress: null });
    const playbook = desk.playbook.get();
    const options = { now: now(), products: playbook.products, intents: intentLabels(playbook, desk.engineState.get()) };
    const outcome = await worker.read({ files, options, mappings }, (progress) => {
      if (mine === turn && !again) step({ status: 'reading', progress });
    });
    if (mine !== turn) return;
    if (!outcome.ok) {
      close();
      step({ status: 'choosing', problem: outcome.message });
      return;
    }
    const overview = { ...outcome.value, refused: [...fetchRefused, ...outcome.value.refused], refusedCount: fetchRefused.length + outcome.value.refusedCount };
    step({ status: 'preview', overview, chosen: new Map(), again: false });
  }

  function busy(): boolean {
    const { status } = state.get().step;
    if (status === 'saving') desk.notify({ text: 'Articles are still being imported. Choose the files again when that is done.' });
    return status === 'saving';
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    async look(chosen) {
      if (busy()) return;
      if (chosen.length === 0) {
        step({ status: 'choosing', problem: 'There is no file in it.' });
        return;
      }
      files = chosen;
      fetchRefused = [];
      mappings = new Map();
      state.set({ ...state.get(), elsewhere: [] });
      await read(false);
    },
    async lookAtPages({ own, others, wrong }) {
      if (busy()) return;
      turn += 1;
      const mine = turn;
      stop = new AbortController();
      state.set({ ...state.get(), elsewhere: others });
      if (own.length === 0 && wrong.length === 0) return;
      step({ status: 'fetching', done: 0, total: own.length });
      const pages = await fetchPages(own, stop.signal, (done) => step({ status: 'fetching', done, total: own.length }), now());
      if (mine !== turn) return;
      files = pages.flatMap((page) => (page.ok ? [page.file] : []));
      fetchRefused = [
        ...pages.flatMap((page) => (page.ok ? [] : [{ file: page.address, place: '', title: '', reason: page.reason }])),
        ...wrong.map((line) => ({ file: line.slice(0, 200), place: '', title: '', reason: 'This line is no address of a page.' })),
      ];
      mappings = new Map();
      await read(false);
    },
    async remap(file, mapping) {
      const { step: before } = state.get();
      if (before.status !== 'preview') return;
      mappings = new Map(mappings).set(file, mapping);
      const tables = before.overview.tables.map((table) => (table.file === file ? { ...table, mapping } : table));
      step({ ...before, overview: { ...before.overview, tables }, again: true });
      await read(true);
    },
    choose(index, choice) {
      const { step: before } = state.get();
      if (before.status === 'preview') step({ ...before, chosen: new Map(before.chosen).set(index, choice) });
    },
    chooseAll(kind, choice) {
      const { step: before } = state.get();
      if (before.status !== 'preview') return;
      const chosen = new Map(before.chosen);
      for (const row of before.overview.rows) if (row.verdict.kind === kind && row.choices.includes(choice)) chosen.set(row.index, choice);
      step({ ...before, chosen });
    },
    async show(index) {
      const shown = await worker?.show(index);
      return shown?.ok === true ? shown.value : null;
    },
    async save() {
      const { step: before } = state.get();
      if (before.status !== 'preview' || before.again || !worker) return;
      const { overview, chosen } = before;
      step({ status: 'saving', progress: null });
      const outcome = await worker.save({ chosen, now: now() }, (progress) => step({ status: 'saving', progress }));
      if (!outcome.ok) {
        if (outcome.code === 'cancelled' || outcome.code === 'interrupted') {
          close();
          step({ status: 'choosing', problem: outcome.code === 'cancelled' ? 'The import was cancelled. Nothing was written.' : `The import stopped: ${outcome.message} Nothing was written.` });
        } else {
          // What was chosen stays: with more room it can be tried again.
          step(before);
          desk.notify({ text: outcome.message, tone: 'bad', forMs: null });
        }
        return;
      }
      close();
      const saved = outcome.value;
      const total = saved.added + saved.replaced;
      const skipped = overview.rows.filter((row) => choiceOf(row, chosen) === 'skip').length;
      step({ status: 'done', saved, refused: overview.refused, refusedCount: overview.refusedCount, skipped, first: saved.undo.written[0]?.id ?? null });
      if (total > 0) desk.undoStack.done(`${plural(total, 'article')} imported`, () => takeBackImport(desk.db, saved.undo));
    },
    cancel() {
      const { step: before } = state.get();
      stop.abort();
      turn += before.status === 'saving' ? 0 : 1;
      close();
      if (before.status === 'reading' || before.status === 'fetching') step({ status: 'choosing', problem: 'Reading was cancelled. Nothing was written.' });
    },
    back() {
      if (state.get().step.status === 'saving') return;
      turn += 1;
      stop.abort();
      close();
      files = [];
      step({ status: 'choosing', problem: null });
    },
    async export(format, scope, count) {
      if (exporter) {
        exporter.cancel();
        return;
      }
      const mine = createWorker();
      exporter = mine;
      state.set({ ...state.get(), exporting: 'starting' });
      const made = await mine.export({ format, scope }, (progress) => state.set({ ...state.get(), exporting: progress }));
      mine.cancel();
      exporter = null;
      state.set({ ...state.get(), exporting: null });
      if (made.ok) {
        saveFile(made.value, `tabdesk-articles-${new Date(now()).toISOString().slice(0, 10)}.${exportEnding(format)}`);
        desk.notify({ text: `${plural(count, 'article')} exported`, tone: 'good' });
      } else if (made.code !== 'cancelled') desk.notify({ text: made.message, tone: 'bad', forMs: 12_000 });
    },
  };
}
