import { describe, expect, it } from 'vitest';
import { createRehearsalClient } from '../../src/app/rehearsal-client.ts';
import { RehearsalJob, type RehearsalParts } from '../../src/app/rehearsal-job.ts';
import type { FromRehearsal, RehearsalQuestion, RehearsalResult, RehearsalStep, ToRehearsal } from '../../src/app/rehearsal-messages.ts';
import type { Prediction } from '../../src/classifier/head.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { setIntent } from '../../src/storage/change-tickets.ts';
import { removeTickets, saveTickets, ticketTables } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import type { StoredTicket, TabdeskDatabase } from '../../src/storage/schema.ts';
import { failure, success } from '../../src/tickets/outcome.ts';
import { openMemoryDesk, ticket, triageOf, valueOf } from '../storage/desk-fixture.ts';

const now = 1_800_000_000_000;
const parcels: Playbook = { ...defaultPlaybook, rules: [...standardRules, { id: 'parcel', group: 'other', title: 'Parcel', detail: '', severity: 'high', on: true, negatable: false, all: [{ kind: 'words', any: ['parcel 7'], reads: 'thread' }] }] };
const question: RehearsalQuestion = { before: defaultPlaybook, after: parcels, moment: 'before-answer', now, head: null };
const never = (): boolean => false;

async function fill(db: TabdeskDatabase, tickets: readonly StoredTicket[]): Promise<void> {
  valueOf(await saveTickets(db, tickets));
  valueOf(await saveTriages(db, tickets.map((each) => triageOf(each)), defaultPlaybook));
}

function jobOf(db: TabdeskDatabase, openHead: RehearsalParts['openHead'] = () => Promise.resolve(failure('bad-head', 'There is none.'))): RehearsalJob {
  let at = 0;
  return new RehearsalJob({ db, openHead, clock: () => (at += 10), yieldToEvents: () => Promise.resolve() });
}

describe('a rehearsal over the desk’s database', () => {
  it('reads all tickets once, and from then on only what changed', async () => {
    const db = await openMemoryDesk();
    await fill(db, Array.from({ length: 900 }, (_, n) => ticket(n)));
    valueOf(await saveTickets(db, [ticket(2_000)]));
    const job = jobOf(db);
    const read: RehearsalStep[] = [];
    const run = async (id: number): Promise<RehearsalResult> => {
      read.length = 0;
      return valueOf(await job.run(id, question, (step) => step.status === 'reading' && read.push(step), never));
    };
    expect((await run(1)).comparison).toMatchObject({ tickets: 900, untriaged: 1, changed: 1, kinds: { escalated: 1 } });
    expect(read.map(({ done }) => done)).toEqual([0, 400, 800]);
    expect(valueOf(job.list({ of: 1, filter: {}, from: 0, count: 10 })).tickets).toMatchObject([{ id: 't-7', customer: 'Customer 7', after: { escalated: true, action: 'human' } }]);
    // Another one says it, one was corrected, and one is gone.
    await fill(db, [ticket(2_001, { messages: [{ id: 'm', from: 'customer', author: 'C', at: 5, text: 'It is parcel 7.' }] })]);
    valueOf(await setIntent(db, ['t-7'], 'complaint'));
    await db.transaction('rw', [...ticketTables(db), db.drafts], () => removeTickets(db, ['t-0'], now));
    const second = await run(2);
    expect(second.comparison).toMatchObject({ tickets: 900, untriaged: 1, changed: 2 });
    expect(read).toEqual([]);
    expect(job.list({ of: 1, filter: {}, from: 0, count: 10 })).toMatchObject({ ok: false, code: 'gone' });
  });

  it('is stopped in every stage, and then goes through with what it has', async () => {
    const db = await openMemoryDesk();
    await fill(db, Array.from({ length: 500 }, (_, n) => ticket(n)));
    const predict = (texts: readonly string[]): Prediction[] => texts.map(() => ({ label: 'complaint', confidence: 0.9, ranked: [], outOfScope: false, version: 'other@1', path: 'model' }));
    const asked: number[] = [];
    const openHead: RehearsalParts['openHead'] = () => Promise.resolve(success({ name: 'other', read: (texts) => (asked.push(texts.length), Promise.resolve(success(predict(texts)))) }));
    const job = jobOf(db, openHead);
    for (const status of ['reading', 'predicting', 'deciding', 'counting'] as const) {
      let met = false;
      const outcome = await job.run(1, { ...question, head: 'other' }, (step) => (met ||= step.status === status), () => met);
      expect(met, status).toBe(true);
      expect(outcome, status).toMatchObject({ ok: false, code: 'aborted' });
    }
    const result = valueOf(await job.run(2, { ...question, head: 'other' }, () => undefined, never));
    expect(result.comparison.kinds.intent).toBe(500);
    // Each request was read once by the head that was kept, but for those that were under way at the stop.
    expect(asked.reduce((sum, each) => sum + each, 0)).toBeLessThan(1_000);
    const again = asked.length;
    valueOf(await job.run(3, { ...question, head: 'other', after: defaultPlaybook }, () => undefined, never));
    expect(asked).toHaveLength(again);
  });

  it('says in words that a model can not be read', async () => {
    const db = await openMemoryDesk();
    await fill(db, [ticket(1)]);
    expect(await jobOf(db).run(1, { ...question, head: 'gone' }, () => undefined, never)).toEqual({ ok: false, code: 'bad-head', message: 'There is none.' });
  });

  it('counts the same cases for every place of a dial', async () => {
    const db = await openMemoryDesk();
    await fill(db, Array.from({ length: 20 }, (_, n) => ticket(n)));
    const job = jobOf(db);
    const key = async (after: Playbook): Promise<string> => valueOf(await job.run(1, { ...question, after }, () => undefined, never)).casesKey;
    const first = await key(defaultPlaybook);
    expect(await key({ ...defaultPlaybook, thresholds: { sure: 0.6, likely: 0.5 }, queues: defaultPlaybook.queues.map((queue) => ({ ...queue, thresholds: { sure: 0.9 } })) })).toBe(first);
    expect(await key({ ...defaultPlaybook, thresholds: { sure: 0.85, likely: 0.6 } })).not.toBe(first);
    expect(await key(parcels)).not.toBe(first);
  });
});

/** A worker that only keeps what it is sent. */
class FakeWorker extends EventTarget {
  readonly heard: ToRehearsal[] = [];
  ended = false;
  postMessage(message: ToRehearsal): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromRehearsal): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function open(times: { readonly patienceMs?: number; readonly keepMs?: number } = {}) {
  const workers: FakeWorker[] = [];
  const client = createRehearsalClient({
    models: { modelsUrl: '/models/', intentHead: 'intent', encoder: 'desk-encoder' },
    startWorker() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    ...times,
  });
  return { client, workers };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const listed = { total: 0, tickets: [] };

describe('the page’s side of a rehearsal', () => {
  it('stops the worker’s work and not the worker, which keeps what it has read', async () => {
    const { client, workers } = open();
    const stop = new AbortController();
    const asked = client.rehearse(question, { signal: stop.signal });
    stop.abort();
    expect(await asked).toMatchObject({ ok: false, code: 'aborted' });
    expect(workers[0]?.heard.map(({ type }) => type)).toEqual(['rehearse', 'stop']);
    expect(workers[0]?.ended).toBe(false);
    expect(await client.rehearse(question, { signal: stop.signal })).toMatchObject({ ok: false, code: 'aborted' });
  });

  it('settles what was asked when another question takes its place, and lists meanwhile', async () => {
    const { client, workers } = open();
    const first = client.rehearse(question);
    const list = client.list({ of: 1, filter: {}, from: 0, count: 1 });
    const second = client.rehearse(question);
    expect(await first).toMatchObject({ ok: false, code: 'aborted' });
    workers[0]?.say({ type: 'done', id: 2, outcome: success(listed) });
    expect(await list).toEqual(success(listed));
    workers[0]?.say({ type: 'done', id: 3, outcome: failure('internal', 'no') });
    expect(await second).toEqual(failure('internal', 'no'));
  });

  it('settles everything when the worker dies, and starts another', async () => {
    const { client, workers } = open();
    const [asked, list] = [client.rehearse(question), client.list({ of: 1, filter: {}, from: 0, count: 1 })];
    workers[0]?.dispatchEvent(new Event('error', { cancelable: true }));
    for (const outcome of [await asked, await list]) expect(outcome).toMatchObject({ ok: false, code: 'worker-crashed' });
    expect(workers[0]?.ended).toBe(true);
    void client.rehearse(question);
    expect(workers).toHaveLength(2);
    client.close();
  });

  it('takes a worker for hung that says nothing, and not one that tells how far it is', async () => {
    const { client, workers } = open({ patienceMs: 60 });
    const asked = client.rehearse(question);
    for (let n = 0; n < 4; n++) {
      await wait(30);
      workers[0]?.say({ type: 'step', id: 1, step: { status: 'reading', done: n, total: 9 } });
    }
    expect(workers[0]?.ended).toBe(false);
    expect(await asked).toMatchObject({ ok: false, code: 'timeout' });
    expect(workers[0]?.ended).toBe(true);
  });

  it('lets the archive go when nobody has looked for a while, unless somebody comes back', async () => {
    const { client, workers } = open({ keepMs: 30 });
    void client.rehearse(question);
    workers[0]?.say({ type: 'done', id: 1, outcome: failure('internal', 'no') });
    client.rest();
    void client.list({ of: 1, filter: {}, from: 0, count: 1 });
    await wait(60);
    expect(workers[0]?.ended).toBe(false);
    client.rest();
    await wait(60);
    expect(workers[0]?.ended).toBe(true);
  });
});
