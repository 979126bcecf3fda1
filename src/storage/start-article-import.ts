import { failure, type Outcome } from '../tickets/outcome.ts';
import type { ArticleAnswers, ArticleImportErrorCode, ArticleImportProgress, ArticleJob, FromArticleWorker, ToArticleWorker } from './article-import-messages.ts';

/** A worker that says nothing for so long hangs: the longest step of the largest file takes a few seconds. */
const silentMs = 45_000;
/** Files that may bring the worker down before the whole is given up. */
const mostBroken = 5;

type Read = Extract<ArticleJob, { job: 'read' }>;
export type ReadRequest = Omit<Read, 'job' | 'broken'>;

export interface ArticleImportWorker {
  /** Reads and plans. A file that brings the worker down, or keeps it for too long, is named among the refused, and the others are read again without it. */
  read(request: ReadRequest, onProgress: (progress: ArticleImportProgress) => void): Promise<Outcome<ArticleAnswers['read'], ArticleImportErrorCode>>;
  /** The text of one article that was read; null when it is not there any more. */
  show(index: number): Promise<Outcome<ArticleAnswers['show'], ArticleImportErrorCode>>;
  save(request: Omit<Extract<ArticleJob, { job: 'save' }>, 'job'>, onProgress: (progress: ArticleImportProgress) => void): Promise<Outcome<ArticleAnswers['save'], ArticleImportErrorCode>>;
  export(request: Omit<Extract<ArticleJob, { job: 'export' }>, 'job'>, onProgress: (progress: ArticleImportProgress) => void): Promise<Outcome<ArticleAnswers['export'], ArticleImportErrorCode>>;
  /** Ends whatever runs, at once; it settles with `cancelled`. What was read is gone. */
  cancel(): void;
}

interface Waiting {
  readonly settle: (outcome: Outcome<ArticleAnswers[keyof ArticleAnswers], ArticleImportErrorCode>) => void;
  readonly onProgress: (progress: ArticleImportProgress) => void;
  /** What it was at when it was last heard of. */
  last: ArticleImportProgress | null;
}

export interface ArticleImportWorkerOptions {
  readonly databaseName?: string;
  readonly startWorker?: () => Worker;
  readonly silentMs?: number;
}

/** The worker that reads, writes and exports articles. It starts with the first job, and holds what was read until it is closed. */
export function createArticleImportWorker(options: ArticleImportWorkerOptions = {}): ArticleImportWorker {
  const start = options.startWorker ?? (() => new Worker(new URL('./import-articles.worker.ts', import.meta.url), { type: 'module', name: 'import-articles' }));
  const patience = options.silentMs ?? silentMs;
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ids = 0;

  function stop(code: 'interrupted' | 'cancelled', message: string): void {
    worker?.terminate();
    worker = null;
    clearTimeout(timer);
    const all = [...waiting.values()];
    waiting.clear();
    for (const { settle } of all) settle(failure(code, message));
  }

  function watch(): void {
    clearTimeout(timer);
    if (waiting.size > 0) timer = setTimeout(() => stop('interrupted', 'It took far too long, so it was stopped.'), patience);
  }

  function open(): Worker {
    if (worker !== null) return worker;
    const started = start();
    started.addEventListener('message', ({ data }: MessageEvent<FromArticleWorker>) => {
      const job = waiting.get(data.id);
      if (job === undefined) return;
      if (data.type === 'progress') {
        job.last = data.progress;
        job.onProgress(data.progress);
      } else {
        waiting.delete(data.id);
        job.settle(data.outcome);
      }
      watch();
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === started) stop('interrupted', `It stopped unexpectedly (${event.message || 'its worker did not start'}).`);
    });
    worker = started;
    return started;
  }

  function ask<Job extends keyof ArticleAnswers>(
    job: Extract<ArticleJob, { job: Job }>,
    onProgress: (progress: ArticleImportProgress) => void,
  ): Promise<{ readonly outcome: Outcome<ArticleAnswers[Job], ArticleImportErrorCode>; readonly last: ArticleImportProgress | null }> {
    return new Promise((resolve) => {
      ids += 1;
      const entry: Waiting = {
        settle: (outcome) => resolve({ outcome: outcome as Outcome<ArticleAnswers[Job], ArticleImportErrorCode>, last: entry.last }),
        onProgress,
        last: null,
      };
      waiting.set(ids, entry);
      open().postMessage({ id: ids, databaseName: options.databaseName ?? 'tabdesk', ...job } satisfies ToArticleWorker);
      watch();
    });
  }

  return {
    async read(request, onProgress) {
      const broken = new Map<string, string>();
      for (;;) {
        const { outcome, last } = await ask<'read'>({ job: 'read', ...request, broken }, onProgress);
        if (outcome.ok || outcome.code !== 'interrupted') return outcome;
        if (last?.status !== 'reading' || broken.has(last.file) || broken.size >= mostBroken) {
          return failure('interrupted', `The files could not be read. ${outcome.message} Nothing was changed; try again with fewer of them.`);
        }
        broken.set(last.file, `It could not be read. ${outcome.message}`);
      }
    },
    show: async (index) => (await ask<'show'>({ job: 'show', index }, () => undefined)).outcome,
    save: async (request, onProgress) => (await ask<'save'>({ job: 'save', ...request }, onProgress)).outcome,
    export: async (request, onProgress) => (await ask<'export'>({ job: 'export', ...request }, onProgress)).outcome,
    cancel: () => stop('cancelled', 'It was cancelled. Nothing was written.'),
  };
}
