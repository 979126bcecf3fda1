import { withoutMarks } from './without-marks.ts';
import { ticketStatuses, type Message, type Ticket } from './ticket.ts';

/** Several tickets that turn out to be one matter. All functions here are pure, and change no ticket they are given. */

/** The same words of the same side at the same moment: one message that came by two ways. */
function isSame(a: Message, b: Message): boolean {
  return a.at === b.at && a.from === b.from && a.text === b.text;
}

/** The messages of `into`, and of each ticket those it has not, marked by where they came from; in order of time. */
function joinMessages(into: readonly Message[], tickets: readonly Ticket[], leftOut: ReadonlySet<string>): readonly Message[] {
  const joined = [...into];
  const ids = new Set(into.map(({ id }) => id));
  // By time: a thread of thousands is joined without comparing all pairs.
  const byTime = new Map<number, Message[]>();
  const note = (message: Message): void => void byTime.set(message.at, [...(byTime.get(message.at) ?? []), message]);
  into.forEach(note);
  for (const ticket of tickets) {
    for (const message of ticket.messages) {
      if (leftOut.has(message.id) || byTime.get(message.at)?.some((each) => isSame(each, message))) continue;
      let { id } = message;
      // Sources number the messages of each ticket from 1.
      while (ids.has(id)) id = `${ticket.id}:${id}`;
      ids.add(id);
      const taken = { ...message, id, mergedFrom: message.mergedFrom ?? ticket.id };
      note(taken);
      joined.push(taken);
    }
  }
  return joined.length === into.length ? into : joined.sort((a, b) => a.at - b.at);
}

function withMessages<T extends Ticket>(ticket: T, messages: readonly Message[]): T {
  const [first, last] = [messages[0], messages.at(-1)];
  return { ...ticket, messages, createdAt: first?.at ?? ticket.createdAt, updatedAt: last?.at ?? ticket.updatedAt };
}

function withSplitOff<T extends Ticket>(ticket: T, ids: Iterable<string>): T {
  const splitOff = [...new Set(ids)];
  return splitOff.length === 0 ? withoutMarks(ticket, 'splitOff') : { ...ticket, splitOff };
}

/**
 * `into` with the messages of the others, oldest first, each marked `mergedFrom`; the very same message is kept once. Subject, customer,
 * labels and corrections stay those of `into`; it is open when any of them waits for us, and unread when any is.
 */
export function mergeThreads<T extends Ticket>(into: T, others: readonly Ticket[]): T {
  const brought = new Set(others.flatMap(({ messages }) => messages.map(({ id }) => id)));
  // What was split off and is now merged back has come home.
  const splitOff = (into.splitOff ?? []).filter((id) => !brought.has(id));
  const messages = joinMessages(into.messages, others, new Set());
  const all = [into, ...others];
  return {
    ...withSplitOff(messages === into.messages ? into : withMessages(into, messages), splitOff),
    status: ticketStatuses.find((status) => all.some((ticket) => ticket.status === status)) ?? into.status,
    unread: all.some(({ unread }) => unread),
  };
}

/** A ticket that was merged, as the one that took it holds it. */
export function markMerged<T extends Ticket>(ticket: T, intoId: string): T {
  return { ...ticket, status: 'closed', unread: false, mergedInto: intoId };
}

/**
 * `ticket` with messages that came to one it had taken, `fromId`, since. What the customer wrote makes it open and unread, unless it has
 * itself been merged.
 */
export function receiveMessages<T extends Ticket>(ticket: T, fromId: string, came: readonly Message[]): T {
  const messages = joinMessages(ticket.messages, [{ ...ticket, id: fromId, messages: came }], new Set());
  if (messages === ticket.messages) return ticket;
  const waits = ticket.mergedInto === undefined && came.some(({ from }) => from === 'customer');
  return { ...withMessages(ticket, messages), ...(waits ? { status: 'open', unread: true } : {}) };
}

/** The ids a ticket's messages go by in the ticket it was merged into: its own, and those of what had been merged into it. */
function marksOf(ticket: Ticket): readonly string[] {
  return [ticket.id, ...ticket.messages.flatMap(({ mergedFrom }) => mergedFrom ?? [])];
}

/** `ticket` without what came with `out`. */
export function withoutMerged<T extends Ticket>(ticket: T, out: readonly Ticket[]): T {
  const marks = new Set(out.flatMap(marksOf));
  const messages = ticket.messages.filter(({ mergedFrom }) => mergedFrom === undefined || !marks.has(mergedFrom));
  return messages.length === ticket.messages.length ? ticket : withMessages(ticket, messages);
}

/** One merge: the tickets as they were before it. */
export interface MergeBefore {
  readonly into: Ticket;
  readonly merged: readonly Ticket[];
}

/**
 * The ticket that took others, without those of `out` again; `staying` are those of the merge it keeps (all as they are now). Messages that came
 * since stay; so do status and unread where they were changed since, otherwise they are as they would be without `out`.
 */
export function takeOutOf<T extends Ticket>(now: T, before: MergeBefore, out: readonly Ticket[], staying: readonly Ticket[]): T {
  const bare = withoutMerged(now, out);
  // A message that two of them had was kept once, with the one that goes now.
  const kept = joinMessages(bare.messages, staying, new Set(bare.splitOff));
  const known = new Set(before.into.messages.map(({ id }) => id));
  const marks = new Set(staying.flatMap(marksOf));
  const wroteSince = kept.some(({ id, mergedFrom }) => !known.has(id) && (mergedFrom === undefined || !marks.has(mergedFrom)));
  const asBefore = kept.length === known.size && kept.every(({ id }) => known.has(id));
  const byId = new Map(kept.map((message) => [message.id, message]));
  const threaded = asBefore
    ? // In its own order and with its own times, whatever these are.
      { ...now, messages: before.into.messages.flatMap(({ id }) => byId.get(id) ?? []), createdAt: before.into.createdAt, updatedAt: before.into.updatedAt }
    : withMessages(now, kept);
  const after = mergeThreads(before.into, before.merged);
  const stays = new Set(staying.map(({ id }) => id));
  const wanted = staying.length === 0 ? before.into : mergeThreads(before.into, before.merged.filter(({ id }) => stays.has(id)));
  const home = new Set(out.flatMap((ticket) => ticket.messages.map(({ id }) => id)));
  const again = (before.into.splitOff ?? []).filter((id) => home.has(id) && now.splitOff?.includes(id) !== true);
  return {
    ...withSplitOff(threaded, [...(now.splitOff ?? []), ...again]),
    status: now.status === after.status && !wroteSince ? wanted.status : now.status,
    unread: now.unread === after.unread && !wroteSince ? wanted.unread : now.unread,
  };
}

/**
 * A merged ticket on its own again: status and unread as `before` had them. Of the tickets `above` it, which took it one after another, the last
 * holds its messages; what was split off one of them stands in a ticket of its own by now and is not brought back, nor what came home from such a ticket (one of
 * `splitIds`): it is that one's now. Null when nothing of it would be left.
 */
export function comeBack<T extends Ticket>(now: T, before: Ticket, above: readonly Ticket[], splitIds: ReadonlySet<string>): T | null {
  const held = above.at(-1)?.messages ?? now.messages;
  const there = new Map(held.map((message) => [message.id, message]));
  const ours = new Set(marksOf(now));
  const foreign = new Set([...splitIds].filter((id) => !ours.has(id)));
  const split = new Set(above.flatMap(({ splitOff = [] }) => splitOff));
  const inHolder = (message: Message): boolean => {
    const ids = [message.id, `${now.id}:${message.id}`];
    const elsewhere = ids.some((id) => split.has(id) || foreign.has(there.get(id)?.mergedFrom ?? ''));
    return !elsewhere && (ids.some((id) => there.has(id)) || held.some((each) => isSame(each, message)));
  };
  const messages = now.messages.filter(inHolder);
  if (messages.length === 0) return null;
  const gone = now.messages.filter((message) => !messages.includes(message)).map(({ id }) => id);
  const alone = gone.length === 0 ? now : withSplitOff(withMessages(now, messages), [...(now.splitOff ?? []), ...gone]);
  return { ...withoutMarks(alone, 'mergedInto'), status: now.status === 'closed' ? before.status : now.status, unread: now.unread || before.unread };
}

/**
 * Splits the messages of `ids` off `ticket`: what is left of it, and the new ticket with the id `newId`, of the same customer, named by the first
 * line of what it begins with. Null when `ids` names none of its messages or all of them.
 */
export function splitThread<T extends Ticket>(ticket: T, ids: ReadonlySet<string>, newId: string): { readonly rest: T; readonly split: Ticket } | null {
  const moved = ticket.messages.filter(({ id }) => ids.has(id));
  const left = ticket.messages.filter(({ id }) => !ids.has(id));
  const [first, last] = [moved[0], moved.at(-1)];
  if (!first || !last || left.length === 0) return null;
  const subject = (first.text.trim().split('\n')[0] ?? '').slice(0, 80).trim();
  const split: Ticket = {
    id: newId,
    subject: subject === '' ? ticket.subject : subject,
    channel: ticket.channel,
    status: last.from === 'customer' ? 'open' : 'waiting',
    unread: false,
    customer: ticket.customer,
    ...(ticket.product === undefined ? {} : { product: ticket.product }),
    messages: moved.map(({ id, from, author, at, text, auto }) => ({ id, from, author, at, text, ...(auto ? { auto } : {}) })),
    createdAt: first.at,
    updatedAt: last.at,
    splitFrom: ticket.id,
  };
  const rest = withSplitOff(withMessages(ticket, left), [...(ticket.splitOff ?? []), ...moved.map(({ id }) => id)]);
  return { rest: ticket.status === 'open' && left.at(-1)?.from === 'agent' ? { ...rest, status: 'waiting' } : rest, split };
}

/**
 * The ticket with what was split off it again: `before` is how it was, `rest` what the split left, `split` the new ticket as it is now. Messages that came
 * since to either stay; so do status and unread where they were changed since.
 */
export function rejoinThread<T extends Ticket>(now: T, before: Ticket, rest: Ticket, split: Ticket): T {
  const old = new Map(before.messages.map((message) => [message.id, message]));
  const added = split.messages.map((message) => {
    const mark = old.get(message.id)?.mergedFrom;
    return mark === undefined ? message : { ...message, mergedFrom: mark };
  });
  const present = new Map([...now.messages, ...added].map((message) => [message.id, message]));
  const inOrder = before.messages.flatMap(({ id }) => present.get(id) ?? []);
  const came = [...present.values()].filter(({ id }) => !old.has(id));
  const back = new Set(added.map(({ id }) => id));
  const home = withSplitOff(now, (now.splitOff ?? []).filter((id) => !back.has(id)));
  if (came.length === 0 && inOrder.length === before.messages.length) {
    return { ...home, messages: inOrder, createdAt: before.createdAt, updatedAt: before.updatedAt, status: now.status === rest.status ? before.status : now.status };
  }
  const open = now.status === 'open' || split.status === 'open';
  return { ...withMessages(home, [...inOrder, ...came].sort((a, b) => a.at - b.at)), status: open ? 'open' : now.status };
}
