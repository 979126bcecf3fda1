import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorities } from '../../src/tickets/priority.ts';
import { ticketStatuses } from '../../src/tickets/ticket.ts';
import { createDueTimer } from '../../src/sla/due-times.ts';
import { defaultCalendar, defaultTargets } from '../../src/sla/service-level.ts';
import { desk, minute, monday, timed, twoDays } from './some-rows.ts';

const timer = createDueTimer(desk);
const hour = 60 * minute;

describe('what a ticket is promised', () => {
  it('is its queue’s, else the desk’s, else what the program comes with', () => {
    expect(timer.levelOf({ queue: 'billing', priority: 'normal' })).toEqual({ calendar: twoDays, target: { firstResponse: 120, resolution: 600 } });
    expect(timer.levelOf({ queue: 'billing', priority: 'urgent' })).toEqual({ calendar: twoDays, target: defaultTargets.urgent });
    expect(timer.levelOf({ queue: 'orders', priority: null })).toEqual({ calendar: defaultCalendar, target: defaultTargets.normal });
    const own = createDueTimer({ ...desk, fallbackQueue: 'billing', targets: { ...defaultTargets, low: { firstResponse: 5, resolution: 6 } } });
    expect(own.levelOf({ queue: 'orders', priority: 'low' }).target).toEqual({ firstResponse: 5, resolution: 6 });
    expect(own.levelOf({ queue: 'gone', priority: 'normal' })).toEqual(own.levelOf({ queue: 'billing', priority: 'normal' }));
  });
});

describe('the timer of an answer', () => {
  it('runs from what the customer wrote, is soon over, and then is', () => {
    const row = timed('a');
    expect(timer.dueTimes(row, monday).response).toMatchObject({ state: 'running', at: monday + 2 * hour, left: 120, target: 120, first: true });
    expect(timer.dueTimes(row, monday + hour).response).toMatchObject({ state: 'soon', left: 60 });
    expect(timer.dueTimes(row, monday + 2 * hour).response.state).toBe('soon');
    expect(timer.dueTimes(row, monday + 2 * hour + 1).response.state).toBe('breached');
    expect(timer.dueTimes(row, monday + 3 * hour).response).toMatchObject({ state: 'breached', left: -60 });
  });

  it('begins anew when the customer writes again', () => {
    const row = timed('a', { createdAt: monday - 30 * hour, answeredAt: monday - 29 * hour, waitingSince: monday });
    expect(timer.dueTimes(row, monday).response).toMatchObject({ state: 'running', at: monday + 2 * hour, first: false });
  });

  it('stands while the queue is closed', () => {
    const row = timed('a', { waitingSince: Date.parse('2026-11-24T16:00:00Z') });
    const due = timer.dueTimes(row, Date.parse('2026-11-27T12:00:00Z')).response;
    expect(due).toMatchObject({ state: 'soon', left: 60, at: Date.parse('2026-11-30T10:00:00Z') });
  });

  it('is settled with the first answer, in time or not', () => {
    const answered = (after: number) => timed('a', { status: 'waiting', waitingSince: null, answeredAt: monday + after });
    expect(timer.dueTimes(answered(hour), monday + 9 * hour).response).toMatchObject({ state: 'met', left: 60 });
    expect(timer.dueTimes(answered(3 * hour), monday + 9 * hour).response).toMatchObject({ state: 'missed', left: -60 });
  });

  it('is none for what was merged away, or was closed unanswered, or whose queue never opens', () => {
    expect(timer.responseDue(timed('a', { mergedInto: 'b' }))).toBeNull();
    expect(timer.dueTimes(timed('a', { mergedInto: 'b' }), monday)).toMatchObject({ response: { state: 'none' }, resolution: { state: 'none' } });
    expect(timer.dueTimes(timed('a', { status: 'closed', waitingSince: null }), monday).response.state).toBe('none');
    const never = createDueTimer({ ...desk, queues: desk.queues.map((queue) => ({ ...queue, calendar: { ...twoDays, week: {} } })) });
    expect(never.dueTimes(timed('a'), monday).response).toMatchObject({ state: 'none', at: null, left: null });
  });
});

describe('the timer of the resolution', () => {
  it('stands still between the first answer and what the customer wrote then', () => {
    // One hour ours, a day the customer's, and nine hours left of ten.
    const row = timed('a', { answeredAt: monday + hour, waitingSince: monday + 24 * hour });
    expect(timer.dueTimes(row, monday + 24 * hour).resolution).toMatchObject({ state: 'running', left: 540 });
    expect(timer.dueTimes(timed('a'), monday).resolution).toMatchObject({ state: 'running', left: 600 });
  });

  it('is paused while the customer is to write', () => {
    const row = timed('a', { status: 'waiting', waitingSince: null, answeredAt: monday + hour });
    expect(timer.dueTimes(row, monday + 90 * hour).resolution).toEqual({ state: 'paused', at: null, left: 540, target: 600 });
  });

  it('is over where our own time was used up, whatever the customer’s', () => {
    const row = timed('a', { createdAt: monday - 14 * 24 * hour, answeredAt: monday, waitingSince: monday + hour });
    expect(timer.dueTimes(row, monday + 2 * hour).resolution).toMatchObject({ state: 'breached' });
    expect(timer.dueTimes({ ...row, status: 'waiting', waitingSince: null }, monday).resolution.state).toBe('missed');
  });

  it('is met by closing in time, and says nothing of what it can not know', () => {
    const closed = (after: number) => timed('a', { status: 'closed', waitingSince: null, answeredAt: monday, updatedAt: monday + after });
    expect(timer.dueTimes(closed(hour), monday).resolution.state).toBe('met');
    expect(timer.dueTimes(closed(90 * 24 * hour), monday).resolution.state).toBe('none');
  });
});

const when = fc.integer({ min: -60 * 24 * 60, max: 0 }).map((by) => monday + by * minute);
const rows = fc.record({ createdAt: when, waitingSince: fc.option(when), answeredAt: fc.option(when), status: fc.constantFrom(...ticketStatuses), priority: fc.option(fc.constantFrom(...priorities)), queue: fc.option(fc.constantFrom('billing', 'orders', 'gone')) });

it('never goes back from breached, whatever the row', () => {
  fc.assert(fc.property(rows, fc.nat({ max: 90 * 24 * 60 }), fc.nat({ max: 90 * 24 * 60 }), (row, first, more) => {
    const ticket = timed('a', row);
    const [before, after] = [timer.dueTimes(ticket, monday + first * minute), timer.dueTimes(ticket, monday + (first + more) * minute)];
    for (const promise of ['response', 'resolution'] as const) {
      if (before[promise].state === 'breached') expect(after[promise].state).toBe('breached');
      expect(after[promise].left ?? 0).toBeLessThanOrEqual((before[promise].left ?? 0) + 1e-6);
      expect(after[promise].at).toBe(before[promise].at);
    }
  }));
});
