import type { Prediction } from '../classifier/head.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { LanguageGuess } from '../text/language.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { hasRuleFor, queueFor, thresholdsFor, type Playbook } from '../playbook/playbook.ts';
import { sayIntent, sayShare } from './say-intent.ts';
import type { Route } from './triage.ts';

export interface RouteFacts {
  readonly ticket: Ticket;
  /** The request as triage read it. */
  readonly text: string;
  readonly intent: Prediction;
  readonly sentiment: Sentiment;
  readonly language: LanguageGuess;
  readonly escalation: Escalation;
}

/** Words. A longer letter says things that a prepared reply passes over. */
const longestForAutoReply = 90;

declare const calm: unique symbol;

/**
 * An escalation that has been seen to be none. The only way to an `auto-reply` route takes one, and only `seenCalm` makes one:
 * so a ticket that a person must answer can't be answered by itself, whatever is added to the routing later.
 */
type Calm = Escalation & { readonly escalated: false; readonly [calm]: true };

function seenCalm(escalation: Escalation): Calm | null {
  return escalation.escalated || escalation.reasons.length > 0 ? null : (escalation as Calm);
}

/** Queue and action of a ticket, with the reason. A person's correction of queue or intent wins over what was worked out. */
export function decideRoute(facts: RouteFacts, playbook: Playbook): Route {
  const route = routeByFacts(facts, playbook);
  const chosen = facts.ticket.corrections?.queue;
  if (chosen === undefined || !playbook.queues.some((queue) => queue.id === chosen)) return route;
  return { ...route, queue: chosen, reason: `Someone at the desk chose this queue. ${route.reason}` };
}

function routeByFacts(facts: RouteFacts, playbook: Playbook): Route {
  const { intent, language, escalation } = facts;
  const corrected = facts.ticket.corrections?.intent;
  const label = corrected ?? intent.label;
  const confidence = corrected === undefined ? intent.confidence : 1;
  const outOfScope = corrected === undefined ? intent.outOfScope : corrected === 'out_of_scope';
  const thresholds = thresholdsFor(playbook, label);
  const likely = !outOfScope && confidence >= thresholds.likely;
  const takes = likely && language.supported ? queueFor(playbook, label) : undefined;
  const queue = takes?.id ?? playbook.fallbackQueue;
  const human = (reason: string): Route => ({ queue, action: 'human', reason });

  if (!language.supported) return human(`Written in ${language.name}, which this desk is not trained for.`);
  const seen = seenCalm(escalation);
  if (seen === null) {
    const titles = escalation.reasons.slice(0, 2).map((reason) => reason.title.toLowerCase()).join(', ');
    return human(`A person must answer: ${titles === '' ? 'escalated' : titles}.`);
  }
  if (outOfScope) return human('None of the usual requests: out of scope.');
  if (!likely) return human(`Unsure what is wanted: ${sayIntent(label)} at ${sayShare(confidence)}.`);
  const named = `${sayIntent(label)[0]?.toUpperCase() ?? ''}${sayIntent(label).slice(1)}`;
  if (!hasRuleFor(playbook, label)) return human(`The playbook has no rule for “${named}” yet, so a person answers.`);
  const byIntent = playbook.actions[label] ?? 'human';
  if (byIntent === 'human') return human(`${named} is always answered by a person.`);
  if (takes?.atMost === 'human') return human(`In ${takes.name} everything is answered by a person.`);
  if (byIntent === 'draft' || takes?.atMost === 'draft') return { queue, action: 'draft', reason: `${named}: a draft for review.` };
  return answerByItself(seen, facts, { label: named, confidence, corrected: corrected !== undefined, queue, sure: thresholds.sure });
}

/** The one place where `auto-reply` is written. */
function answerByItself(
  _seen: Calm,
  facts: RouteFacts,
  want: { readonly label: string; readonly confidence: number; readonly corrected: boolean; readonly queue: string; readonly sure: number },
): Route {
  const review = (why: string): Route => ({ queue: want.queue, action: 'draft', reason: `${want.label}: a draft for review, because ${why}.` });
  if (facts.intent.path === 'rules' && !want.corrected) return review('only the rules decided');
  if (want.confidence < want.sure) return review(`the intent is likely but not sure (${sayShare(want.confidence)})`);
  if (facts.sentiment.label === 'negative') return review('the customer sounds unhappy');
  if (facts.ticket.messages.some((message) => message.from === 'agent')) return review('a person is already in this conversation');
  const questions = facts.text.match(/\?/g)?.length ?? 0;
  if (questions > 2 || facts.text.split(/\s+/, longestForAutoReply + 1).length > longestForAutoReply) return review('it says more than one prepared reply answers');
  return { queue: want.queue, action: 'auto-reply', reason: `${want.label}, sure (${sayShare(want.confidence)}) and calm: the prepared reply answers it.` };
}
