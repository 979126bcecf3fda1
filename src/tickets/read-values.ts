import type { Entity } from './entity.ts';
import { extractEntities } from './extract-entities.ts';
import { smallLetters } from '../text/normalise.ts';
import { stemWord } from '../text/stem-word.ts';

/** A figure in a sentence: what it counts, between which bounds it lies, and where it stands (UTF-16 offsets). */
export interface StatedValue {
  /** `GBP`, `%`, `hours`, `working days`, `months`, `clock`, `date`, or the stem of what is counted. */
  readonly unit: string;
  /** Both the same for a plain figure; -Infinity or Infinity where only one bound is said ("within 5 days"). */
  readonly least: number;
  readonly most: number;
  readonly start: number;
  readonly end: number;
}

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'];
const tens: Readonly<Record<string, number>> = { thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100, fortnight: 14, dozen: 12 };
const figure = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,3})?|(?:${[...numberWords, ...Object.keys(tens).filter((word) => word !== 'fortnight' && word !== 'dozen')].join('|')}|an?)(?![\p{L}])`;
const join = String.raw`\s{0,2}(?:-|–|to|or|and)\s{0,2}`;
const counted = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,£$€-])(${figure})(?:(?:${join})(${figure}))?(\s{0,2}(?:%|per\s?cent(?![\p{L}]))|[\s-]{1,2}(?:(working|business|calendar|full|whole|consecutive|more|separate|different|further|extra)\s+)?(\p{L}[\p{L}°]{0,20})|\s?(?:°c|°f|kg|cm|mm|km|kw|gb|mb|[wmg](?![\p{L}])))`,
  'gu',
);
const clock = /(?<![\p{L}\p{N}:.])(\d{1,2})(?::(\d{2}))?\s?(am|pm)(?![\p{L}])|(?<![\p{L}\p{N}:.])(\d{1,2}):(\d{2})(?![\p{N}:])|(?<![\p{L}])(noon|midnight)(?![\p{L}])/gu;
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const date = new RegExp(String.raw`(?<![\p{N}])(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(${months.join('|')})(?![\p{L}])|(?<![\p{L}])(${months.join('|')})\s(\d{1,2})(?:st|nd|rd|th)?(?![\p{N}])`, 'gu');
const weekday = /(?<![\p{L}])(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?![\p{L}])/gu;
const someMonth = new RegExp(months.join('|'));
const someCount = new RegExp([...numberWords, ...Object.keys(tens), 'hour', 'minute', 'day', 'night', 'week', 'month', 'year'].join('|'));
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const upper = /(?:\b(?:within|up to|at most|no more than|not more than|at the latest|(?<!\b(?:no|not)\s)less than|under|below|maximum(?: of)?|max\.?|until|before|by|in under)\s+(?:the\s+)?)$/i;
const lower = /(?:\b(?:at least|no less than|not less than|(?<!\b(?:no|not)\s)more than|over|above|minimum(?: of)?|from|after|as of)\s+(?:the\s+)?)$/i;

/** Time in hours, so that "a day", "24 hours" and "one week" can be compared. Working days and months are not made of them. */
const hours: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24, night: 24, week: 168, fortnight: 336 };

/**
 * The figures of a sentence that another sentence could contradict: money, shares, durations, times of day, dates, weekdays, and
 * counts of anything ("three photos"). Units are evened out: a week is seven days, £39 is £39.00, "five" is 5. In order of place,
 * none within another. `entities` are those of the text, where they were extracted before. Linear.
 */
export function readValues(text: string, entities: readonly Entity[] = extractEntities(text)): StatedValue[] {
  const values: StatedValue[] = [];
  const taken = new Uint8Array(text.length);
  const add = (value: StatedValue): void => {
    if (taken.subarray(value.start, value.end).some((byte) => byte === 1)) return;
    taken.fill(1, value.start, value.end);
    values.push(value);
  };
  const small = smallLetters(text);
  for (const { kind, value, start, end } of entities) {
    // Numbers that are names are no quantities.
    if (kind === 'amount') add(bounded(text, start, end, value.split(' ')[1] ?? '', Number.parseFloat(value)));
    else if (kind !== 'date') taken.fill(1, start, end);
  }
  // A quick look first: these patterns are slow to prepare, and most sentences of a text have no such value.
  const digits = /\d/.test(small);
  for (const match of digits || /noon|midnight/.test(small) ? small.matchAll(clock) : []) {
    const [, hour, minute, half, hour24, minute24, word] = match;
    const at = word === undefined ? clockMinutes(hour ?? hour24 ?? '', minute ?? minute24 ?? '0', half) : word === 'noon' ? 720 : 1440;
    add({ unit: 'clock', least: at, most: at, start: match.index, end: match.index + match[0].length });
  }
  for (const match of digits && someMonth.test(small) ? small.matchAll(date) : []) {
    const month = months.indexOf((match[2] ?? match[3] ?? '').toLowerCase());
    const at = month * 31 + Number(match[1] ?? match[4]);
    add({ unit: 'date', least: at, most: at, start: match.index, end: match.index + match[0].length });
  }
  for (const match of digits || someCount.test(small) ? small.matchAll(counted) : []) {
    const value = countedValue(text, match);
    if (value !== null) add(value);
  }
  for (const match of small.includes('day') ? small.matchAll(weekday) : []) {
    const at = weekdays.indexOf((match[1] ?? '').toLowerCase());
    add({ unit: 'weekday', least: at, most: at, start: match.index, end: match.index + match[0].length });
  }
  return values.sort((a, b) => a.start - b.start);
}

function clockMinutes(hour: string, minute: string, half: string | undefined): number {
  const plain = Number(hour) % (half === undefined ? 24 : 12);
  return (plain + (half?.toLowerCase() === 'pm' ? 12 : 0)) * 60 + Number(minute);
}

function countedValue(text: string, match: RegExpExecArray): StatedValue | null {
  const [whole, first = '', second, tail = '', kind, noun] = match;
  const article = /^an?$/i.test(first);
  const low = numberOf(first);
  const high = second === undefined ? low : numberOf(second);
  const unit = unitOf(tail.trim(), kind, noun);
  const start = match.index;
  // "within a week" is a length of time; "a parcel" and "£45 a day" say nothing of how many.
  if (unit === null || (article && !(lengths.has(unit.name) && /\b(?:within|in|takes?|took|for|after|lasts?|about|up to)\s+$/i.test(text.slice(Math.max(0, start - 12), start))))) return null;
  const value = bounded(text, start, start + whole.length, unit.name, low * unit.times);
  return second === undefined ? value : { ...value, least: Math.min(low, high) * unit.times, most: Math.max(low, high) * unit.times };
}

function unitOf(tail: string, kind: string | undefined, noun: string | undefined): { readonly name: string; readonly times: number } | null {
  if (/^(?:%|per\s?cent)/i.test(tail)) return { name: '%', times: 1 };
  if (noun === undefined) return { name: tail.toLowerCase(), times: 1 };
  const word = noun.toLowerCase();
  const bare = word.replace(/s$/, '');
  if (/^(?:working|business)$/i.test(kind ?? '')) return bare === 'day' ? { name: 'working days', times: 1 } : null;
  const length = hours[bare];
  if (length !== undefined) return { name: 'hours', times: length };
  if (bare === 'month') return { name: 'months', times: 1 };
  if (bare === 'year') return { name: 'months', times: 12 };
  if (notCounted.has(word)) return null;
  return { name: stemWord(word), times: 1 };
}

const lengths = new Set(['hours', 'months', 'working days']);

/** After a number these are no noun: "5 or more", "2 is enough", "the 3 of you". */
const notCounted = new Set('a after am an and any are as at be been before but by can during each every few for from has have if in into is it its may more most must no not of off on only or our out per than that the their them then there these they this those to up was we were when which who will with you your'.split(' '));

function bounded(text: string, start: number, end: number, unit: string, value: number): StatedValue {
  const before = text.slice(Math.max(0, start - 24), start);
  return { unit, least: upper.test(before) ? -Infinity : value, most: lower.test(before) ? Infinity : value, start, end };
}

function numberOf(written: string): number {
  const word = written.toLowerCase();
  if (word === 'a' || word === 'an') return 1;
  const at = numberWords.indexOf(word);
  return at >= 0 ? at : (tens[word] ?? Number.parseFloat(word.replace(/,/g, '')));
}

/** Whether both can be true of one thing: the same figure, one within the other's range, or bounds that leave room. */
export function agree(a: StatedValue, b: StatedValue): boolean {
  if (a.least === b.least && a.most === b.most) return true;
  const [open, other] = isOpen(a) ? [a, b] : [b, a];
  if (isOpen(open) && isOpen(other)) {
    // "within 5 days" and "within 10 days" differ; "at least 2" and "at most 5" do not.
    return (open.least === -Infinity) !== (other.least === -Infinity) && Math.max(open.least, other.least) <= Math.min(open.most, other.most);
  }
  // A plain figure is the bound itself or lies on its right side; a range has a plain figure within.
  return Math.max(a.least, b.least) <= Math.min(a.most, b.most);
}

function isOpen(value: StatedValue): boolean {
  return value.least === -Infinity || value.most === Infinity;
}
