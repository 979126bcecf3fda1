import { followInbox } from '../storage/follow-inbox.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { InboxRow, TabdeskDatabase } from '../storage/schema.ts';
import type { SearchReport, SearchRequest } from './search-tickets.ts';
import { createTicketTexts, searchText } from './ticket-texts.ts';

/*
 * Full-text search over all tickets, away from the page. It reads the texts in chunks, follows every change, and
 * answers from what it has read so far, saying whether that is all.
 */
const texts = createTicketTexts();
/** What a ticket's text was read from: unchanged rows (a triage, a read mark) need no reading again. */
const readFrom = new Map<string, string>();
let complete = false;
let work: Promise<void> = Promise.resolve();

function report(message: SearchReport): void {
  self.postMessage(message);
}

function signature(row: InboxRow): string {
  return `${row.updatedAt}\t${row.messages}\t${row.subject}\t${row.customerName}`;
}

async function read(db: TabdeskDatabase, rows: readonly InboxRow[], reset: boolean): Promise<void> {
  if (reset) {
    texts.clear();
    readFrom.clear();
  }
  const wanted: string[] = [];
  for (const row of rows) {
    if (row.deleted) {
      texts.delete(row.id);
      readFrom.delete(row.id);
    } else if (readFrom.get(row.id) !== signature(row)) {
      readFrom.set(row.id, signature(row));
      wanted.push(row.id);
    }
  }
  if (wanted.length === 0) return;
  for (const ticket of await db.tickets.bulkGet(wanted)) if (ticket) texts.set(ticket.id, searchText(ticket));
  report({ kind: 'grown', tickets: texts.size, complete });
}

self.addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  const ids = texts.find(data.words);
  // One string crosses to the page several times faster than 50,000.
  report({ kind: 'found', turn: data.turn, ids: ids.join('\n'), complete });
});

const opened = await openDatabase();
if (opened.ok) {
  const db = opened.value;
  const enqueue = (next: () => Promise<void>): void => {
    work = work.then(next).catch((error: unknown) => {
      report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
  };
  followInbox(db, (rows, reset) => enqueue(() => read(db, rows, reset)), {
    onLoaded: () =>
      enqueue(() => {
        complete = true;
        report({ kind: 'grown', tickets: texts.size, complete });
        return Promise.resolve();
      }),
    onError: ({ message }) => report({ kind: 'failed', message }),
  });
} else {
  report({ kind: 'failed', message: opened.message });
}
