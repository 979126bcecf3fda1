import { weekdays, type Calendar, type OpenHours, type Weekday } from '../sla/service-level.ts';

/** A week with one day's hours changed, in their order; none closes the day. */
export function withDay(calendar: Calendar, day: Weekday, hours: readonly OpenHours[]): Calendar {
  const sorted = [...hours].sort((a, b) => a.from.localeCompare(b.from));
  const week = Object.fromEntries(weekdays.flatMap((each) => {
    const own = each === day ? sorted : (calendar.week[each] ?? []);
    return own.length === 0 ? [] : [[each, own]];
  }));
  return { ...calendar, week };
}

/** What to add to a day that has these hours: the usual ones where it is closed, else an hour after the last. Null where the day is full. */
export function nextHours(hours: readonly OpenHours[]): OpenHours | null {
  const last = hours.at(-1);
  if (last === undefined) return { from: '09:00', to: '17:00' };
  const from = Number(last.to.slice(0, 2)) * 60 + Number(last.to.slice(3)) + 60;
  if (from >= 23 * 60) return null;
  return { from: sayClock(from), to: sayClock(Math.min(from + 120, 1440)) };
}

/** Minutes from midnight as `HH:MM`. */
export function sayClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** All time zones of this browser, by region. */
export function zonesByRegion(chosen: string): readonly { readonly name: string; readonly options: readonly { readonly id: string; readonly label: string }[] }[] {
  const regions = new Map<string, string[]>();
  for (const zone of new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])) {
    const region = zone.includes('/') ? (zone.split('/')[0] ?? '') : 'Other';
    const known = regions.get(region);
    if (known) known.push(zone);
    else regions.set(region, [zone]);
  }
  return Array.from(regions, ([name, zones]) => ({ name, options: zones.sort((a, b) => a.localeCompare(b)).map((zone) => ({ id: zone, label: zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ').replaceAll('/', ', ') })) })).sort((a, b) => a.name.localeCompare(b.name));
}
