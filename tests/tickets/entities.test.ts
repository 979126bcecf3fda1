import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractEntities } from '../../src/tickets/extract-entities.ts';

const now = Date.UTC(2026, 3, 24, 9); // a Friday

function found(text: string, at: number | undefined = now): string[] {
  return extractEntities(text, at).map(({ kind, value }) => `${kind} ${value}`);
}

describe('extract entities', () => {
  it.each([
    ['my order LL-48213 is late', 'order LL-48213'],
    ['ll 48213 please', 'order LL-48213'],
    ['about #10928374?', 'order 10928374'],
    ['order 7741920032 never came', 'order 7741920032'],
    ['Order no. 00123-55.', 'order 00123-55'],
    ['INV-2026-00417 has a line', 'invoice INV-2026-00417'],
    ['invoice #00108 please', 'invoice 00108'],
    ['write to Ana.Moura@Example.ORG.', 'email ana.moura@example.org'],
    ['ring +49 170 1234567 please', 'phone +491701234567'],
    ['ring 020 7946 0182', 'phone 02079460182'],
    ['(555) 123-4567', 'phone 5551234567'],
    ['on 14 March 2025', 'date 2025-03-14'],
    ['on 14/03/2026', 'date 2026-03-14'],
    ['on 03/14/2026', 'date 2026-03-14'],
    ['on 2026-03-14', 'date 2026-03-14'],
    ['March 3rd', 'date 2026-03-03'],
    ['tomorrow then', 'date 2026-04-25'],
    ['next Friday', 'date 2026-05-01'],
    ['paid $129', 'amount 129.00 USD'],
    ['paid 129 USD', 'amount 129.00 USD'],
    ['paid £1,200.50', 'amount 1200.50 GBP'],
    ['paid 60 euros', 'amount 60.00 EUR'],
    ['60,50 € bezahlt', 'amount 60.50 EUR'],
    ['spent £5k here', 'amount 5000.00 GBP'],
    ['a £1.2m order', 'amount 1200000.00 GBP'],
    ['a £1.234m order', 'amount 1234000.00 GBP'],
    ['a £1,200k order', 'amount 1200000.00 GBP'],
    ['€2 million', 'amount 2000000.00 EUR'],
    ['5k euros', 'amount 5000.00 EUR'],
    ['£5kg of nails', 'amount 5.00 GBP'],
    ['paid US$50', 'amount 50.00 USD'],
    ['paid A$60', 'amount 60.00 AUD'],
    ['paid C$70', 'amount 70.00 CAD'],
    ['paid CHF 20', 'amount 20.00 CHF'],
    ['paid 20 CHF', 'amount 20.00 CHF'],
    ['paid ¥5000', 'amount 5000.00 JPY'],
    ['paid 100 kr', 'amount 100.00 kr'],
    ['paid 50 zł', 'amount 50.00 PLN'],
    ['paid ₹500', 'amount 500.00 INR'],
    ['99p too much', 'amount 0.99 GBP'],
    ['on 3 Sept 24', 'date 2024-09-03'],
    ['on 3 Sept 24 but it never came', 'date 2024-09-03'],
    ["on 5 Jan '25", 'date 2025-01-05'],
    ['Sept 3, ’24', 'date 2024-09-03'],
    ['on 3 Sept 24:00', 'date 2026-09-03'],
    ['Sept 3, 24 lamps', 'date 2026-09-03'],
    ['on 2025/11/07', 'date 2025-11-07'],
    ['on 2025.11.07', 'date 2025-11-07'],
    ['on 7-Nov-2025', 'date 2025-11-07'],
    ['on 7-Nov-25', 'date 2025-11-07'],
  ])('finds in "%s": %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    'I bought 2 lamps in 2026, size 200x300, E-204',
    'VAT no. GB 284 5519 07',
    'tracking number NW 7741 0092 GB',
    'card 4111 1111 1111 1111 please',
    'on 31/02/2026 or 45.13.2026',
    'you may 5 times',
    'order 2026 chairs',
    'a 720p or 1080p screen of 5 m',
    'version 2025.11.07.2 or 2025/13/07',
    'AS$5',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('reads "next Tuesday" on a Friday, but not on a Monday, when people mean either of two days', () => {
    expect(found('next Tuesday')).toEqual(['date 2026-04-28']);
    expect(found('next Tuesday', Date.UTC(2026, 3, 20))).toEqual([]);
  });

  it('leaves relative dates out without a clock, and the year of a named day open', () => {
    expect(extractEntities('tomorrow, or 14 March').map(({ value }) => value)).toEqual(['--03-14']);
  });

  it('takes an order number for an order, not for a phone number', () => {
    expect(found('order 02079460182')).toEqual(['order 02079460182']);
  });

  const pieces = fc.oneof(
    fc.string(),
    fc.constantFrom('LL-', '48213', '#', 'order ', 'no. ', 'INV-2026-', '@', '.com', '+44', ' (0) ', '£', '€ ', '1,200', '.50', '14 March', '/', '-', 'next friday', '\n', ' ', 'USD'),
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

  it('never throws, never overlaps, and every offset slices to the text it names', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const entity of extractEntities(text, now)) {
          expect(entity.start).toBeGreaterThanOrEqual(last);
          expect(entity.end).toBeGreaterThan(entity.start);
          expect(text.slice(entity.start, entity.end)).toBe(entity.text);
          last = entity.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(['1', 'a', '1 ', '£1,', '@a.', 'order ', '+1(', 'order no.:#', '2026-', 'LL-4', '1 Sept ', '1-Nov-', '1,000', '1k ', '£1 ', 'US$', '2026/', 'Rs ', "1 May '"])('gets through a megabyte of "%s"', (piece) => {
    expect(() => extractEntities(piece.repeat(Math.floor(1_000_000 / piece.length)), now)).not.toThrow();
  });
});
