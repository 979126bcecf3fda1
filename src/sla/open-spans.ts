import { tzOffset } from '@date-fns/tz/tzOffset';
import { weekdays, type Calendar } from './service-level.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;

/** 1970-01-01 was a Thursday: the week it stands in began three days before. */
const firstMonday = -3 * dayMs;
/** No time zone is further from UTC, and none changes its clocks by more. */
const farthest = 26 * 60 * minuteMs;

/** Minutes that a zone's clock is ahead of UTC at an instant; a zone nobody knows is read as UTC. */
function offsetAt(timeZone: string, at: number): number {
  const offset = tzOffset(timeZone, new Date(at));
  return Number.isFinite(offset) ? offset * minuteMs : 0;
}

/**
 * The first instant at which a zone's clock shows `wall` or more; both in milliseconds since the epoch, `wall` as if the zone were UTC.
 * A time that the clock shows twice is its first, one that it skips is the moment of the change: later times are never earlier instants.
 */
export function instantOf(timeZone: string, wall: number): number {
  const [before, after] = [offsetAt(timeZone, wall - farthest), offsetAt(timeZone, wall + farthest)];
  if (before === after) return wall - before;
  const shown = (at: number): number => at + offsetAt(timeZone, at);
  let low = wall - Math.max(before, after);
  let high = wall - Math.min(before, after);
  if (shown(low) >= wall) return low;
  if (shown(high - 1) < wall) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shown(middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

/** Midnight at the end of the day that it is in a zone at an instant; both in milliseconds since the epoch. */
export function endOfDay(timeZone: string, at: number): number {
  const today = Math.floor((at + offsetAt(timeZone, at)) / dayMs);
  return instantOf(timeZone, (today + 1) * dayMs);
}

/** The number of the week an instant stands in, give or take one: weeks are counted by UTC. */
export function weekOf(at: number): number {
  return Math.floor((at - firstMonday) / weekMs);
}

/** Tells one week after another when a calendar is open; see `createWeekReader`. */
export interface WeekReader {
  /** No day of the week has any hours. */
  readonly never: boolean;
  /** Calls `take` with the start and end of each stretch of a week, in order, in milliseconds since the epoch. */
  read(week: number, take: (from: number, to: number) => void): void;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Reads a calendar's hours and holidays once, so that each of its weeks is a few sums: microseconds but for those with a change of the clocks. */
export function createWeekReader({ timeZone, week, holidays }: Calendar): WeekReader {
  const days = weekdays.map((day) =>
    (week[day] ?? []).map(({ from, to }) => [minutesOf(from) * minuteMs, minutesOf(to) * minuteMs] as const).sort(([a], [b]) => a - b),
  );
  const closed = new Set(holidays.map(({ date }) => Date.parse(`${date}T00:00:00Z`)));
  /** Of the week read last: the next begins where it ends, and asks only once more. */
  let known: { readonly wall: number; readonly offset: number } | null = null;

  function offsetNear(wall: number): number {
    return known?.wall === wall ? known.offset : offsetAt(timeZone, wall);
  }

  return {
    never: days.every((hours) => hours.length === 0),
    read(number, take) {
      const monday = firstMonday + number * weekMs;
      const [start, end] = [monday - farthest, monday + weekMs + farthest];
      const offset = offsetNear(start);
      const later = offsetAt(timeZone, end);
      known = { wall: end, offset: later };
      const even = offset === later;
      const instant = (wall: number): number => (even ? wall - offset : instantOf(timeZone, wall));
      for (const [index, hours] of days.entries()) {
        const day = monday + index * dayMs;
        if (closed.has(day)) continue;
        for (const [from, to] of hours) {
          const [opens, closes] = [instant(day + from), instant(day + to)];
          if (closes > opens) take(opens, closes);
        }
      }
    },
  };
}
