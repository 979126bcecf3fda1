import { dateOrderOf, type DateOrder } from '../tickets/read-date.ts';
import type { ReadRows } from '../tickets/source-row.ts';

/**
 * Reads the time column until one date tells the order (a number above 12). A whole column that never does is read day
 * first, and said so. Rows written without that question for two hundred rows end the search: columns do not mix.
 */
export async function sniffDates(
  parts: AsyncIterable<ReadRows>,
  column: string,
): Promise<{ readonly order: DateOrder; readonly notes: readonly string[] }> {
  let either = '';
  let plain = 0;
  for await (const part of parts) {
    for (const row of part.rows) {
      const value = row.cells.get(column) ?? '';
      const order = dateOrderOf(value);
      if (order === 'day-first' || order === 'month-first') return { order, notes: [] };
      if (order === 'either') either ||= value.trim();
      else if (value.trim() !== '') plain += 1;
    }
    if (either === '' && plain > 200) break;
  }
  return {
    order: 'day-first',
    notes: either === '' ? [] : [`Dates like ${either} can be read two ways; the day was taken to come first.`],
  };
}
