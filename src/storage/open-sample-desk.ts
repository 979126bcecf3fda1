import type { Article } from '../knowledge-base/article.ts';
import { parseArticle } from '../knowledge-base/parse-article.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { channels, ticketStatuses, type Customer, type Message } from '../tickets/ticket.ts';
import { sampleArticlesKey, versionsOf } from './article-versions.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { articleTables } from './save-articles.ts';
import { removeTickets, ticketTables, writeTickets } from './save-tickets.ts';
import type { StoredTicket, TabdeskDatabase } from './schema.ts';

/** The sample's texts, as they stand in `data/`: JSONL of tickets and customers, Markdown articles by name. */
export interface SampleData {
  readonly tickets: readonly string[];
  readonly customers: readonly string[];
  readonly articles: readonly { readonly name: string; readonly text: string }[];
}

/** The sample's last day, which becomes today. */
const lastDay = 89;
/** How long ago the newest message came in. */
const newestAgoMs = 4 * 60_000;
const dayMs = 86_400_000;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
}

/** The objects of some JSONL texts; throws on damage, since the sample ships with the app. */
function readLines(parts: readonly string[]): Fields[] {
  return parts.flatMap((part) => part.split('\n')).filter((line) => line.trim() !== '').map((line) => {
    const value: unknown = JSON.parse(line);
    if (!isFields(value)) throw new Error(`The sample has a line that is no object: ${line.slice(0, 80)}`);
    return value;
  });
}

interface SampleTime {
  readonly day: number;
  /** Minutes after midnight. */
  readonly minute: number;
}

function timeOf(message: Fields): SampleTime {
  const [hours, minutes] = text(message, 'time').split(':').map(Number);
  const day = message.day;
  if (typeof day !== 'number' || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) {
    throw new Error(`The sample has a message without day and time: ${JSON.stringify(message).slice(0, 80)}`);
  }
  return { day, minute: hours * 60 + minutes };
}

/**
 * Sample days and times of day as real times: the last day is today and its newest message came four minutes ago;
 * earlier days keep their local times of day. Early in the morning today's messages move closer together, so that none
 * is in the future or slips into yesterday.
 */
function sampleClock(times: readonly SampleTime[], now: number): (time: SampleTime) => number {
  const newestAt = now - newestAgoMs;
  const today = new Date(newestAt);
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime();
  const newestMinute = times.reduce((most, { day, minute }) => (day >= lastDay ? Math.max(most, minute) : most), 0);
  const scale = newestMinute === 0 ? 0 : Math.min(1, (newestAt - midnight) / (newestMinute * 60_000));
  return ({ day, minute }) => {
    if (day >= lastDay) return Math.round(newestAt - (newestMinute - minute) * 60_000 * scale);
    // By calendar, not by 24 hours: the clocks may have changed in between.
    return new Date(today.getFullYear(), today.getMonth(), today.getDate() - (lastDay - day), 0, minute).getTime();
  };
}

function readCustomer(fields: Fields): Customer {
  const optional = ['email', 'phone', 'since', 'tier', 'city'].flatMap((key) => (text(fields, key) ? [[key, text(fields, key)]] : []));
  return { id: text(fields, 'id'), name: text(fields, 'name'), ...(Object.fromEntries(optional) as Partial<Customer>) };
}

function readTicket(fields: Fields, customers: ReadonlyMap<string, Customer>, at: (time: SampleTime) => number, agent: string, now: number): StoredTicket {
  const id = text(fields, 'id');
  const customer = customers.get(text(fields, 'customer'));
  const given = fields.messages;
  if (!customer || !Array.isArray(given)) throw new Error(`The sample ticket ${id} has no customer or no messages`);
  const messages = given.filter(isFields).map((message, i): Message => {
    const from = text(message, 'from') === 'agent' ? 'agent' : 'customer';
    return { id: `${id}-m${i + 1}`, from, author: from === 'agent' ? agent : customer.name, at: at(timeOf(message)), text: text(message, 'text') };
  });
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) throw new Error(`The sample ticket ${id} has no messages`);
  const status = ticketStatuses.find((each) => each === text(fields, 'status')) ?? 'open';
  const labels = isFields(fields.labels) ? fields.labels : {};
  const product = text(fields, 'product');
  return {
    id,
    subject: text(fields, 'subject'),
    channel: channels.find((each) => each === text(fields, 'channel')) ?? 'form',
    status,
    // What came in since yesterday has not been looked at yet.
    unread: status === 'open' && last.from === 'customer' && last.at > now - 2 * dayMs,
    customer,
    ...(product ? { product } : {}),
    messages,
    createdAt: first.at,
    updatedAt: last.at,
    // Kept to measure against; whether to escalate and which incident it belongs to is for the desk to find out.
    labels: { intent: text(labels, 'intent'), sentiment: text(labels, 'sentiment') },
  };
}

/**
 * Fills the desk with the sample: some 320 tickets with their customers and the articles of the made-up shop, its 90 days
 * ending now. One transaction: it is all there or nothing. `agent` is the name above answers already given.
 */
export async function openSampleDesk(
  db: TabdeskDatabase,
  data: SampleData,
  now: number,
  agent = 'Larch & Loom',
): Promise<Outcome<{ readonly tickets: number; readonly articles: number }, StorageErrorCode | 'bad-article'>> {
  const customers = new Map(readLines(data.customers).map((fields) => [text(fields, 'id'), readCustomer(fields)]));
  const lines = readLines(data.tickets);
  const times = lines.flatMap((fields) => (Array.isArray(fields.messages) ? fields.messages.filter(isFields).map(timeOf) : []));
  const at = sampleClock(times, now);
  const tickets = lines.map((fields) => readTicket(fields, customers, at, agent, now));
  const articles: Article[] = [];
  for (const { name, text: source } of data.articles) {
    const article = parseArticle(name, source);
    if (!article.ok) return failure(article.code, article.message);
    articles.push(article.value);
  }
  const passages = articles.flatMap((article) => splitPassages(article));
  return attemptStorage(() =>
    db.transaction('rw', [...ticketTables(db), db.articles, db.passages], async () => {
      await writeTickets(db, tickets);
      await db.customers.bulkPut([...customers.values()]);
      await db.articles.bulkPut(articles);
      await db.passages.bulkPut(passages);
      await db.settings.put({ key: sampleArticlesKey, value: articles.map(({ id }) => id) });
      return { tickets: tickets.length, articles: articles.length };
    }),
  );
}

/**
 * Removes what `openSampleDesk` brought and nothing else: tickets and articles that still have the sample's ids, with
 * their triages, drafts, passages, versions and feedback, and the sample's customers of whom no ticket is left. One transaction. `now` in
 * milliseconds since the epoch.
 */
export function removeSampleDesk(
  db: TabdeskDatabase,
  data: SampleData,
  now: number,
): Promise<Outcome<{ readonly tickets: number; readonly articles: number }, StorageErrorCode>> {
  const ids = (parts: readonly string[]): string[] => readLines(parts).map((fields) => text(fields, 'id'));
  return attemptStorage(() =>
    db.transaction('rw', [...ticketTables(db), db.drafts, ...articleTables(db), db.knowledgeCases, db.ticketFinds], async () => {
      const tickets = await db.tickets.where('id').anyOf(ids(data.tickets)).primaryKeys();
      await removeTickets(db, tickets, now);
      const articles = await db.articles.where('id').anyOf(data.articles.map(({ name }) => name)).primaryKeys();
      await db.passages.where('articleId').anyOf(articles).delete();
      await db.articles.bulkDelete(articles);
      const named = data.articles.map(({ name }) => name);
      await db.articleDrafts.bulkDelete(named);
      await db.hitFeedback.where('articleId').anyOf(named).delete();
      await db.knowledgeCases.where('articleId').anyOf(named).delete();
      await db.ticketFinds.bulkDelete(tickets);
      for (const id of named) await versionsOf(db, id).delete();
      await db.settings.delete(sampleArticlesKey);
      const customers = ids(data.customers);
      const left = new Set(await db.tickets.where('customer.id').anyOf(customers).keys());
      await db.customers.bulkDelete(customers.filter((id) => !left.has(id)));
      return { tickets: tickets.length, articles: articles.length };
    }),
  );
}
