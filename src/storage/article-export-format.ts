export type ArticleExportFormat = 'markdown' | 'html' | 'csv' | 'json' | 'jsonl';
export type ArticleExportScope = 'all' | 'published' | 'draft';

/** The ending of an export's file. */
export function exportEnding(format: ArticleExportFormat): string {
  return format === 'markdown' || format === 'html' ? `${format}.zip` : format;
}
