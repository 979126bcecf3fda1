import type { ChipTone } from '../../ui/Chip.tsx';
import { fullTime, messageTime } from '../../ui/format-time.ts';
import type { Due } from '../due-times.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A timer in words: what stands on it, what it means in full, and its colour. */
export interface DueWords {
  readonly words: string;
  readonly title: string;
  readonly tone: ChipTone;
}

/** "45 min", "4 h", "1 h 30 min". */
export function sayMinutes(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** A stretch of time as short as a chip needs it: "40 min", "5 h", "3 days". */
function sayStretch(ms: number): string {
  if (ms < hour) return `${Math.max(1, Math.ceil(ms / minute))} min`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} days`;
}

/** Whether a desk is open all the time until something is due: then it can be counted down. `left` in minutes of opening hours. */
export function isOpenUntil(at: number, left: number, now: number): boolean {
  return at - now - left * minute < minute;
}

/** "Due in 47 min", "Due Mon 08:50", "Overdue 3 h": by the clock of whoever reads it, as long as the desk closes before it is due. */
export function sayDue(at: number, left: number, now: number): string {
  if (now > at) return `Overdue ${sayStretch(now - at)}`;
  return isOpenUntil(at, left, now) ? `Due in ${sayStretch(at - now)}` : `Due ${sayWhen(at, now)}`;
}

const weekdayTime = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });

/** "today 14:20", "Mon 08:50", "14 Mar 2026, 08:50". */
export function sayWhen(at: number, now: number): string {
  const today = messageTime(at, now);
  if (today.startsWith('today')) return today;
  return at - now < 6 * day && at > now ? weekdayTime.format(at).replace(',', '') : today;
}

/** The timer of an awaited answer; null where none is awaited, or nothing is promised. */
export function describeDue({ state, at, left, target, first }: Due & { readonly first: boolean }, now: number): DueWords | null {
  if (at === null || left === null || (state !== 'running' && state !== 'soon' && state !== 'breached')) return null;
  const promise = `${first ? 'First answer' : 'Answer'} within ${sayMinutes(target)} of opening hours`;
  const when = state === 'breached' ? `was due ${fullTime(at)}` : `due ${fullTime(at)}, ${sayMinutes(left)} of opening hours from now`;
  return { words: sayDue(at, left, now), title: `${promise}: ${when}`, tone: state === 'breached' ? 'bad' : state === 'soon' ? 'warn' : 'plain' };
}

/** Until when a ticket is to be resolved; null where nothing is promised or it is done with. */
export function describeResolution({ state, at, left }: Due, now: number): string | null {
  if (state === 'paused' && left !== null) return `${sayMinutes(left)} of opening hours left to resolve it, once the customer has written`;
  if (at === null) return null;
  if (state === 'breached') return `Was to be resolved by ${sayWhen(at, now)}`;
  return state === 'running' || state === 'soon' ? `To be resolved by ${sayWhen(at, now)}` : null;
}
