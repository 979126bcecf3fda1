import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import type { Prediction } from '../../src/classifier/head.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { detectProduct } from '../../src/triage/detect-product.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { makeSampleTicket, noon } from './make-sample-ticket.ts';

const rulesHead = createRulesHead();

function predict(label: string, confidence = 0.95): Prediction {
  return { label, confidence, ranked: [{ label, confidence }], outOfScope: label === 'out_of_scope', version: 'test@1', path: 'model' };
}

function triage(ticket: Ticket, prediction?: Prediction, playbook: Playbook = defaultPlaybook): Triage {
  return triageTicket(ticket, { intentHead: null, rulesHead }, playbook, noon, () => 0, prediction === undefined ? {} : { prediction });
}

describe('triage of a ticket', () => {
  it('puts everything together', () => {
    const ticket = makeSampleTicket(['When will my Alder desk arrive? Order LL-48213, ordered on 14 April.'], { subject: 'Re: desk' });
    const result = triage(ticket, predict('delivery_period'));
    expect(result).toMatchObject({
      ticketId: 'T-1',
      ticketUpdatedAt: noon,
      language: { code: 'en', supported: true },
      product: { name: 'Alder desk', source: 'text' },
      escalation: { escalated: false },
      route: { queue: 'delivery', action: 'auto-reply' },
      path: 'model',
      versions: { intent: 'test@1', playbook: defaultPlaybook.version },
    });
    expect(result.entities.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['order LL-48213', 'date 2026-04-14']);
    for (const entity of result.entities) expect(ticket.messages[0]?.text.slice(entity.start, entity.end)).toBe(entity.text);
  });

  it('finds nothing twice, or cut, in a subject that is the beginning of the message', () => {
    const text = 'Order LL-48213 is late, please write to jo@example.com or ring me on +442079460958 today';
    const found = (subject: string): string[] => triage(makeSampleTicket([text], { subject })).entities.map(({ kind, value }) => `${kind} ${value}`);
    const whole = ['order LL-48213', 'email jo@example.com', 'phone +442079460958', 'date 2026-04-24'];
    expect(found(text.slice(0, 52))).toEqual(whole);
    expect(found(text.slice(0, 75))).toEqual(whole);
    expect(found('About LL-11111')).toEqual(['order LL-11111', ...whole]);
  });

  it.each([
    ['Outlook headers', 'From: Priya <help@larch.example>\nSent: 3 March 2026 10:00\nTo: Ana\nSubject: Order LL-99999\n\nYour order LL-99999 ...'],
    ['a German introduction', 'Am 3. März 2026 um 10:00 schrieb Priya <help@larch.example>:\nOrder LL-99999'],
    ['a forwarded message', '---------- Forwarded message ---------\nFrom: Priya <help@larch.example>\nDate: 3 March 2026\nOrder LL-99999'],
    ['quote marks', '> On 3 March 2026 order LL-99999'],
  ])('takes nothing from mail quoted below %s, but the phone number of a signature', (_name, quote) => {
    const { entities } = triage(makeSampleTicket([`Where is LL-48213?\n\nKind regards\nAna\n020 7946 0331\n\n${quote}`]));
    expect(entities.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['order LL-48213', 'phone 02079460331']);
  });

  it('keeps at most 300 entities, each value before any repeats, in the order of the ticket', () => {
    const { entities } = triage(makeSampleTicket([`${'£1, '.repeat(25_000)}£2 and LL-48213`]));
    expect(entities).toHaveLength(300);
    expect(entities.slice(-2).map(({ value }) => value)).toEqual(['2.00 GBP', 'LL-48213']);
    expect(entities[0]?.start).toBe(0);
  });

  it('tells the words behind the intent, none where nobody can tell, and leaves them out when told to', () => {
    const ticket = makeSampleTicket(['Hello, where is my parcel?'], { subject: 'Re:' });
    const intentHead = {
      predict: (text: string) => predict(text.includes('parcel') ? 'track_order' : 'out_of_scope'),
      explain: (text: string) => [
        { text: 'where', start: text.indexOf('where'), end: text.indexOf('where') + 5, weight: 0.3 },
        { text: 'parcel', start: text.indexOf('parcel'), end: text.indexOf('parcel') + 6, weight: 0.7 },
        { text: 'Hello', start: 0, end: 5, weight: -0.2 },
      ],
    };
    const words = (changed: Ticket, explain: boolean) =>
      triageTicket(changed, { intentHead, rulesHead }, defaultPlaybook, noon, () => 0, { explain }).intentWords;
    expect(words(ticket, true)).toEqual([
      { text: 'parcel', weight: 0.7, messageId: 'm1', start: 19, end: 25 },
      { text: 'where', weight: 0.3, messageId: 'm1', start: 7, end: 12 },
    ]);
    expect(words(makeSampleTicket(['Nice weather']), true)).toEqual([]);
    expect(words(ticket, false)).toBeUndefined();
  });

  it('reads the clock for timings only', () => {
    let ticks = 0;
    const result = triageTicket(makeSampleTicket(['hello']), { intentHead: null, rulesHead }, defaultPlaybook, noon, () => ticks++);
    expect(result.timings.total).toBeGreaterThan(0);
    expect(result.path).toBe('rules');
    expect(result.versions.intent).toBe('rules@1');
  });

  it('gives a foreign language to a person at the front desk and says so', () => {
    const result = triage(makeSampleTicket(['Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie ankommt.']), predict('track_order'));
    expect(result.route).toMatchObject({ queue: 'front-desk', action: 'human' });
    expect(result.route.reason).toContain('German');
  });

  it('claims to know nothing of the urgency of words it does not read, but sees who waits', () => {
    const words = 'Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie ankommt.';
    expect(triage(makeSampleTicket([words]), predict('out_of_scope', 0.99)).priority).toEqual({
      level: 'normal',
      reason: 'Written in German: how urgent it is, a person must read.',
    });
    const waiting = triageTicket(makeSampleTicket([words]), { intentHead: null, rulesHead }, defaultPlaybook, noon + 4 * 86_400_000, () => 0);
    expect(waiting.priority.level).toBe('high');
    expect(waiting.priority.reason).toMatch(/^Waiting for an answer/);
  });

  it('calls nothing certain that is not', () => {
    expect(triage(makeSampleTicket(['Which ways of delivery do you have?']), predict('delivery_options', 0.9996)).route.reason).toContain('(99%)');
  });

  it.each([
    ['out of scope', predict('out_of_scope'), 'front-desk', 'human'],
    ['unsure', predict('track_order', 0.3), 'front-desk', 'human'],
    ['likely', predict('delivery_options', 0.7), 'delivery', 'draft'],
    ['sure', predict('delivery_options', 0.9), 'delivery', 'auto-reply'],
    ['drafted at most', predict('cancel_order', 0.99), 'orders', 'draft'],
    ['a person at most', predict('complaint', 0.99), 'front-desk', 'human'],
    ['an intent nobody planned for', predict('something_new', 0.99), 'front-desk', 'human'],
    ['rules only', { ...predict('delivery_options'), path: 'rules' as const }, 'delivery', 'draft'],
  ])('routes %s', (_name, prediction, queue, action) => {
    expect(triage(makeSampleTicket(['Which ways of delivery do you have?']), prediction).route).toMatchObject({ queue, action });
  });

  it('says of an intent that the playbook does not know that it has no rule, and of one it keeps for people that it does', () => {
    const reasonFor = (label: string): string => triage(makeSampleTicket(['Which ways of delivery do you have?']), predict(label, 0.99)).route.reason;
    expect(reasonFor('card_arrival')).toBe('The playbook has no rule for “Card arrival” yet, so a person answers.');
    expect(reasonFor('complaint')).toBe('Complaint is always answered by a person.');
  });

  it('reviews what an unhappy customer gets, and a conversation a person is in', () => {
    expect(triage(makeSampleTicket(['This is terrible, which ways of delivery do you have?']), predict('delivery_options')).route.action).toBe('draft');
    expect(triage(makeSampleTicket(['Hi', 'agent: Hello', 'Which ways of delivery do you have?']), predict('delivery_options')).route.action).toBe('draft');
  });

  it('lets a person’s correction of intent and queue win', () => {
    const corrected = makeSampleTicket(['hm'], { corrections: { intent: 'track_order', queue: 'billing' } });
    expect(triage(corrected, predict('review', 0.4)).route).toMatchObject({ queue: 'billing', action: 'draft' });
    expect(triage(makeSampleTicket(['hm'], { corrections: { queue: 'gone' } }), predict('review')).route.queue).toBe('front-desk');
  });

  it('sets priority by what is at stake', () => {
    const level = (text: string, label: string): string => triage(makeSampleTicket([text]), predict(label)).priority.level;
    expect(level('The lamp caught fire.', 'complaint')).toBe('urgent');
    expect(level('Please cancel my order.', 'cancel_order')).toBe('high');
    expect(level('How do I leave a review?', 'review')).toBe('low');
    expect(level('Where can I see my bill?', 'check_invoice')).toBe('normal');
  });

  it('lets a short "i will" keep the mood of the thread', () => {
    const ticket = makeSampleTicket(['This is terrible and I am very disappointed.', 'agent: Please send a photo.', 'i will']);
    expect(triage(ticket, predict('complaint')).sentiment.label).toBe('negative');
  });

  it('never lets an escalated ticket be answered by itself, whatever the playbook allows', () => {
    const allAuto: Playbook = { ...defaultPlaybook, actions: Object.fromEntries(Object.keys(defaultPlaybook.actions).map((intent) => [intent, 'auto-reply'])), thresholds: { sure: 0, likely: 0 } };
    const threats = fc.constantFrom(...standardRules.flatMap(({ fires }) => fires ?? []));
    const words = fc.array(fc.constantFrom('thank you', 'please', 'lovely', 'which ways of delivery do you have', 'LL-48213', '?', '\n', '> quoted', 'Regards,'), { maxLength: 8 });
    const labels = fc.constantFrom(...Object.keys(defaultPlaybook.actions), 'out_of_scope');
    let escalated = 0;
    fc.assert(
      fc.property(words, fc.option(threats, { nil: '' }), words, labels, fc.double({ min: 0, max: 1, noNaN: true }), (before, threat, after, label, confidence) => {
        const result = triage(makeSampleTicket([`${before.join(' ')}\n${threat}\n${after.join(' ')}`]), predict(label, confidence), allAuto);
        if (!result.escalation.escalated) return;
        escalated += 1;
        expect(result.route.action).toBe('human');
      }),
      { numRuns: 300 },
    );
    expect(escalated).toBeGreaterThan(50);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { minLength: 1, maxLength: 4 }), fc.string(), (texts, subject) => {
        const ticket = makeSampleTicket(texts, { subject });
        const result = triage(ticket);
        for (const entity of result.entities) {
          const source = entity.messageId === undefined ? subject : (ticket.messages.find(({ id }) => id === entity.messageId)?.text ?? '');
          expect(source.slice(entity.start, entity.end)).toBe(entity.text);
        }
        expect(defaultPlaybook.queues.some(({ id }) => id === result.route.queue)).toBe(true);
      }),
    );
    expect(() => triage(makeSampleTicket(['a1 £'.repeat(250_000)]))).not.toThrow();
  });
});

describe('detect the product', () => {
  const { products } = defaultPlaybook;
  it('believes the source, by its catalogue name', () => {
    expect(detectProduct('my lamp', 'sofa', products)).toEqual({ name: 'Sorrel sofa', source: 'given' });
    expect(detectProduct('my lamp', 'GoPro Hero', products)).toEqual({ name: 'GoPro Hero', source: 'given' });
  });

  it('takes the one named most often in the text', () => {
    expect(detectProduct('The desk is fine. The lamps? One lamp flickers.', undefined, products)?.name).toBe('Tansy lamp');
    expect(detectProduct('gift-cards', undefined, products)?.name).toBe('gift cards');
    expect(detectProduct('I was happy with the deskilled approach', undefined, products)).toBeNull();
  });
});
