import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtMarks, markKinds, markWords, type TextMark } from '../../src/tickets/ui/mark-text.ts';
import { foldQuoted } from '../../src/tickets/ui/fold-quoted.ts';
import { ordinal } from '../../src/tickets/ui/ordinal.ts';
import { collectMarks } from '../../src/triage/ui/collect-marks.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';

const anyMark = fc.record({
  start: fc.integer({ min: -5, max: 60 }),
  end: fc.integer({ min: -5, max: 60 }),
  kind: fc.constantFrom(...markKinds),
  title: fc.constant('why'),
});

describe('marking stretches of a text', () => {
  it('cuts so that the pieces are the text again, whatever the marks', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50, unit: 'binary' }), fc.array(anyMark, { maxLength: 8 }), (text, marks) => {
        const pieces = cutAtMarks(text, marks);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.map((piece) => text.slice(piece.start, piece.start + piece.text.length))).toEqual(pieces.map((piece) => piece.text));
        const outside = pieces.filter((piece) => piece.marks.some((mark) => mark.start > piece.start || mark.end < piece.start + piece.text.length));
        expect(outside).toEqual([]);
      }),
    );
  });

  it('puts the reason for escalating over a word that overlaps it', () => {
    const text = 'my lawyer will call';
    const marks: TextMark[] = [
      { start: 3, end: 9, kind: 'word', title: 'word' },
      { start: 0, end: 14, kind: 'escalation', title: 'Legal threat' },
    ];
    expect(cutAtMarks(text, marks).map((piece) => [piece.text, piece.marks.map((mark) => mark.kind)])).toEqual([
      ['my ', ['escalation']],
      ['lawyer', ['escalation', 'word']],
      [' will', ['escalation']],
      [' call', []],
    ]);
  });

  it('marks the words a passage was found by, whatever their case and possessive', () => {
    const text = 'Refunds: the Refund of your card’s bank.';
    const found = markWords(text, ['refund', 'card'], 'matched').map((mark) => text.slice(mark.start, mark.end));
    expect(found).toEqual(['Refund', 'card’s']);
  });
});

describe('folding quoted mail', () => {
  it('folds what a mail program quoted and leaves the answer above and below it', () => {
    const text = 'Still nothing.\n\nOn Mon, 2 Nov 2026 at 10:00, Help <help@larchandloom.example> wrote:\n> Dear Ann,\n> it is on its way.\n\nThanks, Ann';
    const parts = foldQuoted(text).map((part) => [text.slice(part.start, part.end).trim(), part.folded]);
    expect(parts[0]).toEqual(['Still nothing.', false]);
    expect(parts[1]?.[1]).toBe(true);
    expect(parts[1]?.[0]).toContain('it is on its way');
    expect(parts.at(-1)).toEqual(['Thanks, Ann', false]);
  });

  it('keeps a signature of two lines in sight', () => {
    const parts = foldQuoted('Where is my desk?\n\nKind regards,\nMargaret Haldane\nWhitby');
    expect(parts.every((part) => !part.folded)).toBe(true);
  });

  it('covers every text without gap or overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('> quoted', 'On Monday Ann wrote:', '', 'words', '-- ', 'From: a', 'Sent: b'), { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        expect(foldQuoted(text).map((part) => text.slice(part.start, part.end)).join('')).toBe(text);
      }),
    );
  });
});

describe('ordinals', () => {
  it('knows the teens', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 102, 111].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '102nd', '111th']);
  });
});

const ticket: Ticket = {
  id: 't',
  subject: 'Charged twice',
  channel: 'email',
  status: 'open',
  unread: true,
  customer: { id: 'c', name: 'Ann' },
  messages: [{ id: 'm1', from: 'customer', author: 'Ann', at: 0, text: 'Order LL-48213 charged twice, my lawyer will write.' }],
  createdAt: 0,
  updatedAt: 0,
};

const triage: Triage = {
  ticketId: 't',
  ticketUpdatedAt: 0,
  intent: { label: 'payment_issue', confidence: 0.9, ranked: [], outOfScope: false, version: 'intent@1', path: 'model' },
  intentWords: [
    { text: 'charged', weight: 2, messageId: 'm1', start: 15, end: 22 },
    { text: 'twice', weight: 1, messageId: 'm1', start: 23, end: 28 },
    { text: 'will', weight: 0.1, messageId: 'm1', start: 40, end: 44 },
    { text: 'Charged', weight: 2, start: 0, end: 7 },
  ],
  sentiment: { polarity: -0.5, label: 'negative', mood: 'angry', confidence: 0.8, words: [], version: 's' },
  language: { code: 'en', name: 'English', confidence: 1, supported: true },
  product: null,
  entities: [
    { kind: 'order', text: 'LL-48213', value: 'LL-48213', start: 6, end: 14, messageId: 'm1' },
    { kind: 'order', text: 'LL-99999', value: 'LL-99999', start: 6, end: 14, messageId: 'm1' },
  ],
  escalation: {
    escalated: true,
    reasons: [{ rule: 'legal', title: 'Legal threat', detail: '', quote: 'my lawyer', messageId: 'm1', start: 30, end: 39, severity: 'critical' }],
    version: 'e',
  },
  priority: { level: 'urgent', reason: '' },
  route: { queue: 'billing', action: 'human', reason: '' },
  versions: {},
  path: 'model',
  timings: {},
};

describe('what is underlined in a thread', () => {
  const marks = collectMarks(ticket, triage).get('m1') ?? [];
  const text = ticket.messages[0]?.text ?? '';

  it('is the details, the words that carried the intent, and the reasons’ quotes', () => {
    expect(marks.map((mark) => [mark.kind, text.slice(mark.start, mark.end)])).toEqual([
      ['entity', 'LL-48213'],
      ['word', 'charged'],
      ['word', 'twice'],
      ['escalation', 'my lawyer'],
    ]);
  });

  it('leaves out offsets of a text that has changed since', () => {
    expect(marks.some((mark) => mark.title.includes('LL-99999'))).toBe(false);
  });

  it('is nothing without a triage', () => {
    expect(collectMarks(ticket, null).size).toBe(0);
  });
});
