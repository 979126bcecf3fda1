import { addOpenMinutes, openMinutesBetween } from './business-hours.ts';
import { defaultCalendar, defaultTargets, type Calendar, type Target } from './service-level.ts';
import type { Priority } from '../tickets/priority.ts';
import type { TicketStatus } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** What of a ticket its promises are counted from: a row of the inbox is one. Times are milliseconds since the epoch. */
export interface TimedTicket {
  readonly createdAt: number;
  /** Time of the newest message. */
  readonly updatedAt: number;
  readonly status: TicketStatus;
  /** When the customer wrote what still waits for our answer; null where nothing waits. */
  readonly waitingSince: number | null;
  /** When we first answered; null where we have not. */
  readonly answeredAt: number | null;
  readonly priority: Priority | null;
  readonly queue: string | null;
  readonly mergedInto: string | null;
}

/**
 * `running` and, with an hour of open time or less to go, `soon`; `breached`: the time is over and the customer still waits. `met` and
 * `missed` are settled, in time or too late. `paused`: the customer is to write. `none`: nothing is promised, or the calendar never comes to it.
 */
export type DueState = 'none' | 'paused' | 'met' | 'missed' | 'running' | 'soon' | 'breached';

/** One promise and how it stands. */
export interface Due {
  readonly state: DueState;
  /** When the time is (or was) over, milliseconds since the epoch; null where it stands still or nothing is promised. */
  readonly at: number | null;
  /** Minutes of opening hours until then, negative once they are over; null where nothing is promised. */
  readonly left: number | null;
  /** Minutes of opening hours that were promised. */
  readonly target: number;
}

export interface DueTimes {
  /** The first answer, or the next one after the customer wrote again. */
  readonly response: Due & { readonly first: boolean };
  readonly resolution: Due;
}

/** What holds for a ticket: its queue's, else the desk's, else what the program comes with. */
export interface ServiceLevel {
  readonly calendar: Calendar;
  readonly target: Target;
}

/** Open minutes from which on a promise counts as due soon. */
export const soonMinutes = 60;

/** The promises of one playbook. */
export interface DueTimer {
  /** A ticket without a queue goes by those of the fallback queue, one without a priority by those of a normal one. */
  levelOf(ticket: Pick<TimedTicket, 'queue' | 'priority'>): ServiceLevel;
  /** When an awaited answer is due, milliseconds since the epoch; null where none is awaited or the calendar never comes to it. It does not depend on what time it is. */
  responseDue(ticket: TimedTicket): number | null;
  /** How both promises stand at `now`, milliseconds since the epoch. */
  dueTimes(ticket: TimedTicket, now: number): DueTimes;
}

/** Whether our answer to a ticket is awaited. */
export function isAwaited({ status, waitingSince, mergedInto }: TimedTicket): boolean {
  return status === 'open' && waitingSince !== null && mergedInto === null;
}

/**
 * Works out when answers and resolutions are due under a playbook. A response is due `firstResponse` open minutes after the customer wrote what
 * is not answered yet, the first as every later one. The clock of the resolution begins with the ticket and stands still while the customer is
 * to write. A row of the inbox knows only the first answer and the run of messages that waits now, so this is approximated, always in
 * the desk's favour: all between those two counts as the customer's time, and a ticket that waits for the customer has stood still since the first
 * answer. A closed one was resolved with its newest message; where that is later than promised nobody can tell whose time it was, and nothing is said.
 */
export function createDueTimer({ queues, fallbackQueue, calendar = defaultCalendar, targets = defaultTargets }: Pick<Playbook, 'queues' | 'fallbackQueue' | 'calendar' | 'targets'>): DueTimer {
  const byQueue = new Map(queues.map((queue) => [queue.id, queue]));
  const fallback = byQueue.get(fallbackQueue);
  const levels = new Map<string | null, Readonly<Record<Priority, ServiceLevel>>>();

  function levelsOf(id: string | null): Readonly<Record<Priority, ServiceLevel>> {
    const queue = id === null ? fallback : (byQueue.get(id) ?? fallback);
    const level = (priority: Priority): ServiceLevel => ({ calendar: queue?.calendar ?? calendar, target: queue?.targets?.[priority] ?? targets[priority] });
    return { urgent: level('urgent'), high: level('high'), normal: level('normal'), low: level('low') };
  }

  /** Asked for every row of a list: nothing is made anew. */
  function levelOf({ queue, priority }: Pick<TimedTicket, 'queue' | 'priority'>): ServiceLevel {
    let known = levels.get(queue);
    if (!known) levels.set(queue, (known = levelsOf(queue)));
    return known[priority ?? 'normal'];
  }

  function responseDue(ticket: TimedTicket): number | null {
    if (!isAwaited(ticket) || ticket.waitingSince === null) return null;
    const level = levelOf(ticket);
    return addOpenMinutes(level.calendar, ticket.waitingSince, level.target.firstResponse);
  }

  function running(at: number | null, target: number, hours: Calendar, now: number): Due {
    if (at === null) return { state: 'none', at: null, left: null, target };
    const left = openMinutesBetween(hours, now, at);
    return { state: now > at ? 'breached' : left <= soonMinutes ? 'soon' : 'running', at, left, target };
  }

  function response(ticket: TimedTicket, now: number): DueTimes['response'] {
    const { calendar: hours, target: { firstResponse: target } } = levelOf(ticket);
    const first = ticket.answeredAt === null;
    if (isAwaited(ticket)) return { ...running(responseDue(ticket), target, hours, now), first };
    if (ticket.answeredAt === null || ticket.mergedInto !== null) return { state: 'none', at: null, left: null, target, first };
    const left = target - openMinutesBetween(hours, ticket.createdAt, ticket.answeredAt);
    return { state: left >= 0 ? 'met' : 'missed', at: addOpenMinutes(hours, ticket.createdAt, target), left, target, first: true };
  }

  function resolution(ticket: TimedTicket, now: number): Due {
    const { calendar: hours, target: { resolution: target } } = levelOf(ticket);
    const { createdAt, updatedAt, answeredAt, waitingSince, status } = ticket;
    const none: Due = { state: 'none', at: null, left: null, target };
    if (ticket.mergedInto !== null) return none;
    if (status === 'closed') {
      const left = target - openMinutesBetween(hours, createdAt, updatedAt);
      return left < 0 ? none : { state: 'met', at: addOpenMinutes(hours, createdAt, target), left, target };
    }
    if (status === 'waiting') {
      const left = target - openMinutesBetween(hours, createdAt, answeredAt ?? updatedAt);
      return { state: left < 0 ? 'missed' : 'paused', at: null, left, target };
    }
    if (answeredAt === null || waitingSince === null || waitingSince <= answeredAt) return running(addOpenMinutes(hours, createdAt, target), target, hours, now);
    const used = openMinutesBetween(hours, createdAt, answeredAt);
    // What was used up before the customer's turn is over already, however long that took.
    const at = used > target ? addOpenMinutes(hours, createdAt, target) : addOpenMinutes(hours, waitingSince, target - used);
    const due = running(at, target, hours, now);
    return used > target ? { ...due, left: target - used - openMinutesBetween(hours, waitingSince, now) } : due;
  }

  return {
    levelOf,
    responseDue,
    dueTimes: (ticket, now) => ({ response: response(ticket, now), resolution: resolution(ticket, now) }),
  };
}
