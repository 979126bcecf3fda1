import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stemWord } from '../../src/text/stem-word.ts';

describe('stemming', () => {
  it.each([
    ['cancel', 'cancels', 'cancelled', 'cancelling', 'canceling'],
    ['charge', 'charges', 'charged', 'charging'],
    ['delivery', 'deliveries'],
    ['address', 'addresses'],
    ['parcel', 'parcels', "parcel's"],
    ['ship', 'shipped', 'shipping'],
    ['invoice', 'invoices', 'invoicing'],
    ['box', 'boxes'],
    ['clear', 'clearly'],
  ])('brings the forms of %s together', (...forms) => {
    expect(new Set(forms.map(stemWord)).size).toBe(1);
  });

  it.each([
    ['bus', 'bu'],
    ['news', 'new'],
    ['red', 'r'],
    ['thing', 'th'],
    ['address', 'addres'],
  ])('does not take %s for %s', (word, wrong) => {
    expect(stemWord(word)).not.toBe(wrong);
  });

  it('leaves numbers, short words and other scripts alone', () => {
    for (const word of ['ll', '48213', 'b12s', 'straße', '注文']) expect(stemWord(word)).toBe(word);
  });

  it('never empties a word', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,20}$/), (word) => {
      expect(stemWord(word)).not.toBe('');
    }));
  });
});
