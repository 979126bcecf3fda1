/** What a column of an article export can be. `markdown` is the text as this desk writes it. */
export const articleFields = [
  'title', 'body', 'markdown', 'id', 'address', 'status', 'language', 'section', 'labels', 'products', 'intents', 'updated', 'reviewed', 'source',
] as const;
export type ArticleField = (typeof articleFields)[number];

/** Field → column name. */
export type ArticleMapping = Readonly<Partial<Record<ArticleField, string>>>;

/** Names for the person, of the fields worth showing in a form. */
export const articleFieldNames: readonly { readonly field: ArticleField; readonly name: string; readonly hint: string }[] = [
  { field: 'title', name: 'Title', hint: 'Or the question. Needed.' },
  { field: 'body', name: 'Text', hint: 'HTML, Markdown or plain. Needed.' },
  { field: 'id', name: 'Article number', hint: 'Otherwise made from the title.' },
  { field: 'address', name: 'Web address', hint: 'Links are read from there.' },
  { field: 'status', name: 'Published or draft', hint: 'Otherwise published.' },
  { field: 'language', name: 'Language', hint: 'Otherwise English.' },
  { field: 'section', name: 'Section', hint: 'Kept where it names a product.' },
  { field: 'labels', name: 'Labels', hint: 'Kept where they name a product.' },
  { field: 'products', name: 'Products', hint: '' },
  { field: 'intents', name: 'Intents', hint: '' },
  { field: 'updated', name: 'Last changed', hint: 'Otherwise the time of the import.' },
];

/**
 * Exact names per field, best first: those of Zendesk Guide, Freshdesk, Intercom, Help Scout Docs, of this desk, and common
 * ones. Freshdesk calls the text `description`; Intercom's `description` is a line under the title, so `body` goes first.
 */
const names: Readonly<Record<ArticleField, readonly string[]>> = {
  markdown: ['body markdown'],
  title: ['title', 'article title', 'name', 'article name', 'question', 'subject', 'headline', 'heading', 'titel', 'titre', 'titulo', 'frage'],
  body: ['body', 'article body', 'content', 'article content', 'html', 'body html', 'content html', 'text', 'answer', 'description', 'article text', 'description text', 'answer html', 'article', 'inhalt', 'antwort', 'contenu', 'reponse', 'respuesta', 'body text', 'solution', 'details'],
  id: ['id', 'article id', 'article number', 'number', 'external id', 'key', 'slug'],
  address: ['html url', 'public url', 'url', 'article url', 'link', 'permalink', 'web url', 'address'],
  status: ['status', 'state', 'draft', 'published', 'is published', 'is draft', 'article status', 'publication status', 'visibility state'],
  language: ['language', 'locale', 'lang', 'article language', 'source locale', 'default locale', 'sprache'],
  section: ['section', 'section name', 'category', 'category name', 'folder', 'folder name', 'collection', 'collection name', 'topic', 'kategorie'],
  labels: ['labels', 'label names', 'label', 'tags', 'tag names', 'keywords', 'content tags', 'categories'],
  products: ['products', 'product'],
  intents: ['intents', 'intent'],
  updated: ['updated', 'updated at', 'last updated', 'last updated at', 'edited at', 'modified at', 'modified', 'last modified', 'date modified', 'last published at', 'date', 'created at'],
  reviewed: ['reviewed at', 'reviewed'],
  source: ['source'],
};

/** snake_case, camelCase and spaces are one. */
export function foldColumn(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Guesses which column is what by its name, and where no name tells the text, by the longest values. `rows` are the first
 * ones; a column that is empty in all of them gives way to one that is not. Every column is used once at most.
 */
export function guessArticleMapping(columns: readonly string[], rows: readonly ReadonlyMap<string, string>[]): ArticleMapping {
  const mapping: Partial<Record<ArticleField, string>> = {};
  const free = new Set(columns);
  const byName = new Map<string, string>();
  for (const column of columns) if (!byName.has(foldColumn(column))) byName.set(foldColumn(column), column);
  const isFilled = (column: string): boolean => rows.length === 0 || rows.some((row) => (row.get(column) ?? '').trim() !== '');
  const take = (field: ArticleField, column: string | undefined): void => {
    if (column === undefined) return;
    mapping[field] = column;
    free.delete(column);
  };
  for (const field of ['markdown', ...articleFields] as const) {
    if (mapping[field] !== undefined || (field === 'body' && mapping.markdown !== undefined)) continue;
    const found = names[field].map((name) => byName.get(name)).filter((column) => column !== undefined && free.has(column));
    take(field, found.find((column) => column !== undefined && isFilled(column)) ?? found[0]);
  }
  const average = (column: string): number => rows.reduce((sum, row) => sum + (row.get(column) ?? '').length, 0) / Math.max(1, rows.length);
  const left = (): string[] => [...free].filter(isFilled).sort((a, b) => average(b) - average(a));
  if (mapping.body === undefined && mapping.markdown === undefined) {
    const longest = left()[0];
    if (longest !== undefined && average(longest) >= 20) take('body', longest);
  }
  if (mapping.title === undefined) {
    const named = [...free].find((column) => /\b(?:title|name|question|subject)\b/.test(foldColumn(column)) && isFilled(column));
    take('title', named ?? (columns.length === 2 ? left()[0] : undefined));
  }
  return mapping;
}

/** What keeps a table from being read under this mapping, in words; empty when nothing does. */
export function articleMappingProblems(mapping: ArticleMapping, columns: readonly string[]): string[] {
  const problems: string[] = [];
  const has = `The file has: ${columns.slice(0, 20).join(', ')}.`;
  if (mapping.body === undefined && mapping.markdown === undefined) problems.push(`Choose the column that holds the text of the articles. ${has}`);
  if (mapping.title === undefined) problems.push(`Choose the column that holds the title or the question. ${has}`);
  const used = new Set<string>();
  for (const field of articleFields) {
    const column = mapping[field];
    if (column === undefined) continue;
    if (!columns.includes(column)) problems.push(`There is no column “${column}”. ${has}`);
    else if (used.has(column)) problems.push(`The column “${column}” is chosen twice.`);
    used.add(column);
  }
  return problems;
}
