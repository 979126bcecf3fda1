import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, readValues } from '../../src/tickets/read-values.ts';

function read(text: string): string[] {
  return readValues(text).map(({ unit, least, most, start, end }) => `${text.slice(start, end)} = ${least === most ? least : `${least}..${most}`} ${unit}`);
}

function agreeing(a: string, b: string): boolean {
  const [first] = readValues(a);
  const [second] = readValues(b);
  if (!first || first.unit !== second?.unit) throw new Error(`no two figures of one unit in “${a}” and “${b}”`);
  return agree(first, second);
}

describe('figures in a sentence', () => {
  it.each([
    ['It costs £1,200.50.', ['£1,200.50 = 1200.5 GBP']],
    ['You get 15% off.', ['15% = 15 %']],
    ['Ten per cent is kept: 10 percent.', ['Ten per cent = 10 %', '10 percent = 10 %']],
    ['It takes 3 to 5 working days.', ['3 to 5 working days = 3..5 working days']],
    ['Return it within two weeks.', ['two weeks = -Infinity..336 hours']],
    ['The guarantee is 5 years.', ['5 years = 60 months']],
    ['We open at 9:30 am and close at 17:00.', ['9:30 am = 570 clock', '17:00 = 1020 clock']],
    ['It ends on 15 October.', ['15 October = 294 date']],
    ['We are shut on Sundays.', ['Sundays = 6 weekday']],
    ['Send three photos.', ['three photos = 3 photo']],
    ['Wash it at 40°C.', ['40°C = 40 °c']],
    ['Order LL-48213 costs £45 a day.', ['£45 = 45 GBP']],
    ['Call 020 7946 0182.', []],
    ['No more than 10 W, and no less than 4 W.', ['10 W = -Infinity..10 w', '4 W = 4..Infinity w']],
    ['A parcel is a parcel.', []],
    ['Wait for a week.', ['a week = 168 hours']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['within 5 days', 'within 5 days', true],
    ['within 5 days', 'within 10 days', false],
    ['within 5 days', 'in 3 days', true],
    ['within 5 days', 'in 8 days', false],
    ['7 to 14 days', 'in 10 days', true],
    ['7 to 14 days', 'in 20 days', false],
    ['at least 2 photos', 'up to 5 photos', true],
    ['more than 3 m', 'of 1 m', false],
    ['24 hours', 'one day is for 1 day', true],
    ['2 years', '24 months', true],
  ])('“%s” and “%s” agree: %s', (a, b, expected) => {
    expect(agreeing(a, b)).toBe(expected);
  });

  it('always agrees with itself, in bounds of the text, none within another', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 0, max: 9999 }), fc.constantFrom(' days', '%', ' photos', ' kg', ':30', ' to 9 weeks', ' October'), (text, number, unit) => {
        const written = `${text} ${number}${unit} ${text}`;
        const values = readValues(written);
        let end = 0;
        for (const value of values) {
          expect(value.start).toBeGreaterThanOrEqual(end);
          expect(value.end).toBeLessThanOrEqual(written.length);
          expect(agree(value, value)).toBe(true);
          end = value.end;
        }
      }),
    );
  });
});
