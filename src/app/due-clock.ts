import type { InboxRow } from '../storage/schema.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { endOfDay, openMinutesBetween } from '../sla/business-hours.ts';
import { createDueTimer, soonMinutes, type TimedTicket } from '../sla/due-times.ts';
import { describeDue, describeResolution, type DueWords } from '../sla/ui/say-due.ts';

/** When answers are due under a playbook, as the list, its search and a ticket ask for it. A chunk of its own: nobody waits for it to see their tickets. */
export interface DueClock {
  /** The minute in which an awaited answer is due, counted since the epoch; Infinity where none is. About half a microsecond. */
  minuteOf(row: InboxRow): number;
  /**
   * What `due:` asks of a row at `now`, milliseconds since the epoch: `overdue` (or `breached`); due within so many opening hours (`4h`; `soon` is one);
   * due `today`; `any`: an answer is due at all.
   */
  is(row: InboxRow, value: string, now: number): boolean;
  /** What stands on the timer of an awaited answer; null where there is none. */
  wordsOf(ticket: TimedTicket, now: number): DueWords | null;
  /** Until when it is to be resolved, as a sentence; null where there is nothing to say. */
  resolutionOf(ticket: TimedTicket, now: number): string | null;
}

function hoursWithin(value: string): number {
  const [, hours] = /^(\d{1,3})h$/.exec(value) ?? [];
  return hours === undefined ? -1 : Number(hours);
}

export function createDueClock(playbook: Playbook): DueClock {
  const timer = createDueTimer(playbook);

  function is(row: InboxRow, value: string, now: number): boolean {
    const at = timer.responseDue(row);
    if (at === null) return false;
    if (value === 'any') return true;
    if (value === 'breached' || value === 'overdue') return now > at;
    if (now > at) return false;
    const { calendar } = timer.levelOf(row);
    if (value === 'today') return at <= endOfDay(calendar.timeZone, now);
    const minutes = value === 'soon' ? soonMinutes : hoursWithin(value) * 60;
    return openMinutesBetween(calendar, now, at) <= minutes;
  }

  return {
    is,
    minuteOf(row) {
      const at = timer.responseDue(row);
      return at === null ? Infinity : Math.floor(at / 60_000);
    },
    wordsOf: (ticket, now) => describeDue(timer.dueTimes(ticket, now).response, now),
    resolutionOf: (ticket, now) => describeResolution(timer.dueTimes(ticket, now).resolution, now),
  };
}
