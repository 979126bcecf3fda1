import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Article } from './article.ts';
import { isTangled } from './check-markdown.ts';
import { cleanText, cleanTitle } from './clean-text.ts';
import { longestArticle } from './article-length.ts';
import { detectLanguage } from '../text/language.ts';

/** The text of one file or page, as readers take it. */
export interface ArticleFile {
  /** Folders and name as the person knows them, divided by `/`. */
  readonly path: string;
  readonly text: string;
  /** When it was last changed, in milliseconds since the epoch; 0 when nobody knows. */
  readonly modified: number;
  /** Where it was fetched from: relative links lead from there. */
  readonly address?: string;
}

/** An article as a reader found it. */
export interface ReadArticle {
  readonly article: Article;
  /** Whether its id was written in the file; otherwise it was made from the file's name or the title. */
  readonly idGiven: boolean;
  /** Whether the file says when it was changed. */
  readonly dated: boolean;
  /** What was changed on the way, in words. */
  readonly notes: readonly string[];
}

export type RefusalCode = 'no-title' | 'no-text' | 'too-long' | 'bad-article' | 'bad-file';

/** One article of a file, or why there is none. */
export interface ReadEntry {
  readonly file: string;
  /** Where in the file: "line 12", "entry 3"; empty where the file is one article. */
  readonly place: string;
  /** As far as it has one. */
  readonly title: string;
  readonly read: Outcome<ReadArticle, RefusalCode>;
}

/** What the desk knows that readers tell products and intents by. */
export interface ReadOptions {
  /** Milliseconds since the epoch; the date of what has none. */
  readonly now: number;
  readonly products: readonly { readonly name: string; readonly synonyms: readonly string[] }[];
  readonly intents: readonly string[];
}

/** An article's parts as a reader knows them; all but title and body may be missing. */
export interface ArticleParts {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** As another program gave it; made by the caller where absent. */
  readonly id: string;
  readonly idGiven: boolean;
  readonly status?: 'draft' | 'published';
  readonly language?: string;
  readonly products?: readonly string[];
  readonly intents?: readonly string[];
  /** Tags and sections: those that name a product or intent become one. */
  readonly labels?: readonly string[];
  readonly updatedAt?: number | null;
  readonly reviewedAt?: number | null;
  readonly source?: string;
  readonly notes?: readonly string[];
}

/** A language as a tag: `en-us` → `en-US`, `pt_BR` → `pt-BR`; null when it is none. */
export function languageTag(written: string): string | null {
  const parts = written.trim().replaceAll('_', '-').split('-');
  if (!/^[a-z]{2,3}$/i.test(parts[0] ?? '') || parts.length > 3 || parts.slice(1).some((part) => !/^[a-z\d]{2,8}$/i.test(part))) return null;
  return parts
    .map((part, at) => (at === 0 ? part.toLowerCase() : part.length === 4 ? `${part.charAt(0).toUpperCase()}${part.slice(1).toLowerCase()}` : part.length === 2 ? part.toUpperCase() : part.toLowerCase()))
    .join('-');
}

/** The language a text is written in, where it shows: English gets the benefit of the doubt. */
function languageOf(text: string): string {
  const { code, confidence } = detectLanguage(text);
  return code === 'und' || code === 'mis' || confidence < 0.5 ? 'en' : code;
}

function fold(text: string): string {
  return text.trim().toLowerCase().replace(/[\s_-]+/g, ' ');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => cleanTitle(value)).filter((value) => value !== ''))];
}

/** Products and intents that labels name. */
export function readLabels(labels: readonly string[], { products, intents }: Pick<ReadOptions, 'products' | 'intents'>): { readonly products: string[]; readonly intents: string[] } {
  const words = labels.slice(0, 200).map(fold);
  const named = (names: readonly string[]): boolean => names.some((name) => words.includes(fold(name)));
  return {
    products: products.filter((product) => named([product.name, ...product.synonyms])).map((product) => product.name),
    intents: intents.filter((intent) => named([intent])),
  };
}

/**
 * Makes an article of what a reader found: clean text, a title, a body that is neither empty nor longer than
 * `longestArticle`. Otherwise it is refused in words. Without a date of its own it gets `modified`, else `now`.
 */
export function makeArticle(parts: ArticleParts, options: ReadOptions, modified: number): Outcome<ReadArticle, RefusalCode> {
  if (parts.body.length > longestArticle) return failure('too-long', tooLong(parts.body.length));
  const body = cleanText(parts.body);
  const title = cleanTitle(parts.title);
  if (title === '') return failure('no-title', 'It has no title. Give it one, or choose the column that holds it.');
  if (!/[\p{L}\p{N}]/u.test(body)) return failure('no-text', 'It has no text.');
  if (isTangled(body)) return failure('bad-article', 'Its lists or its marks of emphasis are nested too deeply to be read. Simplify them.');
  const labels = readLabels(parts.labels ?? [], options);
  const source = cleanTitle(parts.source ?? '');
  return success({
    article: {
      id: parts.id,
      title,
      body,
      status: parts.status ?? 'published',
      language: languageTag(parts.language ?? '') ?? languageOf(`${title}\n${body}`),
      products: unique([...(parts.products ?? []), ...labels.products]),
      intents: unique([...(parts.intents ?? []), ...labels.intents]),
      updatedAt: parts.updatedAt ?? (modified > 0 ? modified : options.now),
      ...(parts.reviewedAt === undefined || parts.reviewedAt === null ? {} : { reviewedAt: parts.reviewedAt }),
      ...(source === '' ? {} : { source }),
    },
    idGiven: parts.idGiven,
    dated: parts.updatedAt !== undefined && parts.updatedAt !== null,
    notes: parts.notes ?? [],
  });
}

/** Why a text of that many characters is refused. */
export function tooLong(characters: number): string {
  return `It has ${(characters / 1e6).toFixed(1)} million characters; an article may have 1 million. Cut it into several articles.`;
}
