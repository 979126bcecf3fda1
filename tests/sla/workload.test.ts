import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { shareTeam } from '../../src/sla/share-team.ts';
import { createWorkloadCount, dueSteps, type Workload } from '../../src/sla/workload.ts';
import { desk, minute, monday, timed } from './some-rows.ts';

const hour = 60 * minute;

function count(rows: readonly ReturnType<typeof timed>[], playbook: Playbook = desk, most?: number): Workload {
  const counting = createWorkloadCount(playbook, monday, most);
  for (const row of rows) counting.add(row);
  return counting.finish();
}

const queue = (workload: Workload, id: string) => workload.queues.find((each) => each.id === id);

describe('the workload', () => {
  it('counts by queue what waits, and when each answer is due', () => {
    const workload = count([
      timed('over', { waitingSince: Date.parse('2026-11-17T10:00:00Z') }),
      // Tuesday's last hour of a week ago and one of today are two.
      timed('just', { waitingSince: Date.parse('2026-11-17T16:00:00Z') }),
      timed('soon', { waitingSince: monday - 65 * minute }),
      timed('4h', { waitingSince: monday }),
      timed('today', { queue: 'orders', priority: 'high', waitingSince: monday + hour }),
      timed('tomorrow', { queue: 'orders', waitingSince: monday }),
      timed('later', { queue: 'orders', priority: 'low', waitingSince: monday }),
      timed('answered', { status: 'waiting', waitingSince: null }),
      timed('said', { waitingSince: null }),
      timed('merged', { mergedInto: 'over', status: 'closed' }),
      timed('done', { status: 'closed' }),
    ]);
    expect(queue(workload, 'billing')).toMatchObject({ open: 5, waiting: 4, steps: { breached: 1, hour: 2, fourHours: 1, today: 0, later: 0, never: 0 }, work: 2 });
    expect(queue(workload, 'orders')).toMatchObject({ open: 3, waiting: 3, steps: { breached: 0, hour: 0, fourHours: 0, today: 1, later: 2 } });
    expect(workload.total).toMatchObject({ open: 8, waiting: 7, steps: { breached: 1, hour: 2, fourHours: 1, today: 1, later: 2 } });
    expect(workload.awaited.map(({ id }) => id)).toEqual(['over', 'just', 'soon', '4h', 'today', 'tomorrow', 'later']);
    expect(workload.total.opening.open).toBe(true);
  });

  it('lists the first of each step, due first, even of very many', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => timed(`t${String(index).padStart(4, '0')}`, { waitingSince: monday - 90 * minute + ((index * 37) % 1000) * 1000 }));
    const listed = count(rows, desk, 10).awaited;
    const all = count(rows, desk, 1000).awaited;
    expect(listed.filter(({ step }) => step === 'hour')).toEqual(all.filter(({ step }) => step === 'hour').slice(0, 10));
    expect(all).toHaveLength(1000);
  });

  it('puts what has no queue under the fallback, and what never opens under nothing due', () => {
    const workload = count([timed('a', { queue: null }), timed('b', { queue: 'gone' })]);
    expect(workload.unrouted).toBe(1);
    expect(queue(workload, 'front-desk')?.waiting).toBe(2);
    const shut = { ...desk, queues: desk.queues.map((each) => ({ ...each, calendar: { timeZone: 'UTC', week: {}, holidays: [] } })) };
    expect(queue(count([timed('a')], shut), 'billing')).toMatchObject({ waiting: 1, steps: { never: 1 }, opening: { open: false, until: null } });
  });

  it('sets the work against the team: nobody, those with the skills, and how many days that takes', () => {
    const rows = [timed('a'), timed('b', { queue: 'orders' })];
    expect(queue(count(rows), 'billing')).toMatchObject({ work: 0.5, hoursADay: null, days: null });
    const team = [{ name: 'Ann', skills: ['money'], hoursADay: 5 }, { name: 'Ben', skills: [], hoursADay: 1 }];
    const workload = count(rows, { ...desk, team });
    // Ann's five hours and Ben's one are 6 for 38 minutes of work, and Ben can do the smaller part of it only.
    expect(queue(workload, 'billing')?.days).toBeCloseTo((38 / 60) / 6, 2);
    expect(queue(workload, 'orders')?.days).toBeCloseTo((38 / 60) / 6, 2);
    expect(workload.total.days).toBeCloseTo((38 / 60) / 6, 2);
    expect(queue(count(rows, { ...desk, team: team.slice(1) }), 'billing')).toMatchObject({ hoursADay: 0, days: null });
    expect(queue(workload, 'returns')).toMatchObject({ work: 0, days: 0 });
  });

  it('loses no ticket, whatever there is', () => {
    const row = fc.record({ waitingSince: fc.option(fc.integer({ min: 0, max: 2_000_000 })), status: fc.constantFrom('open', 'waiting', 'closed'), queue: fc.option(fc.constantFrom('billing', 'orders', 'gone')), priority: fc.option(fc.constantFrom('urgent', 'low')) } as const);
    fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (given) => {
      const rows = given.map((each, index) => timed(`t${index}`, { ...each, waitingSince: each.waitingSince === null ? null : monday - each.waitingSince * 1000 }));
      const { total, awaited } = count(rows);
      const waiting = rows.filter(({ status, waitingSince }) => status === 'open' && waitingSince !== null);
      expect(total.waiting).toBe(waiting.length);
      expect(dueSteps.reduce((sum, step) => sum + total.steps[step], 0)).toBe(waiting.length);
      expect(awaited.map(({ at }) => at)).toEqual(awaited.map(({ at }) => at).sort((a, b) => a - b));
      for (const { step, left } of awaited) if (step === 'breached') expect(left).toBeLessThanOrEqual(0);
    }));
  });
});

describe('a team', () => {
  it('leaves to those who can do nothing else what they can do', () => {
    const hours = shareTeam([{ id: 'a', work: 10, skills: ['x'] }, { id: 'b', work: 10, skills: [] }], [{ skills: ['x'], hoursADay: 8 }, { skills: [], hoursADay: 8 }]);
    // In proportion to the work it would be 4 and 12.
    expect(hours.get('a')).toBeGreaterThan(7.9);
    expect(hours.get('b')).toBeLessThan(8.1);
  });

  const skills = fc.subarray(['x', 'y', 'z']);
  const queues = fc.array(fc.record({ work: fc.integer({ min: 0, max: 100 }), skills }), { minLength: 1, maxLength: 6 }).map((all) => all.map((each, index) => ({ ...each, id: `q${index}` })));
  const team = fc.array(fc.record({ skills, hoursADay: fc.integer({ min: 0, max: 8 }) }), { maxLength: 6 });

  it('gives all its hours, once, and only where its skills are', () => {
    fc.assert(fc.property(queues, team, (given, members) => {
      const hours = shareTeam(given, members);
      const usable = members.filter((member) => given.some((each) => each.skills.every((skill) => member.skills.includes(skill))));
      expect([...hours.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(usable.reduce((sum, { hoursADay }) => sum + hoursADay, 0), 6);
      for (const { id, skills: asked } of given) {
        const able = members.filter((member) => asked.every((skill) => member.skills.includes(skill)));
        expect(hours.get(id) ?? 0).toBeLessThanOrEqual(able.reduce((sum, { hoursADay }) => sum + hoursADay, 0) + 1e-6);
      }
    }));
  });

  it('clears every queue at once where everybody can do everything', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }), (works, each) => {
      const hours = shareTeam(works.map((work, index) => ({ id: `q${index}`, work, skills: [] })), each.map((hoursADay) => ({ skills: [], hoursADay })));
      const days = works.reduce((sum, work) => sum + work, 0) / each.reduce((sum, hour) => sum + hour, 0);
      works.forEach((work, index) => expect(work / (hours.get(`q${index}`) ?? 0)).toBeCloseTo(days, 6));
    }));
  });
});
