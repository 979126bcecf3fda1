import { decideEscalation } from '../escalation/decide-escalation.ts';
import type { EscalationFacts, EscalationReason } from '../escalation/escalation.ts';
import { rulesAskedAbout } from '../escalation/order-rules.ts';
import type { Condition, EscalationRule } from '../escalation/rule.ts';
import { scoreSentiment } from '../sentiment/score-sentiment.ts';
import { readThreadText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What a rule makes of a sentence: `needs` are facts that no sentence tells, taken as given. */
export interface TriedRule {
  readonly reason: EscalationReason | null;
  readonly needs: readonly Condition[];
}

/** What the desk's models made of the sentence; without it the rules alone read it. */
export type SentenceReading = Pick<EscalationFacts, 'sentiment' | 'risks' | 'intent' | 'product'>;

/** Of the customer and the thread; those of models are known where the sentence was read by them. */
const factKinds: ReadonlySet<Condition['kind']> = new Set<Condition['kind']>(['waiting', 'unanswered', 'channel', 'tier', 'customer']);

function isUnknown({ kind }: Condition, reading: SentenceReading | undefined): boolean {
  if (kind === 'reads-like') return reading?.risks === undefined;
  return factKinds.has(kind) || (reading === undefined && (kind === 'product' || kind === 'intent'));
}

/** A first message by e-mail of somebody nobody knows, which is written this moment. */
export function ticketSaying(sentence: string): Ticket {
  return {
    id: 'sentence', subject: '', channel: 'email', status: 'open', unread: true, customer: { id: 'nobody', name: '' },
    messages: [{ id: 'sentence', from: 'customer', author: '', at: 0, text: sentence }], createdAt: 0, updatedAt: 0,
  };
}

function factsOf(sentence: string, reading: SentenceReading | undefined): EscalationFacts {
  const ticket = ticketSaying(sentence);
  const thread = readThreadText(ticket);
  return { ticket, thread, now: 0, ...(reading ?? { sentiment: scoreSentiment(thread.text) }) };
}

/** Every rule that is on and fires on a sentence by itself, most severe first. */
export function trySentence(sentence: string, rules: readonly EscalationRule[], reading?: SentenceReading): readonly EscalationReason[] {
  return decideEscalation(factsOf(sentence, reading), rules).reasons;
}

/**
 * Whether one rule fires on a sentence, whether or not it is switched on, where all else it asks for is so; null where it asks for
 * nothing that a sentence tells. Rules it asks about are asked as they are.
 */
export function tryRule(rule: EscalationRule, rules: readonly EscalationRule[], sentence: string, reading?: SentenceReading): TriedRule | null {
  const needs: Condition[] = [];
  const all = rule.all.flatMap((condition): Condition[] => {
    if (isUnknown(condition, reading)) {
      needs.push(condition);
      return [];
    }
    if (condition.kind !== 'any') return [condition];
    const told = condition.of.filter((each) => !isUnknown(each, reading));
    if (told.length === 0) needs.push(condition);
    return told.length === 0 ? [] : [{ kind: 'any', of: told }];
  });
  // Without a model nothing is ruled out, so "could be" alone tells nothing.
  if (all.every(({ kind }) => kind === 'rule' || (kind === 'could-be' && reading?.risks === undefined))) return null;
  const tried: EscalationRule = { ...rule, on: true, all };
  const { reasons } = decideEscalation(factsOf(sentence, reading), [...askedAbout(rule, rules), tried]);
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
