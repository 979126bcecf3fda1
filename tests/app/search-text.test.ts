import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords, foldText } from '../../src/app/fold-text.ts';
import { matchesTerm, noDue } from '../../src/app/inbox-filter.ts';
import { parseSearch } from '../../src/app/parse-search.ts';
import { createTicketTexts, searchText } from '../../src/app/ticket-texts.ts';
import type { InboxRow } from '../../src/storage/schema.ts';

describe('folding a text for search', () => {
  it('drops case and accents and never changes the length', () => {
    expect(foldText('Où est ma COMMANDE, José?')).toBe('ou est ma commande, jose?');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldText(text).length === text.length));
  });

  it('finds words at the very places they stand in the original', () => {
    const text = 'İstanbul: réfund, REFUND';
    expect(findWords(text, ['refund']).map(({ start, end }) => text.slice(start, end))).toEqual(['réfund', 'REFUND']);
  });

  it('never marks a place twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 3 })), (text, words) => {
        let last = -1;
        for (const { start, end } of findWords(text, words.map(foldText))) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
    );
  });
});

describe('reading what was typed into the search field', () => {
  it('tells words, phrases and fields apart', () => {
    expect(parseSearch('Refund "two weeks" from:Maren -is:unread intent:"get refund"')).toEqual({
      words: ['refund', 'two weeks'],
      terms: [
        { field: 'from', value: 'maren', not: false },
        { field: 'is', value: 'unread', not: true },
        { field: 'intent', value: 'get refund', not: false },
      ],
    });
  });

  it('keeps a colon that belongs to no field, and waits for a field’s value', () => {
    expect(parseSearch('ref:4711 is:')).toEqual({ words: ['ref:4711'], terms: [] });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => parseSearch(typed).words.every((word) => word !== '')));
  });

  it('finds an intent by its name with or without underscores', () => {
    const row = { intent: 'get_refund' } as InboxRow;
    expect(matchesTerm(row, { field: 'intent', value: 'get refund', not: false }, noDue)).toBe(true);
    expect(matchesTerm(row, { field: 'intent', value: 'get_refund', not: false }, noDue)).toBe(true);
    expect(matchesTerm(row, { field: 'intent', value: 'refund', not: true }, noDue)).toBe(false);
  });
});

describe('searching the texts of tickets', () => {
  it('finds tickets in which every word occurs anywhere: name, order number, any message', () => {
    const texts = createTicketTexts();
    const ticket = (id: string, subject: string, text: string) =>
      searchText({
        id,
        subject,
        channel: 'email',
        status: 'open',
        unread: true,
        customer: { id: 'c', name: 'José Núñez', email: 'jose@example.org' },
        messages: [{ id: `${id}-0`, from: 'customer', author: 'José', at: 0, text }],
        createdAt: 0,
        updatedAt: 0,
      });
    texts.set('1', ticket('1', 'Where is it', 'Order LL-48213 has not come.'));
    texts.set('2', ticket('2', 'Invoice', 'For order LL-48377, please.'));
    expect(texts.find(['ll-48213', 'nunez'])).toEqual(['1']);
    expect(texts.find(['order', 'jose@example.org'])).toEqual(['1', '2']);
    expect(texts.find(['nowhere'])).toEqual([]);
    texts.delete('1');
    expect(texts.find(['order'])).toEqual(['2']);
  });
});
