import type { Article } from '../knowledge-base/article.ts';
import type { ArticleMapping } from '../knowledge-base/map-article-columns.ts';
import type { ImportChoice, ImportVerdict } from '../knowledge-base/plan-article-import.ts';
import type { ReadOptions } from '../knowledge-base/read-article.ts';
import type { TablePreview } from '../knowledge-base/read-articles.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { ChosenFile } from './article-files.ts';
import type { StorageErrorCode } from './describe-storage-error.ts';
import type { ArticleExportFormat, ArticleExportScope } from './article-export-format.ts';
import type { ImportedArticles } from './import-articles.ts';
import type { ReadingProgress, RefusedArticle } from './read-chosen-files.ts';

/** One article of an import, as a list shows it; its text stays in the worker until it is asked for. */
export interface ImportRow {
  readonly index: number;
  readonly title: string;
  readonly id: string;
  readonly file: string;
  readonly place: string;
  readonly status: Article['status'];
  readonly language: string;
  readonly products: readonly string[];
  readonly characters: number;
  readonly verdict: ImportVerdict;
  readonly choices: readonly ImportChoice[];
  readonly notes: readonly string[];
}

/** Everything the person sees before anything is written. */
export interface ImportOverview {
  readonly rows: readonly ImportRow[];
  readonly refused: readonly RefusedArticle[];
  readonly refusedCount: number;
  readonly notes: readonly string[];
  readonly tables: readonly TablePreview[];
}

export interface SavedImport {
  readonly added: number;
  readonly replaced: number;
  readonly undo: ImportedArticles;
}

export type ArticleImportProgress =
  | ({ readonly status: 'reading' } & ReadingProgress)
  | { readonly status: 'comparing' | 'cutting' | 'writing' | 'exporting'; readonly done: number; readonly total: number };

export type ArticleImportErrorCode = StorageErrorCode | 'interrupted' | 'cancelled';

/** What the page asks of the worker. */
export type ArticleJob =
  | { readonly job: 'read'; readonly files: readonly ChosenFile[]; readonly options: ReadOptions; readonly mappings: ReadonlyMap<string, ArticleMapping>; readonly broken: ReadonlyMap<string, string> }
  | { readonly job: 'show'; readonly index: number }
  | { readonly job: 'save'; readonly chosen: ReadonlyMap<number, ImportChoice>; readonly now: number }
  | { readonly job: 'export'; readonly format: ArticleExportFormat; readonly scope: ArticleExportScope };

/** What each job answers. */
export interface ArticleAnswers {
  readonly read: ImportOverview;
  readonly show: Article | null;
  readonly save: SavedImport;
  readonly export: Blob;
}

export type ToArticleWorker = { readonly id: number; readonly databaseName: string } & ArticleJob;

export type FromArticleWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: ArticleImportProgress }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome<ArticleAnswers[keyof ArticleAnswers], ArticleImportErrorCode> };
