import { TZDate } from '@date-fns/tz';
import type { Playbook, Queue } from '../playbook/playbook.ts';
import { defaultCalendar, usualMinutes, weekdays, type Calendar } from '../sla/service-level.ts';
import type { Automation, AutomationCases } from './automation.ts';

/** Hours of answering a person has a day where nobody said who is in the team. */
export const usualHours = 6;

const day = 86_400_000;

/** Days on which a desk is open at all, from one time to another, both days included; at least one. Milliseconds since the epoch. */
export function countWorkingDays({ timeZone, week, holidays }: Calendar, from: number, to: number): number {
  const closed = new Set(holidays.map(({ date }) => date));
  let days = 0;
  // At noon: no change of the clocks comes near another day.
  const first = new TZDate(from, timeZone);
  const noon = new TZDate(first.getFullYear(), first.getMonth(), first.getDate(), 12, 0, 0, timeZone);
  const last = new TZDate(to, timeZone);
  const end = new TZDate(last.getFullYear(), last.getMonth(), last.getDate(), 23, 59, 59, timeZone).getTime();
  for (let at = noon.getTime(); at <= end; at += day) {
    const here = new TZDate(at, timeZone);
    const weekday = weekdays[(here.getDay() + 6) % 7] ?? 'mon';
    const date = `${here.getFullYear()}-${String(here.getMonth() + 1).padStart(2, '0')}-${String(here.getDate()).padStart(2, '0')}`;
    if ((week[weekday]?.length ?? 0) > 0 && !closed.has(date)) days += 1;
  }
  return Math.max(1, days);
}

const counted = new WeakMap<Calendar, Map<string, number>>();

/** Dials that move ask for the same days again and again. */
function workingDays(calendar: Calendar, { from, to }: AutomationCases['period']): number {
  const known = counted.get(calendar) ?? new Map<string, number>();
  counted.set(calendar, known);
  const key = `${from} ${to}`;
  let days = known.get(key);
  if (days === undefined) known.set(key, (days = countWorkingDays(calendar, from, to)));
  return days;
}

/** What a queue, or the desk, asks of people on a working day. */
export interface Staffing {
  /** Tickets that come, and those that people are left with. */
  readonly perDay: number;
  readonly left: number;
  /** Hours of work in these, and how many people have so many hours. */
  readonly hours: number;
  readonly people: number;
  /** Who can do it, and how many hours they have; null where nobody said who is in the team. */
  readonly team: { readonly people: number; readonly hours: number } | null;
}

/** The team as far as it can work in a queue; all of it for the desk. */
function able(playbook: Playbook, queue: Queue | null): Staffing['team'] {
  if (playbook.team === undefined || playbook.team.length === 0) return null;
  const skills = queue?.skills ?? [];
  const those = playbook.team.filter((member) => skills.every((skill) => member.skills.includes(skill)));
  return { people: those.length, hours: those.reduce((sum, { hoursADay }) => sum + hoursADay, 0) };
}

function staff(perDay: number, left: number, hours: number, team: Staffing['team']): Staffing {
  const each = team !== null && team.people > 0 && team.hours > 0 ? team.hours / team.people : usualHours;
  return { perDay, left, hours, people: hours / each, team };
}

/**
 * How many people each queue and the desk need, if the days to come are like those of the archive's period and what is answered by itself
 * (`automation`, by queue) takes nobody's time. Drafts take as long as what is written by hand.
 */
export function staffing(playbook: Playbook, cases: AutomationCases, automation: ReadonlyMap<string, Automation>): { readonly desk: Staffing; readonly queues: ReadonlyMap<string, Staffing> } {
  const queues = new Map<string, Staffing>();
  let perDay = 0;
  let left = 0;
  let hours = 0;
  for (const { queue: id, recent } of cases.queues) {
    const queue = playbook.queues.find((each) => each.id === id) ?? null;
    const days = workingDays(queue?.calendar ?? playbook.calendar ?? defaultCalendar, cases.period);
    const { answered, tickets } = automation.get(id) ?? { answered: 0, tickets: 0 };
    const comes = recent / days;
    const stays = comes * (1 - (tickets === 0 ? 0 : answered / tickets));
    const work = (stays * (queue?.minutesEach ?? usualMinutes)) / 60;
    queues.set(id, staff(comes, stays, work, able(playbook, queue)));
    perDay += comes;
    left += stays;
    hours += work;
  }
  return { desk: staff(perDay, left, hours, able(playbook, null)), queues };
}
