import type { Ticket } from './ticket.ts';

type Mark = 'mergedInto' | 'splitOff' | 'splitFrom';

/** A ticket without some of its marks: not with them undefined, which the database and the export would keep. */
export function withoutMarks<T extends Ticket>(ticket: T, ...marks: readonly Mark[]): T {
  // What is left out is optional in every ticket.
  return Object.fromEntries(Object.entries(ticket).filter(([key]) => !marks.some((mark) => mark === key))) as T;
}
