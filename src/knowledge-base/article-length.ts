/**
 * Characters of an article that are read. Far above any real article (this is a book of 170,000 words), and low enough
 * that reading one never takes long. What brings articles in refuses longer ones: see `articleTooLong`.
 */
export const longestArticle = 1_000_000;

/** Why an article's text is too long, and what to do about it; null where it is not. */
export function articleTooLong(body: string): string | null {
  if (body.length <= longestArticle) return null;
  const million = (body.length / 1_000_000).toFixed(1);
  return `The text has ${million} million characters, and an article can have 1 million at most. Cut it into several articles.`;
}
