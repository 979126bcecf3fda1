import * as z from 'zod/mini';

const clockTime = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is a time of day as HH:MM'));

const openHours = z
  .strictObject({ from: clockTime, to: clockTime })
  .check(z.refine(({ from, to }) => from < to, 'ends before it begins'));

const day = z
  .array(openHours)
  .check(z.maxLength(12), z.refine((hours) => [...hours].sort((a, b) => (a.from < b.from ? -1 : 1)).every(({ to }, at, all) => to <= (all[at + 1]?.from ?? '99')), 'has hours that overlap'));

const open = z.exactOptional(day);

export const calendarSchema = z.strictObject({
  timeZone: z.string().check(z.maxLength(100), z.refine(isTimeZone, 'is no time zone, as “Europe/London” is one')),
  week: z.strictObject({ mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open }),
  holidays: z.array(z.strictObject({ date: z.string().check(z.refine(isDate, 'is no date as YYYY-MM-DD')), name: z.string().check(z.maxLength(200)) })).check(z.maxLength(2_000)),
});

/** Minutes, at least one, at most a year. */
const minutes = z.number().check(z.minimum(1), z.maximum(525_600));

export const targetSchema = z
  .strictObject({ firstResponse: minutes, resolution: minutes })
  .check(z.refine(({ firstResponse, resolution }) => firstResponse <= resolution, 'promises the resolution before the first response'));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
