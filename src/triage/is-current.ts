import { threadMark } from '../tickets/thread-mark.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from './triage.ts';

/** Whether a triage was made from the ticket as it is now. One stored before threads were marked is judged by its time alone. */
export function isCurrent(triage: Pick<Triage, 'ticketUpdatedAt' | 'threadMark'>, ticket: Ticket): boolean {
  return triage.ticketUpdatedAt === ticket.updatedAt && (triage.threadMark === undefined || triage.threadMark === threadMark(ticket));
}
