import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEscalation } from '../../src/escalation/decide-escalation.ts';
import type { Condition, EscalationRule, PlainCondition } from '../../src/escalation/rule.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { checkInSteps, checkPlaybook } from '../../src/playbook/check-playbook.ts';
import { firesWithin } from '../../src/playbook/compare-conditions.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { FindingKind, PlaybookFinding } from '../../src/playbook/finding.ts';
import type { Playbook, Queue } from '../../src/playbook/playbook.ts';
import { trySentence } from '../../src/playbook/try-sentence.ts';
import { scoreSentiment } from '../../src/sentiment/score-sentiment.ts';
import { defaultCalendar, defaultTargets } from '../../src/sla/service-level.ts';
import { readThreadText } from '../../src/tickets/request-text.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';
import { arbitraryPlaybook } from './arbitrary-playbook.ts';

const facts = { intents: Object.keys(defaultPlaybook.actions), today: '2026-06-01' };

function rule(id: string, all: readonly Condition[], changes: Partial<EscalationRule> = {}): EscalationRule {
  return { id, group: 'other', title: id, detail: '', severity: 'normal', on: true, negatable: true, all, ...changes };
}

function words(...any: string[]): PlainCondition {
  return { kind: 'words', any, reads: 'thread' };
}

function withRules(...rules: EscalationRule[]): Playbook {
  return { ...defaultPlaybook, rules };
}

function withQueue(changes: Partial<Queue>, at = 1): Playbook {
  return { ...defaultPlaybook, queues: defaultPlaybook.queues.map((queue, k) => (k === at ? { ...queue, ...changes } : queue)) };
}

function find(playbook: Playbook, kind: FindingKind, known: readonly string[] | null = facts.intents): PlaybookFinding[] {
  return checkPlaybook(playbook, { ...facts, intents: known }).filter((finding) => finding.kind === kind);
}

const angry: PlainCondition = { kind: 'mood', is: ['angry'] };
const happy: PlainCondition = { kind: 'mood', is: ['happy', 'content'] };

describe('the playbook a desk starts with', () => {
  it('has nothing to look at', () => {
    expect(checkPlaybook(defaultPlaybook, facts)).toEqual([]);
  });
});

/** Of each kind one playbook that has it, with words of what is said, and one that is near and has not. */
const cases: readonly (readonly [FindingKind, string, Playbook, string, Playbook])[] = [
  ['two-queues', 'an intent in two queues', withQueue({ intents: ['check_invoice', 'track_order'] }), 'stands in two queues: Billing, Delivery. Only Billing', withQueue({ intents: ['check_invoice'] })],
  ['crossed-thresholds', 'likely over sure between queue and intent', { ...withQueue({ thresholds: { sure: 0.7 } }), intentThresholds: { check_invoice: { likely: 0.8 } } }, 'likely from 80% but sure from 70%', { ...withQueue({ thresholds: { sure: 0.8 } }), intentThresholds: { check_invoice: { likely: 0.8 } } }],
  ['action-above-queue', 'by itself where a person answers all', withQueue({ atMost: 'human' }), 'in Billing a person answers everything', withQueue({ atMost: 'auto-reply' })],
  ['action-above-queue', 'by itself where all is a draft', withQueue({ atMost: 'draft' }), 'a draft at most', { ...withQueue({ atMost: 'draft' }), actions: { ...defaultPlaybook.actions, check_payment_methods: 'draft' } }],
  ['never-sure', 'sure from 100%', { ...defaultPlaybook, thresholds: { sure: 1, likely: 0.5 } }, 'no ticket reaches', { ...defaultPlaybook, thresholds: { sure: 0.99, likely: 0.5 } }],
  ['idle-threshold', 'sure of what is always drafted', { ...defaultPlaybook, intentThresholds: { get_refund: { sure: 0.9 } } }, 'never answered by itself', { ...defaultPlaybook, intentThresholds: { review: { sure: 0.9 } } }],
  ['no-queue', 'an action without a queue', withQueue({ intents: [] }, 3), 'is in no queue, so it goes to Front desk', defaultPlaybook],
  ['empty-queue', 'a queue without intents', withQueue({ intents: [] }, 3), 'takes no intent', { ...withQueue({ intents: [] }, 5), actions: {} }],
  ['nobody-can', 'a skill nobody has', { ...withQueue({ skills: ['french'] }), team: [{ name: 'Ana', skills: ['german'], hoursADay: 6 }] }, 'Nobody of the team can work in Billing', { ...withQueue({ skills: ['german'] }), team: [{ name: 'Ana', skills: ['german'], hoursADay: 6 }] }],
  ['no-hours-worked', 'a member without hours', { ...defaultPlaybook, team: [{ name: 'Ana', skills: [], hoursADay: 0 }] }, 'no hour a day', { ...defaultPlaybook, team: [{ name: 'Ana', skills: [], hoursADay: 1 }] }],
  ['targets-out-of-order', 'urgent after high', { ...defaultPlaybook, targets: { ...defaultTargets, urgent: { firstResponse: 300, resolution: 400 } } }, 'longer for urgent tickets than for high ones', { ...defaultPlaybook, targets: { ...defaultTargets, urgent: { firstResponse: 240, resolution: 400 } } }],
  ['targets-out-of-order', 'a queue’s own target after the desk’s next', withQueue({ targets: { urgent: { firstResponse: 300, resolution: 400 } } }), 'Billing takes longer', withQueue({ targets: { urgent: { firstResponse: 30, resolution: 400 } } })],
  ['target-too-long', 'a first answer after a month', { ...defaultPlaybook, targets: { ...defaultTargets, low: { firstResponse: 20_000, resolution: 20_000 } } }, 'only after more than two weeks', { ...defaultPlaybook, targets: { ...defaultTargets, low: { firstResponse: 8_000, resolution: 20_000 } } }],
  ['never-open', 'no hours at all', { ...defaultPlaybook, calendar: { ...defaultCalendar, week: { mon: [] } } }, 'never open', { ...defaultPlaybook, calendar: { ...defaultCalendar, week: { mon: [{ from: '09:00', to: '10:00' }] }, holidays: [] }, targets: { urgent: { firstResponse: 1, resolution: 1 }, high: { firstResponse: 1, resolution: 1 }, normal: { firstResponse: 1, resolution: 1 }, low: { firstResponse: 1, resolution: 1 } } }],
  ['old-holidays', 'holidays of last year', { ...defaultPlaybook, calendar: { ...defaultCalendar, holidays: [{ date: '2025-12-25', name: 'Christmas' }] } }, 'are past', { ...defaultPlaybook, calendar: { ...defaultCalendar, holidays: [{ date: '2025-12-25', name: 'Christmas' }, { date: '2026-12-25', name: 'Christmas' }] } }],
  ['impossible', 'two moods at once', withRules(rule('a', [angry, happy])), 'sounds angry and one who sounds happy or content', withRules(rule('a', [angry, { kind: 'mood', is: ['angry', 'happy'] }]))],
  ['impossible', 'two moods, one of them asked for by another rule', withRules(rule('b', [happy]), rule('a', [angry, { kind: 'rule', id: 'b', fired: true }])), 'never fires', withRules(rule('b', [happy]), rule('a', [angry, { kind: 'rule', id: 'b', fired: false }]))],
  ['impossible', 'a rule to fire and not to', withRules(rule('b', [words('x')]), rule('a', [{ kind: 'rule', id: 'b', fired: true }, { kind: 'rule', id: 'b', fired: false }])), 'never fires', withRules(rule('b', [words('x')]), rule('a', [words('y'), { kind: 'rule', id: 'b', fired: false }]))],
  ['impossible', 'another rule not to, which always does', withRules(rule('b', [words('court')]), rule('a', [words('small claims court'), { kind: 'rule', id: 'b', fired: false }])), 'it needs that not to', withRules(rule('b', [words('court')]), rule('a', [words('small claims'), { kind: 'rule', id: 'b', fired: false }]))],
  ['impossible', 'any of moods, none of which is left', withRules(rule('a', [angry, { kind: 'any', of: [happy, { kind: 'mood', is: ['neutral'] }] }])), 'never fires', withRules(rule('a', [angry, { kind: 'any', of: [happy, words('x')] }]))],
  ['asks-about-off', 'a rule that is off', withRules(rule('b', [words('x')], { on: false }), rule('a', [words('y'), { kind: 'rule', id: 'b', fired: true }])), 'switched off', withRules(rule('b', [words('x')]), rule('a', [words('y'), { kind: 'rule', id: 'b', fired: true }]))],
  ['unknown-intent', 'an intent in a queue', withQueue({ intents: ['check_invoice', 'rent_boat'] }), 'does not know “Rent boat”', defaultPlaybook],
  ['unknown-intent', 'an intent in a rule', withRules(rule('a', [{ kind: 'intent', is: ['rent_boat'], atLeast: 0.5 }])), '“Rent boat”', withRules(rule('a', [{ kind: 'intent', is: ['rent_boat', 'review'], atLeast: 0.5 }]))],
  ['unknown-product', 'a product in a rule', withRules(rule('a', [{ kind: 'product', is: ['boat'] }])), 'the catalogue does not have', withRules(rule('a', [{ kind: 'product', is: ['tansy LAMP'] }]))],
  ['does-not-fire', 'its own example', withRules(rule('a', [words('court')], { fires: 'I will sue you.' })), 'I will sue you.', withRules(rule('a', [words('sue'), { kind: 'tier', is: ['vip'] }], { fires: 'I will sue you.' }))],
  ['not-quiet', 'its own counterexample', withRules(rule('a', [words('court')], { quiet: 'The tennis court is green.' })), 'should stay quiet', withRules(rule('a', [words('court')], { quiet: 'The tennis court is green.', unless: ['tennis court'] }))],
  ['shadowed', 'words that another has', withRules(rule('b', [words('court', 'sue')], { severity: 'high' }), rule('a', [words('small claims court')])), 'wherever it fires, “b” fires too', withRules(rule('b', [words('court', 'sue')]), rule('a', [words('small claims court')], { severity: 'high' }))],
  ['shadowed', 'the same but in the newest message only', withRules(rule('b', [words('court')]), rule('a', [{ kind: 'words', any: ['court'], reads: 'newest' }])), 'adds nothing', withRules(rule('b', [{ kind: 'words', any: ['court'], reads: 'newest' }], { severity: 'high' }), rule('a', [words('court')]))],
  ['shadowed', 'the same with a longer wait', withRules(rule('b', [angry, { kind: 'waiting', hours: 24 }]), rule('a', [angry, { kind: 'waiting', hours: 48 }])), 'adds nothing', withRules(rule('b', [angry, { kind: 'waiting', hours: 24 }]), rule('a', [happy, { kind: 'waiting', hours: 48 }]))],
  ['phrase-shadowed', 'a phrase that another of its own has', withRules(rule('a', [words('court', 'small claims court')])), '“small claims court” without need', withRules(rule('a', [words('court', 'courts')]))],
  ['swallowed', 'each phrase', withRules(rule('a', [words('tennis court', 'court case')], { unless: ['court'] })), 'each of them', withRules(rule('a', [words('court')], { unless: ['tennis court'] }))],
  ['swallowed', 'one phrase', withRules(rule('a', [words('tennis court', 'judge')], { unless: ['court'] })), '“tennis court”', withRules(rule('a', [words('tennis court', 'judge')], { unless: ['court case'] }))],
];

describe('what is said of a playbook', () => {
  it.each(cases)('%s: %s', (kind, _, has, said, hasNot) => {
    const found = find(has, kind);
    expect(found.map(({ message, mend }) => `${message} ${mend}`).join('\n')).toContain(said);
    for (const { message, mend } of found) expect(`${message} ${mend}`).toMatch(/^[“A-Z].*[.”:]/);
    expect(find(hasNot, kind)).toEqual([]);
  });

  it('no-rule-for-intent: a label of the head in use that the playbook does not know', () => {
    expect(find(defaultPlaybook, 'no-rule-for-intent', [...facts.intents, 'rent_boat', 'out_of_scope']).map(({ place }) => place)).toEqual([{ part: 'intent', label: 'rent_boat' }]);
    expect(find(defaultPlaybook, 'no-rule-for-intent', null)).toEqual([]);
  });

  it('nothing of a rule that is off', () => {
    expect(checkPlaybook(withRules(rule('a', [angry, happy], { on: false })), facts)).toEqual([]);
  });

  it('of two rules that are the same one is shadowed, not both', () => {
    expect(find(withRules(rule('a', [words('court')]), rule('b', [words('court')])), 'shadowed').map(({ place }) => place)).toEqual([{ part: 'rule', id: 'b' }]);
  });

  it('never throws, whatever the playbook', () => {
    fc.assert(fc.property(arbitraryPlaybook, (playbook) => void checkPlaybook(playbook, facts)), { numRuns: 100 });
  });

  it('gives way to others after each of three hundred rules, none of which takes long', () => {
    const many = Array.from({ length: 300 }, (_, at) => rule(`r${at}`, [words(...Array.from({ length: 15 }, (__, k) => `word${at * 15 + k} and more`)), angry], { fires: `They said word${at * 15} and more!!`, quiet: 'Nothing.' }));
    const steps = checkInSteps(withRules(...many), facts);
    const took: number[] = [];
    for (let done = false; !done; ) {
      const began = performance.now();
      done = steps.next().done === true;
      took.push(performance.now() - began);
    }
    expect(took).toHaveLength(301);
    // The middle one: the machine may be busy with something else meanwhile.
    expect(took.sort((a, b) => a - b)[150]).toBeLessThan(25);
  });
});

describe('a rule that is said to fire only where another does', () => {
  const phrase = fc.constantFrom('court', 'small claims court', 'sue', 'sue you', 'refund*', 'refund now', 'lawyer', 'my lawyer');
  const some = fc.record({
    any: fc.array(phrase, { minLength: 1, maxLength: 3 }), unless: fc.array(fc.constantFrom('tennis', 'court', 'tennis court', 'kind*'), { maxLength: 2 }),
    negatable: fc.boolean(), newest: fc.boolean(), mood: fc.option(fc.constantFrom<Condition>(angry, { kind: 'mood', is: ['angry', 'frustrated', 'neutral'] })),
  });
  const sentence = fc.array(fc.constantFrom('I', 'will', 'not', 'never', 'sue', 'you', 'in', 'small claims court', 'sue you', 'refund now', 'my lawyer', 'court', 'tennis', 'refund', 'refunds', 'now', 'my', 'lawyer', 'kindly', ',', '.', '!!', 'or'), { maxLength: 12 }).map((parts) => parts.join(' '));

  it('does so on any sentences', () => {
    interface Parts { readonly any: readonly string[]; readonly unless: readonly string[]; readonly negatable: boolean; readonly newest: boolean; readonly mood: Condition | null }
    const make = (id: string, { any, unless, negatable, newest, mood }: Parts): EscalationRule =>
      rule(id, [{ kind: 'words', any, reads: newest ? 'newest' : 'thread' }, ...(mood === null ? [] : [mood])], { unless, negatable });
    let seen = 0;
    fc.assert(
      fc.property(some, fc.tuple(some, some, fc.boolean()), fc.array(sentence, { minLength: 1, maxLength: 6 }), (one, [two, more, akin], texts) => {
        const other = akin ? { ...more, any: [...one.any.map((each) => each.split(' ').at(-1) ?? each), ...more.any], unless: one.unless.slice(0, 1), mood: one.mood } : two;
        const [a, b] = [make('a', one), make('b', other)];
        if (!firesWithin(a, b)) return;
        for (const text of texts) {
          const ticket = makeSampleTicket([text, 'agent: Hello', texts[0] ?? '']);
          const thread = readThreadText(ticket);
          const fired = decideEscalation({ ticket, thread, sentiment: scoreSentiment(thread.text), now: noon }, [a, b]).reasons.map((reason) => reason.rule);
          if (!fired.includes('a')) continue;
          seen += 1;
          expect(fired).toContain('b');
        }
      }),
      { numRuns: 3_000 },
    );
    expect(seen).toBeGreaterThan(50);
  });
});

describe('a sentence tried', () => {
  it('shows each rule that fires, with its quote', () => {
    expect(trySentence('The lamp caught fire and my lawyer will write to you.', standardRules).map(({ rule: id }) => id)).toEqual(['safety', 'legal-threat']);
    expect(trySentence('Where is my lamp?', standardRules)).toEqual([]);
  });
});
