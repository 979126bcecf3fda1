import { DueFact } from '../sla/ui/DueFact.tsx';
import { waitOf } from '../storage/inbox-row.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';

/** The timers of the open ticket, kept going. */
export function TicketDue({ ticket, triage }: { readonly ticket: Ticket; readonly triage: Triage }) {
  const clock = useStore(useDesk().due);
  const now = useNow();
  if (clock === null) return null;
  const { createdAt, updatedAt, status, corrections, mergedInto = null } = ticket;
  const timed = { createdAt, updatedAt, status, mergedInto, ...waitOf(ticket), priority: triage.priority.level, queue: corrections?.queue ?? triage.route.queue };
  const response = clock.wordsOf(timed, now);
  const resolution = clock.resolutionOf(timed, now);
  return response === null && resolution === null ? null : <DueFact response={response} resolution={resolution} />;
}
