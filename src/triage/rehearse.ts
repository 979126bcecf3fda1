import type { Prediction } from '../classifier/head.ts';
import type { WordsMemory } from '../escalation/decide-escalation.ts';
import type { EscalationReason, Risk } from '../escalation/escalation.ts';
import type { Action, Playbook } from '../playbook/playbook.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { LanguageGuess } from '../text/language.ts';
import type { Priority } from '../tickets/priority.ts';
import { readRequestText, readThreadText, type RequestText } from '../tickets/request-text.ts';
import type { Message, Ticket } from '../tickets/ticket.ts';
import { decideTicket, type Decisions } from './decide-ticket.ts';
import { detectProduct } from './detect-product.ts';
import { requestLanguage } from './request-language.ts';
import type { Triage } from './triage.ts';

/** When a ticket is looked at: before our answer to it, as when it was to be decided, or as it lies there now. */
export const moments = ['before-answer', 'now'] as const;
export type Moment = (typeof moments)[number];

/** As much of a ticket and its triage as any playbook needs to decide again: its texts once, and no message twice. */
export interface KeptTicket {
  /** Without the texts of its messages: the readings below have them. */
  readonly ticket: Ticket;
  readonly request: string;
  readonly newest: string;
  readonly thread: RequestText;
  readonly sentiment: Sentiment;
  readonly intent: Prediction;
  readonly risks?: readonly Risk[];
  readonly urgency?: Prediction;
  /** What the product head took it for, where nobody named a product. */
  readonly likely: string | null;
  /** Whether it was read as one of the desk's languages, and whether its product stood in the text: what heads were asked turns on these. */
  readonly supported: boolean;
  readonly named: boolean;
}

const keptSubject = 200;

/** What a rehearsal keeps of a ticket. The heads are not run again: their answers come from the triage, which must be of this ticket as it is. */
export function keepForRehearsal(ticket: Ticket, triage: Pick<Triage, 'intent' | 'sentiment' | 'risks' | 'urgency' | 'product' | 'language'>): KeptTicket {
  const request = readRequestText(ticket);
  const thread = readThreadText(ticket);
  const messages = ticket.messages.map(({ id, from, at }): Message => ({ id, from, author: '', at, text: '' }));
  return {
    ticket: { ...ticket, subject: ticket.subject.slice(0, keptSubject), messages },
    request: request.text,
    newest: request.text.slice(request.newest),
    // Nearly always the same words: then one string for both.
    thread: thread.text === request.text ? { ...thread, text: request.text } : thread,
    sentiment: triage.sentiment,
    // Decisions read the label and how sure it is, not the runners-up.
    intent: { ...triage.intent, ranked: [] },
    ...(triage.risks && { risks: triage.risks }),
    ...(triage.urgency && { urgency: triage.urgency }),
    likely: triage.product?.source === 'likely' ? triage.product.name : null,
    supported: triage.language.supported,
    named: triage.product?.source === 'text',
  };
}

/** The ticket and the time it is decided at. */
export interface Standing {
  readonly ticket: Ticket;
  readonly now: number;
}

/**
 * A ticket as it stood when it was to be decided: without our answer to what the customer wrote last, open, at the time we answered. One
 * that still waits stands as it is, at `now`. What heads read of it is the same, since they read what our answer was given to.
 */
export function beforeAnswer(ticket: Ticket, now: number): Standing {
  const waits = ticket.status === 'open' && ticket.messages.at(-1)?.from === 'customer';
  const lastAsked = ticket.messages.findLastIndex(({ from }) => from === 'customer');
  if (waits || lastAsked < 0) return { ticket, now };
  const at = (ticket.messages[lastAsked + 1] ?? ticket.messages[lastAsked])?.at ?? now;
  return { ticket: { ...ticket, status: 'open', messages: ticket.messages.slice(0, lastAsked + 1) }, now: at };
}

export interface RehearsalOptions {
  /** What another head makes of the request; the triage's own answer where absent. */
  readonly intent?: Prediction;
  readonly memory?: WordsMemory;
  /** Where they are known for this playbook, they are not worked out again. */
  readonly language?: LanguageGuess;
  readonly product?: Triage['product'];
}

export function keptLanguage({ newest, request }: KeptTicket, playbook: Playbook): LanguageGuess {
  return requestLanguage(newest, request, playbook);
}

export function keptProduct({ ticket, request, likely }: KeptTicket, playbook: Playbook): Triage['product'] {
  const named = detectProduct(request, ticket.product, playbook.products);
  if (named !== null || likely === null) return named;
  return playbook.products.some(({ name }) => name === likely) ? { name: likely, source: 'likely' } : null;
}

/**
 * What triage would decide under this playbook, at this time, without running a head: exactly what `triageTicket` decides with the same
 * intent, mood, urgency and risks. Where the playbook has triage ask its heads anew (`isReadAnew`), by what they said before. `standing` is
 * the kept ticket as it stood (`beforeAnswer`). Some 10 µs where the memory knows all words that are asked for, some 50 µs where it knows none.
 */
export function redecide(kept: KeptTicket, playbook: Playbook, standing: Standing, options: RehearsalOptions = {}): Decisions {
  const language = options.language ?? keptLanguage(kept, playbook);
  const risks = language.supported ? kept.risks : undefined;
  return decideTicket(
    {
      ticket: standing.ticket,
      request: kept.request,
      newest: kept.newest,
      thread: kept.thread,
      sentiment: kept.sentiment,
      intent: options.intent ?? kept.intent,
      language,
      product: options.product === undefined ? keptProduct(kept, playbook) : options.product,
      ...(risks && { risks }),
      ...(kept.urgency && { urgency: kept.urgency }),
    },
    playbook,
    standing.now,
    options.memory,
  );
}

/**
 * Whether triage would ask heads of a ticket that it has not asked yet, since the playbook changes what is known without them: mood and
 * risks where the desk takes in or leaves out its language, the product where the catalogue no longer has the one that is named.
 */
export function isReadAnew(kept: KeptTicket, language: LanguageGuess, product: Triage['product']): boolean {
  return kept.supported !== language.supported || (kept.named && product === null);
}

/** In which ways a ticket may come out otherwise, in the order they are told. */
export const changeKinds = ['escalated', 'calmed', 'reasons', 'action', 'queue', 'priority', 'intent'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One side of a difference. */
export interface Outlook {
  readonly escalated: boolean;
  /** Why, most severe first. */
  readonly reasons: readonly Pick<EscalationReason, 'rule' | 'title' | 'quote' | 'severity'>[];
  readonly queue: string;
  readonly action: Action;
  readonly priority: Priority;
  readonly intent: string;
  readonly confidence: number;
  /** Why this queue and action, one sentence. */
  readonly reason: string;
}

export interface Difference {
  readonly kinds: readonly ChangeKind[];
  readonly before: Outlook;
  readonly after: Outlook;
}

export function outlookOf({ escalation, priority, route }: Decisions, { label, confidence }: Pick<Prediction, 'label' | 'confidence'>): Outlook {
  return {
    escalated: escalation.escalated,
    reasons: escalation.reasons.map(({ rule, title, quote, severity }) => ({ rule, title, quote, severity })),
    queue: route.queue,
    action: route.action,
    priority: priority.level,
    intent: label,
    confidence,
    reason: route.reason,
  };
}

/** Names the reasons of an escalation, whatever words they quote: two with the same name tell the agent the same. */
export function reasonsKey(reasons: readonly Pick<EscalationReason, 'rule' | 'title' | 'severity'>[]): string {
  return reasons.map(({ rule, title, severity }) => `${rule}\t${severity}\t${title}`).join('\n');
}

/** What comes out otherwise; null where all that an agent acts on is as it was. */
export function differ(before: Outlook, after: Outlook): Difference | null {
  const kinds = changeKinds.filter((kind) => {
    switch (kind) {
      case 'escalated':
        return after.escalated && !before.escalated;
      case 'calmed':
        return before.escalated && !after.escalated;
      case 'reasons':
        return before.escalated && after.escalated && reasonsKey(before.reasons) !== reasonsKey(after.reasons);
      default:
        return before[kind] !== after[kind];
    }
  });
  return kinds.length === 0 ? null : { kinds, before, after };
}
