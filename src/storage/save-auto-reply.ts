import type { AutoReply } from '../replies/may-auto-reply.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { Message } from '../tickets/ticket.ts';
import { addMessage, type Change } from './change-tickets.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { TabdeskDatabase } from './schema.ts';
import { ticketTables } from './save-tickets.ts';

/** Where the switch lies among the desk's settings. */
export const autoReplyKey = 'replies.autoReply';

/** Tickets are answered by themselves from this time on (milliseconds since the epoch); null: none is. */
export interface AutoReplySetting {
  readonly since: number | null;
}

/** A stored setting; what can not be read counts as off. */
export function parseAutoReply(value: unknown): AutoReplySetting {
  const since = (value as Partial<AutoReplySetting> | null | undefined)?.since;
  return { since: typeof since === 'number' && Number.isFinite(since) ? since : null };
}

/**
 * Records a reply that nobody looked at. It takes the proof that such a reply may go, and in one transaction with the writing looks once more
 * whether the switch is still on, the ticket still open, and nobody wrote since it was triaged. Changes nothing otherwise.
 */
export async function saveAutoReply(db: TabdeskDatabase, { ticketId, ticketUpdatedAt }: AutoReply, message: Message & { readonly auto: true }): Promise<Outcome<Change, StorageErrorCode>> {
  const saved = await attemptStorage(() =>
    db.transaction('rw', [...ticketTables(db), db.settings], async () => {
      const { since } = parseAutoReply((await db.settings.get(autoReplyKey))?.value);
      const [ticket, row] = await Promise.all([db.tickets.get(ticketId), db.inbox.get(ticketId)]);
      // A ticket merged into it meanwhile may be older than its last message, and be about anything.
      const asItWas = row?.stale === false && ticket?.status === 'open' && ticket.updatedAt === ticketUpdatedAt && ticket.messages.every(({ from }) => from === 'customer');
      if (since === null || !ticket || ticket.updatedAt < since || !asItWas) return success(nothingChanged);
      return addMessage(db, ticketId, message, 'waiting');
    }),
  );
  return saved.ok ? saved.value : saved;
}

const nothingChanged: Change = { changed: 0, undo: () => Promise.resolve(success(0)) };
