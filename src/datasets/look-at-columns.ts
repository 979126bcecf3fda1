import { looksLikeHtml } from '../tickets/html-to-text.ts';
import { readDate } from '../tickets/read-date.ts';
import type { SourceRow } from '../tickets/source-row.ts';

/** What the values of a column look like; shares are of the filled cells, 0..1. */
export interface ColumnLook {
  readonly name: string;
  /** Cells with something in them. */
  readonly filled: number;
  readonly distinct: number;
  readonly averageLength: number;
  readonly averageWords: number;
  readonly longest: number;
  /** Whole and broken numbers. */
  readonly numbers: number;
  /** Numbers with a fraction: measures, no labels. */
  readonly fractions: number;
  readonly dates: number;
  readonly emails: number;
  readonly links: number;
  readonly html: number;
  /** The most frequent values, best first, at most 20. */
  readonly values: readonly string[];
}

const wholeNumber = /^[+-]?\d{1,20}$/;
const fraction = /^[+-]?\d{0,20}[.,]\d{1,20}(?:e[+-]?\d{1,3})?$/i;
const email = /^(?:[^<>@]{0,200}<)?[^\s@<>]{1,100}@[^\s@<>]{1,100}\.[^\s@<>]{1,20}>?$/;

/** Names as people mean them: snake_case, camelCase and spaces are one. */
export function foldName(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function lookAtColumn(name: string, rows: readonly SourceRow[]): ColumnLook {
  const counts = new Map<string, number>();
  const sums = { filled: 0, length: 0, words: 0, longest: 0, numbers: 0, fractions: 0, dates: 0, emails: 0, links: 0, html: 0 };
  for (const row of rows) {
    const value = (row.cells.get(name) ?? '').trim();
    if (value === '') continue;
    const start = value.slice(0, 2000);
    counts.set(start, (counts.get(start) ?? 0) + 1);
    sums.filled += 1;
    sums.length += value.length;
    sums.words += start.split(/\s+/).length;
    sums.longest = Math.max(sums.longest, value.length);
    const isFraction = fraction.test(start);
    if (isFraction) sums.fractions += 1;
    if (isFraction || wholeNumber.test(start)) sums.numbers += 1;
    // A number of a few digits is read as a time by some; here it is a number.
    else if (start.length <= 40 && readDate(start, 'day-first') !== null) sums.dates += 1;
    if (start.length <= 300 && email.test(start)) sums.emails += 1;
    if (/^(?:https?:\/\/|www\.)\S+$/i.test(start)) sums.links += 1;
    if (looksLikeHtml(start)) sums.html += 1;
  }
  const share = (count: number): number => count / Math.max(1, sums.filled);
  const values = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20).map(([value]) => value.slice(0, 200));
  return {
    name, filled: sums.filled, distinct: counts.size, averageLength: share(sums.length), averageWords: share(sums.words), longest: sums.longest,
    numbers: share(sums.numbers), fractions: share(sums.fractions), dates: share(sums.dates), emails: share(sums.emails), links: share(sums.links),
    html: share(sums.html), values,
  };
}
