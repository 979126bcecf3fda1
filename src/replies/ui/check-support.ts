import type { Passage } from '../../knowledge-base/article.ts';
import type { Draft } from '../draft.ts';
import { groundReply, type GroundingProblem } from '../ground-reply.ts';

/** How much of the reply the passages bear out, told anew with each edit. */
export interface Support {
  /** Sentences that state facts. */
  readonly claims: number;
  /** Those of them that a passage in sight bears out, cited or not. */
  readonly supported: number;
  /** Those that none bears out, in UTF-16 offsets. What is wrong in others stands in `problems`. */
  readonly unsupported: readonly { readonly start: number; readonly end: number }[];
  readonly problems: readonly GroundingProblem[];
}

const withQuotes = new WeakMap<ReadonlyMap<number, Passage>, { readonly draft: Draft | null; readonly passages: ReadonlyMap<number, Passage> }>();

/**
 * Matches the reply as it stands against the passages in sight (see ground-reply.ts). Of a passage that is no longer at hand the words that the
 * draft cites stand in. `own` are texts whose figures and links are the ticket's, not the knowledge base's; `links` may stand in a reply besides.
 */
export function checkSupport(text: string, draft: Draft | null, passages: ReadonlyMap<number, Passage>, own: readonly string[], links: readonly string[] = []): Support {
  const { claims, supported, sentences, problems } = groundReply({ text, passages: inSight(draft, passages), own, links });
  const unsupported = sentences.filter(({ verdict }) => verdict === 'unsupported').map(({ start, end }) => ({ start, end }));
  return { claims, supported, unsupported, problems };
}

/** One map while draft and passages are the same: what was found of a sentence is kept by it. */
function inSight(draft: Draft | null, passages: ReadonlyMap<number, Passage>): ReadonlyMap<number, Passage> {
  const gone = draft?.citations.filter(({ number }) => !passages.has(number)) ?? [];
  if (gone.length === 0) return passages;
  const known = withQuotes.get(passages);
  if (known?.draft === draft) return known.passages;
  const quoted = gone.map(({ number, passageId, articleId, title, quote }): [number, Passage] => [number, { id: passageId, articleId, title, headings: [], text: quote, position: 0 }]);
  const all = new Map([...passages, ...quoted]);
  withQuotes.set(passages, { draft, passages: all });
  return all;
}
