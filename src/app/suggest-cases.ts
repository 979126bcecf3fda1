import type { Engine, EngineErrorCode, FoundArticle } from '../inference/api.ts';
import type { KnowledgeCase, TabdeskDatabase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { redactPersonal } from '../tickets/redact.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { asItCameIn, namesIn, ticketCase, ticketQuestion } from './knowledge-cases.ts';
import { longestQuery } from './ticket-view-search.ts';

/** A solved ticket that could become a test question, and why with this article. */
export interface CaseSuggestion {
  readonly made: KnowledgeCase;
  readonly subject: string;
  /** Where the question itself finds the article now, 0 for not at all. */
  readonly place: number;
  /** Cosine between the answer given and the article; null without vectors. */
  readonly cosine: number | null;
}

const articlesRead = 10;
const dismissedKey = 'knowledge.dismissedSuggestions';
/** The newest solved tickets are looked through; older ones speak of older articles. */
const mostTickets = 2000;

export interface SuggestOptions {
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Test questions from tickets that agents have solved. The article is the one that what they answered comes nearest to, if the search is
 * sure of it; what the customer asked has no say in it, or the tests would only repeat what the search finds anyway. On the sample
 * desk four in five have the article that the ticket's label calls for.
 */
export async function suggestCases(db: TabdeskDatabase, engine: Pick<Engine, 'searchMany'>, { now, signal, onProgress }: SuggestOptions): Promise<Outcome<readonly CaseSuggestion[], EngineErrorCode | 'aborted'>> {
  const dismissed = new Set(await readDismissed(db));
  const known = new Set(await db.knowledgeCases.toCollection().primaryKeys());
  const fromTickets = new Set((await db.knowledgeCases.toArray()).map(({ ticketId }) => ticketId));
  const solved: Ticket[] = [];
  const rows = await db.inbox.where('[order+id]').below([Infinity, '']).filter(({ status, deleted, messages }) => status !== 'open' && !deleted && messages > 1).limit(mostTickets).toArray();
  for (let from = 0; from < rows.length; from += 200) {
    if (signal.aborted) return failure('aborted', 'Stopped.');
    const found = await db.tickets.bulkGet(rows.slice(from, from + 200).map(({ id }) => id));
    for (const ticket of found) {
      if (!ticket || dismissed.has(ticket.id) || fromTickets.has(ticket.id)) continue;
      const made = ticketQuestion(asItCameIn(ticket));
      if (made !== null && ticket.messages.some(({ from: who }) => who === 'agent')) solved.push(ticket);
    }
  }
  const answers = solved.map((ticket) => answersOf(ticket));
  const questions = solved.map((ticket) => ticketQuestion(asItCameIn(ticket)) ?? '');
  const total = answers.length + questions.length;
  const byAnswer = await engine.searchMany(answers, { limit: articlesRead }, { signal, onProgress: ({ done }) => onProgress(done, total) });
  if (!byAnswer.ok) return byAnswer;
  const byQuestion = await engine.searchMany(questions, { limit: articlesRead }, { signal, onProgress: ({ done }) => onProgress(answers.length + done, total) });
  if (!byQuestion.ok) return byQuestion;
  const suggestions = solved.flatMap((ticket, at): CaseSuggestion[] => {
    const answer = byAnswer.value[at];
    const articleId = answer?.articleIds[0];
    if (!answer || articleId === undefined || !isSure(answer, byQuestion.value[at])) return [];
    const made = ticketCase(asItCameIn(ticket), articleId, now);
    if (made === null || known.has(made.id)) return [];
    known.add(made.id);
    return [{ made, subject: ticket.subject, place: (byQuestion.value[at]?.articleIds.indexOf(articleId) ?? -1) + 1, cosine: answer.cosine }];
  });
  return success(suggestions.sort((a, b) => (b.cosine ?? 0) - (a.cosine ?? 0)));
}

/** The answer says so by itself, or question and answer agree and the search is sure of the question. */
function isSure(answer: FoundArticle, question: FoundArticle | undefined): boolean {
  return answer.confident || (question?.confident === true && question.articleIds[0] === answer.articleIds[0]);
}

function answersOf(ticket: Ticket): string {
  const names = namesIn(ticket);
  return ticket.messages
    .filter(({ from }) => from === 'agent')
    .map(({ text }) => redactPersonal(text, names))
    .join('\n')
    .slice(0, longestQuery);
}

export async function readDismissed(db: TabdeskDatabase): Promise<string[]> {
  const value = (await db.settings.get(dismissedKey))?.value;
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
}

/** Offers the ticket no more, or offers it again. */
export async function dismissSuggestion(db: TabdeskDatabase, ticketId: string, dismissed: boolean): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const others = (await readDismissed(db)).filter((id) => id !== ticketId);
    await db.settings.put({ key: dismissedKey, value: dismissed ? [...others, ticketId] : others });
  });
}
