import type { Prediction } from '../classifier/head.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { LanguageGuess } from '../text/language.ts';
import { newestRun } from '../tickets/request-text.ts';
import type { Priority } from '../tickets/priority.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { sayIntent } from './say-intent.ts';
import type { Triage } from './triage.ts';

/** Can only be done until the order is packed, about two hours: an answer tomorrow is no answer. */
const beforePacking: ReadonlySet<string> = new Set(['cancel_order', 'change_order', 'change_shipping_address']);
const canWait: ReadonlySet<string> = new Set(['newsletter_subscription', 'review', 'out_of_scope']);
const deadline =
  /\b(?:today|tonight|tomorrow|asap|urgent(?:ly)?|immediately|right away|as soon as possible|(?:by|before|until|this|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:wedding|funeral|birthday|moving) (?:is )?(?:on|this|next|tomorrow)|emergency)\b/i;

const longWait = 48 * 3_600_000;

/** How soon a ticket needs an answer, and why in one sentence. `now` in milliseconds since the epoch, `text` the newest messages. */
export function decidePriority(
  ticket: Ticket,
  text: string,
  facts: { readonly intent: Prediction; readonly sentiment: Sentiment; readonly language: LanguageGuess; readonly escalation: Escalation; readonly urgency?: Prediction },
  now: number,
): Triage['priority'] {
  const byRules = decideByRules(ticket, text, facts, now);
  const { urgency, language } = facts;
  if (urgency === undefined || !language.supported) return { level: byRules.level, reason: byRules.reason };
  return heedHead(byRules, urgency, facts.escalation);
}

/** Confidence from which the head raises what the rules say to "high", and to "urgent"; chosen on validation. */
const raises = { urgent: 0.6, high: 0.5 } as const;
/** And from which it lowers a plain "normal". */
const lowers = 0.6;

/**
 * Rules know what the words do not say: who waits, what can only be done until the order is packed, what was escalated. The head knows what no
 * rule lists. So it raises what they leave low, and lowers only what they found nothing in.
 */
function heedHead(byRules: Ruled, urgency: Prediction, escalation: Escalation): Triage['priority'] {
  const { level, reason } = byRules;
  const said = (label: Priority): number => urgency.ranked.find((each) => each.label === label)?.confidence ?? 0;
  const urgent = said('urgent');
  if (level !== 'urgent' && urgent >= raises.urgent) return { level: 'urgent', reason: 'It reads like something that can not wait an hour.' };
  if ((level === 'normal' || level === 'low') && urgent + said('high') >= raises.high) return { level: 'high', reason: 'It reads like something that gets worse by tomorrow.' };
  if (level === 'normal' && !byRules.found && escalation.reasons.length === 0 && said('low') >= lowers) return { level: 'low', reason: 'It reads like something that can wait.' };
  if (level === 'low' && said('low') < 1 - lowers && said('normal') >= lowers) return { level: 'normal', reason: 'It reads like an ordinary request.' };
  return { level, reason };
}

/** What rules say; `found` where one of them had something to say. */
interface Ruled {
  readonly level: Priority;
  readonly reason: string;
  readonly found: boolean;
}

function decideByRules(ticket: Ticket, text: string, facts: Parameters<typeof decidePriority>[2], now: number): Ruled {
  const { level, reason } = ruleFor(ticket, text, facts, now);
  return { level, reason, found: reason !== nothingUrgent };
}

const nothingUrgent = 'Nothing in it makes it urgent.';

function ruleFor(ticket: Ticket, text: string, facts: Parameters<typeof decidePriority>[2], now: number): Triage['priority'] {
  const { intent, sentiment, language, escalation } = facts;
  const top = escalation.reasons[0];
  if (top?.severity === 'critical') return { level: 'urgent', reason: `${top.title}.` };
  if (!language.supported) return unread(ticket, language, top, now);
  const label = ticket.corrections?.intent ?? intent.label;
  const hurry = deadline.exec(text)?.[0];
  if (top?.severity === 'high') {
    if (sentiment.mood === 'angry' && hurry !== undefined) return { level: 'urgent', reason: `${top.title}, and they name a time: “${hurry}”.` };
    return { level: 'high', reason: `${top.title}.` };
  }
  if (sentiment.mood === 'angry') return { level: 'high', reason: 'The customer is angry.' };
  const wait = longWaited(ticket, now);
  if (wait !== null) return wait;
  if (!intent.outOfScope && beforePacking.has(label)) {
    return { level: 'high', reason: `${capital(sayIntent(label))} only works until the order is packed.` };
  }
  if (hurry !== undefined && (sentiment.label === 'negative' || label === 'payment_issue')) {
    return { level: 'high', reason: `They name a time: “${hurry}”.` };
  }
  if (top !== undefined) return { level: 'normal', reason: `${top.title}.` };
  if (sentiment.label !== 'negative' && (intent.outOfScope || canWait.has(label))) {
    return { level: 'low', reason: intent.outOfScope ? 'None of the usual requests, and no hurry in it.' : `${capital(sayIntent(label))} can wait.` };
  }
  return { level: 'normal', reason: nothingUrgent };
}

/** Of a text in a language nobody here reads only what is not in its words is known: who waits, and what escalated it. */
function unread(ticket: Ticket, language: LanguageGuess, top: Escalation['reasons'][number] | undefined, now: number): Triage['priority'] {
  if (top?.severity === 'high') return { level: 'high', reason: `${top.title}.` };
  return longWaited(ticket, now) ?? { level: 'normal', reason: `Written in ${language.name}: how urgent it is, a person must read.` };
}

function longWaited(ticket: Ticket, now: number): Triage['priority'] | null {
  const first = ticket.status === 'open' && ticket.messages.at(-1)?.from === 'customer' ? newestRun(ticket.messages)[0] : undefined;
  if (first === undefined || now - first.at < longWait) return null;
  return { level: 'high', reason: `Waiting for an answer for ${Math.round((now - first.at) / 86_400_000)} days.` };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
