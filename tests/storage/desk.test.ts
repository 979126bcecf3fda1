import { describe, expect, it } from 'vitest';
import { addMessage, closeTickets, markRead, reopenTickets, setIntent, setQueue } from '../../src/storage/change-tickets.ts';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { followInbox } from '../../src/storage/follow-inbox.ts';
import { anyUntriaged, listUntriaged } from '../../src/storage/list-untriaged.ts';
import { removeTickets, saveTickets, ticketTables } from '../../src/storage/save-tickets.ts';
import { forgetTriages, saveTriages } from '../../src/storage/save-triages.ts';
import { createMirror, openMemoryDesk, playbook, ticket, triageOf, until, valueOf } from './desk-fixture.ts';

const wanted = { intent: 'support-intent@1', playbook: '1' };

describe('saving tickets and triages', () => {
  it('sums a ticket up in the inbox in the same step', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    const row = await db.inbox.get('t-1');
    expect(row).toMatchObject({ rev: 1, subject: 'Subject 1', snippet: 'Where is my parcel 1?', customerName: 'Customer 1', unread: true, intent: null });
    expect(await db.customers.get('c-1')).toEqual({ id: 'c-1', name: 'Customer 1' });
    valueOf(await saveTriages(db, [triageOf(ticket(1))], playbook));
    expect(await db.inbox.get('t-1')).toMatchObject({ rev: 2, intent: 'track_order', confidenceWord: 'Sure', queue: 'orders', stale: false });
  });

  it('gives every change a revision of its own, whoever writes at the same time', async () => {
    const db = await openMemoryDesk();
    await Promise.all(Array.from({ length: 10 }, (_, i) => saveTickets(db, [ticket(2 * i), ticket(2 * i + 1)])));
    const revs = (await db.inbox.toArray()).map((row) => row.rev).sort((a, b) => a - b);
    expect(revs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('skips a triage made from another state of its ticket', async () => {
    const db = await openMemoryDesk();
    const old = ticket(1);
    valueOf(await saveTickets(db, [old]));
    valueOf(await addMessage(db, 't-1', { id: 'm2', from: 'customer', author: 'C', at: old.updatedAt + 5, text: 'Hello?' }));
    expect(valueOf(await saveTriages(db, [triageOf(old), triageOf(ticket(99))], playbook))).toEqual({ saved: 0, skipped: 2 });
    expect(await db.triages.count()).toBe(0);
  });

  it('saves nothing at all when one of the tickets can not be saved', async () => {
    const db = await openMemoryDesk();
    const broken = { ...ticket(2), id: undefined as unknown as string };
    await expect(db.transaction('rw', ticketTables(db), async () => {
      await db.tickets.put(ticket(1));
      await db.tickets.put(broken);
    })).rejects.toThrow();
    await saveTickets(db, [ticket(1), broken]).catch(() => undefined);
    expect(await db.tickets.count()).toBe(0);
    expect(await db.inbox.count()).toBe(0);
  });
});

describe('finding what needs triage', () => {
  it('offers tickets without triage, changed since, or triaged by other versions, new ones first and newest first', async () => {
    const db = await openMemoryDesk();
    const tickets = [1, 2, 3, 4].map((n) => ticket(n));
    valueOf(await saveTickets(db, tickets));
    const [first, second, third] = tickets;
    if (!first || !second || !third) throw new Error('four tickets');
    valueOf(await saveTriages(db, [triageOf(first), triageOf(second, { intent: 'support-intent@0', playbook: '1' }), triageOf(third)], playbook));
    valueOf(await addMessage(db, 't-3', { id: 'm2', from: 'customer', author: 'C', at: third.updatedAt + 1, text: 'And?' }));
    expect(await listUntriaged(db, wanted)).toEqual(['t-4', 't-3', 't-2']);
    expect(await listUntriaged(db, null)).toEqual(['t-4', 't-3']);
    expect(await anyUntriaged(db, wanted)).toBe(true);
    valueOf(await forgetTriages(db, ['t-1']));
    expect(await listUntriaged(db, wanted)).toHaveLength(4);
  });

  it('tells a language nobody knows from a text that has none', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1), ticket(2)]));
    const [first, second] = await db.tickets.toArray();
    if (!first || !second) throw new Error('two tickets');
    const language = { code: 'und', name: 'an unknown language', confidence: 0.5 };
    valueOf(await saveTriages(db, [{ ...triageOf(first), language: { ...language, supported: false } }, { ...triageOf(second), language: { ...language, supported: true } }], playbook));
    expect([(await db.inbox.get('t-1'))?.language, (await db.inbox.get('t-2'))?.language]).toEqual(['mis', 'und']);
  });

  it('does not offer deleted tickets', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    await db.transaction('rw', [...ticketTables(db), db.drafts], () => removeTickets(db, ['t-1'], Date.now()));
    expect(await anyUntriaged(db, wanted)).toBe(false);
    expect(await listUntriaged(db, wanted)).toEqual([]);
  });
});

describe('changing tickets', () => {
  it('closes, reopens and marks read in bulk, and takes each back', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1), ticket(2, { status: 'closed', unread: false })]));
    const closing = valueOf(await closeTickets(db, ['t-1', 't-2', 'nobody', 't-1']));
    expect(closing.changed).toBe(1);
    expect(await db.inbox.get('t-1')).toMatchObject({ status: 'closed', unread: false });
    expect(valueOf(await closing.undo())).toBe(1);
    expect(valueOf(await closing.undo())).toBe(0);
    expect(await db.inbox.get('t-1')).toMatchObject({ status: 'open', unread: true });
    valueOf(await markRead(db, ['t-1'], true));
    expect((await db.tickets.get('t-1'))?.unread).toBe(false);
    const opening = valueOf(await reopenTickets(db, ['t-2']));
    expect((await db.tickets.get('t-2'))?.status).toBe('open');
    await opening.undo();
    expect((await db.tickets.get('t-2'))?.status).toBe('closed');
  });

  it('takes back only its own change, not what came after', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    const routed = valueOf(await setQueue(db, ['t-1'], 'billing'));
    valueOf(await setIntent(db, ['t-1'], 'get_refund'));
    expect(await db.inbox.get('t-1')).toMatchObject({ queue: 'billing', intent: 'get_refund', confidence: 1, corrected: true });
    await routed.undo();
    expect((await db.tickets.get('t-1'))?.corrections).toEqual({ intent: 'get_refund' });
    valueOf(await setIntent(db, ['t-1'], null));
    expect(await db.tickets.get('t-1')).not.toHaveProperty('corrections');
  });

  it('keeps what a person set when triage comes later', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    valueOf(await setIntent(db, ['t-1'], 'get_refund'));
    valueOf(await saveTriages(db, [triageOf(ticket(1))], playbook));
    expect(await db.inbox.get('t-1')).toMatchObject({ intent: 'get_refund', confidenceWord: 'Sure', queue: 'orders' });
  });

  it('records a reply, makes the ticket wait, and takes the reply back', async () => {
    const db = await openMemoryDesk();
    const before = ticket(1);
    valueOf(await saveTickets(db, [before]));
    const reply = valueOf(await addMessage(db, 't-1', { id: 'a1', from: 'agent', author: 'Ada', at: before.updatedAt + 1000, text: 'On its way.' }));
    expect(await db.tickets.get('t-1')).toMatchObject({ status: 'waiting', unread: false, updatedAt: before.updatedAt + 1000 });
    expect((await db.inbox.get('t-1'))?.snippet).toBe('On its way.');
    await reply.undo();
    expect(await db.tickets.get('t-1')).toEqual(before);
  });
});

describe('following the inbox', () => {
  it('hands over everything newest first in chunks, then each change, once', { timeout: 60_000 }, async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, Array.from({ length: 2300 }, (_, i) => ticket(i))));
    const mirror = createMirror();
    const orders: number[] = [];
    let loaded = -1;
    const stop = followInbox(db, (rows, reset) => {
      if (loaded < 0) orders.push(...rows.map((row) => row.updatedAt));
      mirror.take(rows, reset);
    }, { onLoaded: (rows) => (loaded = rows) });
    await until(() => loaded === 2300);
    expect(mirror).toMatchObject({ resets: 1, largestCall: 500 });
    expect(orders).toEqual([...orders].sort((a, b) => b - a));
    valueOf(await closeTickets(db, ['t-5', 't-6']));
    await until(() => mirror.rows.get('t-6')?.status === 'closed');
    // More than one chunk at once.
    valueOf(await markRead(db, Array.from({ length: 2300 }, (_, i) => `t-${i}`), true));
    await until(() => [...mirror.rows.values()].every((row) => !row.unread));
    await db.transaction('rw', [...ticketTables(db), db.drafts], () => removeTickets(db, ['t-7'], Date.now()));
    await until(() => !mirror.rows.has('t-7'));
    expect(mirror.rows.size).toBe(2299);
    expect(mirror.resets).toBe(1);
    stop();
    valueOf(await closeTickets(db, ['t-9']));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(mirror.rows.get('t-9')?.status).toBe('open');
  });

  it('keeps up while something writes all the time', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, Array.from({ length: 20 }, (_, i) => ticket(i))));
    const mirror = createMirror();
    const stop = followInbox(db, (rows, reset) => mirror.take(rows, reset));
    await until(() => mirror.rows.size === 20);
    let writing = true;
    // Two writers, so that there is hardly a moment between two changes.
    const writers = ['t-1', 't-2'].map(async (id) => {
      for (let read = false; writing; read = !read) valueOf(await markRead(db, [id], read));
    });
    const seen = mirror.rows.get('t-1')?.rev ?? 0;
    let higher = 0;
    for (let last = seen; higher < 3; await new Promise((resolve) => setTimeout(resolve, 10))) {
      const rev = mirror.rows.get('t-1')?.rev ?? 0;
      if (rev > last) higher += 1;
      last = rev;
    }
    writing = false;
    await Promise.all(writers);
    stop();
    expect(higher).toBe(3);
  });

  it('begins anew when everything is erased', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    const mirror = createMirror();
    const stop = followInbox(db, (rows, reset) => mirror.take(rows, reset));
    await until(() => mirror.rows.size === 1);
    valueOf(await eraseEverything(db));
    await until(() => mirror.resets === 2);
    expect(mirror.rows.size).toBe(0);
    valueOf(await saveTickets(db, [ticket(2)]));
    await until(() => mirror.rows.has('t-2'));
    stop();
  });

  it('misses nothing that is written while it loads', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, Array.from({ length: 1500 }, (_, i) => ticket(i))));
    const mirror = createMirror();
    const writes: Promise<unknown>[] = [];
    const stop = followInbox(db, (rows, reset) => {
      mirror.take(rows, reset);
      if (writes.length < 2) writes.push(saveTickets(db, [ticket(5000 + writes.length)]), closeTickets(db, ['t-1499']));
    });
    await until(() => mirror.rows.size === 1501 && mirror.rows.get('t-1499')?.status === 'closed');
    await Promise.all(writes);
    stop();
  });
});
