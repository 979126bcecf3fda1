import type { Passage } from '../knowledge-base/article.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import type { Draft } from './draft.ts';
import { writeDraftText } from './draft-text.ts';
import { groundReply, type Grounding } from './ground-reply.ts';

/** What a draft is judged with: the passages found for it, the ticket's texts, and texts with the links the desk uses (its templates). */
export interface DraftSight {
  readonly passages: readonly Passage[];
  readonly own: readonly string[];
  readonly links: readonly string[];
}

/** Statements looked up by themselves, and passages taken for each: the customer's words find what they ask, a template says more. */
export const mostStatements = 6;
export const passagesEach = 2;

/** A passage that no sentence cites has a number that no marker can have. */
const uncitedFrom = 100;

/** What the ticket itself says: its figures and links are known, and not the knowledge base's. */
export function ownTexts(ticket: Ticket, triage: Triage | null): string[] {
  return [...(triage?.entities.map((entity) => entity.value) ?? []), ...ticket.messages.map((message) => message.text)];
}

/** Passages by the number the draft cites them by; those it does not cite come after, for what they bear out without being named. */
export function numberSight(citations: readonly { readonly number: number; readonly passageId: string }[], passages: readonly Passage[]): Map<number, Passage> {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const numbered = new Map<number, Passage>();
  for (const { number, passageId } of citations) {
    const passage = byId.get(passageId);
    if (passage !== undefined) numbered.set(number, passage);
  }
  const cited = new Set(citations.map(({ passageId }) => passageId));
  let next = uncitedFrom;
  for (const passage of byId.values()) if (!cited.has(passage.id)) numbered.set(next++, passage);
  return numbered;
}

/** Judges a draft as it would be sent (see ground-reply.ts). */
export function groundDraft(draft: Draft, { passages, own, links }: DraftSight): Grounding {
  return groundReply({ text: writeDraftText(draft), passages: numberSight(draft.citations, passages), own, links });
}

/** What the draft states that no passage in sight bears out, to be looked up by itself: its own words find what it was written from. */
export function statementsToLookUp(draft: Draft, sight: DraftSight): string[] {
  const text = writeDraftText(draft);
  return groundDraft(draft, sight)
    .sentences.filter(({ kind, verdict }) => kind === 'claim' && verdict !== 'supported')
    .map(({ start, end }) => text.slice(start, end))
    .slice(0, mostStatements);
}
