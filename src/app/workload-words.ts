import { count, plural } from '../ui/format-time.ts';
import { isOpenUntil, sayWhen } from '../sla/ui/say-due.ts';
import type { AwaitedAnswer, DueStep, QueueLoad, Workload } from '../sla/workload.ts';

/** The steps that are drawn, soonest first: what no calendar comes to is only counted. */
export const shownSteps = ['breached', 'hour', 'fourHours', 'today', 'later'] as const satisfies readonly DueStep[];
export type ShownStep = (typeof shownSteps)[number];

export const stepNames: Readonly<Record<ShownStep, string>> = { breached: 'Overdue', hour: 'Within 1 h', fourHours: 'Within 4 h', today: 'Today', later: 'Later' };

/** What of the tickets is listed; null is any. Without a step: all that is not overdue. */
export interface WorkloadFilter {
  readonly queue: string | null;
  readonly step: ShownStep | null;
}

export function isListed({ queue, step }: AwaitedAnswer, filter: WorkloadFilter): boolean {
  if (filter.queue !== null && queue !== filter.queue) return false;
  return filter.step === null ? step !== 'breached' : step === filter.step;
}

/** How many tickets a filter stands for, those included that are not listed. */
export function countListed(workload: Workload, { queue, step }: WorkloadFilter): number {
  const steps = (queue === null ? workload.total : workload.queues.find(({ id }) => id === queue))?.steps;
  if (!steps) return 0;
  return step === null ? shownSteps.reduce((sum, each) => sum + (each === 'breached' ? 0 : steps[each]), 0) : steps[step];
}

/** "Open until 20:00", "Closed until Mon 08:00". */
export function sayOpening({ open, until }: QueueLoad['opening'], now: number): string {
  if (until === null) return open ? 'Always open' : 'Never open';
  return `${open ? 'Open' : 'Closed'} until ${sayWhen(until, now).replace('today ', '')}`;
}

/** "38 customers wait for an answer: 4 overdue, 7 due within an hour." */
export function sayWaiting({ waiting, steps }: Workload['total']): string {
  if (waiting === 0) return 'Nobody waits for an answer.';
  const parts = [
    ...(steps.breached > 0 ? [`${count(steps.breached)} overdue`] : []),
    ...(steps.hour > 0 ? [`${count(steps.hour)} due within an hour`] : []),
    ...(steps.never > 0 ? [`${count(steps.never)} in queues that never open`] : []),
  ];
  return `${plural(waiting, 'ticket waits', 'tickets wait')} for an answer${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

/** "0.8 days", "12 days". */
export function sayDays(days: number): string {
  if (days > 0 && days < 0.1) return 'under 0.1 days';
  const words = days < 10 ? days.toFixed(1).replace('.0', '') : count(Math.round(days));
  return `${words} ${words === '1' ? 'day' : 'days'}`;
}

/** "6.4 h", "45 min". */
export function sayHours(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return `${hours < 10 ? hours.toFixed(1).replace('.0', '') : count(Math.round(hours))} h`;
}

/** The work of a queue beside those who are there to do it, in words. */
export function sayWork({ work, hoursADay, days }: Pick<QueueLoad, 'work' | 'hoursADay' | 'days'>): string {
  if (work === 0) return 'Nothing to do';
  if (hoursADay === null) return `${sayHours(work)} of work`;
  return days === null ? `${sayHours(work)} of work, and nobody with the skills` : `${sayHours(work)} of work, ${sayHours(hoursADay)} a day: ${sayDays(days)}`;
}

/** The same for the whole desk, with the queues that nobody in the team can work in. */
export function sayTotalWork({ total, queues }: Workload): string {
  const stuck = queues.filter(({ work, hoursADay, days }) => work > 0 && hoursADay !== null && days === null).map(({ name }) => name);
  if (stuck.length === 0) return sayWork(total);
  return `${sayHours(total.work)} of work, ${sayHours(total.hoursADay ?? 0)} a day. Nobody has the skills for ${stuck.join(', ')}`;
}

const tenMinutes = 600_000;

/** Counts down by the second at the end, by the minute before; by the calendar where the desk closes before it is due. `left` is as of `countedAt`. */
export function countdown({ at, left }: Pick<AwaitedAnswer, 'at' | 'left'>, countedAt: number, now: number): string {
  const ms = at - now;
  if (ms <= 0) return sayOverdue(-ms);
  if (!isOpenUntil(at, left, countedAt)) return sayWhen(at, now);
  if (ms < tenMinutes) return `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')}`;
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

function sayOverdue(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min over`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h over` : `${Math.floor(hours / 24)} days over`;
}
