import type { Entity } from '../tickets/entity.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
import { readValues, type StatedValue } from '../tickets/read-values.ts';

/** Figures of one family can be said instead of each other: five days for five working days, dollars for pounds. */
export type FigureFamily = 'money' | 'time' | 'date' | 'weekday' | 'clock' | 'share' | 'count';

/** A figure of a sentence: a value with its family, and what it is with its unit, to be compared as text. */
export interface Figure extends StatedValue {
  readonly family: FigureFamily;
  /** Days of the week, of a time of day that stands after them: "Monday to Friday 8:00". */
  readonly days?: readonly [number, number];
}

const lengths = new Set(['hours', 'working days', 'months']);
const free = /\b(?:(?<!\bfeel\s)(?<!\byou are\s)(?<!\byou['’]re\s)free(?:\sof\scharge)?(?!\s(?:of|up|from)\b)|(?:costs?|pay|pays|costing|charged?|owe|lose)\s(?:you\s|us\s)?nothing|no\s(?:extra\s|further\s)?(?:charge|fee|cost)s?|without\s(?:extra\s|further\s|any\s)?(?:charge|cost|fee)s?|nothing\sto\spay|(?<=\|\s)nothing(?=\s*(?:\||$))|(?<=^|\b(?:and|but|or)\s)nothing(?=\s(?:for|if|with|when)\b))\b/gi;

/** A price of which no one says how high it is: "free" says otherwise. */
const charged = /\bcosts?\s(?:you\s)?(?:an?\s|some|extra|money)|\b(?:for|against|is|there['’]s|charge|charges|pay|costs)\s(?:you\s)?an?\s(?:small\s|extra\s|additional\s|handling\s)?(?:fee|charge|surcharge)\b|\b(?:fee|surcharge)\s(?:applies|is\sdue)\b/gi;

/** Figures of a text in order: those of `readValues`, dates in numbers, and "free" as no money at all. "One" counts nothing: it is too often a pronoun. `entities`: those of the text, where they are known. */
export function readFigures(text: string, entities: readonly Entity[] = extractEntities(text)): Figure[] {
  const figures: Figure[] = [];
  const clear = (start: number, end: number): boolean => !figures.some((each) => each.start < end && start < each.end);
  const digits = /\d/.test(text);
  for (const value of readValues(text, entities)) {
    const family = familyOf(value.unit);
    // A number word with a capital within a sentence belongs to a name: "Pay in Three works …".
    if (family === 'count' && /^(?:one\b|[A-Z]\p{Ll})/u.test(text.slice(value.start, value.end)) && (value.start > 0 || /^one\b/i.test(text))) continue;
    // So does "three-seater".
    if (family === 'count' && /^\p{L}+-\p{L}/u.test(text.slice(value.start, value.end))) continue;
    figures.push({ ...value, family, ...(family === 'money' && value.least === 0 && value.most === 0 ? { unit: 'free' } : {}) });
  }
  if (digits) {
    for (const { kind, value, start, end } of entities) {
      if (kind !== 'date' || !clear(start, end)) continue;
      const at = (Number(value.slice(-5, -3)) - 1) * 31 + Number(value.slice(-2));
      figures.push({ unit: 'date', family: 'date', least: at, most: at, start, end });
    }
  }
  if (/free|nothing|\bno\b|without/i.test(text)) {
    for (const { index, 0: written } of text.matchAll(free)) {
      if (clear(index, index + written.length)) figures.push({ unit: 'free', family: 'money', least: 0, most: 0, start: index, end: index + written.length });
    }
  }
  if (/cost|charge|fee/i.test(text)) {
    for (const { index, 0: written } of text.matchAll(charged)) {
      if (clear(index, index + written.length)) figures.push({ unit: 'charge', family: 'money', least: 1, most: 1, start: index, end: index + written.length });
    }
  }
  return withDaysOfTimes(withDaysBetween(figures.sort((a, b) => a.start - b.start), text));
}

function withDaysOfTimes(figures: readonly Figure[]): Figure[] {
  let days: [number, number] | null = null;
  let last: Figure | null = null;
  return figures.map((figure) => {
    if (figure.family === 'weekday') {
      // The end of a range is a day of it; another day begins anew.
      if (days === null || last?.family !== 'weekday' || figure.most > days[1]) days = [figure.least, figure.most];
    }
    last = figure;
    return figure.family === 'clock' && days !== null ? { ...figure, days } : figure;
  });
}

/** "Monday to Friday" holds for the days between. */
function withDaysBetween(figures: readonly Figure[], text: string): Figure[] {
  return figures.map((figure, at) => {
    const next = figures[at + 1];
    if (figure.family !== 'weekday' || next?.family !== 'weekday' || next.least <= figure.least) return figure;
    return /^\s?(?:to|-|–|until|through|till)\s?$/i.test(text.slice(figure.end, next.start)) ? { ...figure, most: next.least } : figure;
  });
}

function familyOf(unit: string): FigureFamily {
  if (lengths.has(unit)) return 'time';
  if (unit === 'date' || unit === 'weekday' || unit === 'clock') return unit;
  if (unit === '%') return 'share';
  return /^(?:[A-Z]{3}|kr)$/.test(unit) ? 'money' : 'count';
}

function bounds({ least, most }: StatedValue): number[] {
  return [least, most].filter((bound) => Number.isFinite(bound));
}

/**
 * Does what a passage states bear out what is said? Every figure said must be one of those stated: "3 to 4 days" is no "3 to 5 days". Whether
 * it is said as a bound does not matter here. A day of the week may also lie between two.
 */
export function bearsOut(stated: Figure, said: Figure): boolean {
  if (stated.family !== said.family) return false;
  if (said.family === 'weekday') return bounds(said).every((day) => stated.least <= day && day <= stated.most);
  if (said.unit === 'charge') return stated.unit !== 'free';
  if (stated.unit !== said.unit) return false;
  if (stated.days !== undefined && said.days !== undefined && (said.days[0] > stated.days[1] || stated.days[0] > said.days[1])) return false;
  const there = bounds(stated);
  return bounds(said).every((bound) => there.includes(bound));
}

/** Could one be said in the other's place? Counts only of the same thing. */
export function comparable(stated: Figure, said: Figure): boolean {
  return stated.family === said.family && stated.unit !== 'charge' && (said.unit !== 'charge' || stated.unit === 'free') && (said.family !== 'count' || stated.unit === said.unit);
}
