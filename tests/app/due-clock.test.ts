import { describe, expect, it } from 'vitest';
import { createDueClock } from '../../src/app/due-clock.ts';
import { compareRows, type DueView } from '../../src/app/inbox-filter.ts';
import { createInboxStore, type InboxStore } from '../../src/app/inbox-store.ts';
import type { InboxRow } from '../../src/storage/schema.ts';
import { desk, minute, monday, timed } from '../sla/some-rows.ts';

const hour = 60 * minute;
const clock = createDueClock(desk);
let revision = 0;

function row(id: string, changes: Partial<InboxRow> = {}): InboxRow {
  // Only what the list and the timers read.
  return { ...timed(id), rev: ++revision, subject: id, snippet: '', customerName: '', unread: false, confidence: null, confidenceWord: null, action: 'draft', escalated: false, deleted: false, ...changes } as InboxRow;
}

const rows = [
  row('over', { waitingSince: monday - 3 * hour - 7 * 24 * hour }),
  row('soon', { waitingSince: monday - 65 * minute }),
  row('4h', { waitingSince: monday - minute }),
  row('later', { priority: 'low', queue: 'orders' }),
  row('answered', { status: 'waiting', waitingSince: null }),
];

function open(given: readonly InboxRow[], now: () => number): { inbox: InboxStore; rest: () => void } {
  let work: () => void = () => undefined;
  const inbox = createInboxStore({ find: () => Promise.resolve(null), later: (next) => (work = next), dueClock: () => clock, now });
  inbox.receive(given, true);
  inbox.setLoaded();
  return { inbox, rest: () => work() };
}

describe('the inbox by what is due', () => {
  it.each([
    ['due:overdue', ['over']],
    ['due:breached', ['over']],
    ['due:soon', ['soon']],
    ['due:4h', ['soon', '4h']],
    ['due:4h -due:soon', ['4h']],
    ['due:today', ['soon', '4h']],
    ['due:any -due:overdue -due:today -due:4h', ['later']],
    ['due:whenever', []],
    ['due:', ['over', 'soon', '4h', 'later', 'answered']],
  ])('is searched by %s', (text, ids) => {
    const { inbox } = open(rows, () => monday);
    inbox.setFilter({ text });
    expect([...inbox.get().ids].sort()).toEqual([...ids].sort());
  });

  it('is sorted with what is due first at the top and what waits for nobody at the foot, as it changes too', () => {
    const { inbox, rest } = open(rows, () => monday);
    inbox.setFilter({ tab: 'all', sort: 'due' });
    expect(inbox.get().ids).toEqual(['over', 'soon', '4h', 'later', 'answered']);
    inbox.receive([row('later', { priority: 'low', queue: 'orders', status: 'waiting', waitingSince: null, updatedAt: monday - hour }), row('new', { waitingSince: monday - 2 * minute })], false);
    rest();
    expect(inbox.get().ids).toEqual(['over', 'soon', 'new', '4h', 'answered', 'later']);
  });

  it('follows the clock: what was running is due soon, and then over', () => {
    let now = monday;
    const { inbox, rest } = open(rows, () => now);
    inbox.setFilter({ text: 'due:soon' });
    now += 90 * minute;
    inbox.dueAgain();
    expect(inbox.get().ids).toEqual(['4h']);
    expect(inbox.get().counts.all).toBe(1);
    // A row that changes leaves by the time it came in by: nothing is counted twice.
    now += 5 * hour;
    inbox.receive([row('4h', { status: 'closed', waitingSince: null })], false);
    rest();
    expect(inbox.get()).toMatchObject({ ids: [], counts: { all: 0 }, waiting: 0 });
  });

  it('is put in its order as soon as that is known', () => {
    let known: typeof clock | null = null;
    const inbox = createInboxStore({ find: () => Promise.resolve(null), later: () => undefined, filter: { sort: 'due' }, dueClock: () => known, now: () => monday });
    inbox.receive(rows.map((each, index) => ({ ...each, updatedAt: monday + index })), true);
    inbox.setLoaded();
    expect(inbox.get().ids).toEqual(['later', '4h', 'soon', 'over']);
    known = clock;
    inbox.dueAgain();
    expect(inbox.get().ids).toEqual(['over', 'soon', '4h', 'later']);
  });

  it('sorts one row as it sorts them all', () => {
    const due: DueView = { minuteOf: (each) => clock.minuteOf(each), is: () => false };
    const many = Array.from({ length: 300 }, (_, index) => row(`m${index}`, { waitingSince: index % 7 === 0 ? null : monday - ((index * 53) % 90) * 20_000, updatedAt: monday - ((index * 31) % 97) * 1000 }));
    const { inbox } = open(many, () => monday);
    inbox.setFilter({ sort: 'due' });
    expect(inbox.get().ids).toEqual([...many].sort((a, b) => compareRows(a, b, 'due', due)).map(({ id }) => id));
  });
});

describe('the timer of a ticket in words', () => {
  const words = (changes: Partial<InboxRow>, now: number) => clock.wordsOf(row('a', changes), now);

  it('counts down while the desk is open, names the time where it closes before, and says how long it is over', () => {
    expect(words({}, monday)).toMatchObject({ words: 'Due in 2 h', tone: 'plain' });
    expect(words({}, monday + 90 * minute)).toMatchObject({ words: 'Due in 30 min', tone: 'warn' });
    expect(words({}, monday + 2 * hour + 40 * minute)).toMatchObject({ words: 'Overdue 40 min', tone: 'bad' });
    expect(words({}, monday + 9 * hour)?.words).toBe('Overdue 7 h');
    expect(words({}, monday + 80 * hour)?.words).toBe('Overdue 3 days');
    expect(words({ waitingSince: monday + 6 * hour }, monday + 6 * hour)?.words).toMatch(/^Due Tue \d\d:00$/);
  });

  it('says in full what was promised and when that is', () => {
    expect(words({}, monday)?.title).toMatch(/^First answer within 2 h of opening hours: due Monday,? 23 November 2026 at \d\d:00, 2 h of opening hours from now$/);
    expect(words({ answeredAt: monday - hour }, monday + 3 * hour)?.title).toMatch(/^Answer within 2 h of opening hours: was due Monday/);
    expect(words({ status: 'waiting' }, monday)).toBeNull();
  });

  it('says until when it is to be resolved', () => {
    const resolution = (changes: Partial<InboxRow>, now: number) => clock.resolutionOf(row('a', changes), now);
    expect(resolution({}, monday)).toMatch(/^To be resolved by Tue \d\d:00$/);
    expect(resolution({ status: 'waiting', waitingSince: null, answeredAt: monday + hour }, monday + 2 * hour)).toBe('9 h of opening hours left to resolve it, once the customer has written');
    expect(resolution({}, monday + 14 * 24 * hour)).toMatch(/^Was to be resolved by /);
    expect(resolution({ status: 'closed' }, monday)).toBeNull();
  });
});
