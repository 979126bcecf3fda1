import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/tickets/fingerprint.ts';
import { longestBody, makeTicket, type MakeContext } from '../../src/tickets/make-ticket.ts';
import { guessMapping, mappingProblems } from '../../src/tickets/map-columns.ts';
import { dateOrderOf, readDate } from '../../src/tickets/read-date.ts';
import type { SourceRow } from '../../src/tickets/source-row.ts';

const now = Date.UTC(2026, 10, 21);

function rowOf(cells: Readonly<Record<string, string>>, line = 2): SourceRow {
  return { line, cells: new Map(Object.entries(cells)) };
}

function make(cells: Readonly<Record<string, string>>, context: Partial<MakeContext> = {}) {
  const mapping = guessMapping(Object.keys(cells), [rowOf(cells)]);
  return makeTicket(rowOf(cells), { mapping, dateOrder: 'day-first', now, ...context });
}

function made(cells: Readonly<Record<string, string>>) {
  const result = make(cells);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

describe('guessing what columns are', () => {
  it('knows the names common exports use', () => {
    const columns = ['Ticket ID', 'Customer Name', 'Customer Email', 'Product Purchased', 'Date of Purchase', 'Ticket Subject', 'Ticket Description', 'Ticket Status', 'Ticket Channel', 'First Response Time'];
    expect(guessMapping(columns, [])).toEqual({
      id: 'Ticket ID', customerName: 'Customer Name', customerEmail: 'Customer Email', product: 'Product Purchased', subject: 'Ticket Subject',
      body: 'Ticket Description', status: 'Ticket Status', channel: 'Ticket Channel',
    });
    expect(guessMapping(['utterance', 'intent', 'category', 'tags'], [])).toEqual({ body: 'utterance', intent: 'intent' });
    expect(guessMapping(['createdAt', 'from', 'emailBody'], [])).toMatchObject({ created: 'createdAt', customerName: 'from', body: 'emailBody' });
  });

  it('goes by the values where names say nothing', () => {
    const row = rowOf({ 'Column 1': '2026-03-01 10:00', 'Column 2': 'a@example.com', 'Column 3': 'The parcel never came and I am waiting' });
    expect(guessMapping([...row.cells.keys()], [row])).toEqual({ created: 'Column 1', customerEmail: 'Column 2', body: 'Column 3' });
  });

  it('takes no column as ticket number whose values repeat', () => {
    const rows = [rowOf({ id: '1', text: 'a' }), rowOf({ id: '1', text: 'b' })];
    expect(guessMapping(['id', 'text'], rows)).toEqual({ body: 'text' });
  });

  it('says what is missing, and names the columns there are', () => {
    expect(mappingProblems({ subject: 'a' }, ['a', 'b'])).toEqual(["Choose the column that holds the customer's message. The file has: a, b."]);
    expect(mappingProblems({ body: 'c' }, ['a', 'b'])[0]).toContain('There is no column "c"');
    expect(mappingProblems({ body: 'a', subject: 'a' }, ['a'])[0]).toContain('chosen twice');
    expect(mappingProblems({ body: 'a' }, ['a'])).toEqual([]);
  });
});

describe('making a ticket from a row', () => {
  it('reads every field', () => {
    const { ticket, notes } = made({
      id: ' T-1 ', subject: 'Late', body: 'Where is it?\r\nThanks', name: 'Jo Doe', email: 'Jo <JO@example.com>', channel: 'Twitter', product: 'Lamp',
      created: '14/03/2026 10:22', status: 'Resolved', label: 'track_order',
    });
    expect(ticket).toMatchObject({
      id: 'T-1', subject: 'Late', channel: 'social', status: 'closed', unread: false, product: 'Lamp', labels: { intent: 'track_order' },
      customer: { id: 'email:jo@example.com', name: 'Jo Doe', email: 'JO@example.com' },
      messages: [{ from: 'customer', author: 'Jo Doe', text: 'Where is it?\nThanks' }],
      createdAt: new Date(2026, 2, 14, 10, 22).getTime(),
    });
    expect(notes).toEqual([]);
  });

  it('gives the same row the same number, and another row another', () => {
    const first = made({ text: 'hello there' });
    expect(made({ text: 'hello there' })).toEqual(first);
    expect(made({ text: 'hello there!' }).ticket.id).not.toBe(first.ticket.id);
    expect(first.ticket).toMatchObject({ subject: 'hello there', channel: 'form', createdAt: now, customer: { name: 'Unknown customer' } });
  });

  it('turns HTML into text and lets no script through', () => {
    expect(made({ text: '<p>My <b>lamp</b></p><script>alert(1)</script>' }).ticket.messages[0]?.text).toBe('My lamp');
  });

  it('cuts a megabyte to a hundred thousand characters and says so, never within a character', () => {
    const { ticket, notes } = made({ text: `${'x'.repeat(longestBody - 1)}🙂${'y'.repeat(1_000_000)}` });
    expect(ticket.messages[0]?.text).toHaveLength(longestBody - 1);
    expect(notes).toEqual(['body-shortened']);
  });

  it('tells of a time it can not read and a channel it does not know', () => {
    const { ticket, notes } = made({ text: 'a', created: 'soon', channel: 'pigeon' });
    expect(ticket).toMatchObject({ createdAt: now, channel: 'form' });
    expect([...notes].sort()).toEqual(['channel-unknown', 'date-unreadable']);
  });

  it('refuses rows that say nothing, and threads that are none', () => {
    expect(make({ subject: ' ', body: '' })).toMatchObject({ ok: false, reason: 'It has no message and no subject.' });
    expect(make({ messages: '{"a":1}' })).toMatchObject({ ok: false });
    expect(make({ messages: '[{"from":"x"}]' })).toMatchObject({ ok: false });
    expect(make({ id: 'x'.repeat(300), text: 'a' })).toMatchObject({ ok: false });
  });

  it('reads a foreign thread, oldest first', () => {
    const { ticket } = made({ id: '1', name: 'Jo', messages: '[{"from":"agent","time":"2026-03-02","body":"<p>Yes</p>"},{"from":"Jo","time":"2026-03-01","body":"Is it?"}]' });
    expect(ticket.messages.map(({ from, author, text }) => [from, author, text])).toEqual([['customer', 'Jo', 'Is it?'], ['agent', 'Agent', 'Yes']]);
  });

  it.each(['"', ' ', '\t(', '<a@', '1/', 'a ', '\n', '[', '-'])('handles a megabyte of %j in any cell', (piece) => {
    // Quadratic work would take minutes here and end in the test's own timeout.
    const long = `x${piece.repeat(1_000_000 / piece.length)}<`;
    const fields = ['id', 'subject', 'body', 'messages', 'customerName', 'customerEmail', 'created', 'channel', 'product', 'status'] as const;
    for (const field of fields) {
      makeTicket(rowOf({ text: 'hello', cell: long }), { mapping: { body: 'text', [field]: 'cell' }, dateOrder: 'day-first', now });
    }
  });

  it('never throws, whatever stands in the cells', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('[{}]', '1e999', '31/02/2026', '<p>', '99/99/9999'));
    fc.assert(fc.property(fc.record({ id: cell, subject: cell, body: cell, messages: cell, email: cell, created: cell, channel: cell, status: cell }), (cells) => {
      const mapping = { id: 'id', subject: 'subject', body: 'body', messages: 'messages', customerEmail: 'email', created: 'created', channel: 'channel', status: 'status' };
      const result = makeTicket(rowOf(cells), { mapping, dateOrder: 'month-first', now });
      if (result.ok) expect(result.ticket.messages.length).toBeGreaterThan(0);
    }));
  });
});

describe('reading times', () => {
  it.each([
    ['2026-03-14T10:22:05Z', Date.UTC(2026, 2, 14, 10, 22, 5)],
    ['2026-03-14 10:22:05.123+01:00', Date.UTC(2026, 2, 14, 9, 22, 5)],
    ['2015-02-24 11:35:52 -0800', Date.UTC(2015, 1, 24, 19, 35, 52)],
    ['Sat, 14 Mar 2026 10:22:00 +0000', Date.UTC(2026, 2, 14, 10, 22)],
    ['1773483720', 1773483720000],
    ['1773483720123', 1773483720123],
    ['2026-03-14', new Date(2026, 2, 14).getTime()],
    ['14.03.2026', new Date(2026, 2, 14).getTime()],
    ['14/3/26 1:05 pm', new Date(2026, 2, 14, 13, 5).getTime()],
    ['March 14, 2026 10:22 AM', new Date(2026, 2, 14, 10, 22).getTime()],
    ['14 March 2026', new Date(2026, 2, 14).getTime()],
    ['03/04/2026', new Date(2026, 3, 3).getTime()],
  ])('reads %s', (text, expected) => {
    expect(readDate(text, 'day-first')).toBe(expected);
  });

  it('goes by the order of the column where a date could be read two ways', () => {
    expect(readDate('03/04/2026', 'month-first')).toBe(new Date(2026, 2, 4).getTime());
    expect(readDate('25/04/2026', 'month-first')).toBe(new Date(2026, 3, 25).getTime());
    expect(['03/04/2026', '25/04/2026', '04/25/2026', '2026-04-03', '25.04.2026'].map(dateOrderOf)).toEqual(['either', 'day-first', 'month-first', null, null]);
  });

  it.each(['', 'yesterday', '31/02/2026', '2026-13-01', '25:00', '12', '9999999999999', '14/03', 'Smarch 14, 2026'])('does not read %j', (text) => {
    expect(readDate(text, 'day-first')).toBeNull();
  });
});

describe('fingerprints', () => {
  it('tell texts, their order and the borders between them apart', () => {
    const all = [['ab', ''], ['a', 'b'], ['b', 'a'], ['ab'], ['', 'ab'], [''], [], ['', '']];
    expect(new Set(all.map((texts) => fingerprint(texts))).size).toBe(all.length);
    const many = new Set(Array.from({ length: 100_000 }, (_, i) => fingerprint([`ticket ${i}`, 'same'])));
    expect(many.size).toBe(100_000);
    expect(new Set([...many].map((hash) => hash.slice(0, 16))).size).toBe(100_000);
    expect(fingerprint(['stable'])).toBe(fingerprint(['stable']));
  });
});
