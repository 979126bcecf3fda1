import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inboxSorts, inboxTabs } from '../../src/app/inbox-filter.ts';
import { createInboxStore, type FindTickets, type InboxStore } from '../../src/app/inbox-store.ts';
import type { InboxRow } from '../../src/storage/schema.ts';

let revision = 0;

function row(id: string, changes: Partial<InboxRow> = {}): InboxRow {
  const updatedAt = changes.updatedAt ?? 1000;
  return {
    id,
    rev: ++revision,
    order: -updatedAt,
    triagedWith: 'intent@1|playbook@1',
    subject: `Subject of ${id}`,
    snippet: '',
    customerId: 'c-1',
    customerName: 'Maren Okafor',
    channel: 'email',
    status: 'open',
    unread: true,
    messages: 1,
    createdAt: updatedAt,
    updatedAt,
    product: null,
    intent: 'track_order',
    confidence: 0.9,
    confidenceWord: 'Sure',
    outOfScope: false,
    corrected: false,
    sentiment: 'neutral',
    mood: 'neutral',
    escalated: false,
    topReason: null,
    queue: 'orders',
    action: 'draft',
    priority: 'normal',
    language: 'en',
    stale: false,
    waitingSince: null,
    answeredAt: null,
    mergedInto: null,
    deleted: false,
    ...changes,
  };
}

/** A store whose delayed work runs when the test says so. */
function open(rows: readonly InboxRow[], find: FindTickets = () => Promise.resolve(null)): { inbox: InboxStore; rest: () => void } {
  let work: (() => void) | null = null;
  const inbox = createInboxStore({ find, later: (next) => (work = next) });
  inbox.receive(rows, true);
  inbox.setLoaded();
  return {
    inbox,
    rest: () => {
      work?.();
      work = null;
    },
  };
}

describe('the inbox in memory', () => {
  it('leaves merged tickets out of list and counts, and finds them by words or by a field', async () => {
    const { inbox } = open([row('a'), row('b', { status: 'closed', mergedInto: 'a' })], () => Promise.resolve({ ids: new Set(['a', 'b']), complete: true }));
    inbox.setFilter({ tab: 'all' });
    expect(inbox.get().ids).toEqual(['a']);
    expect(inbox.get().counts.all).toBe(1);
    inbox.setFilter({ text: 'is:merged' });
    expect(inbox.get().ids).toEqual(['b']);
    inbox.setFilter({ text: 'parcel' });
    await expect.poll(() => inbox.get().ids.length).toBe(2);
  });

  it('shows open tickets newest first, and counts every tab', () => {
    const { inbox } = open([
      row('a', { updatedAt: 1 }),
      row('b', { updatedAt: 3, escalated: true, action: 'human' }),
      row('c', { updatedAt: 2, action: 'auto-reply' }),
      row('d', { updatedAt: 4, status: 'closed' }),
      row('e', { updatedAt: 0, confidenceWord: 'Unsure', confidence: 0.2 }),
    ]);
    expect(inbox.get().ids).toEqual(['b', 'c', 'a', 'e']);
    expect(inbox.get().counts).toEqual({ open: 4, escalated: 1, ready: 1, unsure: 1, all: 5 });
  });

  it('counts what triage has not looked at yet, as it comes and as it is done', () => {
    const none = { triagedWith: '', intent: null, confidence: null, confidenceWord: null, action: null, priority: null, queue: null } as const;
    const { inbox, rest } = open([row('a', none), row('b', none), row('c', { ...none, status: 'closed' }), row('d')]);
    expect(inbox.get().untriaged).toBe(2);
    inbox.receive([row('a'), row('e', none), row('f', none)], false);
    rest();
    expect(inbox.get().untriaged).toBe(3);
    inbox.receive([row('b', { deleted: true }), row('e', { ...none, status: 'closed' })], false);
    rest();
    expect(inbox.get().untriaged).toBe(1);
  });

  it('narrows by every column at once, and tells what each tab would show', () => {
    const { inbox } = open([
      row('a', { intent: 'get_refund', queue: 'billing', mood: 'angry' }),
      row('b', { intent: 'get_refund', queue: 'billing', mood: 'happy', status: 'closed' }),
      row('c', { intent: 'get_refund', queue: 'orders' }),
    ]);
    inbox.setFilter({ intent: 'get_refund', queue: 'billing' });
    expect(inbox.get().ids).toEqual(['a']);
    expect(inbox.get().counts.all).toBe(2);
    inbox.setFilter({ mood: 'happy' });
    expect(inbox.get().ids).toEqual([]);
    inbox.setFilter({ tab: 'all' });
    expect(inbox.get().ids).toEqual(['b']);
  });

  it('sorts by priority and by the least sure, newest first among equals', () => {
    const { inbox } = open([
      row('low', { updatedAt: 5, priority: 'low', confidence: 0.3 }),
      row('urgent-old', { updatedAt: 1, priority: 'urgent', confidence: 0.95 }),
      row('urgent-new', { updatedAt: 2, priority: 'urgent', confidence: 0.95 }),
      row('untriaged', { updatedAt: 9, priority: null, confidence: null }),
    ]);
    inbox.setFilter({ sort: 'priority' });
    expect(inbox.get().ids).toEqual(['urgent-new', 'urgent-old', 'low', 'untriaged']);
    inbox.setFilter({ sort: 'least-sure' });
    expect(inbox.get().ids).toEqual(['low', 'urgent-new', 'urgent-old', 'untriaged']);
    inbox.setFilter({ sort: 'oldest' });
    expect(inbox.get().ids).toEqual(['urgent-old', 'urgent-new', 'low', 'untriaged']);
  });

  it('keeps rows in their places while the list is scrolled, and counts what waits', () => {
    const { inbox, rest } = open([row('a', { updatedAt: 2 }), row('b', { updatedAt: 1 })]);
    inbox.hold(true);
    inbox.receive([row('c', { updatedAt: 9 }), row('b', { updatedAt: 10 })], false);
    rest();
    expect(inbox.get().ids).toEqual(['a', 'b']);
    expect(inbox.get().waiting).toBe(1);
    expect(inbox.row('b')?.updatedAt).toBe(10);
    inbox.settle();
    expect(inbox.get().ids).toEqual(['b', 'c', 'a']);
    expect(inbox.get().waiting).toBe(0);
  });

  it('takes a row away at once although the list is held, when it no longer belongs there', () => {
    const first = row('a', { updatedAt: 2 });
    const { inbox, rest } = open([first, row('b', { updatedAt: 1 })]);
    inbox.hold(true);
    inbox.receive([row('a', { updatedAt: 2, status: 'closed' })], false);
    rest();
    expect(inbox.get().ids).toEqual(['b']);
  });

  it('lets the waiting tickets in when the list is back at its top', () => {
    const { inbox, rest } = open([row('a')]);
    inbox.hold(true);
    inbox.receive([row('b', { updatedAt: 5000 })], false);
    rest();
    inbox.hold(false);
    expect(inbox.get().ids).toEqual(['b', 'a']);
  });

  it('forgets deleted tickets, and unticks them', () => {
    const { inbox, rest } = open([row('a'), row('b')]);
    inbox.select(['a', 'b']);
    inbox.receive([row('a', { deleted: true })], false);
    rest();
    expect(inbox.row('a')).toBeUndefined();
    expect(inbox.selectedIds()).toEqual(['b']);
  });

  it('unticks what leaves the list: by its tab, by a filter, or by being done', () => {
    const { inbox, rest } = open([row('a', { escalated: true }), row('b', { intent: 'get_refund' }), row('c')]);
    inbox.select(['a', 'b', 'c']);
    inbox.receive([row('c', { status: 'closed' })], false);
    rest();
    expect(inbox.selectedIds()).toEqual(['a', 'b']);
    inbox.setFilter({ intent: 'get_refund' });
    expect(inbox.selectedIds()).toEqual(['b']);
    inbox.setFilter({ intent: null, tab: 'escalated' });
    expect(inbox.selectedIds()).toEqual([]);
  });

  it('ignores a row older than the one it has', () => {
    const older = row('a', { subject: 'older' });
    const newer = row('a', { subject: 'newer' });
    const { inbox } = open([newer]);
    inbox.receive([older], false);
    expect(inbox.row('a')?.subject).toBe('newer');
  });

  it('searches everything, and goes back to the tab when the search is cleared', async () => {
    const asked: (readonly string[])[] = [];
    const { inbox } = open([row('a'), row('b', { status: 'closed' }), row('c')], (words) => {
      asked.push(words);
      return Promise.resolve({ ids: new Set(['b', 'c']), complete: true });
    });
    inbox.setFilter({ tab: 'escalated' });
    inbox.setFilter({ text: 'Réfund is:closed' });
    expect(inbox.get().searching).toBe(true);
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toEqual([['refund']]);
    expect(inbox.get()).toMatchObject({ ids: ['b'], searching: false, filter: { tab: 'all' } });
    inbox.setFilter({ text: '' });
    expect(inbox.get().filter.tab).toBe('escalated');
  });

  it('shows the answer to the newest search only, however late the others come', async () => {
    const answers: ((ids: readonly string[]) => void)[] = [];
    const { inbox } = open(
      [row('a'), row('b')],
      () => new Promise((resolve) => answers.push((ids) => resolve({ ids: new Set(ids), complete: true }))),
    );
    inbox.setFilter({ text: 'first' });
    inbox.setFilter({ text: 'second' });
    answers[1]?.(['b']);
    await Promise.resolve();
    await Promise.resolve();
    answers[0]?.(['a']);
    await Promise.resolve();
    await Promise.resolve();
    expect(inbox.get().ids).toEqual(['b']);
  });

  it('shows after any changes what a desk opened anew would show, unless it is held', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const change = fc.record({
      id: fc.constantFrom(...ids),
      updatedAt: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom('open', 'closed'),
      intent: fc.constantFrom('track_order', 'get_refund'),
      priority: fc.constantFrom('urgent', 'normal', null),
      confidence: fc.constantFrom(0.2, 0.9, null),
      escalated: fc.boolean(),
      action: fc.constantFrom('draft', null),
      unread: fc.boolean(),
      deleted: fc.boolean(),
    });
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('receive' as const), rows: fc.array(change, { minLength: 1, maxLength: 4 }), reset: fc.integer({ max: 9, min: 0 }) }) },
      fc.record({ do: fc.constant('hold' as const), held: fc.boolean() }),
      fc.record({
        do: fc.constant('filter' as const),
        filter: fc.record({ tab: fc.constantFrom(...inboxTabs), sort: fc.constantFrom(...inboxSorts), intent: fc.constantFrom(null, 'get_refund'), unread: fc.boolean() }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { inbox, rest } = open([]);
        const there = new Map<string, InboxRow>();
        let held = false;
        for (const each of steps) {
          const shown = inbox.get().ids;
          if (each.do === 'hold') {
            held = each.held;
            inbox.hold(held);
          } else if (each.do === 'filter') inbox.setFilter(each.filter);
          else {
            const rows = each.rows.map(({ id, ...changes }) => row(id, changes));
            if (each.reset === 0) there.clear();
            for (const next of rows) {
              if (next.deleted) there.delete(next.id);
              else there.set(next.id, next);
            }
            inbox.receive(rows, each.reset === 0);
            rest();
          }
          const fresh = open([...there.values()]);
          fresh.inbox.setFilter(inbox.get().filter);
          const [is, should] = [inbox.get(), fresh.inbox.get()];
          expect(is.counts).toEqual(should.counts);
          expect(is.total).toBe(should.total);
          expect(is.untriaged).toBe(should.untriaged);
          expect(is.waiting).toBe(should.ids.length - is.ids.length);
          if (!held || each.do === 'filter') expect(is.ids).toEqual(should.ids);
          else if (each.do === 'receive') expect(is.ids).toEqual(shown.filter((id) => should.ids.includes(id)));
        }
      }),
      { numRuns: 400 },
    );
  });
});
