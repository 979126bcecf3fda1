/** Whether 03/04 is the 3rd of April or the 4th of March. */
export type DateOrder = 'day-first' | 'month-first';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clock = String.raw`(?:[,T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(am|pm)?)?`;
const zone = String.raw`\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?`;
const isoDate = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${zone}$`, 'i');
const shortDate = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${clock}${zone}$`, 'i');
const dayMonth = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})${clock}${zone}$`, 'i');
const monthDay = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${clock}${zone}$`, 'i');

// 1990 to 2100: anything outside is a number that happens to look like a time.
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);

function inRange(at: number): number | null {
  return at >= earliest && at < latest ? at : null;
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Hour, minute, second, am/pm, zone, as matched. */
  readonly rest: readonly (string | undefined)[];
}

function assemble({ year, month, day, rest }: Parts): number | null {
  const [hourText, minuteText, secondText, half, zoneText] = rest;
  let hour = Number(hourText ?? 0);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  if (zoneText === undefined) {
    // No zone given: the time of day where the desk stands.
    return inRange(new Date(year, month - 1, day, hour, minute, second).getTime());
  }
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zoneText);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return inRange(Date.UTC(year, month - 1, day, hour, minute, second) - minutes * 60_000);
}

function fullYear(text: string): number {
  return text.length === 4 ? Number(text) : 2000 + Number(text);
}

/**
 * Reads a time as exports write it: ISO 8601, `14/03/2026 10:22`, `14.03.2026`, `March 14, 2026 10:22 AM`, mail's
 * `Sat, 14 Mar 2026 10:22:00 +0000`, and seconds or milliseconds since the epoch. Answers milliseconds since the epoch;
 * null when it is none of these or outside 1990 to 2100. Times without a zone are local ones.
 */
export function readDate(text: string, order: DateOrder): number | null {
  // No time is longer, and no pattern below is tried on a cell that holds a megabyte.
  if (text.length > 200) return null;
  const given = text.trim().replace(/\s+\([^)]*\)$/, '');
  if (given === '' || given.length > 60) return null;
  if (/^\d{10}(\.\d+)?$/.test(given)) return inRange(Math.trunc(Number(given) * 1000));
  if (/^\d{13}$/.test(given)) return inRange(Number(given));
  const iso = isoDate.exec(given);
  if (iso) return assemble({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), rest: iso.slice(4) });
  const short = shortDate.exec(given);
  if (short) {
    const [first, second] = [Number(short[1]), Number(short[3])];
    // Dots are only written day first; a number above 12 is a day, whatever the column says.
    const dayFirst = short[2] === '.' || first > 12 || (second <= 12 && order === 'day-first');
    return assemble({ year: fullYear(short[4] ?? ''), month: dayFirst ? second : first, day: dayFirst ? first : second, rest: short.slice(5) });
  }
  const named = dayMonth.exec(given);
  const named2 = named ? null : monthDay.exec(given);
  const parts = named ? [named[1], named[2], named[3]] : named2 ? [named2[2], named2[1], named2[3]] : null;
  if (!parts) return null;
  const month = months.indexOf((parts[1] ?? '').slice(0, 3).toLowerCase()) + 1;
  return assemble({ year: Number(parts[2]), month, day: Number(parts[0]), rest: (named ?? named2 ?? []).slice(4) });
}

/**
 * What one date of a column tells about its order: a decisive one has a number above 12, `either` could be read both
 * ways, and null is written without that question.
 */
export function dateOrderOf(text: string): DateOrder | 'either' | null {
  const short = text.length > 200 ? null : shortDate.exec(text.trim());
  if (!short || short[2] === '.') return null;
  const [first, second] = [Number(short[1]), Number(short[3])];
  if (first > 12) return second > 12 ? null : 'day-first';
  return second > 12 ? 'month-first' : 'either';
}
