import { decideEscalation } from '../escalation/decide-escalation.ts';
import type { EscalationFacts, EscalationReason } from '../escalation/escalation.ts';
import { rulesAskedAbout } from '../escalation/order-rules.ts';
import type { Condition, EscalationRule } from '../escalation/rule.ts';
import { scoreSentiment } from '../sentiment/score-sentiment.ts';
import { readThreadText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What a rule makes of a sentence: `needs` are facts of the customer or the thread that no sentence tells, taken as given. */
export interface TriedRule {
  readonly reason: EscalationReason | null;
  readonly needs: readonly Condition[];
}

const factKinds: ReadonlySet<Condition['kind']> = new Set<Condition['kind']>(['waiting', 'unanswered', 'channel', 'tier', 'customer', 'product', 'intent']);

/** A first message by e-mail of somebody nobody knows, which was written this moment. */
function ticketSaying(sentence: string): EscalationFacts {
  const ticket: Ticket = {
    id: 'sentence', subject: '', channel: 'email', status: 'open', unread: true, customer: { id: 'nobody', name: '' },
    messages: [{ id: 'sentence', from: 'customer', author: '', at: 0, text: sentence }], createdAt: 0, updatedAt: 0,
  };
  const thread = readThreadText(ticket);
  return { ticket, thread, sentiment: scoreSentiment(thread.text), now: 0 };
}

/** Every rule that is on and fires on a sentence by itself, most severe first. */
export function trySentence(sentence: string, rules: readonly EscalationRule[]): readonly EscalationReason[] {
  return decideEscalation(ticketSaying(sentence), rules).reasons;
}

/**
 * Whether one rule fires on a sentence, whether or not it is switched on, where all else it asks for is so; null where it asks for
 * nothing that a sentence tells. Rules it asks about are asked as they are.
 */
export function tryRule(rule: EscalationRule, rules: readonly EscalationRule[], sentence: string): TriedRule | null {
  const needs: Condition[] = [];
  const all = rule.all.flatMap((condition): Condition[] => {
    if (factKinds.has(condition.kind)) {
      needs.push(condition);
      return [];
    }
    if (condition.kind !== 'any') return [condition];
    const told = condition.of.filter(({ kind }) => !factKinds.has(kind));
    if (told.length === 0) needs.push(condition);
    return told.length === 0 ? [] : [{ kind: 'any', of: told }];
  });
  if (all.every(({ kind }) => kind === 'rule')) return null;
  const tried: EscalationRule = { ...rule, on: true, all };
  const { reasons } = decideEscalation(ticketSaying(sentence), [...askedAbout(rule, rules), tried]);
  return { reason: reasons.find((reason) => reason.rule === rule.id) ?? null, needs };
}

/** The rules a rule asks about, and those they ask about. */
function askedAbout(rule: EscalationRule, rules: readonly EscalationRule[]): EscalationRule[] {
  const found = new Map<string, EscalationRule>();
  const open = rulesAskedAbout(rule);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const asked = id === rule.id || found.has(id) ? undefined : rules.find((each) => each.id === id);
    if (asked === undefined) continue;
    found.set(asked.id, asked);
    open.push(...rulesAskedAbout(asked));
  }
  return [...found.values()];
}
