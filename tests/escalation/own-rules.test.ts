import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/escalation/compile-pattern.ts';
import { compileRules } from '../../src/escalation/compile-rules.ts';
import { decideEscalation } from '../../src/escalation/decide-escalation.ts';
import type { Escalation, EscalationFacts, Risk } from '../../src/escalation/escalation.ts';
import { createPhraseFinder } from '../../src/escalation/find-phrase.ts';
import { ruleOrder } from '../../src/escalation/order-rules.ts';
import type { Condition, EscalationRule } from '../../src/escalation/rule.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { checkRules, mostPatternSteps } from '../../src/playbook/parse-rules.ts';
import { scoreSentiment } from '../../src/sentiment/score-sentiment.ts';
import { readThreadText } from '../../src/tickets/request-text.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

function rule(all: readonly Condition[], changes: Partial<EscalationRule> = {}): EscalationRule {
  return { id: 'own', group: 'other', title: 'Own', detail: 'Of this desk.', severity: 'normal', on: true, negatable: true, all, ...changes };
}

function decide(rules: readonly EscalationRule[], ticket: Ticket, facts: Partial<EscalationFacts> = {}): Escalation {
  const thread = readThreadText(ticket);
  return decideEscalation({ ticket, thread, sentiment: scoreSentiment(thread.text), now: noon, ...facts }, rules);
}

const words = (...any: string[]): Condition => ({ kind: 'words', any, reads: 'newest' });
const fires = (condition: Condition, ticket: Ticket, facts: Partial<EscalationFacts> = {}): boolean => decide([rule([condition])], ticket, facts).escalated;

describe('a rule of the desk’s own', () => {
  it('finds words whatever their case and marks, and an asterisk for the rest of a word', () => {
    expect(fires(words('price match'), makeSampleTicket(['Do you do a Price-Match?']))).toBe(true);
    expect(fires(words('wholesal*'), makeSampleTicket(['I am a wholesaler']))).toBe(true);
    expect(fires(words('wholesale'), makeSampleTicket(['I am a wholesaler']))).toBe(false);
    expect(decide([rule([words('don’t like')])], makeSampleTicket(["I don't like it"])).reasons[0]?.quote).toBe("don't like");
  });

  it('understands that what is denied is not said, and what makes it harmless', () => {
    expect(fires(words('sue'), makeSampleTicket(['I will not sue you.']))).toBe(false);
    expect(fires(words('sue'), makeSampleTicket(['I do not want to sue you, but I will sue.']))).toBe(true);
    const own = rule([words('refund')], { unless: ['refund policy'] });
    expect(decide([own], makeSampleTicket(['Where is your refund policy?'])).escalated).toBe(false);
    expect(decide([own], makeSampleTicket(['Where is my refund?'])).escalated).toBe(true);
  });

  it('does not read quoted mail', () => {
    expect(fires(words('lawyer'), makeSampleTicket(['Where is my lamp?\n\n> my lawyer will write']))).toBe(false);
  });

  it.each<[string, Condition, boolean]>([
    ['a pattern', { kind: 'pattern', source: String.raw`LL-\d{5}`, reads: 'newest' }, true],
    ['a pattern that is not there', { kind: 'pattern', source: String.raw`INV-\d{5}`, reads: 'newest' }, false],
    ['a wording', { kind: 'says', wording: 'safety', reads: 'thread' }, true],
    ['a channel', { kind: 'channel', is: ['email'] }, true],
    ['another channel', { kind: 'channel', is: ['chat'] }, false],
    ['a tier, whatever its case', { kind: 'tier', is: ['Gold'] }, true],
    ['an address', { kind: 'customer', is: ['ANA@example.com'] }, true],
    ['a domain', { kind: 'customer', is: ['@example.com'] }, true],
    ['another domain', { kind: 'customer', is: ['@example.org'] }, false],
    ['a product', { kind: 'product', is: ['tansy lamp'] }, true],
    ['an intent that is sure enough', { kind: 'intent', is: ['track_order'], atLeast: 0.6 }, true],
    ['an intent that is not', { kind: 'intent', is: ['track_order'], atLeast: 0.9 }, false],
    ['a mood', { kind: 'mood', is: ['neutral', 'frustrated', 'angry'] }, true],
    ['a tone', { kind: 'polarity', atMost: 1 }, true],
    ['a worse tone', { kind: 'polarity', atMost: -0.99 }, false],
    ['a wait', { kind: 'waiting', hours: 5 }, true],
    ['a longer wait', { kind: 'waiting', hours: 7 }, false],
    ['attempts', { kind: 'unanswered', messages: 1 }, true],
    ['more attempts', { kind: 'unanswered', messages: 2 }, false],
    ['what it reads like', { kind: 'reads-like', group: 'safety', atLeast: 0.5, reads: 'newest' }, true],
    ['what it reads like, surer', { kind: 'reads-like', group: 'safety', atLeast: 0.7, reads: 'newest' }, false],
    ['what it could be', { kind: 'could-be', group: 'safety', atLeast: 0.1, reads: 'thread' }, true],
    ['what it could not be', { kind: 'could-be', group: 'fraud', atLeast: 0.1, reads: 'thread' }, false],
    ['any of several', { kind: 'any', of: [{ kind: 'channel', is: ['chat'] }, { kind: 'tier', is: ['gold'] }] }, true],
    ['none of several', { kind: 'any', of: [{ kind: 'channel', is: ['chat'] }, { kind: 'tier', is: ['silver'] }] }, false],
  ])('asks for %s', (_, condition, expected) => {
    const ticket = makeSampleTicket(['The lamp of LL-48213 sparked last night.'], { customer: { id: 'c', name: 'Ana', email: 'ana@example.com', tier: 'gold' } });
    const risks: Risk[] = [{ group: 'safety', confidence: 0.6, newest: true, quote: 'sparked' }];
    const intent = { label: 'track_order', confidence: 0.7, ranked: [], outOfScope: false, version: 'x@1', path: 'model' as const };
    expect(fires(condition, ticket, { now: noon + 6 * 3_600_000, intent, product: 'Tansy lamp', risks })).toBe(expected);
  });

  it('lets the head rule out words, and words stand where there is no head', () => {
    const condition: Condition = { kind: 'could-be', group: 'legal', atLeast: 0.1, reads: 'thread' };
    expect(fires(condition, makeSampleTicket(['hello']), { risks: [] })).toBe(false);
    expect(fires(condition, makeSampleTicket(['hello']))).toBe(true);
  });

  it('says where the head is not sure and no words bear it out, and is less severe then', () => {
    const either = rule([{ kind: 'any', of: [{ kind: 'words', any: ['sparks'], reads: 'newest' }, { kind: 'reads-like', group: 'safety', atLeast: 0.2, reads: 'thread' }] }], { title: 'Safety', severity: 'critical' });
    const reason = (text: string, confidence: number): unknown => decide([either], makeSampleTicket([text]), { risks: [{ group: 'safety', confidence, newest: true, quote: 'it hums' }] }).reasons[0];
    expect(reason('it hums', 0.3)).toMatchObject({ title: 'Perhaps: safety', severity: 'high', quote: 'it hums' });
    expect(reason('it hums', 0.7)).toMatchObject({ title: 'Safety', severity: 'critical' });
    expect(reason('it sparks', 0.3)).toMatchObject({ title: 'Safety', severity: 'critical', quote: 'sparks' });
  });

  it('asks about other rules, whatever their order', () => {
    const first = rule([{ kind: 'rule', id: 'second', fired: true }], { id: 'first' });
    const second = rule([words('lamp')], { id: 'second' });
    expect(decide([first, second], makeSampleTicket(['my lamp'])).reasons.map((reason) => reason.rule).sort()).toEqual(['first', 'second']);
    expect(decide([first, { ...second, on: false }], makeSampleTicket(['my lamp'])).escalated).toBe(false);
  });

  it('needs all of its conditions', () => {
    const both = rule([words('lamp'), { kind: 'channel', is: ['chat'] }]);
    expect(decide([both], makeSampleTicket(['my lamp'])).escalated).toBe(false);
    expect(decide([both], makeSampleTicket(['my lamp'], { channel: 'chat' })).escalated).toBe(true);
  });

  it('fills its reason from the ticket', () => {
    const own = rule([{ kind: 'unanswered', messages: 3 }], { title: '{Nth} message', detail: '{messages} since {waited}' });
    const ticket = makeSampleTicket(['a', 'b', 'c']);
    expect(decide([own], ticket, { now: noon + 50 * 3_600_000 }).reasons[0]).toMatchObject({ title: 'Third message', detail: '3 since 2 days' });
  });
});

describe('hostile rules', () => {
  it.each([
    ['looking ahead', '(?=a+)+$', /ahead or behind/],
    ['a reference back', String.raw`(a+)\1+$`, /references back/],
    ['repetitions within repetitions', '((a{1,30}){1,30}){1,30}', /huge|can not be read/],
    ['a repetition of thousands', 'a{1,5000}', /can not be read/],
    ['one that fits everything', 'a*', /every ticket/],
    ['an open bracket', '(a', /can not be read/],
    ['one of 501 characters', 'a'.repeat(501), /longer than 500/],
  ])('refuses %s in words', (_, source, why) => {
    const refused = checkRules([rule([{ kind: 'pattern', source, reads: 'thread' }])]);
    expect(refused.ok).toBe(false);
    if (!refused.ok) expect(refused.message).toMatch(why);
  });

  it('matches what would take a backtracking matcher for ever, in steps that grow with the text alone', () => {
    const pattern = compilePattern('(a+)+$');
    if (!pattern.ok) throw new Error(pattern.message);
    expect(pattern.value.find(`${'a'.repeat(50_000)}b`)).toBeNull();
    expect(pattern.value.find('a'.repeat(50_000))?.text).toHaveLength(50_000);
  });

  it('refuses patterns that are each allowed and together are not', () => {
    const source = '[a-z]{1,30} [a-z]{1,30} [a-z]{1,30} refund';
    const one = compilePattern(source);
    if (!one.ok) throw new Error(one.message);
    const many = Array.from({ length: Math.ceil(mostPatternSteps / one.value.steps) + 1 }, (_, i) => rule([{ kind: 'pattern', source: `${source}${i}`, reads: 'thread' }], { id: `own-${i}` }));
    expect(checkRules(many)).toMatchObject({ ok: false, code: 'bad-rules' });
  });

  it('gives a ticket that is too long for its patterns to a person instead of matching for ever', () => {
    const own = rule([{ kind: 'pattern', source: '[a-z]{1,30} [a-z]{1,30} refund', reads: 'thread' }]);
    const many = Array.from({ length: 20 }, (_, i) => ({ ...own, id: `own-${i}`, all: [{ kind: 'pattern' as const, source: `[a-z]{1,30} [a-z]{1,30} refund ${i}`, reads: 'thread' as const }] }));
    const reasons = decide(many, makeSampleTicket(['The parcel came at noon and I put it on the table. '.repeat(200)])).reasons;
    expect(reasons.map((reason) => reason.rule)).toEqual(['too-much-to-match']);
  });

  it('refuses rules that ask about one another in a circle, and chains of thousands do no harm', () => {
    const ask = (id: string, other: string): EscalationRule => rule([{ kind: 'rule', id: other, fired: true }], { id });
    const circle = checkRules([ask('a', 'b'), ask('b', 'c'), ask('c', 'a')]);
    expect(circle).toMatchObject({ ok: false, message: expect.stringContaining('a → b → c → a') as string });
    expect(checkRules([ask('a', 'a')]).ok).toBe(false);
    expect(compileRules([ask('a', 'b'), ask('b', 'a')]).rules).toEqual([]);
    const chain = Array.from({ length: 20_000 }, (_, i) => ask(`r-${i}`, `r-${i + 1}`));
    expect(ruleOrder([...chain, rule([words('x')], { id: 'r-20000' })]).order[0]?.id).toBe('r-20000');
  });

  it.each([
    ['a rule that is not there', rule([{ kind: 'rule', id: 'ghost', fired: true }]), /ghost/],
    ['a wording that is not there', rule([{ kind: 'says', wording: 'ghost', reads: 'thread' }]), /ghost/],
    ['a phrase without a letter', rule([words('!!')]), /neither a letter nor a digit/],
    ['an asterisk alone', rule([words('a*')]), /nearly every word/],
  ])('names %s', (_, bad, why) => {
    const refused = checkRules([bad]);
    expect(refused.ok ? '' : refused.message).toMatch(why);
  });

  it('passes the rules that come with the program', () => {
    expect(checkRules(standardRules).ok).toBe(true);
    expect(compileRules(standardRules).problems).toEqual([]);
  });

  it('never throws for any pattern or phrase', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 200 }), (source, text) => {
      const pattern = compilePattern(source);
      if (pattern.ok) pattern.value.find(text);
      createPhraseFinder([source])(text);
    }));
  });
});
