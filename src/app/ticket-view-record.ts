import { useEffect, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Ticket } from '../tickets/ticket.ts';
import type { OtherTicket } from '../tickets/ui/TicketHeader.tsx';
import { threadMark } from '../tickets/thread-mark.ts';
import { isCurrent } from '../triage/is-current.ts';
import type { Triage } from '../triage/triage.ts';
import { standingTicket } from '../storage/merged-root.ts';
import { saveTriages } from '../storage/save-triages.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { useDesk } from './desk-context.ts';

/** A ticket as the view shows it. */
export interface TicketRecord {
  readonly ticket: Ticket;
  /** The newest there is, an older one included: better than nothing while a new one is made. */
  readonly triage: Triage | null;
  /** The triage is older than the ticket, or there is none. */
  readonly stale: boolean;
  readonly others: readonly OtherTicket[];
  /** Messages this customer wrote in the seven days before the newest one here, over all their tickets. */
  readonly messagesThisWeek: number;
  /** Where this ticket's messages stand, if it was merged; null where that is gone. */
  readonly mergedInto?: NamedTicket | null;
  /** Tickets whose messages this one took. */
  readonly took: readonly NamedTicket[];
}

/** Another ticket as far as one line names it. */
export interface NamedTicket {
  readonly id: string;
  readonly subject: string;
  /** A reply that was begun there and not sent; empty where none was. */
  readonly unsent: string;
}

export type FoundTicket = { readonly status: 'loading' } | { readonly status: 'missing' } | { readonly status: 'found'; readonly record: TicketRecord };

const week = 7 * 86_400_000;
/** Someone with more tickets than this is a company; the newest are enough. */
const mostOthers = 40;

async function readRecord(db: TabdeskDatabase, id: string): Promise<TicketRecord | null> {
  const [ticket, triage] = await Promise.all([db.tickets.get(id), db.triages.get(id)]);
  if (!ticket) return null;
  const theirs = await db.tickets.where('customer.id').equals(ticket.customer.id).limit(mostOthers + 1).toArray();
  let messagesThisWeek = 0;
  for (const each of theirs) {
    // Its messages stand in another ticket once more.
    if (each.mergedInto !== undefined) continue;
    for (const message of each.messages) {
      if (message.from === 'customer' && message.at > ticket.updatedAt - week && message.at <= ticket.updatedAt) messagesThisWeek += 1;
    }
  }
  const others = theirs
    .filter((each) => each.id !== id && each.mergedInto === undefined)
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .map(({ id: otherId, subject, status, updatedAt }) => ({ id: otherId, subject, status, updatedAt }));
  const marks = [...new Set(ticket.messages.flatMap(({ mergedFrom }) => mergedFrom ?? []))];
  const [holder, marked, drafts] = await Promise.all([
    ticket.mergedInto === undefined ? undefined : standingTicket(db, ticket.id),
    db.tickets.bulkGet(marks),
    db.drafts.bulkGet(marks),
  ]);
  // One that was merged on, or split again elsewhere, is not this ticket's to name.
  const took = marked.flatMap((each, at) => (each?.mergedInto === undefined ? [] : [{ id: each.id, subject: each.subject, unsent: drafts[at]?.text ?? '' }]));
  const mergedInto = holder && holder.id !== id ? { id: holder.id, subject: holder.subject, unsent: '' } : null;
  return { ...(ticket.mergedInto === undefined ? {} : { mergedInto }), took, ticket, triage: triage ?? null, stale: !triage || !isCurrent(triage, ticket), others, messagesThisWeek };
}

/** The ticket, its triage and its customer's history, live. */
export function useTicketRecord(id: string): FoundTicket {
  const { db } = useDesk();
  const read = useLiveQuery(async () => ({ id, record: await readRecord(db, id) }), [db, id]);
  // A live query answers for the ticket before for one more moment.
  if (read?.id !== id) return { status: 'loading' };
  return read.record ? { status: 'found', record: read.record } : { status: 'missing' };
}

/**
 * Triages the open ticket at once when its triage is missing or old, instead of waiting for its turn in the background;
 * and once more when it was made among many, which leaves out the words behind the intent. Answers why there will be
 * none, in words, or undefined.
 */
export function useTriageOnOpen(record: TicketRecord | null): string | undefined {
  const { db, engine, playbook } = useDesk();
  const [problem, setProblem] = useState<{ readonly key: string; readonly message: string } | null>(null);
  const wordless = record?.triage?.intentWords === undefined;
  const ticket = record && (record.stale || wordless) ? record.ticket : null;
  const key = ticket ? `${ticket.id} ${ticket.updatedAt} ${threadMark(ticket)}` : '';
  const stale = record?.stale === true;
  useEffect(() => {
    if (!ticket) return;
    const stop = new AbortController();
    void (async () => {
      const made = await engine.triage(ticket, Date.now(), { signal: stop.signal });
      if (stop.signal.aborted) return;
      const saved = made.ok ? await saveTriages(db, [made.value], playbook.get()) : made;
      // A triage without its words is still one.
      if (!saved.ok && stale) setProblem({ key, message: saved.message });
    })();
    return () => stop.abort();
    // The same state of the same ticket is triaged once, however often it is read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ticket` is a new object with every read; `key` names its state
  }, [key, stale, db, engine, playbook]);
  return problem?.key === key ? problem.message : undefined;
}
