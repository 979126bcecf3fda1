import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownPersonal, PersonalKind } from '../../src/tickets/personal.ts';
import { createPseudonyms, originalOffset } from '../../src/tickets/pseudonyms.ts';

const nobody: KnownPersonal = { names: [], orderNumbers: ['LL-#####'] };
const maren: KnownPersonal = { ...nobody, names: ['Maren Okafor'] };

function luhnDigit(digits: string): string {
  const sum = Array.from(digits).reverse().reduce((total, digit, i) => total + (i % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0 : Number(digit)), 0);
  return String((10 - (sum % 10)) % 10);
}

function ibanOf(country: string, account: string): string {
  const digits = Array.from(`${account}${country}00`, (sign) => String(parseInt(sign, 36))).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

const digits = (length: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const cut = (value: string, sizes: readonly number[], gap: string): string => {
  const groups: string[] = [];
  let at = 0;
  for (let i = 0; at < value.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 4;
    groups.push(value.slice(at, at + size));
    at += size;
  }
  return groups.join(gap);
};
const gaps = fc.constantFrom('', ' ', '-', '.', '\u00a0');
const cased = (value: string): fc.Arbitrary<string> => fc.constantFrom(value, value.toLowerCase(), value.toUpperCase());
const letters = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')), { minLength: 2, maxLength: 10 }).map((all) => all.join(''));

/** A value of each kind, in one of the ways it may be written. */
const emails = fc.tuple(letters, fc.constantFrom('.', '_', '-', '+', '1'), letters, letters, fc.constantFrom('example', 'com', 'co.uk', 'de')).chain(([a, sign, b, host, end]) => cased(`${a}${sign}${b}@${host}.${end}`));
const phones = fc.oneof(
  fc.tuple(digits(6), fc.constantFrom('', ' ', '-')).map(([rest, gap]) => `07700${gap}9${rest.slice(1)}`),
  fc.tuple(digits(6), gaps, fc.constantFrom('+44', '+44 ', '0044 ', '+44 (0)')).map(([rest, gap, code]) => `${code}7700${gap}9${rest.slice(1, 3)}${gap}${rest.slice(3)}`),
  digits(8).map((rest) => `06 ${cut(rest, [2], ' ')}`),
  digits(4).map((rest) => `(555) 555-${rest}`),
  digits(8).map((rest) => `+49 30 ${rest}`),
);
const cards = fc.tuple(fc.constantFrom('4', '52', '2223', '34', '6011', '3528', '6759'), digits(15), gaps).map(([lead, rest, gap]) => {
  const body = `${lead}${rest}`.slice(0, lead === '34' ? 14 : 15);
  return cut(body + luhnDigit(body), lead === '34' ? [4, 6, 5] : [4], gap);
});
const ibans = fc
  .oneof(
    digits(18).map((account) => ibanOf('DE', account)),
    digits(14).map((account) => ibanOf('GB', `LARK${account}`)),
    digits(10).map((account) => ibanOf('NL', `MOCK${account}`)),
    digits(23).map((account) => ibanOf('FR', account)),
  )
  .chain((value) => fc.tuple(cased(value), fc.constantFrom('', ' ', '-')).map(([written, gap]) => cut(written, [4], gap)));
const orders = fc.tuple(digits(5), fc.constantFrom('LL-', 'll', 'LL ', '#LL-', 'Ll - ', 'll_', 'LL.')).map(([number, lead]) => `${lead}${number}`);
const names = fc.constantFrom('Maren Okafor', 'maren okafor', 'MAREN OKAFOR', 'Maren', 'OKAFOR', 'okafor', 'Maren  Okafor');
const values: fc.Arbitrary<readonly [PersonalKind, string]> = fc.oneof(
  emails.map((value) => ['email', value] as const),
  phones.map((value) => ['phone', value] as const),
  cards.map((value) => ['card', value] as const),
  ibans.map((value) => ['iban', value] as const),
  orders.map((value) => ['order', value] as const),
  names.map((value) => ['name', value] as const),
);
/** Text round a value: anything at all, as long as it ends where a word ends. */
const edge = fc.constantFrom(' ', '\n', ', ', ' (', ') ', ': ', ' "', '" ', '. ', '; ');
const around = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('Please call me on', 'the card is', 'order', '12', '5 working days', '£4.95', 'Kind regards,', '[NAME_1]', '[CARD_1', '14 March 2026', 'ref 4471'));

const flat = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');

describe('pseudonyms of a ticket', () => {
  it('stand for the same value in every text, in order of appearance', () => {
    const texts = ['Hi, order LL-48213 is late, call 07700 900142.', 'It is ll 48213. My card is 4847 1822 7629 0918.\n\nKind regards,\nTom Baker', 'Baker again about LL-48213'];
    const pseudonyms = createPseudonyms(nobody, texts);
    expect(texts.map((text) => pseudonyms.redact(text).text)).toEqual([
      'Hi, order [ORDER_1] is late, call [PHONE_1].',
      'It is [ORDER_1B]. My card is [CARD_1].\n\nKind regards,\n[NAME_1]',
      '[NAME_1B] again about [ORDER_1]',
    ]);
    expect(pseudonyms.kept).toEqual({ order: 1, phone: 1, card: 1, name: 1 });
  });

  it('tell a person’s first and last name as that person', () => {
    const pseudonyms = createPseudonyms(maren, ['I am Maren Okafor. Maren, or Ms Okafor.']);
    expect(pseudonyms.redact('I am Maren Okafor. Maren, or Ms Okafor.').text).toBe('I am [NAME_1]. [NAME_1B], or Ms [NAME_1C].');
    expect(pseudonyms.restore('Dear [NAME_1B] ([NAME_1])')).toBe('Dear Maren (Maren Okafor)');
  });

  it('give a name that two people share a number of its own', () => {
    const pseudonyms = createPseudonyms({ ...nobody, names: ['Maren Okafor', 'James Okafor'] }, ['Maren Okafor and James Okafor, both Okafor']);
    expect(pseudonyms.redact('Maren Okafor and James Okafor, both Okafor').text).toBe('[NAME_1] and [NAME_2], both [NAME_3]');
  });

  it('are put back however a model spells them, and stay when nobody gave them out', () => {
    const pseudonyms = createPseudonyms(maren, ['Maren Okafor, LL-48213']);
    expect(pseudonyms.restore('Hi [name_1], NAME_1, name_1, [Name 1], [NAME\\_1], [ NAME_1 ] about order_1')).toBe(
      'Hi Maren Okafor, Maren Okafor, Maren Okafor, Maren Okafor, Maren Okafor, Maren Okafor about LL-48213',
    );
    expect(pseudonyms.restore('[NAME_2] [NAME_1Z] [CARD_1] NAME_11 xNAME_1 filename_1 [NAME_01]')).toBe('[NAME_2] [NAME_1Z] [CARD_1] NAME_11 xNAME_1 filename_1 [NAME_01]');
  });

  it('never give a detail for a token that a customer typed', () => {
    const texts = ['Maren Okafor, card 4847 1822 7629 0918', 'Tell me [CARD_1], CARD_1, [name 1] and [CARD_2] [CARD_3]'];
    const pseudonyms = createPseudonyms(maren, texts);
    const redacted = pseudonyms.redact(texts[1] ?? '');
    expect(pseudonyms.restore(redacted.text)).toBe(texts[1]);
    expect(redacted.text).not.toContain('[CARD_1]');
    // Typed in a text that was not there at first: it may be a number not yet given out.
    const later = pseudonyms.redact('and [CARD_9], [CARD_10], [CARD_11], or 5200822956558070');
    expect(pseudonyms.restore(later.text)).toBe('and [CARD_9], [CARD_10], [CARD_11], or 5200822956558070');
  });

  it('replace in published texts only what was met, and no names', () => {
    const pseudonyms = createPseudonyms(maren, ['Mail help@larchandloom.example, I am Maren Okafor, 14 Birch Lane, Leeds LS8 2PQ, ring +44 7700 900142']);
    const { text, replaced } = pseudonyms.redactMet('Maren Okafor: help@larchandloom.example or other@larchandloom.example, 07700 900 142 or 07700 900999, 14 Birch Lane\nLeeds LS8 2PQ');
    expect(text).toBe('Maren Okafor: [EMAIL_1] or other@larchandloom.example, [PHONE_1B] or 07700 900999, [ADDRESS_1B]');
    expect(replaced.map(({ kind }) => kind)).toEqual(['email', 'phone', 'address']);
  });

  it('keep every planted value of every text on the device', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(around, edge, values, edge, around), { minLength: 1, maxLength: 4 }), fc.array(around, { maxLength: 2 }), (parts, others) => {
        const texts = [...parts.map(([before, left, [, value], right, after]) => before + left + value + right + after), ...others];
        const pseudonyms = createPseudonyms(maren, texts);
        for (const text of texts) {
          const redacted = pseudonyms.redact(text).text;
          for (const [, , [kind, value]] of parts) {
            expect(redacted, `${kind} in ${JSON.stringify(text)}`).not.toContain(value);
            if (kind === 'card' || kind === 'iban' || kind === 'phone') expect(flat(redacted), `${kind} in ${JSON.stringify(text)}`).not.toContain(flat(value));
          }
        }
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('give back exactly what was written, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(around, values.map(([, value]) => value), edge), { maxLength: 12 }), fc.array(around, { maxLength: 2 }), (pieces, others) => {
        const text = pieces.join('');
        const pseudonyms = createPseudonyms(maren, [...others, text]);
        const redacted = pseudonyms.redact(text);
        expect(pseudonyms.restore(redacted.text)).toBe(text);
        const unseen = createPseudonyms(maren, others);
        expect(unseen.restore(unseen.redact(text).text)).toBe(text);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('say exactly where what was replaced', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(around, values.map(([, value]) => value), edge), { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        const pseudonyms = createPseudonyms(maren, [text]);
        for (const redacted of [pseudonyms.redact(text), pseudonyms.redactMet(text)]) {
          let [read, from] = [0, 0];
          for (const one of redacted.replaced) {
            expect(text.slice(one.from, one.to)).toBe(one.original);
            expect(redacted.text.slice(one.start, one.end)).toBe(one.token);
            expect(redacted.text.slice(read, one.start)).toBe(text.slice(from, one.from));
            expect(originalOffset(redacted, one.start)).toBe(one.from);
            expect(originalOffset(redacted, one.end - 1)).toBe(one.from);
            expect(originalOffset(redacted, one.end)).toBe(one.to);
            [read, from] = [one.end, one.to];
          }
          expect(redacted.text.slice(read)).toBe(text.slice(from));
          expect(originalOffset(redacted, redacted.text.length)).toBe(text.length);
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('read a hostile ticket in one go', () => {
    for (const piece of ['a', '7', 'a@b.de ', '[NAME_1]', 'NAME_', '+44 7700 900142 ', 'LL-48213 ']) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const pseudonyms = createPseudonyms(maren, [text]);
      expect(pseudonyms.restore(pseudonyms.redact(text).text) === text).toBe(true);
    }
    // As many different values as fit.
    const many = Array.from({ length: 5_000 }, (_, i) => `u${i}@example.com +44 77009${String(i).padStart(5, '0')}`).join('\n');
    const pseudonyms = createPseudonyms(maren, [many]);
    expect(pseudonyms.kept).toEqual({ email: 5_000, phone: 5_000 });
    expect(pseudonyms.restore(pseudonyms.redact(many).text) === many).toBe(true);
  }, 240_000);
});
