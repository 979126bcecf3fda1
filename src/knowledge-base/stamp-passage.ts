import type { Article, Passage } from './article.ts';

/**
 * A passage with what it has of its article as the article is now: title, products, language, and whether it is a draft.
 * Passages cut by an older version have only some of these.
 */
export function stampPassage({ id, headings, text, position }: Pick<Passage, 'id' | 'headings' | 'text' | 'position'>, article: Article): Passage {
  return {
    id,
    articleId: article.id,
    title: article.title,
    headings,
    text,
    position,
    ...(article.products.length === 0 ? {} : { products: article.products }),
    ...(article.language === 'en' ? {} : { language: article.language }),
    ...(article.status === 'draft' ? { draft: true as const } : {}),
  };
}
