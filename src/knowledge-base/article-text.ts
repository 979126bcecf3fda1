import type { Article } from './article.ts';

/** What a person writes of an article; the rest (when, whether it is published) the desk keeps. */
export type ArticleText = Pick<Article, 'title' | 'body' | 'products' | 'intents' | 'language'>;

export const blankText: ArticleText = { title: '', body: '', products: [], intents: [], language: 'en' };

export function textOf({ title, body, products, intents, language }: Article): ArticleText {
  return { title, body, products, intents, language };
}

/** An article whose text is another one now: nobody has found that right yet. */
export function unreviewed(article: Article): Article {
  const { reviewedAt, ...rest } = article;
  return reviewedAt === undefined ? article : rest;
}

/** Whether two say the same; white space at either end of title and body makes no difference. */
export function sameText(a: ArticleText, b: ArticleText): boolean {
  return (
    a.title.trim() === b.title.trim() &&
    a.body.trim() === b.body.trim() &&
    a.language === b.language &&
    sameSet(a.products, b.products) &&
    sameSet(a.intents, b.intents)
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
