import { endOfDay, openingAt, openMinutesBetween } from './business-hours.ts';
import { createDueTimer, isAwaited, soonMinutes, type TimedTicket } from './due-times.ts';
import { defaultCalendar, usualMinutes, type Calendar } from './service-level.ts';
import { shareTeam } from './share-team.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** How soon an awaited answer is due. Hours are opening hours, each ticket stands under one; `never`: its calendar does not come to it. */
export const dueSteps = ['breached', 'hour', 'fourHours', 'today', 'later', 'never'] as const;
export type DueStep = (typeof dueSteps)[number];

/** An answer that is awaited, and when it is due: milliseconds since the epoch. */
export interface AwaitedAnswer {
  readonly id: string;
  /** Id of the queue it is counted under. */
  readonly queue: string;
  readonly at: number;
  readonly step: DueStep;
  /** Minutes of opening hours until then as of the count; negative once they are over. */
  readonly left: number;
}

export interface QueueLoad {
  readonly id: string;
  readonly name: string;
  /** Open tickets, and those of them whose customers wait for our answer. */
  readonly open: number;
  readonly waiting: number;
  readonly steps: Readonly<Record<DueStep, number>>;
  /** Hours of a person's work in what waits. */
  readonly work: number;
  /** Hours a working day that the team has for it (`shareTeam`); null where nobody said who is in the team. */
  readonly hoursADay: number | null;
  /** Working days until all that waits is answered if nothing new comes; null where nobody is there to do it. */
  readonly days: number | null;
  readonly opening: { readonly open: boolean; readonly until: number | null };
}

export interface Workload {
  /** As it was at this time, milliseconds since the epoch. */
  readonly at: number;
  /** In the playbook's order. */
  readonly queues: readonly QueueLoad[];
  readonly total: Omit<QueueLoad, 'id' | 'name'>;
  /** The first `most` of each queue and step, those that are due first before the others. */
  readonly awaited: readonly AwaitedAnswer[];
  /** Open tickets without a queue as yet: they are counted under the fallback queue. */
  readonly unrouted: number;
}

export interface WorkloadCount {
  /** Counts one ticket: well under two microseconds. */
  add(ticket: TimedTicket & { readonly id: string }): void;
  finish(): Workload;
}

interface Tally {
  readonly id: string;
  readonly name: string;
  readonly minutesEach: number;
  readonly calendar: Calendar;
  readonly midnight: number;
  readonly open: { count: number };
  /** Of each step, the tickets and when they are due. */
  readonly found: Readonly<Record<DueStep, { readonly ids: string[]; readonly times: number[] }>>;
}

function emptySteps<T>(make: () => T): Record<DueStep, T> {
  return { breached: make(), hour: make(), fourHours: make(), today: make(), later: make(), never: make() };
}

/** The first of some tickets by when they are due, without sorting those that are not asked for. */
function firstDue({ ids, times }: { readonly ids: readonly string[]; readonly times: readonly number[] }, most: number): { readonly id: string; readonly at: number }[] {
  const limit = times.length > most ? (Float64Array.from(times).sort()[most - 1] ?? Infinity) : Infinity;
  const first: { readonly id: string; readonly at: number }[] = [];
  for (const [index, at] of times.entries()) if (at <= limit) first.push({ id: ids[index] ?? '', at });
  return first.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, most);
}

/**
 * Counts what waits under a playbook at `now` (milliseconds since the epoch), ticket by ticket, so that a large desk can be counted in slices.
 * Tickets without a queue, or with one that is gone, stand under the fallback queue. A working day is one on which the queue is open.
 */
export function createWorkloadCount(playbook: Playbook, now: number, most = 500): WorkloadCount {
  const timer = createDueTimer(playbook);
  const desk = playbook.calendar ?? defaultCalendar;
  const tallies = new Map<string, Tally>(
    playbook.queues.map((queue) => {
      const calendar = queue.calendar ?? desk;
      return [
        queue.id,
        { id: queue.id, name: queue.name, minutesEach: queue.minutesEach ?? usualMinutes, calendar, midnight: endOfDay(calendar.timeZone, now), open: { count: 0 }, found: emptySteps(() => ({ ids: [], times: [] })) },
      ];
    }),
  );
  const fallback = tallies.get(playbook.fallbackQueue);
  let unrouted = 0;

  function stepOf({ calendar, midnight }: Tally, at: number | null): DueStep {
    if (at === null) return 'never';
    if (now > at) return 'breached';
    const left = openMinutesBetween(calendar, now, at);
    if (left <= soonMinutes) return 'hour';
    if (left <= 4 * soonMinutes) return 'fourHours';
    return at <= midnight ? 'today' : 'later';
  }

  function finish(): Workload {
    const counted = [...tallies.values()].map((tally) => {
      const steps = { ...emptySteps(() => 0), ...Object.fromEntries(dueSteps.map((step) => [step, tally.found[step].ids.length])) };
      const waiting = dueSteps.reduce((sum, step) => sum + steps[step], 0);
      return { tally, steps, waiting, work: (waiting * tally.minutesEach) / 60 };
    });
    const skills = new Map(playbook.queues.map((queue) => [queue.id, queue.skills ?? []]));
    const team = playbook.team ?? [];
    const hours = team.length === 0 ? null : shareTeam(counted.map(({ tally: { id }, work }) => ({ id, work, skills: skills.get(id) ?? [] })), team);
    const queues = counted.map(({ tally: { id, name, open, calendar }, steps, waiting, work }) => {
      const hoursADay = hours === null ? null : (hours.get(id) ?? 0);
      return { id, name, open: open.count, waiting, steps, work, hoursADay, days: daysFor(work, hoursADay), opening: openingAt(calendar, now) };
    });
    const sum = (of: (queue: QueueLoad) => number): number => queues.reduce((total, queue) => total + of(queue), 0);
    const hoursADay = hours === null ? null : sum((queue) => queue.hoursADay ?? 0);
    const awaited = counted.flatMap(({ tally: { id, calendar, found } }) =>
      dueSteps.flatMap((step) => (step === 'never' ? [] : firstDue(found[step], most).map((each) => ({ ...each, queue: id, step, left: openMinutesBetween(calendar, now, each.at) })))),
    );
    return {
      at: now,
      queues,
      total: {
        open: sum(({ open }) => open),
        waiting: sum(({ waiting }) => waiting),
        steps: { ...emptySteps(() => 0), ...Object.fromEntries(dueSteps.map((step) => [step, sum(({ steps }) => steps[step])])) },
        work: sum(({ work }) => work),
        hoursADay,
        // All is clear when the slowest queue is.
        days: queues.some(({ days }) => days === null) ? null : Math.max(0, ...queues.map(({ days }) => days ?? 0)),
        opening: openingAt(desk, now),
      },
      awaited: awaited.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
      unrouted,
    };
  }

  return {
    add(ticket) {
      if (ticket.status !== 'open' || ticket.mergedInto !== null) return;
      const tally = tallies.get(ticket.queue ?? '') ?? fallback;
      if (!tally) return;
      tally.open.count += 1;
      if (ticket.queue === null) unrouted += 1;
      if (!isAwaited(ticket)) return;
      const at = timer.responseDue(ticket);
      const { ids, times } = tally.found[stepOf(tally, at)];
      ids.push(ticket.id);
      times.push(at ?? Infinity);
    },
    finish,
  };
}

function daysFor(work: number, hoursADay: number | null): number | null {
  if (work === 0) return 0;
  return hoursADay === null || hoursADay === 0 ? null : work / hoursADay;
}
