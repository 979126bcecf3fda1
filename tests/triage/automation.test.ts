import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import type { Prediction } from '../../src/classifier/head.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { thresholdsFor, type Playbook } from '../../src/playbook/playbook.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { Archive } from '../../src/triage/archive.ts';
import { addUp, collectCases, dialOf, lowestDial, QueueAutomation, turnDial, type Automation, type AutomationCases } from '../../src/triage/automation.ts';
import { beforeAnswer } from '../../src/triage/rehearse.ts';
import { countWorkingDays, staffing } from '../../src/triage/staffing.ts';
import { defaultCalendar } from '../../src/sla/service-level.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { anyTicket } from './generate-tickets.ts';
import { noon } from './make-sample-ticket.ts';

const models = { intentHead: null, rulesHead: createRulesHead() };
const now = noon + 30 * 86_400_000;
const day = 86_400_000;

const labels = ['delivery_options', 'delivery_period', 'check_payment_methods', 'track_order', 'newsletter_subscription', 'complaint'];
const prediction: fc.Arbitrary<Prediction> = fc.record({ label: fc.constantFrom(...labels), confidence: fc.double({ min: 0.3, max: 1, noNaN: true }) }).map(({ label, confidence }) => ({ label, confidence, ranked: [], outOfScope: false, version: 'test@1', path: 'model' }));
/** Without threats and demands, most of them answered since. */
const calmTicket: fc.Arbitrary<Ticket> = fc.record({ ticket: anyTicket, answered: fc.boolean() }).map(({ ticket, answered }) => {
  const asked = { id: 'm0', from: 'customer' as const, author: 'Ana', at: ticket.createdAt, text: 'Which delivery options do you have?' };
  const answer = { id: 'm1', from: 'agent' as const, author: 'Priya', at: ticket.createdAt + 3_600_000, text: 'Two.' };
  return { ...ticket, customer: { id: 'c', name: 'Ana' }, subject: '', messages: answered ? [asked, answer] : [asked], updatedAt: ticket.createdAt + (answered ? 3_600_000 : 0) };
});
const cases = fc.array(fc.record({ ticket: fc.oneof(anyTicket, calmTicket, calmTicket), prediction }), { minLength: 1, maxLength: 40 });
const sure = fc.double({ min: 0.5, max: 1, noNaN: true });

const playbooks: readonly Playbook[] = [
  defaultPlaybook,
  { ...defaultPlaybook, intentThresholds: { delivery_options: { sure: 0.7, likely: 0.4 }, delivery_period: { likely: 0.6 } } },
  { ...defaultPlaybook, queues: defaultPlaybook.queues.map((queue) => (queue.id === 'billing' ? { ...queue, thresholds: { sure: 0.9, likely: 0.55 } } : queue)) },
];

async function collect(given: readonly { readonly ticket: Ticket; readonly prediction: Prediction }[], playbook: Playbook): Promise<AutomationCases> {
  const archive = new Archive();
  given.forEach(({ ticket, prediction: intent }, n) => {
    const numbered = { ...ticket, id: `T-${n}` };
    archive.put(numbered, triageTicket(numbered, models, playbook, now, () => 0, { prediction: intent, explain: false }));
  });
  const found = await collectCases(archive, { playbook, moment: 'now', now, head: null }, () => true);
  if (found === null) throw new Error('it stopped');
  return found;
}

/** The slow way: every ticket triaged under the playbook as it is, as it stood and as nobody had corrected it. */
function byHand(given: readonly { readonly ticket: Ticket; readonly prediction: Prediction }[], playbook: Playbook): Map<string, Automation> {
  const sums = new Map<string, Automation>();
  for (const { ticket, prediction: intent } of given) {
    const stood = beforeAnswer(ticket, now);
    const { corrections, ...unread } = stood.ticket;
    const { route } = triageTicket(unread, models, playbook, stood.now, () => 0, { prediction: intent, explain: false });
    const is = route.action === 'auto-reply';
    const said = corrections?.intent;
    const one = { tickets: 1, answered: is ? 1 : 0, expectedErrors: is ? 1 - intent.confidence : 0, labelled: is && said !== undefined ? 1 : 0, wrong: is && said !== undefined && said !== intent.label ? 1 : 0 };
    const before = sums.get(route.queue);
    sums.set(route.queue, before ? addUp([before, one]) : one);
  }
  return sums;
}

describe('the automation dial', () => {
  it('counts what triage would answer by itself, wherever the desk’s dial and a queue’s stand', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(...playbooks), sure, sure, async (given, playbook, desk, own) => {
        const found = await collect(given, playbook);
        const delivery = playbook.queues.find(({ id }) => id === 'delivery') ?? null;
        const turned = turnDial(turnDial(playbook, null, Math.max(desk, lowestDial(playbook, null))), 'delivery', Math.max(own, lowestDial(playbook, delivery)));
        const wanted = byHand(given, turned);
        for (const queue of found.queues) {
          const dial = dialOf(turned, turned.queues.find(({ id }) => id === queue.queue) ?? null);
          const is = new QueueAutomation(queue).at(dial.sure);
          const slow = wanted.get(queue.queue) ?? { tickets: 0, answered: 0, expectedErrors: 0, labelled: 0, wrong: 0 };
          expect({ ...is, expectedErrors: 0 }).toEqual({ ...slow, expectedErrors: 0 });
          expect(is.expectedErrors).toBeCloseTo(slow.expectedErrors, 9);
          answered += is.answered;
        }
      }),
      { numRuns: 200 },
    );
    expect(answered).toBeGreaterThan(40);
  });

  it('is exact too where a threshold already lies below what is likely', async () => {
    const low: Playbook = { ...defaultPlaybook, thresholds: { sure: 0.55, likely: 0.5 }, intentThresholds: { delivery_period: { likely: 0.7 } } };
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const found = await collect(given, low);
        const wanted = byHand(given, low);
        for (const queue of found.queues) expect(new QueueAutomation(queue).at(0.55).answered).toBe(wanted.get(queue.queue)?.answered ?? 0);
      }),
      { numRuns: 60 },
    );
    // And its dial goes no lower than what it would draw down.
    expect(lowestDial(low, null)).toBe(0.7);
    expect(lowestDial(low, low.queues[0] ?? null)).toBe(0.5);
  });

  it('answers no more when turned up, and errs no more', async () => {
    await fc.assert(
      fc.asyncProperty(cases, sure, sure, async (given, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        for (const queue of (await collect(given, defaultPlaybook)).queues) {
          const automation = new QueueAutomation(queue);
          expect(automation.at(high).answered).toBeLessThanOrEqual(automation.at(low).answered);
          expect(automation.at(high).expectedErrors).toBeLessThanOrEqual(automation.at(low).expectedErrors + 1e-9);
          expect(automation.errorsAt(low)).toHaveLength(automation.at(low).answered);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('turns in the playbook: the desk’s, a queue’s own, and a queue back to the desk’s', () => {
    const own = turnDial(defaultPlaybook, 'billing', 0.7);
    expect(thresholdsFor(own, 'check_payment_methods').sure).toBe(0.7);
    expect(dialOf(own, own.queues[1] ?? null)).toEqual({ sure: 0.7, own: true });
    expect(thresholdsFor(turnDial(own, null, 0.95), 'check_payment_methods').sure).toBe(0.7);
    expect(thresholdsFor(turnDial(own, null, 0.95), 'delivery_options').sure).toBe(0.95);
    expect(turnDial(own, 'billing', null)).toEqual(defaultPlaybook);
    const likely = { ...defaultPlaybook, queues: defaultPlaybook.queues.map((queue) => ({ ...queue, thresholds: { likely: 0.6 } })) };
    expect(turnDial(turnDial(likely, 'billing', 0.7), 'billing', null)).toEqual(likely);
  });
});

describe('the people it takes', () => {
  const week = { from: Date.UTC(2026, 3, 20, 9), to: Date.UTC(2026, 3, 26, 20) };

  it('counts days on which the desk is open, by its own clock', () => {
    // Monday to Sunday, closed on Sundays.
    expect(countWorkingDays(defaultCalendar, week.from, week.to)).toBe(6);
    expect(countWorkingDays({ ...defaultCalendar, holidays: [{ date: '2026-04-21', name: 'Day off' }] }, week.from, week.to)).toBe(5);
    // Half past eleven on Saturday in Auckland is Friday in London.
    const saturday = Date.UTC(2026, 3, 24, 23, 30);
    expect(countWorkingDays({ timeZone: 'Pacific/Auckland', week: { sat: [{ from: '09:00', to: '17:00' }] }, holidays: [] }, saturday - 12 * 3_600_000, saturday)).toBe(1);
    // A whole year over two changes of the clocks: 52 weeks and a Thursday, less Boxing Day of which the Sunday next is closed anyway.
    expect(countWorkingDays({ ...defaultCalendar, holidays: [] }, Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31, 12))).toBe(52 * 6 + 1);
    expect(countWorkingDays({ ...defaultCalendar, week: {} }, week.from, week.to)).toBe(1);
  });

  it('are those who have the hours that what is left takes', () => {
    const playbook: Playbook = {
      ...defaultPlaybook,
      queues: [{ id: 'billing', name: 'Billing', intents: [], minutesEach: 10, skills: ['money'] }, { id: 'front-desk', name: 'Front desk', intents: [] }],
      team: [{ name: 'Ana', skills: ['money'], hoursADay: 4 }, { name: 'Bo', skills: [], hoursADay: 6 }],
    };
    const none = { confidence: new Float64Array(), labelled: new Uint8Array() };
    const given: AutomationCases = { tickets: 720, period: week, queues: [{ queue: 'billing', tickets: 720, recent: 720, dialled: none, own: none }, { queue: 'front-desk', tickets: 60, recent: 60, dialled: none, own: none }] };
    const sums = new Map([['billing', { tickets: 720, answered: 360, expectedErrors: 3, labelled: 0, wrong: 0 }]]);
    const { desk, queues } = staffing(playbook, given, sums);
    // 120 a day, half of them answered; sixty of ten minutes are ten hours, and Ana has four.
    expect(queues.get('billing')).toEqual({ perDay: 120, left: 60, hours: 10, people: 2.5, team: { people: 1, hours: 4 } });
    expect(queues.get('front-desk')?.hours).toBeCloseTo((10 * 8) / 60);
    expect(desk).toMatchObject({ perDay: 130, left: 70, team: { people: 2, hours: 10 } });
    expect(staffing({ ...playbook, team: [] }, given, sums).queues.get('billing')).toMatchObject({ people: 10 / 6, team: null });
  });

  it('are told from the last ninety days of an archive of years', async () => {
    const ticket = (id: string, at: number): Ticket => ({ id, subject: '', channel: 'form', status: 'open', unread: false, customer: { id: 'c', name: 'C' }, createdAt: at, updatedAt: at, messages: [{ id: 'm', from: 'customer', author: 'C', at, text: 'Where is my parcel?' }] });
    const archive = new Archive();
    for (const [id, at] of [['old', now - 900 * day], ['then', now - 80 * day], ['new', now]] as const) {
      const one = ticket(id, at);
      archive.put(one, triageTicket(one, models, defaultPlaybook, now, () => 0));
    }
    const found = await collectCases(archive, { playbook: defaultPlaybook, moment: 'now', now, head: null }, () => true);
    expect(found?.period).toEqual({ from: now - 90 * day, to: now });
    expect(found?.queues.reduce((sum, { recent }) => sum + recent, 0)).toBe(2);
    expect(found?.queues.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(3);
  });
});
