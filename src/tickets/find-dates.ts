import type { Candidate } from './extract-entities.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const monthWords =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const monthName = `(${monthWords})`;

const iso = /(?<![\w/.-])(\d{4})([/.-])(\d{2})\2(\d{2})(?![\w-]|[/.]\d)/g;
const numeric = /(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])/g;
/** " 2024", ", '24" or " 24", but not the 24 of "24:00", "24 May", "24 hours" or ", 24 lamps". */
const year = String.raw`(?:,? (\d{4}(?!\d)|['’]\d{2}(?!\w))| (1[5-9]|[23]\d)(?![\w:%£$€]|[.,/-]\d| (?:${monthWords}|am|pm|h|hrs?|hours?|days?|weeks?|x)(?!\w)))?`;
const dayMonth = new RegExp(
  String.raw`(?<![\w.,:/£$€-])(\d{1,2})(?:(?:st|nd|rd|th)?(?: of)? ${monthName}(?!\w)\.?${year}|-${monthName}-(\d{4}|\d{2})(?![\w-]))`,
  'gi',
);
const monthDay = new RegExp(
  String.raw`(?<!\w)${monthName}\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\w:%]|[.,/-]\d)${year}`,
  'gi',
);
const relative =
  /(?<!\w)(?:(today|yesterday|tomorrow)|(next|last) (mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)/gi;

const day = 86_400_000;

/**
 * Dates in `text` as candidates for entities, ISO values (`--MM-DD` where the year can't be told). Numeric dates are read day
 * first unless only month first is possible. Relative ones need `now`, and "next Friday" only counts from Friday on: before,
 * people mean either of two days by it.
 */
export function* findDates(text: string, now?: number): Iterable<Candidate> {
  if (/\d/.test(text)) {
    for (const match of text.matchAll(iso)) {
      yield* dated(match, Number(match[1]), Number(match[3]), Number(match[4]));
    }
    for (const match of text.matchAll(numeric)) {
      const [first, second] = [Number(match[1]), Number(match[3])];
      const written = readYear(match[4] ?? '');
      if (second > 12) yield* dated(match, written, first, second);
      else yield* dated(match, written, second, first);
    }
    // A quick look first: the patterns for all months are slow to prepare.
    if (/jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i.test(text)) {
      for (const match of text.matchAll(dayMonth)) {
        yield* named(match, match[2] ?? match[5], Number(match[1]), match[3] ?? match[4] ?? match[6], now);
      }
      for (const match of text.matchAll(monthDay)) {
        yield* named(match, match[1], Number(match[2]), match[3] ?? match[4], now);
      }
    }
  }
  if (now === undefined) return;
  for (const match of text.matchAll(relative)) {
    const at = resolveRelative(match[1]?.toLowerCase(), match[2]?.toLowerCase(), match[3]?.toLowerCase(), now);
    if (at === null) continue;
    const value = new Date(at).toISOString().slice(0, 10);
    yield { kind: 'date', start: match.index, end: match.index + match[0].length, value };
  }
}

/** "2024" and "'24" as 2024. */
function readYear(written: string): number {
  const digits = written.replace(/\D/g, '');
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

function* dated(match: RegExpExecArray, year: number, month: number, date: number): Iterable<Candidate> {
  if (year < 1900 || year > 2199 || !exists(year, month, date)) return;
  const value = `${year}-${two(month)}-${two(date)}`;
  yield { kind: 'date', start: match.index, end: match.index + match[0].length, value };
}

function* named(
  match: RegExpExecArray,
  name: string | undefined,
  date: number,
  year: string | undefined,
  now: number | undefined,
): Iterable<Candidate> {
  const month = months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
  // "may 5" in small letters is more often the verb.
  if (month === 0 || (name === 'may' && match[0].startsWith('may'))) return;
  if (year !== undefined) {
    yield* dated(match, readYear(year), month, date);
    return;
  }
  if (!exists(2024, month, date)) return;
  const end = match.index + match[0].replace(/\.$/, '').length;
  const known = now === undefined ? undefined : nearestYear(month, date, now);
  yield { kind: 'date', start: match.index, end, value: `${known ?? '-'}-${two(month)}-${two(date)}` };
}

/** The year in which that day is nearest to now: people leave the year out within half a year either way. */
function nearestYear(month: number, date: number, now: number): number | undefined {
  const thisYear = new Date(now).getUTCFullYear();
  let best: number | undefined;
  let bestDistance = Infinity;
  for (const year of [thisYear - 1, thisYear, thisYear + 1]) {
    if (!exists(year, month, date)) continue;
    const distance = Math.abs(Date.UTC(year, month - 1, date) - now);
    if (distance < bestDistance) [best, bestDistance] = [year, distance];
  }
  return best;
}

function resolveRelative(word: string | undefined, side: string | undefined, name: string | undefined, now: number): number | null {
  if (word === 'today') return now;
  if (word === 'yesterday') return now - day;
  if (word === 'tomorrow') return now + day;
  const wanted = weekdays.indexOf((name ?? '').slice(0, 3));
  const today = (new Date(now).getUTCDay() + 6) % 7;
  if (side === 'next') return wanted <= today ? now + (wanted - today + 7) * day : null;
  return wanted >= today ? now + (wanted - today - 7) * day : null;
}

function exists(year: number, month: number, date: number): boolean {
  if (month < 1 || month > 12 || date < 1) return false;
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
