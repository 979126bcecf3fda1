import type { Prediction } from '../classifier/head.ts';
import type { Risk } from '../escalation/escalation.ts';
import { decideEscalation, type WordsMemory } from '../escalation/decide-escalation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { LanguageGuess } from '../text/language.ts';
import type { RequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { decidePriority } from './decide-priority.ts';
import { decideRoute } from './decide-route.ts';
import type { Triage } from './triage.ts';

/** What was read of a ticket: all that decisions are made from. */
export interface TicketReading {
  readonly ticket: Ticket;
  /** The request as triage read it, and the newest messages of it. */
  readonly request: string;
  readonly newest: string;
  /** The customer's own words of the whole thread. */
  readonly thread: RequestText;
  readonly intent: Prediction;
  readonly sentiment: Sentiment;
  readonly language: LanguageGuess;
  readonly product: Triage['product'];
  readonly risks?: readonly Risk[];
  readonly urgency?: Prediction;
}

/** What a playbook makes of a reading. */
export type Decisions = Pick<Triage, 'escalation' | 'priority' | 'route'>;

/**
 * Escalation, priority and route of a ticket: the one place where a playbook decides, for triage and for its rehearsal. `now` in
 * milliseconds since the epoch. `memory` holds what was found in this thread before.
 */
export function decideTicket(reading: TicketReading, playbook: Playbook, now: number, memory?: WordsMemory): Decisions {
  const { ticket, request, newest, thread, intent, sentiment, language, product, risks, urgency } = reading;
  const escalation = decideEscalation({ ticket, thread, sentiment, now, intent, product: product?.name ?? null, ...(risks && { risks }) }, playbook.rules, memory);
  const priority = decidePriority(ticket, newest, { intent, sentiment, language, escalation, ...(urgency && { urgency }) }, now);
  const route = decideRoute({ ticket, text: request, intent, sentiment, language, escalation }, playbook);
  return { escalation, priority, route };
}
