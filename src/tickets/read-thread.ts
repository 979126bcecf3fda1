import { readDate, type DateOrder } from './read-date.ts';
import type { Message } from './ticket.ts';

export interface ThreadContext {
  readonly ticketId: string;
  readonly customerName: string;
  /** Time of messages that carry none, milliseconds since the epoch. */
  readonly at: number;
  readonly dateOrder: DateOrder;
  /** Turns a body as written (maybe HTML) into plain text. */
  readonly bodyText: (raw: string) => string;
}

function readTime(value: unknown, order: DateOrder): number | null {
  if (typeof value === 'number') return readDate(String(value), order);
  return typeof value === 'string' ? readDate(value, order) : null;
}

/**
 * A thread written as a JSON list of messages: the export's own form (`id, from, author, at, text`), or any with a
 * `text`, `body` or `message` each. Oldest first. Null when it is no such list.
 */
export function readThread(json: string, context: ThreadContext): Message[] | null {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(list) || list.length === 0) return null;
  const messages: Message[] = [];
  for (const item of list as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) return null;
    const { id, from, author, at, time, created_at: createdAt, text, body, message, auto, mergedFrom } = item as Record<string, unknown>;
    const written = [text, body, message].find((each) => typeof each === 'string');
    if (typeof written !== 'string') return null;
    const n = messages.length + 1;
    const fromAgent = from === 'agent' || from === 'us' || from === 'support';
    // The export's own messages come back to the letter; only foreign ones are cleaned.
    const own = typeof id === 'string' && typeof author === 'string' && typeof at === 'number' && Number.isFinite(at);
    messages.push({
      id: typeof id === 'string' && id !== '' ? id.slice(0, 300) : `${context.ticketId}-m${n}`,
      from: fromAgent ? 'agent' : 'customer',
      author: typeof author === 'string' ? author.slice(0, 200) : fromAgent ? 'Agent' : context.customerName,
      at: own ? at : (readTime(at ?? time ?? createdAt, context.dateOrder) ?? messages.at(-1)?.at ?? context.at),
      text: own ? written : context.bodyText(written),
      ...(own && fromAgent && auto === true ? { auto } : {}),
      ...(own && typeof mergedFrom === 'string' && mergedFrom !== '' ? { mergedFrom: mergedFrom.slice(0, 200) } : {}),
    });
  }
  // Sorting is stable, so messages of the same time keep their order.
  return messages.sort((a, b) => a.at - b.at);
}
