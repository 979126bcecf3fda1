import type { Outcome } from '../tickets/outcome.ts';
import type { Message, Ticket } from '../tickets/ticket.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { standingTicket } from './merged-root.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';
import { ticketTables, writeTickets } from './save-tickets.ts';

/** What was changed, and how to take it back. */
export interface Change {
  /** Tickets that really changed; ids not found and tickets already so are not counted. */
  readonly changed: number;
  /**
   * Takes back this change only: what else was done to the tickets since stays. Doing it twice changes nothing more.
   */
  readonly undo: () => Promise<Outcome<number, StorageErrorCode>>;
}

/** Rewrites tickets: null leaves one as it is. */
type Rewrite = (ticket: StoredTicket) => StoredTicket | null;

/** Tickets rewritten in one transaction; more would hold up other writers (triage) for too long. */
const batch = 1000;

async function rewrite(db: TabdeskDatabase, ids: readonly string[], change: Rewrite): Promise<StoredTicket[]> {
  return db.transaction('rw', ticketTables(db), async () => {
    const before: StoredTicket[] = [];
    for (let from = 0; from < ids.length; from += batch) {
      const found = await db.tickets.bulkGet(ids.slice(from, from + batch));
      const after: StoredTicket[] = [];
      for (const ticket of found) {
        const next = ticket ? change(ticket) : null;
        if (!ticket || !next) continue;
        before.push(ticket);
        after.push(next);
      }
      await writeTickets(db, after);
    }
    return before;
  });
}

/**
 * Applies `change` to the tickets in one transaction (all or nothing) and remembers how to take it back: `restore` gets
 * the ticket as it is at the time of undo and as it was before.
 */
function changeTickets(
  db: TabdeskDatabase,
  ids: readonly string[],
  change: Rewrite,
  restore: (now: StoredTicket, before: StoredTicket) => StoredTicket,
): Promise<Outcome<Change, StorageErrorCode>> {
  return attemptStorage(async () => {
    const before = new Map((await rewrite(db, [...new Set(ids)], change)).map((ticket) => [ticket.id, ticket]));
    return {
      changed: before.size,
      undo: () =>
        attemptStorage(async () => {
          const restored = await rewrite(db, [...before.keys()], (now) => {
            const then = before.get(now.id);
            return then ? restore(now, then) : null;
          });
          before.clear();
          return restored.length;
        }),
    };
  });
}

/** Marks tickets read or unread. Fails with a storage code, nothing changed. */
export function markRead(db: TabdeskDatabase, ids: readonly string[], read: boolean): Promise<Outcome<Change, StorageErrorCode>> {
  return changeTickets(
    db,
    ids,
    (ticket) => (ticket.unread === !read ? null : { ...ticket, unread: !read }),
    (now, before) => ({ ...now, unread: before.unread }),
  );
}

/** Closes tickets; a closed ticket is read. Fails with a storage code, nothing changed. */
export function closeTickets(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<Change, StorageErrorCode>> {
  return changeTickets(
    db,
    ids,
    (ticket) => (ticket.status === 'closed' ? null : { ...ticket, status: 'closed', unread: false }),
    (now, before) => ({ ...now, status: before.status, unread: before.unread }),
  );
}

/** Opens closed or waiting tickets again; a merged one stays closed, since its messages stand in another. Fails with a storage code, nothing changed. */
export function reopenTickets(db: TabdeskDatabase, ids: readonly string[]): Promise<Outcome<Change, StorageErrorCode>> {
  return changeTickets(
    db,
    ids,
    (ticket) => (ticket.status === 'open' || ticket.mergedInto !== undefined ? null : { ...ticket, status: 'open' }),
    (now, before) => ({ ...now, status: before.status }),
  );
}

/** One correction set, or (null) taken away; an empty set of corrections leaves no trace on the ticket. */
function correct(ticket: StoredTicket, key: 'intent' | 'queue', value: string | undefined): StoredTicket {
  const { corrections, ...rest } = ticket;
  const others = Object.entries(corrections ?? {}).filter(([name]) => name !== key);
  const next: NonNullable<Ticket['corrections']> = Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
  return Object.keys(next).length === 0 ? rest : { ...rest, corrections: next };
}

function setCorrection(db: TabdeskDatabase, ids: readonly string[], key: 'intent' | 'queue', value: string | null) {
  return changeTickets(
    db,
    ids,
    (ticket) => (ticket.corrections?.[key] === (value ?? undefined) ? null : correct(ticket, key, value ?? undefined)),
    (now, before) => correct(now, key, before.corrections?.[key]),
  );
}

/** Sends tickets to a queue by its id, whatever triage says; null gives the choice back to triage. */
export function setQueue(db: TabdeskDatabase, ids: readonly string[], queue: string | null): Promise<Outcome<Change, StorageErrorCode>> {
  return setCorrection(db, ids, 'queue', queue);
}

/** Labels tickets with an intent, whatever triage says; null gives the choice back to triage. */
export function setIntent(db: TabdeskDatabase, ids: readonly string[], intent: string | null): Promise<Outcome<Change, StorageErrorCode>> {
  return setCorrection(db, ids, 'intent', intent);
}

function withMessages(ticket: StoredTicket, messages: readonly Message[]): StoredTicket {
  return { ...ticket, messages, updatedAt: messages.reduce((newest, message) => Math.max(newest, message.at), ticket.createdAt) };
}

/**
 * Adds a message to a ticket's thread. An agent's answer makes the ticket wait for the customer (or closes it, with
 * `status`) and read; a customer's makes it open and unread. A message whose id is there already changes nothing. What is written to a merged
 * ticket (it was still open in another tab) goes to the one that took it.
 */
export async function addMessage(
  db: TabdeskDatabase,
  ticketId: string,
  message: Message,
  status: Ticket['status'] = message.from === 'agent' ? 'waiting' : 'open',
): Promise<Outcome<Change, StorageErrorCode>> {
  const standing = await attemptStorage(() => standingTicket(db, ticketId));
  if (!standing.ok) return standing;
  return changeTickets(
    db,
    [standing.value?.id ?? ticketId],
    (ticket) =>
      ticket.messages.some((each) => each.id === message.id)
        ? null
        : { ...withMessages(ticket, [...ticket.messages, message]), status, unread: message.from === 'customer' },
    (now, before) => ({
      ...withMessages(now, now.messages.filter((each) => each.id !== message.id)),
      status: before.status,
      unread: before.unread,
    }),
  );
}
