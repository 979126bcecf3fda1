import type { Article, Passage } from '../knowledge-base/article.ts';
import { planArticleImport, settleArticleImport, type PlannedArticle } from '../knowledge-base/plan-article-import.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { ArticleAnswers, ArticleImportErrorCode, ArticleImportProgress, ArticleJob, FromArticleWorker, ImportOverview, SavedImport, ToArticleWorker } from './article-import-messages.ts';
import { breathe } from './breathe.ts';
import { attemptStorage } from './describe-storage-error.ts';
import { exportArticles } from './export-articles.ts';
import { importArticles } from './import-articles.ts';
import { openDatabase } from './open-database.ts';
import { readChosenFiles, type FoundArticle } from './read-chosen-files.ts';
import type { TabdeskDatabase } from './schema.ts';

/*
 * The worker of an import of articles: it reads the files, plans, holds the texts until the person has decided, and writes.
 * The libraries that read HTML and archives are only here. A job it is cut off in has written nothing.
 */
let found: readonly FoundArticle[] = [];
let plan: readonly PlannedArticle[] = [];

type Tell = (progress: ArticleImportProgress) => void;
type Answer<Job extends keyof ArticleAnswers> = Promise<Outcome<ArticleAnswers[Job], ArticleImportErrorCode>>;

/** Ten times a second are as many as anyone can see; a step of another kind is told at once. */
function slowly(tell: Tell): Tell {
  let told = 0;
  let kind = '';
  return (progress) => {
    const now = Date.now();
    if (progress.status === kind && now - told < 100) return;
    told = now;
    kind = progress.status;
    tell(progress);
  };
}

async function read(db: TabdeskDatabase, { files, options, mappings, broken }: Extract<ArticleJob, { job: 'read' }>, tell: Tell): Answer<'read'> {
  // Each file is named before it is opened: if reading it brings the worker down, it is known which it was.
  let last = '';
  const steady = slowly(tell);
  const all = await readChosenFiles(files, {
    ...options,
    mappings,
    broken,
    onProgress(progress) {
      if (progress.file !== last) tell({ status: 'reading', ...progress });
      else steady({ status: 'reading', ...progress });
      last = progress.file;
    },
  });
  const existing = await attemptStorage(() => db.articles.toArray());
  if (!existing.ok) return existing;
  found = all.found;
  const steps = planArticleImport(found.map((each) => each.read), existing.value);
  let since = Date.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      plan = step.value;
      break;
    }
    steady({ status: 'comparing', done: step.value, total: found.length });
    if (Date.now() - since > 50) {
      await breathe();
      since = Date.now();
    }
  }
  const overview: ImportOverview = {
    rows: plan.map(({ read: { article, notes }, verdict, choices }, index) => ({
      index, title: article.title, id: article.id, file: found[index]?.file ?? '', place: found[index]?.place ?? '', status: article.status, language: article.language,
      products: article.products, characters: article.body.length, verdict, choices, notes,
    })),
    refused: all.refused,
    refusedCount: all.refusedCount,
    notes: all.notes,
    tables: all.tables,
  };
  return success(overview);
}

async function save(db: TabdeskDatabase, { chosen, now }: Extract<ArticleJob, { job: 'save' }>, tell: Tell): Answer<'save'> {
  const ids = await attemptStorage(() => db.articles.toCollection().primaryKeys());
  if (!ids.ok) return ids;
  const taken = new Set(ids.value);
  const articles = settleArticleImport(plan, chosen, taken);
  const passages: Passage[] = [];
  const steady = slowly(tell);
  let since = Date.now();
  for (const [at, article] of articles.entries()) {
    passages.push(...splitPassages(article));
    steady({ status: 'cutting', done: at, total: articles.length });
    if (Date.now() - since > 50) {
      await breathe();
      since = Date.now();
    }
  }
  tell({ status: 'writing', done: 0, total: articles.length });
  const written = await importArticles(db, articles, passages, now);
  if (!written.ok) return written;
  const saved: SavedImport = { added: articles.length - written.value.before.length, replaced: written.value.before.length, undo: written.value };
  return success(saved);
}

function show(index: number): Outcome<Article | null> {
  return success(plan[index]?.read.article ?? null);
}

async function run(message: ToArticleWorker, tell: Tell): Promise<Outcome<ArticleAnswers[keyof ArticleAnswers], ArticleImportErrorCode>> {
  if (message.job === 'show') return show(message.index) as Outcome<Article | null, ArticleImportErrorCode>;
  const opened = await openDatabase({ name: message.databaseName });
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    switch (message.job) {
      case 'read':
        return await read(db, message, tell);
      case 'save':
        return await save(db, message, tell);
      case 'export':
        return await exportArticles(db, { ...message, onProgress: (done, total) => tell({ status: 'exporting', done, total }) });
    }
  } finally {
    db.close();
  }
}

globalThis.addEventListener('message', (event: MessageEvent<ToArticleWorker>) => {
  const { id } = event.data;
  const post = (message: FromArticleWorker): void => globalThis.postMessage(message);
  run(event.data, (progress) => post({ type: 'progress', id, progress })).then(
    (outcome) => post({ type: 'answer', id, outcome }),
    (error: unknown) => {
      // A bug, or no memory: let it reach the page as the worker's error event.
      setTimeout(() => {
        throw error;
      });
    },
  );
});
