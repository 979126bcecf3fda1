import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { readDate } from '../tickets/read-date.ts';
import type { Article } from './article.ts';
import { readFrontMatter } from './front-matter.ts';

/** An article file as it is written, before it is known what is missing. */
export interface WrittenArticle {
  readonly article: Article;
  /** The id its front matter gives, or null. */
  readonly id: string | null;
  readonly dated: boolean;
  /** Whether it says its language; English is taken otherwise. */
  readonly languageGiven: boolean;
  /** Whether it says where it came from, or that it came from nowhere. */
  readonly hasSource: boolean;
  /** Tags and categories, which other programs write. */
  readonly labels: readonly string[];
}

/**
 * Reads an article file: front matter between two `---` lines (`title`, and if wanted `intents` and `products` as comma
 * lists, `updated` as YYYY-MM-DD or with its time, `status`, `language`), then Markdown. `id` is the caller's name for it,
 * usually the file's name without its ending. Without front matter the first heading is the title. Unknown keys are ignored;
 * what is absent is a published English article for all products, last changed at the epoch.
 */
export function parseArticle(id: string, source: string): Outcome<Article, 'bad-article'> {
  const read = readWrittenArticle(id, source);
  return read.ok ? success(read.value.article) : read;
}

/** The same with what else the front matter says: this desk's own keys (`id`, `reviewed`, `source`) and those of other programs. */
export function readWrittenArticle(id: string, source: string): Outcome<WrittenArticle, 'bad-article'> {
  const refuse = (what: string) => failure('bad-article', `The article ${id} ${what}`);
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const matter = readFrontMatter(text);
  if (matter === null) return refuse('has no line --- that ends its front matter. Add one before the text.');
  const { fields, body } = matter;
  const first = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = fields.get(key);
      const one = (typeof value === 'string' ? value : value?.[0])?.trim() ?? '';
      if (one !== '') return one;
    }
    return undefined;
  };
  const given = first('title');
  const heading = given === undefined ? findHeading(body) : null;
  const title = given ?? heading?.title ?? '';
  if (title === '') return refuse('has no title. Add a line "title: …" at its top.');
  if (body.trim() === '') return refuse('has no text below its front matter. Write the text, or remove the file.');
  const updated = first('updated');
  const updatedAt = updated === undefined ? null : parseTime(updated);
  if (updated !== undefined && updatedAt === null) return refuse('has a date that is not one. Write "updated" as YYYY-MM-DD.');
  const status = (first('status') ?? (first('draft') === 'true' || first('published') === 'false' ? 'draft' : 'published')).toLowerCase();
  if (status !== 'published' && status !== 'draft') return refuse('has an unknown status. Write "published" or "draft".');
  const foreign = first('updated_at', 'updatedat', 'last_updated', 'lastmod', 'last_modified', 'modified', 'date');
  const dated = updatedAt ?? (foreign === undefined ? null : readDate(foreign, 'day-first'));
  const reviewedAt = parseTime(first('reviewed') ?? '');
  const from = first('source');
  return success({
    article: {
      id,
      title,
      body: heading === null ? body : body.slice(0, heading.from) + body.slice(heading.to),
      status,
      language: first('language', 'lang', 'locale') ?? 'en',
      products: items(fields.get('products') ?? fields.get('product')),
      intents: items(fields.get('intents') ?? fields.get('intent')),
      updatedAt: dated ?? 0,
      ...(reviewedAt === null ? {} : { reviewedAt }),
      ...(from === undefined ? {} : { source: from }),
    },
    id: first('id', 'slug') ?? null,
    dated: dated !== null,
    languageGiven: first('language', 'lang', 'locale') !== undefined,
    hasSource: fields.has('source'),
    labels: ['tags', 'labels', 'categories', 'category', 'section'].flatMap((key) => items(fields.get(key))),
  });
}

/** The first heading of the first level outside of code. */
function findHeading(body: string): { readonly title: string; readonly from: number; readonly to: number } | null {
  let fence = '';
  let from = 0;
  for (const line of body.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    const title = fence === '' ? /^ {0,3}#[^\S\n]+(\S.*)$/.exec(line)?.[1] : undefined;
    if (title !== undefined) return { title: title.replace(/\s+#+\s*$/, '').trim(), from, to: from + line.length };
    from += line.length + 1;
  }
  return null;
}

/** The items of a list, or of one value with commas. */
function items(values: string | readonly string[] | undefined): string[] {
  const all = typeof values === 'string' ? values.split(',') : (values ?? []);
  return [...new Set(all.map((item) => item.trim()).filter((item) => item !== ''))];
}

/** A day as midnight UTC, or a time in ISO 8601 with its zone, in milliseconds; null when there is no such time. */
function parseTime(value: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)?$/.exec(value);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null;
  const whole = match[4] === undefined ? time : Date.parse(value);
  return Number.isNaN(whole) ? null : whole;
}
