import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOpenMinutes, endOfDay, openingAt, openMinutesBetween, openSpans } from '../../src/sla/business-hours.ts';
import { defaultCalendar, weekdays, type Calendar, type OpenHours } from '../../src/sla/service-level.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = (iso: string): number => Date.parse(iso);
const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function daily(timeZone: string, hours: readonly OpenHours[], holidays: Calendar['holidays'] = []): Calendar {
  return { timeZone, week: Object.fromEntries(weekdays.map((name) => [name, hours])), holidays };
}

const closed: Calendar = { timeZone: 'Europe/London', week: {}, holidays: [] };

describe('opening hours', () => {
  it('count from opening to closing, and leave nights, Sundays and holidays out', () => {
    // Friday before Christmas 2026, at 18:00: two hours that day; Christmas Day and Boxing Day (Saturday) closed, Sunday as well.
    const thursday = at('2026-12-24T18:00:00Z');
    expect(openMinutesBetween(defaultCalendar, thursday, at('2026-12-28T09:00:00Z'))).toBe(3 * 60);
    expect(iso(addOpenMinutes(defaultCalendar, thursday, 121))).toBe('2026-12-28T08:01:00.000Z');
    expect(openSpans(defaultCalendar, thursday, at('2026-12-28T09:00:00Z')).map(({ from, to }) => [iso(from), iso(to)])).toEqual([
      ['2026-12-24T18:00:00.000Z', '2026-12-24T20:00:00.000Z'],
      ['2026-12-28T08:00:00.000Z', '2026-12-28T09:00:00.000Z'],
    ]);
  });

  it('are over at closing time, not at the next opening', () => {
    expect(iso(addOpenMinutes(defaultCalendar, at('2026-11-23T19:00:00Z'), 60))).toBe('2026-11-23T20:00:00.000Z');
  });

  it('say whether a desk is open, and when that changes', () => {
    expect(openingAt(defaultCalendar, at('2026-11-23T19:00:00Z'))).toEqual({ open: true, until: at('2026-11-23T20:00:00Z') });
    expect(openingAt(defaultCalendar, at('2026-11-21T17:00:00Z'))).toEqual({ open: false, until: at('2026-11-23T08:00:00Z') });
    expect(openingAt(closed, 0)).toEqual({ open: false, until: null });
    expect(openingAt(daily('Europe/London', [{ from: '00:00', to: '24:00' }]), at('2026-11-23T19:00:00Z'))).toEqual({ open: true, until: null });
  });

  it('through midnight are one stretch', () => {
    const nights: Calendar = { timeZone: 'Asia/Kathmandu', week: { mon: [{ from: '22:00', to: '24:00' }], tue: [{ from: '00:00', to: '06:00' }] }, holidays: [] };
    // Kathmandu is 5 hours and 45 minutes ahead.
    expect(openingAt(nights, at('2026-11-23T17:00:00Z'))).toEqual({ open: true, until: at('2026-11-24T00:15:00Z') });
    expect(openMinutesBetween(nights, at('2026-11-23T00:00:00Z'), at('2026-11-30T00:00:00Z'))).toBe(8 * 60);
    expect(iso(endOfDay('Asia/Kathmandu', at('2026-11-23T17:00:00Z')))).toBe('2026-11-23T18:15:00.000Z');
  });

  it.each([
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Asia/Kathmandu', '2026-03-29', 24],
    // Half an hour.
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ])('of a whole day in %s on %s are %s', (timeZone, date, hours) => {
    const noon = at(`${date}T12:00:00Z`);
    const always = daily(timeZone, [{ from: '00:00', to: '24:00' }]);
    const whole = openSpans({ ...always, holidays: [-2, -1, 1, 2].map((by) => ({ date: new Date(noon + by * day).toISOString().slice(0, 10), name: '' })) }, noon - 2 * day, noon + 2 * day);
    expect(whole.map(({ from, to }) => (to - from) / hour)).toEqual([hours]);
  });

  it.each([
    // Skipped: the clock goes from 01:00 to 02:00, and what begins in between begins then.
    { timeZone: 'Europe/London', date: '2026-03-29', hours: [{ from: '00:30', to: '01:30' }, { from: '01:30', to: '03:00' }], open: [['2026-03-29T00:30:00.000Z', '2026-03-29T02:00:00.000Z']] },
    // Shown twice: the first counts, so neighbouring hours neither overlap nor leave a gap.
    { timeZone: 'Europe/London', date: '2026-10-25', hours: [{ from: '00:30', to: '01:30' }, { from: '01:30', to: '03:00' }], open: [['2026-10-24T23:30:00.000Z', '2026-10-25T03:00:00.000Z']] },
    { timeZone: 'America/New_York', date: '2026-03-08', hours: [{ from: '02:15', to: '02:45' }], open: [] },
  ])('keep their order in $timeZone on $date, when the clocks change', ({ timeZone, date, hours, open }) => {
    const noon = at(`${date}T12:00:00Z`);
    expect(openSpans(daily(timeZone, hours), noon - 13 * hour, noon).map(({ from, to }) => [iso(from), iso(to)])).toEqual(open);
  });

  it('stay at the same time by the clock when that changes', () => {
    const calendar = daily('Europe/London', [{ from: '09:00', to: '17:00' }]);
    expect(openingAt(calendar, at('2026-03-28T18:00:00Z')).until).toBe(at('2026-03-29T08:00:00Z'));
    expect(openingAt(calendar, at('2026-10-24T18:00:00Z')).until).toBe(at('2026-10-25T09:00:00Z'));
  });

  it('that never come are said so, and neither are awaited for ever', () => {
    expect(addOpenMinutes(closed, 0, 1)).toBeNull();
    expect(openMinutesBetween(closed, 0, day * 1000)).toBe(0);
    expect(openSpans(closed, 0, day * 1000)).toEqual([]);
    const minuteAWeek: Calendar = { ...closed, week: { mon: [{ from: '08:00', to: '08:01' }] } };
    expect(addOpenMinutes(minuteAWeek, at('2026-01-01T00:00:00Z'), 525_600)).toBeNull();
    const holidays = Array.from({ length: 2000 }, (_, index) => ({ date: new Date(at('2026-01-01T00:00:00Z') + index * day).toISOString().slice(0, 10), name: '' }));
    expect(iso(addOpenMinutes({ ...defaultCalendar, holidays }, at('2026-01-01T09:00:00Z'), 60))).toBe('2031-06-24T08:00:00.000Z');
  });

  it('survive dates that nobody meant', () => {
    for (const odd of [NaN, -1e15, 8.64e15, Infinity]) expect(Number.isFinite(openMinutesBetween(defaultCalendar, odd, at('2026-01-01T00:00:00Z')))).toBe(true);
  });
});

const zones = ['Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'] as const;
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const someHours = fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 }).map((quarters): OpenHours[] => {
  const sorted = quarters.sort((a, b) => a - b).map((quarter) => clock(quarter * 15));
  return sorted.flatMap((from, index) => (index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from, to: sorted[index + 1] ?? '' }] : []));
});
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.record(Object.fromEntries(weekdays.map((name) => [name, someHours]))),
  holidays: fc.array(fc.integer({ min: 0, max: 730 }).map((by) => ({ date: new Date(at('2026-01-01T00:00:00Z') + by * day).toISOString().slice(0, 10), name: '' })), { maxLength: 10 }),
});
const times = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });

describe('whatever the calendar, open time', () => {
  it('adds up over any three instants', () => {
    fc.assert(fc.property(calendars, times, times, times, (calendar, a, b, c) => {
      expect(openMinutesBetween(calendar, a, b) + openMinutesBetween(calendar, b, c)).toBeCloseTo(openMinutesBetween(calendar, a, c), 6);
    }));
  });

  it('never runs backwards, nor faster than the clock', () => {
    fc.assert(fc.property(calendars, times, fc.integer({ min: 0, max: 60 * day }), (calendar, from, by) => {
      const open = openMinutesBetween(calendar, from, from + by);
      expect(open).toBeGreaterThanOrEqual(0);
      expect(open * 60_000).toBeLessThanOrEqual(by + 1e-6);
    }));
  });

  it('is what its stretches are long', () => {
    fc.assert(fc.property(calendars, times, fc.integer({ min: 0, max: 60 * day }), (calendar, from, by) => {
      const spans = openSpans(calendar, from, from + by);
      expect(spans.reduce((sum, span) => sum + span.to - span.from, 0) / 60_000).toBeCloseTo(openMinutesBetween(calendar, from, from + by), 6);
      expect(spans.every((span, index) => span.to > span.from && span.from > (spans[index - 1]?.to ?? -Infinity))).toBe(true);
    }));
  });

  it('comes back from adding it, at the first instant at which that is so, and later for more', () => {
    fc.assert(fc.property(calendars, times, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 3000 }), (calendar, from, minutes, more) => {
      const until = addOpenMinutes(calendar, from, minutes);
      if (until === null) {
        expect(openMinutesBetween(calendar, from, from + 10 * 365 * day)).toBeLessThan(minutes);
        return;
      }
      expect(openMinutesBetween(calendar, from, until)).toBeCloseTo(minutes, 6);
      expect(openMinutesBetween(calendar, from, until - 1)).toBeLessThan(minutes);
      expect(addOpenMinutes(calendar, from, minutes + more) ?? Infinity).toBeGreaterThanOrEqual(until);
    }));
  });

  it('is the same in whatever order the years are asked for', () => {
    fc.assert(fc.property(calendars, fc.array(times, { minLength: 2, maxLength: 6 }), (calendar, asked) => {
      const ask = (each: number): number => openMinutesBetween(calendar, each, at('2030-01-01T00:00:00Z'));
      const fresh = asked.map((each) => openMinutesBetween({ ...calendar }, each, at('2030-01-01T00:00:00Z')));
      expect(asked.map(ask)).toEqual(fresh);
    }), { numRuns: 30 });
  });
});

it('takes far less than 5 µs a ticket', () => {
  const from = at('2026-11-20T18:00:00Z');
  addOpenMinutes(defaultCalendar, from, 60);
  const began = performance.now();
  for (let index = 0; index < 50_000; index += 1) addOpenMinutes(defaultCalendar, from - index * 600_000, 720);
  expect((performance.now() - began) / 50).toBeLessThan(5);
});
