import { fingerprint } from './fingerprint.ts';
import { htmlToText, looksLikeHtml } from './html-to-text.ts';
import { importFields, type ColumnMapping, type ImportField } from './map-columns.ts';
import { readDate, type DateOrder } from './read-date.ts';
import { readThread } from './read-thread.ts';
import type { SourceRow } from './source-row.ts';
import { channels, ticketStatuses, type Channel, type Customer, type Message, type Ticket, type TicketStatus } from './ticket.ts';

/** Longest message kept, in characters: some 40 printed pages. Triage reads far less, and one cell must not fill the desk. */
export const longestBody = 100_000;
/** Longest subject kept, in characters. */
const longestSubject = 500;

/** What was changed on the way in, counted for the report. */
export type MakeNote = 'body-shortened' | 'subject-shortened' | 'date-unreadable' | 'channel-unknown';

export interface MakeContext {
  readonly mapping: ColumnMapping;
  readonly dateOrder: DateOrder;
  /** Time of the import, milliseconds since the epoch, for rows without one. */
  readonly now: number;
}

/** Fields this program did not always know: empty, they must not give the rows of an older import another fingerprint. */
const laterFields: ReadonlySet<ImportField> = new Set(['mergedInto', 'splitOff', 'splitFrom']);

export type MadeTicket =
  | { readonly ok: true; readonly ticket: Ticket; readonly sourceHash: string; readonly notes: readonly MakeNote[] }
  | { readonly ok: false; readonly reason: string };

const channelWords: readonly (readonly [RegExp, Channel])[] = [
  [/e-?mail|^mail\b/, 'email'],
  [/chat|whatsapp|messenger|\bsms\b|text message|telegram|signal|intercom/, 'chat'],
  [/phone|\bcall|voice|\btel\b/, 'phone'],
  [/social|twitter|tweet|facebook|instagram|linkedin|reddit|tiktok|youtube|mastodon|bluesky|^x$/, 'social'],
  [/form|web|portal|site|widget|help ?cent|api/, 'form'],
];

function readChannel(text: string): Channel | null {
  const word = text.slice(0, 200).trim().toLowerCase();
  return channels.find((channel) => channel === word) ?? channelWords.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

function readStatus(text: string): TicketStatus {
  const word = text.slice(0, 200).trim().toLowerCase();
  const same = ticketStatuses.find((status) => status === word);
  if (same) return same;
  if (/clos|solv|done|complet|finish|archiv|cancel/.test(word) && !/not|un|re-?open/.test(word)) return 'closed';
  return /pending|waiting|hold|await/.test(word) ? 'waiting' : 'open';
}

/** Line ends unified, control characters that mean nothing in text removed. */
function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}

function bodyText(raw: string): string {
  const text = cleanText(raw);
  return (looksLikeHtml(text) ? htmlToText(text) : text).trim();
}

/** Cut at the limit, never within a surrogate pair. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = /[\ud800-\udbff]/.test(text[longest - 1] ?? '') ? longest - 1 : longest;
  return text.slice(0, end);
}

/** Id of the customer of a row that names none: each such ticket has one of its own. */
export function namelessCustomer(ticketId: string): string {
  return `of:${ticketId}`;
}

function readCustomer(value: (field: ImportField) => string, ticketId: string): Customer {
  // Cut before matching: a cell can hold a megabyte of anything.
  const written = cleanText(value('customerEmail').slice(0, 1000)).trim();
  // "Jane Doe <jane@example.com>"
  const wrapped = /^"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>$/.exec(written);
  const email = (wrapped?.[2] ?? written).slice(0, 254);
  const name = (cleanText(value('customerName').slice(0, 2000)).replace(/\s+/g, ' ').trim() || (wrapped?.[1] ?? '') || email || 'Unknown customer').slice(0, 200);
  const optional = (['customerPhone', 'customerSince', 'customerTier', 'customerCity'] as const).map((field) => cleanText(value(field)).trim().slice(0, 100));
  const [phone, since, tier, city] = optional;
  const id = cleanText(value('customerId')).trim().slice(0, 200);
  return {
    // Rows about the same person belong together: by number, else by address, else by name; nameless ones stay apart.
    id: id || (email ? `email:${email.toLowerCase()}` : name !== 'Unknown customer' ? `name:${name.toLowerCase()}` : namelessCustomer(ticketId)),
    name,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(since ? { since } : {}),
    ...(tier ? { tier } : {}),
    ...(city ? { city } : {}),
  };
}

/** The number of another ticket than this. */
function readId(written: string, own: string): string | undefined {
  const id = cleanText(written).replace(/\s+/g, ' ').trim();
  return id === '' || id.length > 200 || id === own ? undefined : id;
}

/** Ids as the export writes them: a JSON list. Anything else is none. */
function readIds(json: string): readonly string[] {
  if (!json.startsWith('[')) return [];
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function defined<T extends Record<string, string>>(fields: T): Partial<T> | null {
  const kept = Object.entries(fields).filter(([, value]) => value !== '');
  return kept.length === 0 ? null : (Object.fromEntries(kept) as Partial<T>);
}

/**
 * One row as a ticket, or the reason it can't be one. The id is the given one or a fingerprint of the mapped cells, and
 * `sourceHash` is that fingerprint, so that importing the same row again changes nothing. HTML becomes text; messages
 * are cut at 100,000 characters, subjects at 500; an unknown channel becomes `form`, an unreadable time the time of the
 * import (each is told in `notes`).
 */
export function makeTicket(row: SourceRow, context: MakeContext): MadeTicket {
  const { mapping, dateOrder, now } = context;
  const value = (field: ImportField): string => {
    const column = mapping[field];
    return column === undefined ? '' : (row.cells.get(column) ?? '');
  };
  const notes = new Set<MakeNote>();
  const sourceHash = fingerprint(importFields.filter((field) => !laterFields.has(field) || value(field) !== '').map(value));
  const givenId = cleanText(value('id')).replace(/\s+/g, ' ').trim();
  if (givenId.length > 200) return { ok: false, reason: 'Its ticket number is longer than 200 characters.' };
  const id = givenId || `row-${sourceHash.slice(0, 20)}`;

  const customer = readCustomer(value, id);
  const dateText = value('created').trim();
  const createdGiven = dateText === '' ? null : readDate(dateText, dateOrder);
  if (dateText !== '' && createdGiven === null) notes.add('date-unreadable');

  const cap = (text: string): string => {
    const short = shorten(text, longestBody);
    if (short.length < text.length) notes.add('body-shortened');
    return short;
  };
  let messages: Message[];
  const threadText = value('messages').trim();
  if (threadText !== '') {
    const thread = readThread(threadText, { ticketId: id, customerName: customer.name, at: createdGiven ?? now, dateOrder, bodyText });
    if (!thread) return { ok: false, reason: 'Its thread is no list of messages with a text each.' };
    messages = thread.map((message) => ({ ...message, text: cap(message.text) }));
  } else {
    const text = bodyText(value('body'));
    const fallback = text === '' ? cleanText(value('subject')).trim() : text;
    if (fallback === '') return { ok: false, reason: 'It has no message and no subject.' };
    messages = [{ id: `${id}-m1`, from: 'customer', author: customer.name, at: createdGiven ?? now, text: cap(fallback) }];
  }
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last) return { ok: false, reason: 'Its thread has no message.' };

  const channelText = value('channel').trim();
  const channel = channelText === '' ? 'form' : readChannel(channelText);
  if (channel === null) notes.add('channel-unknown');
  const status = readStatus(value('status'));
  const unreadText = value('unread').trim().toLowerCase();
  const subject = cleanText(value('subject')).replace(/\s+/g, ' ').trim() || (first.text.slice(0, 300).trim().split('\n')[0] ?? '').slice(0, 80).trim();
  const shortSubject = shorten(subject, longestSubject);
  if (shortSubject.length < subject.length) notes.add('subject-shortened');
  const product = cleanText(value('product').slice(0, 2000)).replace(/\s+/g, ' ').trim().slice(0, 200);
  const labels = defined({ intent: value('intent').trim().slice(0, 100), sentiment: value('sentiment').trim().slice(0, 100) });
  const corrections = defined({ intent: value('correctedIntent').trim().slice(0, 100), queue: value('correctedQueue').trim().slice(0, 100) });
  const [mergedInto, splitFrom] = [readId(value('mergedInto'), id), readId(value('splitFrom'), id)];
  const splitOff = readIds(value('splitOff'));
  const ticket: Ticket = {
    id,
    subject: shortSubject,
    channel: channel ?? 'form',
    status,
    unread: unreadText === '' ? status === 'open' : unreadText === 'true' || unreadText === '1' || unreadText === 'yes',
    customer,
    ...(product === '' ? {} : { product }),
    messages,
    createdAt: first.at,
    updatedAt: last.at,
    ...(labels ? { labels } : {}),
    ...(corrections ? { corrections } : {}),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(splitFrom === undefined ? {} : { splitFrom }),
    ...(splitOff.length === 0 ? {} : { splitOff }),
  };
  return { ok: true, ticket, sourceHash, notes: [...notes] };
}
