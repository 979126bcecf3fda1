import type { Passage } from '../../knowledge-base/article.ts';
import type { Draft } from '../draft.ts';
import { findSupport, statesFact } from '../ground-sentence.ts';
import { readSentences } from './draft-text.ts';

/** How much of the reply the passages bear out, told anew with each edit. */
export interface Support {
  /** Sentences that state facts. */
  readonly claims: number;
  /** Those of them that a passage they cite bears out. */
  readonly supported: number;
  /** The others, in UTF-16 offsets. */
  readonly unsupported: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Counts the sentences of an edited reply that state facts, and those borne out by a passage they cite. A sentence that
 * stands in the draft as it was written keeps the draft's verdict; one that was edited or added must share its numbers
 * and most of its words with a cited passage. `own` are texts whose numbers are the ticket's, not the knowledge base's.
 */
export function checkSupport(
  text: string,
  draft: Draft | null,
  passages: ReadonlyMap<number, Passage>,
  own: readonly string[],
): Support {
  const numbers = new Set([...passages.keys(), ...(draft?.citations.map((citation) => citation.number) ?? [])]);
  const asDrafted = new Map(draft?.sentences.map((sentence) => [sentence.text.replace(/^\d{1,2}\. /, '').trim(), sentence.citations]));
  const unsupported: { start: number; end: number }[] = [];
  let claims = 0;
  for (const sentence of readSentences(text, numbers)) {
    if (!statesFact(sentence.text)) continue;
    claims += 1;
    const drafted = asDrafted.get(sentence.text);
    const stands = drafted?.some((number) => sentence.citations.includes(number)) ?? false;
    const cited = sentence.citations.flatMap((number) => passages.get(number) ?? []);
    if (!stands && !(cited.length > 0 && findSupport(sentence.text, cited, own))) {
      unsupported.push({ start: sentence.start, end: sentence.end });
    }
  }
  return { claims, supported: claims - unsupported.length, unsupported };
}
