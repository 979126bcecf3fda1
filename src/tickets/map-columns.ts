import { readDate } from './read-date.ts';
import type { SourceRow } from './source-row.ts';

/** What a column of an imported file can be. `messages` is a whole thread as JSON, as the export writes it. */
export const importFields = [
  'id', 'subject', 'body', 'messages', 'customerName', 'customerEmail', 'customerPhone', 'customerId', 'channel', 'product', 'created', 'status',
  'unread', 'intent', 'sentiment', 'correctedIntent', 'correctedQueue', 'customerSince', 'customerTier', 'customerCity',
  'mergedInto', 'splitOff', 'splitFrom',
] as const;
export type ImportField = (typeof importFields)[number];

/** Field → column name. */
export type ColumnMapping = Readonly<Partial<Record<ImportField, string>>>;

/** Names for the person, of the fields worth showing in a form. */
export const fieldNames: readonly { readonly field: ImportField; readonly name: string; readonly hint: string }[] = [
  { field: 'body', name: 'Message', hint: 'What the customer wrote. Needed.' },
  { field: 'subject', name: 'Subject', hint: 'Otherwise the first words of the message.' },
  { field: 'id', name: 'Ticket number', hint: 'Otherwise one is made from the content.' },
  { field: 'customerName', name: 'Customer name', hint: '' },
  { field: 'customerEmail', name: 'Customer e-mail', hint: '' },
  { field: 'channel', name: 'Channel', hint: 'Otherwise form.' },
  { field: 'product', name: 'Product', hint: '' },
  { field: 'created', name: 'Time', hint: 'Otherwise the time of the import.' },
  { field: 'status', name: 'Status', hint: 'Otherwise open.' },
  { field: 'intent', name: 'Intent label', hint: 'Kept to learn and measure from.' },
  { field: 'messages', name: 'Thread as JSON', hint: 'As the export of this desk writes it.' },
];

/** Exact names per field, best first; then words that are telling enough within a longer name. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  messages: ['messages'],
  id: ['id', 'ticket id', 'ticket number', 'ticket no', 'ticket', 'case id', 'case number', 'case', 'request id', 'conversation id', 'issue key', 'key', 'number', 'reference', 'tweet id'],
  subject: ['subject', 'ticket subject', 'title', 'summary', 'headline', 'betreff', 'objet', 'asunto'],
  body: ['body', 'ticket description', 'description', 'message', 'message body', 'text', 'content', 'utterance', 'question', 'request', 'comment', 'details', 'email body', 'instruction', 'nachricht', 'beschreibung', 'tweet'],
  customerId: ['customer id', 'requester id', 'user id', 'contact id'],
  customerEmail: ['customer email', 'customer e mail', 'email', 'e mail', 'email address', 'from email', 'requester email', 'sender email', 'contact email', 'from address'],
  customerPhone: ['customer phone', 'phone', 'phone number', 'telephone', 'mobile'],
  customerName: ['customer name', 'requester name', 'name', 'full name', 'from name', 'customer', 'requester', 'from', 'sender', 'contact', 'contact name', 'author', 'user name', 'kunde'],
  channel: ['channel', 'ticket channel', 'source', 'via', 'origin', 'medium', 'kanal'],
  product: ['product', 'product purchased', 'product name', 'item', 'produkt'],
  created: ['created', 'created at', 'created time', 'created date', 'creation date', 'date created', 'date', 'time', 'timestamp', 'datetime', 'received', 'received at', 'submitted', 'submitted at', 'sent', 'sent at', 'opened', 'opened at', 'open date', 'datum'],
  status: ['status', 'ticket status', 'state'],
  unread: ['unread'],
  intent: ['intent label', 'labels intent', 'label', 'intent', 'category', 'ticket category', 'class', 'topic'],
  sentiment: ['sentiment label', 'labels sentiment', 'sentiment', 'airline sentiment'],
  correctedIntent: ['corrected intent', 'corrections intent'],
  correctedQueue: ['corrected queue', 'corrections queue'],
  mergedInto: ['merged into'],
  splitOff: ['split off'],
  splitFrom: ['split from'],
  customerSince: ['customer since'],
  customerTier: ['customer tier'],
  customerCity: ['customer city'],
};
const telling: Readonly<Partial<Record<ImportField, RegExp>>> = {
  subject: /\bsubject\b/,
  body: /\b(body|description|message|text)\b/,
  customerEmail: /\be ?mail\b/,
  customerName: /\b(customer|requester|sender) name\b/,
  channel: /\bchannel\b/,
  product: /\bproduct\b/,
  created: /\b(created|received|submitted)\b/,
  status: /\bstatus$/,
};

function normalise(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

const knownNames: ReadonlySet<string> = new Set(Object.values(names).flat());

/** Whether exports use this name for a column, in any case and with any signs between its words. */
export function isColumnName(name: string): boolean {
  return knownNames.has(normalise(name));
}

/** An address, alone or behind a name: `Jo Doe <jo@example.com>`. */
const emailLike = /^(?:[^<>@]{0,200}<)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?$/;

interface ColumnLook {
  readonly name: string;
  readonly filled: number;
  readonly averageLength: number;
  readonly emails: number;
  readonly dates: number;
  readonly distinct: number;
}

function lookAt(name: string, rows: readonly SourceRow[]): ColumnLook {
  const values = rows.map((row) => (row.cells.get(name) ?? '').trim()).filter((value) => value !== '');
  const count = Math.max(1, values.length);
  return {
    name,
    filled: values.length,
    averageLength: values.reduce((sum, value) => sum + value.length, 0) / count,
    emails: values.filter((value) => emailLike.test(value)).length / count,
    dates: values.filter((value) => readDate(value, 'day-first') !== null).length / count,
    distinct: new Set(values).size / count,
  };
}

/**
 * Guesses which column is what, from the names first and, for the message, e-mail and time, from the values of the
 * first rows. Every column is used once at most; what can't be told is left out.
 */
export function guessMapping(columns: readonly string[], rows: readonly SourceRow[]): ColumnMapping {
  const looks = new Map(columns.map((name) => [name, lookAt(name, rows)]));
  const free = new Set(columns);
  const mapping: Partial<Record<ImportField, string>> = {};
  const take = (field: ImportField, column: string | undefined): void => {
    if (column === undefined || mapping[field] !== undefined) return;
    mapping[field] = column;
    free.delete(column);
  };
  const fits = (field: ImportField, column: string): boolean => {
    const look = looks.get(column);
    if (!look) return false;
    // A thread number that stands on several rows is not the number of one ticket.
    if (field === 'id') return look.filled === 0 || look.distinct === 1;
    if (field === 'customerEmail') return look.filled === 0 || look.emails >= 0.5;
    if (field === 'customerName') return look.emails < 0.5;
    return true;
  };
  const byName = new Map<string, string>();
  for (const column of columns) if (!byName.has(normalise(column))) byName.set(normalise(column), column);
  const order = Object.keys(names) as ImportField[];
  for (const field of order) {
    const found = names[field].map((name) => byName.get(name)).find((column) => column !== undefined && free.has(column) && fits(field, column));
    take(field, found);
  }
  for (const field of order) {
    const pattern = field === 'body' && mapping.messages !== undefined ? undefined : telling[field];
    if (pattern && mapping[field] === undefined) take(field, [...free].find((column) => pattern.test(normalise(column)) && fits(field, column)));
  }
  const left = (): ColumnLook[] => [...free].flatMap((name) => looks.get(name) ?? []).filter((look) => look.filled > 0);
  take('customerEmail', left().find((look) => look.emails >= 0.6)?.name);
  const unnamed = columns.every((name, i) => name === `Column ${i + 1}`);
  if (unnamed) take('created', left().find((look) => look.dates >= 0.8)?.name);
  if (mapping.body === undefined && mapping.messages === undefined) {
    const longest = left().filter((look) => look.emails < 0.5 && look.dates < 0.5).sort((a, b) => b.averageLength - a.averageLength)[0];
    if (longest && (longest.averageLength >= 20 || columns.length === 1)) take('body', longest.name);
  }
  return mapping;
}

/** What keeps a file from being imported under this mapping, in words; empty when nothing does. */
export function mappingProblems(mapping: ColumnMapping, columns: readonly string[]): string[] {
  const problems: string[] = [];
  if (mapping.body === undefined && mapping.messages === undefined) {
    problems.push(`Choose the column that holds the customer's message. The file has: ${columns.slice(0, 20).join(', ')}.`);
  }
  const used = new Map<string, ImportField>();
  for (const field of importFields) {
    const column = mapping[field];
    if (column === undefined) continue;
    if (!columns.includes(column)) problems.push(`There is no column "${column}". The file has: ${columns.slice(0, 20).join(', ')}.`);
    else if (used.has(column)) problems.push(`The column "${column}" is chosen twice.`);
    used.set(column, field);
  }
  return problems;
}
