import { isAcknowledgement } from '../tickets/is-acknowledgement.ts';
import { newestRun } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { AnswerThresholds } from '../playbook/playbook.ts';
import { isCurrent } from '../triage/is-current.ts';
import type { Triage } from '../triage/triage.ts';
import type { ConfidenceWord, InboxRow } from './schema.ts';

/** Confidence as a word. */
export function confidenceWord(confidence: number, thresholds: AnswerThresholds): ConfidenceWord {
  if (confidence >= thresholds.sure) return 'Sure';
  return confidence >= thresholds.likely ? 'Likely' : 'Unsure';
}

/** What a triage is made with, in the order of its key. */
const triageParts = ['intent', 'sentiment', 'priority', 'product', 'escalation', 'playbook'] as const;

/**
 * Which heads, rules and playbook made a triage, as one string that can be indexed. Rows whose key differs from the
 * present one are triaged again.
 */
export function triageKey(versions: Readonly<Record<string, string>>): string {
  return triageParts.map((part) => versions[part] ?? '').join('|');
}

function snippetOf(ticket: Ticket): string {
  const text = ticket.messages.at(-1)?.text ?? '';
  // Cut before collapsing: a message can be long, and this runs for every row of an import.
  return text.slice(0, 500).replace(/\s+/g, ' ').trim().slice(0, 140);
}

/**
 * Sums up a ticket and its triage (null when there is none yet) in one row of the inbox. `word` is the confidence as a
 * word, kept from the time of triage since it depends on the playbook of then.
 */
export function summarise(ticket: Ticket, triage: Triage | null, word: ConfidenceWord | null, rev: number): InboxRow {
  const { corrections } = ticket;
  const stale = triage !== null && !isCurrent(triage, ticket);
  const byPerson = corrections?.intent !== undefined;
  return {
    id: ticket.id,
    rev,
    order: -ticket.updatedAt,
    triagedWith: triage === null || stale ? '' : triageKey(triage.versions),
    subject: ticket.subject.slice(0, 300),
    snippet: snippetOf(ticket),
    customerId: ticket.customer.id,
    customerName: ticket.customer.name,
    channel: ticket.channel,
    status: ticket.status,
    unread: ticket.unread,
    messages: ticket.messages.length,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    product: ticket.product ?? triage?.product?.name ?? null,
    intent: corrections?.intent ?? triage?.intent.label ?? null,
    confidence: byPerson ? 1 : (triage?.intent.confidence ?? null),
    confidenceWord: byPerson ? 'Sure' : triage ? word : null,
    outOfScope: byPerson ? corrections.intent === 'out_of_scope' : (triage?.intent.outOfScope ?? false),
    corrected: byPerson || corrections?.queue !== undefined,
    sentiment: triage?.sentiment.label ?? null,
    mood: triage?.sentiment.mood ?? null,
    escalated: triage?.escalation.escalated ?? false,
    topReason: triage?.escalation.reasons[0]?.title ?? null,
    queue: corrections?.queue ?? triage?.route.queue ?? null,
    action: triage?.route.action ?? null,
    priority: triage?.priority.level ?? null,
    language: triage ? rowLanguage(triage) : null,
    ...waitOf(ticket),
    mergedInto: ticket.mergedInto ?? null,
    stale,
    deleted: false,
  };
}

/** Since when the customer waits for us, and when we first answered. */
export function waitOf(ticket: Ticket): Pick<InboxRow, 'waitingSince' | 'answeredAt'> {
  const waits = ticket.status === 'open' && ticket.messages.at(-1)?.from === 'customer';
  return {
    waitingSince: waits ? (newestRun(ticket.messages)[0]?.at ?? null) : null,
    answeredAt: ticket.messages.find((message) => message.from === 'agent' && !isAcknowledgement(message.text))?.at ?? null,
  };
}

/** `und` stays what has no language of its own, "LL-46980" for one; a language nobody here knows is `mis`. */
function rowLanguage({ language }: Triage): string {
  return language.code === 'und' && !language.supported ? 'mis' : language.code;
}
