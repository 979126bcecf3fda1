/*
 * The sample desk's texts. Only the worker that opens the sample imports this module, so that nobody else downloads it.
 */
const articleFiles = import.meta.glob<string>('/data/articles/*.md', { query: '?raw', import: 'default', eager: true });
const inboxFiles = import.meta.glob<string>('/data/inbox/*.jsonl', { query: '?raw', import: 'default', eager: true });

function texts(part: string): string[] {
  return Object.entries(inboxFiles)
    .filter(([path]) => path.split('/').at(-1)?.startsWith(part))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text);
}

export const sampleTickets: readonly string[] = texts('tickets');
export const sampleCustomers: readonly string[] = texts('customers');
/** Markdown with its front matter, by file name without the ending. */
export const sampleArticles: readonly { readonly name: string; readonly text: string }[] = Object.entries(articleFiles)
  .map(([path, text]) => ({ name: (path.split('/').at(-1) ?? path).replace(/\.md$/, ''), text }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
