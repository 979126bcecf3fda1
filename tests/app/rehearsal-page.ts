import { createRehearsalClient } from '../../src/app/rehearsal-client.ts';
import type { RehearsalStep } from '../../src/app/rehearsal-messages.ts';
import { createStudioClient } from '../../src/app/studio-client.ts';
import { openStudio } from '../../src/app/studio-desk.ts';
import { datasetOf } from '../../src/datasets/dataset.ts';
import { shippedTicketHeads } from '../../src/inference/api.ts';
import { connectEngine } from '../../src/inference/connect.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveDataset } from '../../src/storage/save-datasets.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import { listHeadVersions } from '../../src/storage/save-heads.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import type { Outcome } from '../../src/tickets/outcome.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import type { MountedRehearsal } from './rehearsal-view.ts';

/* The rehearsal in a real browser, over a real database, driven from the test beside and by the bench. */

const models = { modelsUrl: `${location.origin}/models/`, intentHead: 'intent', encoder: 'desk-encoder' };
export const playbook = defaultPlaybook;

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

let opened: Promise<TabdeskDatabase> | null = null;
const database = (): Promise<TabdeskDatabase> => (opened ??= openDatabase().then(valueOf));

/** Saves tickets, and the triages of all but the last `untriaged`, made by the engine with the heads that ship. */
export async function fill(tickets: readonly Ticket[], untriaged = 0): Promise<void> {
  const db = await database();
  for (let at = 0; at < tickets.length; at += 1_000) valueOf(await saveTickets(db, tickets.slice(at, at + 1_000)));
  const engine = connectEngine();
  valueOf(await engine.load({ ...models, ticketHeads: shippedTicketHeads, encoder: null, playbook: defaultPlaybook }));
  const read = tickets.slice(0, tickets.length - untriaged);
  for (let at = 0; at < read.length; at += 2_000) {
    const { triages } = valueOf(await engine.triageMany(read.slice(at, at + 2_000), Date.now()));
    for (let from = 0; from < triages.length; from += 500) valueOf(await saveTriages(db, triages.slice(from, from + 500), defaultPlaybook));
  }
  await engine.close();
}

/** The same tickets over and over until there are so many, each with an id of its own, spread over the eight weeks before `now`. */
export function manyOf(tickets: readonly Ticket[], count: number, now: number): Ticket[] {
  const span = 56 * 86_400_000;
  return Array.from({ length: count }, (_, n) => {
    const ticket = tickets[n % tickets.length];
    if (ticket === undefined) throw new Error('no tickets');
    // A stride that meets every place once: neighbours in the list are not neighbours in time.
    const later = now - Math.round((((n * 7_919) % count) / count) * span) - ticket.updatedAt;
    return {
      ...ticket,
      id: n < tickets.length ? ticket.id : `${ticket.id}-${n}`,
      createdAt: ticket.createdAt + later,
      updatedAt: ticket.updatedAt + later,
      messages: ticket.messages.map((message) => ({ ...message, at: message.at + later, text: n < tickets.length ? message.text : `${message.text} (${n})` })),
    };
  });
}

let mounted: MountedRehearsal | null = null;

/** The view's code and React, which a desk has long loaded. */
export async function load(): Promise<void> {
  await import('./rehearsal-view.ts');
}

export async function mount(before: Playbook = defaultPlaybook): Promise<void> {
  const { mountRehearsal } = await import('./rehearsal-view.ts');
  mounted = mountRehearsal(await database(), before);
}

export function change(after: Playbook): void {
  mounted?.set(after);
}

export function working(): Playbook | null {
  return mounted?.get() ?? null;
}

/** The default playbook with one thing changed. */
export function changed(what: 'words' | 'threshold' | 'off' | 'pattern'): Playbook {
  const rule = { id: 'own', group: 'other', title: 'Own rule', detail: '', severity: 'high', on: true, negatable: true } as const;
  switch (what) {
    case 'words':
      return { ...defaultPlaybook, rules: [...standardRules, { ...rule, all: [{ kind: 'words', any: ['lost', 'missing', 'stolen', 'voucher*', 'at the door'], reads: 'thread' }] }] };
    case 'threshold':
      return { ...defaultPlaybook, thresholds: { sure: 0.7, likely: 0.6 } };
    case 'off':
      return { ...defaultPlaybook, rules: standardRules.map((each) => (each.id === 'asks-for-person' ? { ...each, on: false } : each)) };
    case 'pattern':
      return { ...defaultPlaybook, rules: [...standardRules, { ...rule, all: [{ kind: 'pattern', source: '(?:order|parcel) (?:LL-)?\\d{5}', reads: 'thread' }] }] };
  }
}

/** Trains a head on these requests, as the studio does, and keeps it as a version. Answers its name. */
export async function trainHead(texts: readonly string[], labels: readonly string[], readsMeaning: boolean): Promise<string> {
  const db = await database();
  const rows = texts.map((text, at) => ({ text, labels: { intent: labels[at] ?? '' } }));
  const { open } = valueOf(await saveDataset(db, datasetOf(rows, [{ name: 'intent', kind: 'intent' }]), { name: 'requests', source: 'test' }));
  const client = createStudioClient({ models, current: () => null });
  const studio = openStudio(client, db, Date.now);
  studio.choose({ summary: open.summary, column: 'intent' });
  await studio.train({ name: 'candidate', seed: 1, heldOut: 0.2, readsMeaning });
  client.close();
  const { problem, finished } = studio.get();
  if (finished === null) throw new Error(problem ?? 'no model');
  return `${finished.version.name} ${finished.version.number}`;
}

const rules = { before: defaultPlaybook, after: { ...defaultPlaybook, rules: [] }, moment: 'before-answer', now: Date.now(), head: null } as const;

/** Asks a rehearsal and stops it at the first step of this kind; then asks again to the end. */
export async function stopAt(status: RehearsalStep['status'] | null): Promise<{ readonly first: string; readonly second: string; readonly changed: number }> {
  const client = createRehearsalClient({ models });
  const stop = new AbortController();
  if (status === null) stop.abort();
  const [version] = await listHeadVersions(await database());
  const head = status === 'predicting' ? (version?.id ?? 'shipped') : null;
  const first = await client.rehearse({ ...rules, head }, { signal: stop.signal, onStep: (step) => step.status === status && stop.abort() });
  const second = await client.rehearse(rules);
  client.close();
  return { first: first.ok ? 'done' : first.code, second: second.ok ? 'done' : second.code, changed: second.ok ? second.value.comparison.changed : -1 };
}

/** A worker that dies in the middle, and one that never says a word. */
export async function crash(): Promise<readonly string[]> {
  const started: Worker[] = [];
  const dying = createRehearsalClient({
    models,
    startWorker() {
      const source = started.length === 0 ? "onmessage = () => { throw new Error('no memory'); };" : "onmessage = ({ data }) => postMessage({ type: 'done', id: data.id, outcome: { ok: false, code: 'internal', message: 'another' } });";
      const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
      started.push(worker);
      return worker;
    },
  });
  const first = await dying.rehearse(rules);
  const second = await dying.rehearse(rules);
  dying.close();
  const silent = createRehearsalClient({ models, patienceMs: 200, startWorker: () => new Worker(URL.createObjectURL(new Blob([''], { type: 'text/javascript' }))) });
  const third = await silent.rehearse(rules);
  return [first, second, third].map((outcome) => (outcome.ok ? 'done' : outcome.code));
}
