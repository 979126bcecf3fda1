import { createWeekReader, minuteMs, weekMs, weekOf } from './open-spans.ts';
import type { Calendar } from './service-level.ts';

export { endOfDay } from './open-spans.ts';

/** A stretch in which a desk is open, in milliseconds since the epoch. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** Dates beyond these are slips of whoever wrote the file: they count as the nearer of the two. */
const earliest = 0;
const latest = Date.UTC(2200, 0);
/** A promise that a calendar does not keep within so long is none. */
const longest = 10 * 53 * weekMs;
/** How many weeks are worked out at once. */
const stride = 53;
/** A desk that does not close within so long is always open. */
const always = 60 * 24 * 60 * minuteMs;

/** The stretches of a calendar over some years, in order, with how much open time passed before each: milliseconds. */
interface Timeline {
  readonly never: boolean;
  readonly starts: number[];
  readonly ends: number[];
  readonly before: number[];
  /** Makes sure that an instant, and the stretch before and after it, is within. */
  cover(at: number): void;
  /** Up to which instant all is known. */
  known(): number;
  extend(): void;
}

function createTimeline(calendar: Calendar): Timeline {
  const reader = createWeekReader(calendar);
  const starts: number[] = [];
  const ends: number[] = [];
  const before: number[] = [];
  /** The weeks worked out so far: from the first up to, but not with, the next. */
  let [first, next] = [0, 0];

  function append(weeks: number): void {
    for (const stop = next + weeks; next < stop; next += 1) {
      reader.read(next, (from, to) => {
        const last = starts.length - 1;
        // Hours through midnight are one stretch.
        if (ends[last] === from) ends[last] = to;
        else {
          before.push(last < 0 ? 0 : (before[last] ?? 0) + (ends[last] ?? 0) - (starts[last] ?? 0));
          starts.push(from);
          ends.push(to);
        }
      });
    }
  }

  return {
    never: reader.never,
    starts,
    ends,
    before,
    cover(at) {
      const week = weekOf(at);
      if (first === next || week - 2 < first) {
        const stop = Math.max(next, week + 2);
        starts.length = ends.length = before.length = 0;
        first = next = week - stride;
        append(stop - first);
      }
      if (week + 2 > next) append(week + 2 - next + stride);
    },
    known: () => (next - 1) * weekMs,
    extend: () => append(stride),
  };
}

/** Calendars are never changed in place: a changed one is another. */
const timelines = new WeakMap<Calendar, Timeline>();

function timelineOf(calendar: Calendar): Timeline {
  const known = timelines.get(calendar);
  if (known) return known;
  const made = createTimeline(calendar);
  timelines.set(calendar, made);
  return made;
}

function clamp(at: number): number {
  return at >= earliest ? Math.min(at, latest) : earliest;
}

/** The place of the last of some rising numbers that is not above a value (`below`: that is under it); -1 where none is. */
function lastUpTo(numbers: readonly number[], value: number, below = false): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const number = numbers[middle] ?? 0;
    if (below ? number < value : number <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Open time up to an instant that is covered, counted from the beginning of the timeline. */
function passed({ starts, ends, before }: Timeline, at: number): number {
  const index = lastUpTo(starts, at);
  if (index < 0) return 0;
  return (before[index] ?? 0) + Math.min(at, ends[index] ?? 0) - (starts[index] ?? 0);
}

/** The stretches in which a calendar is open between two instants (milliseconds since the epoch), cut to them, in order. */
export function openSpans(calendar: Calendar, from: number, to: number): OpenSpan[] {
  const timeline = timelineOf(calendar);
  const [begin, end] = [clamp(from), clamp(to)];
  if (timeline.never || end <= begin) return [];
  timeline.cover(begin);
  timeline.cover(end);
  const spans: OpenSpan[] = [];
  for (let index = Math.max(0, lastUpTo(timeline.starts, begin)); (timeline.starts[index] ?? Infinity) < end; index += 1) {
    const span = { from: Math.max(begin, timeline.starts[index] ?? 0), to: Math.min(end, timeline.ends[index] ?? 0) };
    if (span.to > span.from) spans.push(span);
  }
  return spans;
}

/**
 * Minutes that a calendar is open between two instants (milliseconds since the epoch), fractions included; negative where `to` is before
 * `from`, 0 for a calendar that is never open. Well under a microsecond once the years around are known.
 */
export function openMinutesBetween(calendar: Calendar, from: number, to: number): number {
  const timeline = timelineOf(calendar);
  if (timeline.never) return 0;
  const [begin, end] = [clamp(from), clamp(to)];
  timeline.cover(Math.min(begin, end));
  timeline.cover(Math.max(begin, end));
  return (passed(timeline, end) - passed(timeline, begin)) / minuteMs;
}

/**
 * The first instant (milliseconds since the epoch) by which a calendar was open for so many minutes since `from`: at closing time
 * rather than at the next opening. Null where it is never open, or not for so long within ten years.
 */
export function addOpenMinutes(calendar: Calendar, from: number, minutes: number): number | null {
  const timeline = timelineOf(calendar);
  if (timeline.never) return null;
  const begin = clamp(from);
  if (minutes <= 0) return begin;
  timeline.cover(begin);
  const wanted = passed(timeline, begin) + minutes * minuteMs;
  while (passed(timeline, Infinity) < wanted) {
    if (timeline.known() > begin + longest) return null;
    timeline.extend();
  }
  const index = lastUpTo(timeline.before, wanted, true);
  return (timeline.starts[index] ?? 0) + wanted - (timeline.before[index] ?? 0);
}

/** Whether a calendar is open at an instant, and when that next changes: null where it does not (always open, or closed for ten years). */
export function openingAt(calendar: Calendar, at: number): { readonly open: boolean; readonly until: number | null } {
  const timeline = timelineOf(calendar);
  if (timeline.never) return { open: false, until: null };
  const now = clamp(at);
  timeline.cover(now + always);
  timeline.cover(now);
  const index = lastUpTo(timeline.starts, now);
  const end = timeline.ends[index] ?? -Infinity;
  if (now < end) return { open: true, until: end >= now + always ? null : end };
  while (timeline.starts[index + 1] === undefined) {
    if (timeline.known() > now + longest) return { open: false, until: null };
    timeline.extend();
  }
  return { open: false, until: timeline.starts[index + 1] ?? null };
}
