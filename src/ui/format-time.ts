const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });

/** How long ago, as short as a list needs it: "now", "12 min", "3 h", "Tue", "14 Mar", "14 Mar 2024". */
export function shortTime(at: number, now: number): string {
  const ago = now - at;
  if (ago < minute) return 'now';
  if (ago < hour) return `${Math.floor(ago / minute)} min`;
  if (ago < day) return `${Math.floor(ago / hour)} h`;
  if (ago < 6 * day) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at);
}

/** For a message: "today 08:41", "Tue 09:12", "14 Mar, 09:12". */
export function messageTime(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight && at < midnight + day) return `today ${clock.format(at)}`;
  if (at >= midnight - day && at < midnight) return `yesterday ${clock.format(at)}`;
  if (now - at < 6 * day && at < now) return `${weekday.format(at)} ${clock.format(at)}`;
  return `${shortTime(at, now) === 'now' ? dayMonth.format(at) : dayMonthYear.format(at)}, ${clock.format(at)}`;
}

/** In full, for a tooltip. */
export function fullTime(at: number): string {
  return full.format(at);
}

const numbers = new Intl.NumberFormat('en-GB');

/** 8469 → "8,469". */
export function count(value: number): string {
  return numbers.format(value);
}

const shortNumbers = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/** As short as a tab needs it: 304 → "304", 1262 → "1.3k", 50000 → "50k". Say the whole number where it can be asked for. */
export function shortCount(value: number): string {
  return shortNumbers.format(value).toLowerCase();
}

/** "1 ticket", "8,469 tickets". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${numbers.format(value)} ${value === 1 ? one : many}`;
}

/** 1536 → "1.5 KB". */
export function bytes(value: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
}
