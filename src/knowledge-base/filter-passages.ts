import type { Passage } from './article.ts';

/** Which passages may answer. */
export interface PassageFilter {
  /** Leaves out passages about other products; passages about no product in particular stay. */
  readonly product?: string;
  /** Only passages of these articles. */
  readonly articleIds?: readonly string[];
  /** BCP 47 tags; only passages in these languages: `en` stands for `en-GB` too. */
  readonly languages?: readonly string[];
  /** Those of published articles unless told otherwise. */
  readonly status?: 'published' | 'draft' | 'any';
}

/** The language of a passage that names none. */
const usualLanguage = 'en';

/** The filter as a question to ask of each passage; null where all may answer. `drafts` is how many there are. */
export function passageFilter(filter: PassageFilter, drafts: number): ((passage: Passage) => boolean) | null {
  const tests: ((passage: Passage) => boolean)[] = [];
  const { product, articleIds, languages, status = 'published' } = filter;
  if (status === 'draft') tests.push((passage) => passage.draft === true);
  else if (status === 'published' && drafts > 0) tests.push((passage) => passage.draft !== true);
  if (articleIds !== undefined) {
    const articles = new Set(articleIds);
    tests.push(({ articleId }) => articles.has(articleId));
  }
  if (product !== undefined) tests.push(({ products = [] }) => products.length === 0 || products.includes(product));
  if (languages !== undefined) {
    const wanted = languages.map((tag) => tag.toLowerCase());
    tests.push(({ language = usualLanguage }) => {
      const tag = language.toLowerCase();
      return wanted.some((one) => tag === one || tag.startsWith(`${one}-`));
    });
  }
  if (tests.length === 0) return null;
  return (passage) => tests.every((test) => test(passage));
}
