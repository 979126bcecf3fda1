import type { Outcome } from '../tickets/outcome.ts';
import { plural } from '../ui/format-time.ts';
import type { TicketActions } from './desk-context.ts';
import type { TicketActionParts } from './ticket-actions.ts';

/** Fetched when first wanted: most tickets are never merged. */
const load = () => Promise.all([import('../storage/merge-tickets.ts'), import('../storage/split-ticket.ts')]);

/** Merging and splitting tickets, each saved whole, told and undoable. */
export function createMergeActions({ db, notify, undoStack, wakeBacklog, now }: Omit<TicketActionParts, 'playbook'>): Pick<TicketActions, 'merge' | 'splitAgain' | 'splitOff'> {
  function tell(message: string): void {
    notify({ text: message, tone: 'bad', forMs: 12_000 });
  }

  /** What was done is triaged anew, and so it is when it is taken back. */
  function done(text: string, undo: () => Promise<Outcome<unknown>>): void {
    undoStack.done(text, async () => {
      const undone = await undo();
      wakeBacklog();
      return undone;
    });
    wakeBacklog();
  }

  return {
    async merge(intoId, ids) {
      const [{ mergeTickets }] = await load();
      const merged = await mergeTickets(db, intoId, ids, { mergeId: crypto.randomUUID(), now: now() });
      if (!merged.ok) {
        tell(merged.message);
        return null;
      }
      const { mergedIds, undo } = merged.value;
      done(mergedIds.length === 1 ? 'Two tickets merged' : `${plural(mergedIds.length + 1, 'ticket')} merged`, undo);
      return merged.value.intoId;
    },
    async splitAgain(ids) {
      const [{ mergeTickets, takeApart }] = await load();
      const before = await db.tickets.bulkGet([...ids]);
      const apart = await takeApart(db, ids);
      if (!apart.ok) {
        tell(apart.message);
        return false;
      }
      if (apart.value === 0) return true;
      done(`${plural(apart.value, 'ticket')} split again`, async () => {
        for (const each of before) {
          if (each?.mergedInto === undefined) continue;
          const again = await mergeTickets(db, each.mergedInto, [each.id], { mergeId: crypto.randomUUID(), now: now() });
          if (!again.ok) return again;
        }
        return { ok: true, value: null };
      });
      return true;
    },
    async splitOff(ticketId, messageIds) {
      const [, { splitTicket }] = await load();
      const split = await splitTicket(db, ticketId, messageIds, { newId: `${ticketId}-split-${now()}`, now });
      if (!split.ok) {
        tell(split.message);
        return null;
      }
      done(messageIds.length === 1 ? 'Message split off as a ticket of its own' : `${plural(messageIds.length, 'message')} split off as a ticket of their own`, split.value.undo);
      return split.value.newId;
    },
  };
}
