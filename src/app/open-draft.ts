import type { Outcome } from '../tickets/outcome.ts';
import { startArticle } from './article-writing.ts';
import type { Desk } from './desk-context.ts';
import type { GroupDraft } from './draft-from-group.ts';
import { articlePath } from './knowledge-view-articles.ts';

/** Begins an article with a draft and opens the editor with it. Nobody finds it until a person publishes it. */
export async function openDraft({ db }: Pick<Desk, 'db'>, { title, body, intents, products }: GroupDraft, navigate: (path: string) => void): Promise<Outcome<unknown>> {
  const started = await startArticle(db, { title, body, intents, products }, Date.now());
  if (started.ok) navigate(articlePath(started.value, 'edit'));
  return started;
}
