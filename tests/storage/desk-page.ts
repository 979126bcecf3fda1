/** Runs in the browser: the storage as a page uses it. */
import { followInbox } from '../../src/storage/follow-inbox.ts';
import type { ImportProgress } from '../../src/storage/import-tickets.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { interruptedImports, rollBackImport } from '../../src/storage/roll-back-import.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import type { InboxRow, TabdeskDatabase } from '../../src/storage/schema.ts';
import { startImport } from '../../src/storage/start-import.ts';

const mapping = { id: 'id', body: 'text', customerName: 'name' };
const rows = new Map<string, InboxRow>();
let database: TabdeskDatabase | null = null;
let latest: ImportProgress | null = null;
let cancel = new AbortController();

/** Opens the desk and follows its inbox. */
export async function open(): Promise<string> {
  const opened = await openDatabase();
  if (!opened.ok) return opened.code;
  database = opened.value;
  await new Promise<void>((resolve) => {
    followInbox(opened.value, (changed, reset) => {
      if (reset) rows.clear();
      for (const row of changed) if (!rows.delete(row.id) || !row.deleted) rows.set(row.id, row);
    }, { onLoaded: () => resolve() });
  });
  return 'open';
}

function db(): TabdeskDatabase {
  if (!database) throw new Error('open first');
  return database;
}

/** Text that does not compress: the browser counts bytes on disk. The numbers are those of a plain linear generator. */
function noise(length: number, seed: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text;
}

/** A file of that many rows, each with a text of `length` characters. */
export function startRows(count: number, length = 60): ReturnType<typeof startImport> {
  const lines = Array.from({ length: count }, (_, i) => `n${i},Customer ${i % 50},"Where is parcel ${i}?\n${noise(length, i)}"\n`);
  const file = new File(['id,name,text\n', ...lines], 'rows.csv');
  cancel = new AbortController();
  latest = null;
  return startImport(file, { mapping, signal: cancel.signal, onProgress: (progress) => (latest = progress) });
}

export function cancelImport(): void {
  cancel.abort();
}

export function progress(): ImportProgress | null {
  return latest;
}

/** Rows the page knows from following. */
export function followed(): number {
  return rows.size;
}

export async function stored(): Promise<{ readonly tickets: number; readonly inbox: number; readonly running: number }> {
  const running = await db().imports.where('status').anyOf('running', 'rolling-back').count();
  return { tickets: await db().tickets.count(), inbox: await db().inbox.count(), running };
}

export async function interrupted(): Promise<string[]> {
  return (await interruptedImports(db(), Date.now())).map((row) => row.importId);
}

export async function rollBack(importId: string): Promise<number | string> {
  const undone = await rollBackImport(db(), importId);
  return undone.ok ? undone.value : undone.code;
}

export async function saveOne(id: string): Promise<boolean> {
  const at = Date.now();
  const saved = await saveTickets(db(), [
    {
      id, subject: id, channel: 'form', status: 'open', unread: true, customer: { id: 'c', name: 'C' }, createdAt: at, updatedAt: at,
      messages: [{ id: `${id}-m1`, from: 'customer', author: 'C', at, text: 'Hello' }],
    },
  ]);
  return saved.ok;
}
