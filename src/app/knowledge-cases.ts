import { isSmallTalk } from '../insights/telling-words.ts';
import { caseId, changeCases, type CaseChange } from '../storage/save-cases.ts';
import type { KnowledgeCase, TabdeskDatabase } from '../storage/schema.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { redactPersonal } from '../tickets/redact.ts';
import { readRequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { longestQuery } from './ticket-view-search.ts';

/** A question as a person wrote it, with the article that must be found for it. */
export function writtenCase(question: string, articleId: string, now: number): KnowledgeCase {
  const text = question.trim().slice(0, longestQuery);
  return { id: caseId(text), question: text, articleId, ticketId: null, origin: 'written', createdAt: now };
}

/** Names that must not be in a test question: the customer's and those of whoever wrote in the thread. */
export function namesIn(ticket: Ticket): string[] {
  return [...new Set([ticket.customer.name, ...ticket.messages.filter(({ from }) => from === 'customer').map(({ author }) => author)])];
}

/**
 * The ticket as it came in: what its customer wrote before anybody answered. "Thanks, it has come" is not what was asked. As it
 * is where an agent wrote first.
 */
export function asItCameIn<T extends Ticket>(ticket: T): T {
  const answered = ticket.messages.findIndex(({ from }) => from === 'agent');
  return answered <= 0 ? ticket : { ...ticket, messages: ticket.messages.slice(0, answered) };
}

/** What a ticket asks, as it is searched for, without what points to a person; null where it asks nothing in words. */
export function ticketQuestion(ticket: Ticket): string | null {
  const question = redactPersonal(readRequestText(ticket).text.slice(0, longestQuery), namesIn(ticket)).trim();
  return isSmallTalk(question) || (question.match(/\p{L}+/gu) ?? []).length < 3 ? null : question;
}

/** A ticket's question as a test; null where it asks nothing. It outlives the ticket, so nobody's name is in it. */
export function ticketCase(ticket: Ticket, articleId: string, now: number): KnowledgeCase | null {
  const question = ticketQuestion(ticket);
  return question === null ? null : { id: caseId(question), question, articleId, ticketId: ticket.id, origin: 'ticket', createdAt: now };
}

/** Keeps the question of a ticket whose reply cited this article first as a test. Null where there is no question in it, or one that is a test already. */
export async function keepTicketCase(db: TabdeskDatabase, ticket: Ticket, articleIds: readonly string[], now: number): Promise<(CaseChange & { readonly kept: KnowledgeCase }) | null> {
  const [articleId] = articleIds;
  const made = articleId === undefined ? null : ticketCase(ticket, articleId, now);
  if (made === null) return null;
  const known = await db.knowledgeCases.get(made.id);
  // What a person chose is not overruled by what was cited.
  if (known) return null;
  const saved = await changeCases(db, [made]);
  return saved.ok ? { ...saved.value, kept: made } : null;
}

/** Saves a question written by hand. Fails in words where it is a test already for the same article. */
export async function addCase(db: TabdeskDatabase, added: KnowledgeCase): Promise<Outcome<CaseChange>> {
  const saved = await changeCases(db, [added]);
  return saved.ok && saved.value.changed === 0 ? failure('known', 'This question is there already.') : saved;
}
