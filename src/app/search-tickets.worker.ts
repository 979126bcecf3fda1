import { followInbox } from '../storage/follow-inbox.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { InboxRow, TabdeskDatabase } from '../storage/schema.ts';
import { createRepeatIndex } from '../tickets/repeat-index.ts';
import { repeatsOf } from './repeats-of.ts';
import type { SearchReport, SearchRequest } from './search-tickets.ts';
import { createTicketTexts, searchText } from './ticket-texts.ts';

/*
 * Full-text search over all tickets, away from the page. It reads the texts in chunks, follows every change, and
 * answers from what it has read so far, saying whether that is all. It knows every text, so it also finds the tickets that repeat one.
 */
const texts = createTicketTexts();
const repeats = createRepeatIndex();
/** Who asks for repeats before all is read waits; of two questions the page only wants the newer answered. */
let asked: { readonly turn: number; readonly repeatsOf: string } | null = null;
/** What a ticket's text was read from: unchanged rows (a triage, a read mark) need no reading again. */
const readFrom = new Map<string, string>();
let complete = false;
let work: Promise<void> = Promise.resolve();

function report(message: SearchReport): void {
  self.postMessage(message);
}

function signature(row: InboxRow): string {
  return `${row.updatedAt}\t${row.messages}\t${row.mergedInto ?? ''}\t${row.subject}\t${row.customerName}`;
}

async function read(db: TabdeskDatabase, rows: readonly InboxRow[], reset: boolean): Promise<void> {
  if (reset) {
    texts.clear();
    repeats.clear();
    readFrom.clear();
  }
  const wanted: string[] = [];
  for (const row of rows) {
    if (row.deleted) {
      texts.delete(row.id);
      repeats.delete(row.id);
      readFrom.delete(row.id);
    } else if (readFrom.get(row.id) !== signature(row)) {
      readFrom.set(row.id, signature(row));
      wanted.push(row.id);
    }
  }
  if (wanted.length === 0) return;
  for (const ticket of await db.tickets.bulkGet(wanted)) {
    if (!ticket) continue;
    texts.set(ticket.id, searchText(ticket));
    if (ticket.mergedInto === undefined) repeats.set(ticket);
    else repeats.delete(ticket.id);
  }
  report({ kind: 'grown', tickets: texts.size, complete });
}

self.addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  if ('repeatsOf' in data) {
    asked = data;
    answerRepeats();
    return;
  }
  const ids = texts.find(data.words);
  // One string crosses to the page several times faster than 50,000.
  report({ kind: 'found', turn: data.turn, ids: ids.join('\n'), complete });
});

let answerRepeats = (): void => undefined;

const opened = await openDatabase();
if (opened.ok) {
  const db = opened.value;
  answerRepeats = () => {
    if (!asked || !complete) return;
    const { turn, repeatsOf: id } = asked;
    asked = null;
    void repeatsOf(db, id, (ticket) => repeats.candidates(ticket)).then(
      (found) => report({ kind: 'repeats', turn, repeats: found }),
      () => report({ kind: 'repeats', turn, repeats: [] }),
    );
  };
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
        answerRepeats();
        return Promise.resolve();
      }),
    onError: ({ message }) => report({ kind: 'failed', message }),
  });
} else {
  report({ kind: 'failed', message: opened.message });
}
