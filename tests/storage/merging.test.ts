import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMessage, closeTickets, markRead, reopenTickets, setQueue } from '../../src/storage/change-tickets.ts';
import { exportTickets } from '../../src/storage/export-tickets.ts';
import { importTickets } from '../../src/storage/import-tickets.ts';
import { previewImport } from '../../src/storage/preview-import.ts';
import { listUntriaged } from '../../src/storage/list-untriaged.ts';
import { mergeTickets, takeApart } from '../../src/storage/merge-tickets.ts';
import type { AutoReply } from '../../src/replies/may-auto-reply.ts';
import { autoReplyKey, saveAutoReply } from '../../src/storage/save-auto-reply.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import type { InboxRow, StoredTicket, TabdeskDatabase } from '../../src/storage/schema.ts';
import { splitTicket } from '../../src/storage/split-ticket.ts';
import { threadMark } from '../../src/tickets/thread-mark.ts';
import type { Message } from '../../src/tickets/ticket.ts';
import { openMemoryDesk, playbook, ticket, triageOf, valueOf } from './desk-fixture.ts';

const clock = 1_800_000_000_000;
let turn = 0;
const merge = async (db: TabdeskDatabase, into: string, ids: readonly string[]) => valueOf(await mergeTickets(db, into, ids, { mergeId: `merge-${turn++}`, now: clock + turn }));
const split = async (db: TabdeskDatabase, id: string, messages: readonly string[], newId = `split-${turn++}`) => valueOf(await splitTicket(db, id, messages, { newId, now: () => clock }));

function message(id: string, minute: number, changes: Partial<Message> = {}): Message {
  return { id, from: 'customer', author: 'Maren', at: 1_700_000_000_000 + minute * 60_000, text: `Text of ${id}`, ...changes };
}

function withThread(n: number, messages: readonly Message[], changes: Partial<StoredTicket> = {}): StoredTicket {
  return ticket(n, { messages, createdAt: messages[0]?.at ?? 0, updatedAt: messages.at(-1)?.at ?? 0, ...changes });
}

async function deskOf(...tickets: readonly StoredTicket[]): Promise<TabdeskDatabase> {
  const db = await openMemoryDesk();
  valueOf(await saveTickets(db, tickets));
  return db;
}

/** Everything a merge may touch, the revisions of rows aside. */
async function contents(db: TabdeskDatabase) {
  const [tickets, rows, merges, drafts] = await Promise.all([db.tickets.toArray(), db.inbox.toArray(), db.merges.toArray(), db.drafts.toArray()]);
  return { tickets, rows: rows.filter((row) => !row.deleted).map((row): Omit<InboxRow, 'rev'> & { rev: 0 } => ({ ...row, rev: 0 })), merges, drafts };
}

const a = withThread(1, [message('a1', 1), message('a2', 5, { from: 'agent' })], { status: 'waiting', unread: false });
const b = withThread(2, [message('b1', 3), message('b2', 9)]);
const c = withThread(3, [message('c1', 4)], { status: 'closed', unread: false, corrections: { queue: 'billing' } });

describe('merging tickets', () => {
  it('brings all messages into one in order of time, marked by where they came from, and closes the others', async () => {
    const db = await deskOf(a, b, c);
    await merge(db, 't-1', ['t-2', 't-3']);
    const [into, other] = await db.tickets.bulkGet(['t-1', 't-2']);
    expect(into?.messages.map(({ id, mergedFrom }) => `${id} ${mergedFrom ?? '-'}`)).toEqual(['a1 -', 'b1 t-2', 'c1 t-3', 'a2 -', 'b2 t-2']);
    expect(into).toMatchObject({ subject: 'Subject 1', status: 'open', unread: true, createdAt: a.createdAt, updatedAt: b.updatedAt });
    expect(into?.corrections).toBeUndefined();
    expect(other).toMatchObject({ status: 'closed', unread: false, mergedInto: 't-1', messages: b.messages });
    expect(await db.inbox.get('t-2')).toMatchObject({ mergedInto: 't-1', status: 'closed', waitingSince: null });
  });

  it('keeps the very same message once, and tells apart two that only share a number', async () => {
    const twice = withThread(4, [message('1', 1, { text: 'Where is it?' }), message('2', 2)]);
    const again = withThread(5, [message('9', 1, { text: 'Where is it?' }), message('2', 7, { text: 'Another.' })]);
    const db = await deskOf(twice, again);
    await merge(db, 't-4', ['t-5']);
    expect((await db.tickets.get('t-4'))?.messages.map(({ id, text }) => `${id}: ${text}`)).toEqual(['1: Where is it?', '2: Text of 2', 't-5:2: Another.']);
    await takeApart(db, ['t-5']);
    expect(await db.tickets.bulkGet(['t-4', 't-5'])).toEqual([twice, again]);
  });

  it('follows a merged target to where it went, never goes round, and says so when there is nothing to merge', async () => {
    const db = await deskOf(a, b, c);
    await merge(db, 't-2', ['t-1']);
    expect((await merge(db, 't-1', ['t-3'])).intoId).toBe('t-2');
    expect(await mergeTickets(db, 't-1', ['t-2', 't-3'], { mergeId: 'x', now: 0 })).toMatchObject({ ok: false, code: 'nothing-to-merge' });
    expect(await mergeTickets(db, 'gone', ['t-2'], { mergeId: 'x', now: 0 })).toMatchObject({ ok: false, code: 'ticket-gone' });
    expect((await db.tickets.get('t-2'))?.mergedInto).toBeUndefined();
    expect(await mergeTickets(db, 't-2', Array.from({ length: 51 }, (_, n) => `t-${n}`), { mergeId: 'x', now: 0 })).toMatchObject({ ok: false, code: 'too-many' });
  });

  it('leaves unsent replies with their tickets', async () => {
    const db = await deskOf(a, b);
    await db.drafts.bulkPut([{ ticketId: 't-1', text: 'Ours', draft: null, updatedAt: 1 }, { ticketId: 't-2', text: 'Theirs', draft: null, updatedAt: 1 }]);
    const before = await contents(db);
    await merge(db, 't-1', ['t-2']);
    expect((await contents(db)).drafts).toEqual(before.drafts);
  });

  it('is taken back whole, also when the merged ones were merged on', async () => {
    const db = await deskOf(a, b, c);
    const before = await contents(db);
    const { undo } = await merge(db, 't-1', ['t-2', 't-3']);
    expect(valueOf(await undo())).toBe(2);
    expect(await contents(db)).toEqual(before);
    expect(valueOf(await undo())).toBe(0);
    const first = await merge(db, 't-2', ['t-1']);
    const second = await merge(db, 't-3', ['t-2']);
    expect((await db.tickets.get('t-3'))?.messages).toHaveLength(5);
    valueOf(await first.undo());
    expect((await db.tickets.get('t-3'))?.messages.map(({ id }) => id)).toEqual(['b1', 'c1', 'b2']);
    valueOf(await second.undo());
    expect(await contents(db)).toEqual(before);
  });

  it('leaves with the target what came since, and what a person changed', async () => {
    const db = await deskOf(a, b);
    const { undo } = await merge(db, 't-1', ['t-2']);
    valueOf(await addMessage(db, 't-1', message('late', 30, { from: 'agent' })));
    valueOf(await setQueue(db, ['t-1'], 'returns'));
    valueOf(await undo());
    const [into, other] = await db.tickets.bulkGet(['t-1', 't-2']);
    expect(into?.messages.map(({ id }) => id)).toEqual(['a1', 'a2', 'late']);
    expect(into).toMatchObject({ status: 'waiting', corrections: { queue: 'returns' } });
    expect(other).toEqual(b);
  });

  it('sends what is written to a merged ticket on, and does not open one', async () => {
    const db = await deskOf(a, b);
    await merge(db, 't-1', ['t-2']);
    valueOf(await addMessage(db, 't-2', message('late', 30, { from: 'agent' })));
    expect((await db.tickets.get('t-1'))?.messages.at(-1)?.id).toBe('late');
    expect(valueOf(await reopenTickets(db, ['t-2'])).changed).toBe(0);
    expect((await db.tickets.get('t-2'))?.status).toBe('closed');
  });

  it('leaves everything as it was when it is cut off', async () => {
    const db = await deskOf(a, b, c);
    const before = await contents(db);
    const stopped = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    db.merges.hook('creating', stopped);
    expect(await mergeTickets(db, 't-1', ['t-2'], { mergeId: 'm', now: 0 })).toMatchObject({ ok: false, code: 'disk-full' });
    db.merges.hook('creating').unsubscribe(stopped);
    expect(await contents(db)).toEqual(before);
    const { undo } = await merge(db, 't-1', ['t-2', 't-3']);
    const merged = await contents(db);
    db.merges.hook('deleting', stopped);
    expect(await undo()).toMatchObject({ ok: false, code: 'disk-full' });
    db.merges.hook('deleting').unsubscribe(stopped);
    expect(await contents(db)).toEqual(merged);
    db.inbox.hook('creating', stopped);
    expect(await splitTicket(db, 't-1', ['b1'], { newId: 'n', now: () => 0 })).toMatchObject({ ok: false });
    expect(await contents(db)).toEqual(merged);
  });
});

describe('splitting tickets', () => {
  it('makes some messages a ticket of their own, and puts them back with what came since', async () => {
    const db = await deskOf(b);
    const before = await contents(db);
    const { undo } = await split(db, 't-2', ['b2'], 'new');
    const [rest, made] = await db.tickets.bulkGet(['t-2', 'new']);
    expect(rest).toMatchObject({ messages: [b.messages[0]], splitOff: ['b2'], updatedAt: b.messages[0]?.at });
    expect(made).toMatchObject({ subject: 'Text of b2', status: 'open', customer: b.customer, messages: [b.messages[1]] });
    valueOf(await undo());
    expect(await contents(db)).toEqual(before);
    const later = await split(db, 't-2', ['b2'], 'newer');
    valueOf(await addMessage(db, 'newer', message('late', 40)));
    valueOf(await later.undo());
    expect((await db.tickets.get('t-2'))?.messages.map(({ id }) => id)).toEqual(['b1', 'b2', 'late']);
    expect(await db.tickets.get('newer')).toBeUndefined();
  });

  it('keeps at least one message, and is not undone over a merge', async () => {
    const db = await deskOf(b, c);
    expect(await splitTicket(db, 't-2', ['b1', 'b2'], { newId: 'n', now: () => 0 })).toMatchObject({ ok: false, code: 'nothing-to-split' });
    const { undo } = await split(db, 't-2', ['b2'], 'new');
    await merge(db, 't-3', ['new']);
    expect(await undo()).toMatchObject({ ok: false, code: 'merged-since' });
    expect(await splitTicket(db, 'new', ['b2'], { newId: 'n', now: () => 0 })).toMatchObject({ ok: false, code: 'merged-since' });
  });

  it('refuses in words to leave a ticket without messages', async () => {
    const db = await deskOf(b, c);
    await merge(db, 't-2', ['t-3']);
    await split(db, 't-2', ['c1']);
    const before = await contents(db);
    const refused = await takeApart(db, ['t-3']);
    expect(refused).toMatchObject({ ok: false, code: 'nothing-left' });
    expect(await contents(db)).toEqual(before);
  });
});

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('merge' as const), into: fc.nat(7), ids: fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }) }),
    fc.record({ do: fc.constant('apart' as const), id: fc.nat(7) }),
    fc.record({ do: fc.constant('split' as const), id: fc.nat(7), of: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }) }),
    fc.record({ do: fc.constant('undo' as const), at: fc.nat(5) }),
    fc.record({ do: fc.constant('write' as const), id: fc.nat(7) }),
  ),
  { minLength: 1, maxLength: 14 },
);

describe('whatever is merged and split', () => {
  it('loses no message and shows none twice', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (wanted) => {
        const given = [0, 1, 2, 3].map((n) => withThread(n, Array.from({ length: n + 1 }, (_, i) => message(`${n}-${i}`, n + i * 7, i % 2 === 1 ? { from: 'agent' } : {}))));
        const db = await deskOf(...given);
        const texts = given.flatMap(({ messages }) => messages.map(({ text }) => text));
        const undos: (() => Promise<unknown>)[] = [];
        let made = 0;
        for (const step of wanted) {
          const ids = (await db.tickets.toCollection().primaryKeys()).sort();
          const pick = (n: number): string => ids[n % ids.length] ?? '';
          if (step.do === 'merge') {
            const done = await mergeTickets(db, pick(step.into), step.ids.map(pick), { mergeId: `m${made}`, now: made++ });
            if (done.ok) undos.push(done.value.undo);
          } else if (step.do === 'apart') await takeApart(db, [pick(step.id)]);
          else if (step.do === 'split') {
            const { messages = [] } = (await db.tickets.get(pick(step.id))) ?? {};
            const done = await splitTicket(db, pick(step.id), step.of.flatMap((n) => messages[n]?.id ?? []), { newId: `new${made++}`, now: () => clock });
            if (done.ok) undos.push(done.value.undo);
          } else if (step.do === 'undo') await undos[step.at]?.();
          else {
            const late = message(`late${made}`, 100 + made++);
            texts.push(late.text);
            valueOf(await addMessage(db, pick(step.id), late));
          }
          const all = await db.tickets.toArray();
          expect(all.filter(({ mergedInto }) => mergedInto === undefined).flatMap(({ messages }) => messages.map(({ text }) => text)).sort()).toEqual([...texts].sort());
          for (const each of all) {
            expect(each.messages.length).toBeGreaterThan(0);
            expect(new Set(each.messages.map(({ id }) => id)).size).toBe(each.messages.length);
            expect(each.updatedAt).toBe(each.messages.at(-1)?.at);
          }
        }
        db.close();
      }),
      {
        numRuns: 100,
        // A message split off, and the ticket it came from merged into the one it became.
        examples: [[[{ do: 'merge', into: 0, ids: [3] }, { do: 'split', id: 0, of: [1] }, { do: 'merge', into: 0, ids: [4] }, { do: 'undo', at: 0 }, { do: 'merge', into: 0, ids: [0] }]],
          [[{ do: 'merge', into: 1, ids: [3, 0] }, { do: 'split', id: 1, of: [2] }, { do: 'merge', into: 1, ids: [0] }, { do: 'apart', id: 4 }, { do: 'write', id: 0 }]],
          [[{ do: 'split', id: 1, of: [0] }, { do: 'merge', into: 0, ids: [1] }, { do: 'merge', into: 2, ids: [0] }, { do: 'apart', id: 0 }]]],
      },
    );
  });

  it('merged and taken back is exactly what was, and split and merged has all its messages', { timeout: 60_000 }, async () => {
    const thread = (n: number) => fc.array(fc.record({ at: fc.nat(50), agent: fc.boolean() }), { minLength: 1, maxLength: 4 }).map((list) => list.sort((x, y) => x.at - y.at).map(({ at, agent }, i) => message(`${n}-${i}`, at, agent ? { from: 'agent' } : {})));
    const state = fc.record({ status: fc.constantFrom('open' as const, 'waiting' as const, 'closed' as const), unread: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.tuple(thread(0), thread(1), thread(2)), fc.tuple(state, state, state), async (threads, states) => {
        const db = await deskOf(...threads.map((messages, n) => withThread(n, messages, states[n])));
        const before = await contents(db);
        const { undo } = await merge(db, 't-0', ['t-1', 't-2']);
        valueOf(await undo());
        expect(await contents(db)).toEqual(before);
        const [first] = threads;
        if (first.length > 1) {
          const { newId } = await split(db, 't-0', [first[0]?.id ?? '']);
          await merge(db, 't-0', [newId]);
          const back = await db.tickets.get('t-0');
          expect(back?.messages.map(({ text }) => text).sort()).toEqual(first.map(({ text }) => text).sort());
          expect(back?.splitOff).toBeUndefined();
        }
        db.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('triage after a change of the thread', () => {
  const wanted = { intent: 'support-intent@1', playbook: '1' };
  async function triagedDesk(...tickets: readonly StoredTicket[]): Promise<TabdeskDatabase> {
    const db = await deskOf(...tickets);
    valueOf(await saveTriages(db, tickets.map((each) => ({ ...triageOf(each), threadMark: threadMark(each) })), playbook));
    expect(await listUntriaged(db, wanted)).toEqual([]);
    return db;
  }

  it('is asked for by a reply, a merge that brings only older messages, a split and their undo', async () => {
    const db = await triagedDesk(a, b);
    // All of a is older than the newest message of b.
    const merged = await merge(db, 't-2', ['t-1']);
    expect((await db.tickets.get('t-2'))?.updatedAt).toBe(b.updatedAt);
    expect(await listUntriaged(db, wanted)).toEqual(['t-2']);
    // One that was made from the thread before comes too late.
    expect(valueOf(await saveTriages(db, [{ ...triageOf(b), threadMark: threadMark(b) }], playbook))).toEqual({ saved: 0, skipped: 1 });
    const now = await db.tickets.get('t-2');
    if (now) valueOf(await saveTriages(db, [{ ...triageOf(now), threadMark: threadMark(now) }], playbook));
    expect(await listUntriaged(db, wanted)).toEqual([]);
    valueOf(await merged.undo());
    expect(await listUntriaged(db, wanted)).toEqual(['t-2']);
    const other = await triagedDesk(a, b);
    await split(other, 't-2', ['b1'], 'new');
    expect((await listUntriaged(other, wanted)).sort()).toEqual(['new', 't-2']);
    const third = await triagedDesk(a);
    valueOf(await addMessage(third, 't-1', message('late', 60)));
    expect(await listUntriaged(third, wanted)).toEqual(['t-1']);
    valueOf(await markRead(third, ['t-1'], true));
    valueOf(await closeTickets(third, ['t-1']));
    expect(await listUntriaged(third, wanted)).toEqual(['t-1']);
  });

  it('is waited for before a ticket is answered by itself', async () => {
    const db = await triagedDesk(ticket(8), a);
    const own = ticket(8);
    await db.settings.put({ key: autoReplyKey, value: { since: 0 } });
    const proof = { ticketId: own.id, ticketUpdatedAt: own.updatedAt } as AutoReply;
    const reply = { id: 'auto', from: 'agent', author: 'Priya', at: clock, text: 'Soon.', auto: true } as const;
    // Older than the last message of the other, and perhaps a threat: its triage knows nothing of it.
    const { undo } = await merge(db, own.id, [(await deskAdds(db)).id]);
    expect(valueOf(await saveAutoReply(db, proof, reply)).changed).toBe(0);
    valueOf(await undo());
    valueOf(await saveTriages(db, [{ ...triageOf(own), threadMark: threadMark(own) }], playbook));
    expect(valueOf(await saveAutoReply(db, proof, reply)).changed).toBe(1);
  });

  it('is asked for by an import that adds a message, even an older one, or changes the subject', async () => {
    const db = await triagedDesk(b, c);
    const older = { ...b, messages: [message('b0', 1), ...b.messages], createdAt: b.createdAt - 120_000 };
    await bring(db, older, { ...c, subject: 'Another' });
    expect((await db.tickets.get('t-2'))?.updatedAt).toBe(b.updatedAt);
    expect((await listUntriaged(db, wanted)).sort()).toEqual(['t-2', 't-3']);
  });
});

async function deskAdds(db: TabdeskDatabase): Promise<StoredTicket> {
  const older = withThread(5, [message('older', -5)]);
  valueOf(await saveTickets(db, [older]));
  return older;
}

async function bring(db: TabdeskDatabase, ...tickets: readonly StoredTicket[]): Promise<void> {
  await bringFile(db, new File([tickets.map((each) => JSON.stringify(each)).join('\n')], 'tickets.jsonl'));
}

async function bringFile(db: TabdeskDatabase, file: File) {
  const { mapping } = valueOf(await previewImport(file));
  return valueOf(await importTickets(db, file, { mapping, importId: `import-${turn++}`, now: clock }));
}

describe('importing over what was merged and split', () => {
  it('changes nothing when the export of this desk comes back, and makes the same desk elsewhere', async () => {
    for (const format of ['csv', 'jsonl'] as const) {
      const db = await deskOf(a, b, c);
      await merge(db, 't-1', ['t-2']);
      await split(db, 't-1', ['a2'], 'new');
      const before = await db.tickets.toArray();
      const file = new File([valueOf(await exportTickets(db, { format }))], `desk.${format}`);
      const report = await bringFile(db, file);
      expect(report).toMatchObject({ imported: 0, updated: 0, unchanged: 4 });
      const bare = (each: StoredTicket): unknown => Object.fromEntries(Object.entries(each).filter(([key]) => key !== 'sourceHash' && key !== 'importId'));
      expect((await db.tickets.toArray()).map(bare)).toEqual(before.map(bare));
      const elsewhere = await openMemoryDesk();
      await bringFile(elsewhere, file);
      expect((await elsewhere.tickets.toArray()).map(bare)).toEqual(before.map(bare));
      // Without the row of the merge, by the marks alone.
      expect(valueOf(await takeApart(elsewhere, ['t-2']))).toBe(1);
      expect((await elsewhere.tickets.get('t-1'))?.messages.map(({ id }) => id)).toEqual(['a1']);
      expect(await elsewhere.tickets.get('t-2')).toMatchObject({ status: 'open', messages: b.messages });
    }
  });

  it('leaves messages where the desk put them, and sends new ones of a merged ticket on', async () => {
    const db = await deskOf(a, b);
    await split(db, 't-2', ['b2'], 'new');
    await merge(db, 't-1', ['t-2']);
    valueOf(await closeTickets(db, ['t-1']));
    await bring(db, { ...b, messages: [...b.messages, message('b3', 50)], updatedAt: message('b3', 50).at });
    const [into, merged, made] = await db.tickets.bulkGet(['t-1', 't-2', 'new']);
    expect(into?.messages.map(({ id, mergedFrom }) => `${id} ${mergedFrom ?? '-'}`)).toEqual(['a1 -', 'b1 t-2', 'a2 -', 'b3 t-2']);
    expect(into).toMatchObject({ status: 'open', unread: true });
    expect(merged).toMatchObject({ status: 'closed', mergedInto: 't-1' });
    expect(made?.messages.map(({ id }) => id)).toEqual(['b2']);
    await bring(db, { ...a, subject: 'Renamed' });
    expect((await db.tickets.get('t-1'))?.messages.map(({ id }) => id)).toEqual(['a1', 'b1', 'a2', 'b3']);
    valueOf(await takeApart(db, ['t-2']));
    const back = await db.tickets.bulkGet(['t-1', 't-2']);
    expect(back.map((each) => each?.messages.map(({ id }) => id))).toEqual([['a1', 'a2'], ['b1', 'b3']]);
  });

  it('does not let a damaged file hide tickets in each other', async () => {
    const db = await openMemoryDesk();
    await bring(db, { ...a, mergedInto: 't-2' }, { ...b, mergedInto: 't-1' });
    const open = (await db.tickets.toArray()).filter(({ mergedInto }) => mergedInto === undefined);
    expect(open).toHaveLength(1);
  });
});
