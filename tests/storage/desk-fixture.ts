import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { openDatabase, type OpenOptions } from '../../src/storage/open-database.ts';
import type { InboxRow, StoredTicket, TabdeskDatabase } from '../../src/storage/schema.ts';
import type { Triage } from '../../src/triage/triage.ts';

// Set here and not by global variables: Dexie may be loaded before this file.
Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });

export const playbook: Playbook = { ...defaultPlaybook, thresholds: { sure: 0.8, likely: 0.5 } };

/** A database of its own for each test, so that tests share nothing. */
export async function openMemoryDesk(options: OpenOptions = {}): Promise<TabdeskDatabase> {
  const opened = await openDatabase({ name: `desk-${Math.random().toString(36).slice(2)}`, ...options });
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

export function ticket(n: number, changes: Partial<StoredTicket> = {}): StoredTicket {
  const at = 1_700_000_000_000 + n * 60_000;
  return {
    id: `t-${n}`,
    subject: `Subject ${n}`,
    channel: 'email',
    status: 'open',
    unread: true,
    customer: { id: `c-${n % 10}`, name: `Customer ${n % 10}` },
    messages: [{ id: `t-${n}-m1`, from: 'customer', author: `Customer ${n % 10}`, at, text: `Where is   my\nparcel ${n}?` }],
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}

export function triageOf(of: StoredTicket, versions: Triage['versions'] = { intent: 'support-intent@1', playbook: '1' }): Triage {
  return {
    ticketId: of.id,
    ticketUpdatedAt: of.updatedAt,
    intent: {
      label: 'track_order', confidence: 0.9, ranked: [{ label: 'track_order', confidence: 0.9 }], outOfScope: false,
      version: 'support-intent@1', path: 'model',
    },
    sentiment: { polarity: 0, label: 'neutral', mood: 'neutral', confidence: 0.5, words: [], version: '1' },
    language: { code: 'en', name: 'English', confidence: 1, supported: true },
    product: null,
    entities: [],
    escalation: { escalated: false, reasons: [], version: '1' },
    priority: { level: 'normal', reason: '' },
    route: { queue: 'orders', action: 'draft', reason: '' },
    versions,
    path: 'model',
    timings: { total: 1 },
  };
}

/** Fails the test with the words of a failed outcome. */
export function valueOf<T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** Waits until `done` answers true; a test's own timeout ends it otherwise. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** An inbox as a follower sees it. */
export interface Mirror {
  readonly rows: Map<string, InboxRow>;
  resets: number;
  largestCall: number;
  take(rows: readonly InboxRow[], reset: boolean): void;
}

export function createMirror(): Mirror {
  const rows = new Map<string, InboxRow>();
  return {
    rows,
    resets: 0,
    largestCall: 0,
    take(changed, reset) {
      if (reset) {
        rows.clear();
        this.resets += 1;
      }
      this.largestCall = Math.max(this.largestCall, changed.length);
      for (const row of changed) {
        if (row.deleted) rows.delete(row.id);
        else rows.set(row.id, row);
      }
    },
  };
}
