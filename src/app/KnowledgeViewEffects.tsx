import type { Article } from '../knowledge-base/article.ts';

/** What publishing this draft would do to the searches: shown under the editor, above its buttons. Nothing so far. */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- what it will be made from
export function KnowledgeViewEffects(_of: {
  /** As it would be published; its id is that of the article it changes. */
  readonly draft: Article;
  /** As it answers now; null for one that was never saved. */
  readonly article: Article | null;
}) {
  return null;
}
