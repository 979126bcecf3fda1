import { attemptStorage, type StorageErrorCode } from '../storage/describe-storage-error.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Outcome } from '../tickets/outcome.ts';

/** Tickets remembered for an article, to be opened; the count goes on. */
const mostRemembered = 100;
const prefix = 'knowledge.answered/';

function keyOf(articleId: string): string {
  return prefix + articleId;
}

/** What is remembered of an article's use. */
interface Answered {
  /** Sent replies that cited it, the forgotten ones included. */
  readonly count: number;
  /** Newest first. `at` is null for those remembered before the time was. */
  readonly tickets: readonly { readonly id: string; readonly at: number | null }[];
}

const none: Answered = { count: 0, tickets: [] };

/** Reads what is stored; a list of ids is how it was stored at first. */
function parse(value: unknown): Answered {
  if (Array.isArray(value)) {
    const ids = value.filter((id): id is string => typeof id === 'string');
    return { count: ids.length, tickets: ids.map((id) => ({ id, at: null })) };
  }
  if (typeof value !== 'object' || value === null || !('tickets' in value) || !Array.isArray(value.tickets)) return none;
  const tickets = value.tickets.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null || !('id' in each) || typeof each.id !== 'string') return [];
    return [{ id: each.id, at: 'at' in each && typeof each.at === 'number' ? each.at : null }];
  });
  const count = 'count' in value && typeof value.count === 'number' ? value.count : 0;
  return { count: Math.max(count, tickets.length), tickets };
}

/** Tickets whose sent replies cited the article, newest first: at most the last hundred. */
export async function answeredBy(db: TabdeskDatabase, articleId: string): Promise<string[]> {
  return parse((await db.settings.get(keyOf(articleId)))?.value).tickets.map(({ id }) => id);
}

/** How often an article answered a ticket, and when last (milliseconds since the epoch), null where that was not noted. */
export interface ArticleUse {
  readonly count: number;
  readonly lastAt: number | null;
}

/** The use of every article that answered a ticket, by its id. */
export async function articleUses(db: TabdeskDatabase): Promise<Map<string, ArticleUse>> {
  const rows = await db.settings.where('key').startsWith(prefix).toArray();
  return new Map(
    rows.flatMap(({ key, value }) => {
      const { count, tickets } = parse(value);
      return count === 0 ? [] : [[key.slice(prefix.length), { count, lastAt: tickets[0]?.at ?? null }]];
    }),
  );
}

/** Remembers (or, when the reply was taken back, forgets) that a reply to the ticket, sent at `at`, cited these articles: of all of them or of none. */
export function rememberAnswered(
  db: TabdeskDatabase,
  ticketId: string,
  articleIds: readonly string[],
  answered: boolean,
  at: number,
): Promise<Outcome<null, StorageErrorCode>> {
  const keys = [...new Set(articleIds)].map(keyOf);
  return attemptStorage(() =>
    db.transaction('rw', db.settings, async () => {
      const rows = await db.settings.bulkGet(keys);
      await db.settings.bulkPut(
        keys.map((key, i) => {
          const { count, tickets } = parse(rows[i]?.value);
          const others = tickets.filter(({ id }) => id !== ticketId);
          const known = others.length < tickets.length;
          const value: Answered = answered
            ? { count: known ? count : count + 1, tickets: [{ id: ticketId, at }, ...others].slice(0, mostRemembered) }
            : { count: Math.max(others.length, known ? count - 1 : count), tickets: others };
          return { key, value };
        }),
      );
      return null;
    }),
  );
}
