import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../src/classifier/head.ts';
import { labelTickets, trainingText } from '../../src/datasets/label-tickets.ts';
import { readRequestText } from '../../src/tickets/request-text.ts';
import type { Message, Ticket } from '../../src/tickets/ticket.ts';

function ticket(id: string, said: readonly (readonly ['customer' | 'agent', string])[], changes: Partial<Ticket> = {}): Ticket {
  const messages = said.map(([from, text], at): Message => ({ id: `${id}-${at}`, from, author: from, at, text }));
  return { id, subject: '', channel: 'email', status: 'open', unread: false, customer: { id: 'c', name: 'Jo' }, messages, createdAt: 0, updatedAt: 1, ...changes };
}

function sure(label: string, confidence: number, changes: Partial<Prediction> = {}): Prediction {
  return { label, confidence, ranked: [], outOfScope: false, version: 'x@1', path: 'model', ...changes };
}

const long = 'I would like my money back for the lamp that came broken';

describe('a dataset of labelled tickets', () => {
  it('takes what a person corrected, as triage reads it, and nothing that triage thought', () => {
    const tickets = [
      { ticket: ticket('1', [['customer', long]], { subject: 'Broken lamp', corrections: { intent: 'get_refund', queue: 'billing' } }), intent: sure('other', 1) },
      { ticket: ticket('2', [['customer', 'Hello there']], { corrections: { queue: 'orders' } }), intent: null },
      { ticket: ticket('3', [['customer', long]], { status: 'closed', labels: { intent: 'x' } }), intent: sure('get_refund', 0.99) },
    ];
    const { dataset, ...counts } = labelTickets(tickets);
    expect(dataset).toEqual({
      columns: [{ name: 'intent', kind: 'intent' }, { name: 'queue', kind: 'custom' }],
      rows: [
        { id: 0, text: `Broken lamp\n${long}`, labels: { intent: 'get_refund', queue: 'billing' }, ticketId: '1' },
        { id: 1, text: 'Hello there', labels: { queue: 'orders' }, ticketId: '2' },
      ],
      nextRow: 2,
    });
    expect(counts).toEqual({ corrected: 2, solved: 0, fromSource: 0, withoutText: 0, leftOver: 0 });
    const [first] = tickets;
    if (!first) throw new Error('three tickets');
    expect(dataset.rows[0]?.text).toBe(readRequestText(first.ticket).text);
  });

  it('takes solved tickets that triage was sure of only when asked to, and marks them', () => {
    const closed = (id: string, intent: Prediction | null, changes: Partial<Ticket> = {}) => ({ ticket: ticket(id, [['customer', long]], { status: 'closed', ...changes }), intent });
    const { dataset, solved, corrected } = labelTickets([
      closed('sure', sure('get_refund', 0.9)),
      closed('unsure', sure('get_refund', 0.89)),
      closed('open', sure('get_refund', 0.99), { status: 'open' }),
      closed('rules', sure('get_refund', 0.99, { path: 'rules' })),
      closed('none', sure('out_of_scope', 0.99, { outOfScope: true })),
      closed('corrected', sure('get_refund', 0.99), { corrections: { intent: 'complaint' } }),
      closed('stale', null),
    ], { sureOfSolved: 0.9 });
    expect(dataset.rows.map(({ ticketId, labels, labelledBy }) => [ticketId, labels.intent, labelledBy])).toEqual([['sure', 'get_refund', 'triage'], ['corrected', 'complaint', undefined]]);
    expect([solved, corrected]).toEqual([1, 1]);
  });

  it('takes labels of the source only when asked to, after a person’s', () => {
    const given = [{ ticket: ticket('1', [['customer', long]], { labels: { intent: 'x', sentiment: 'negative' }, corrections: { intent: 'y' } }), intent: null }, { ticket: ticket('2', [['customer', long]], { labels: { intent: 'x' } }), intent: null }];
    const { dataset, fromSource } = labelTickets(given, { sourceLabels: true });
    expect(dataset.rows.map(({ labels }) => labels)).toEqual([{ intent: 'y', sentiment: 'negative' }, { intent: 'x' }]);
    expect(dataset.columns.map(({ name }) => name)).toEqual(['intent', 'sentiment']);
    expect(fromSource).toBe(1);
  });

  it('reads the thread as it stood when it first said something', () => {
    expect(trainingText(ticket('1', [['customer', long], ['agent', 'Sure'], ['customer', 'Thank you so much, the money has come and all is well now']]))).toBe(long);
    expect(trainingText(ticket('2', [['customer', 'hi'], ['agent', 'How can I help?'], ['customer', long], ['agent', 'Done'], ['customer', 'thanks']]))).toBe(long);
    expect(trainingText(ticket('3', [['customer', 'hi'], ['agent', 'How can I help?'], ['customer', 'refund']]))).toBe('hi\nrefund');
    expect(trainingText(ticket('4', [['agent', 'We wrote first'], ['customer', long]]))).toBe(long);
  });

  it('counts and leaves out a ticket with nothing to read, and keeps one of emoji only', () => {
    const { dataset, withoutText } = labelTickets(['', ' \n', '😀'].map((text, at) => ({ ticket: ticket(`${at}`, [['customer', text]], { corrections: { intent: 'x' } }), intent: null })));
    expect([dataset.rows.map(({ text }) => text), withoutText]).toEqual([['😀'], 2]);
  });
});
