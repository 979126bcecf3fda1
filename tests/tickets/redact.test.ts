import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractEntities } from '../../src/tickets/extract-entities.ts';
import { isRedacted, redactPersonal, signedName, withoutMarks } from '../../src/tickets/redact.ts';

describe('taking out what points to a person', () => {
  it('takes out order numbers, addresses, phones and the names given, and leaves dates and amounts', () => {
    const text = 'Hello, this is Margaret Haldane, order LL-46731 for £39 of 3 March. Write to m.haldane@example.org or call 07700 900318.';
    expect(redactPersonal(text, ['Margaret Haldane (Mrs)'])).toBe('Hello, this is …, order … for £39 of 3 March. Write to … or call ….');
  });

  it('takes out cards and bank accounts', () => {
    expect(redactPersonal('Card 4847 1822 7629 0918, back to DE03 9490 5730 7977 6761 80, thanks')).toBe('Card …, back to …, thanks');
  });

  it('keeps an address that is everybody’s', () => {
    expect(redactPersonal('Write to help@larchandloom.example.', [], new Set(['help@larchandloom.example']))).toBe('Write to help@larchandloom.example.');
  });

  it('takes names as whole words only, and no title as a name', () => {
    expect(redactPersonal('Tom bought a tomato, Mrs Brown is brownish.', ['Tom', 'Mrs Brown'])).toBe('… bought a tomato, Mrs … is brownish.');
  });

  it('reads on as a sentence without the marks', () => {
    expect(withoutMarks('Where is my order number …?')).toBe('Where is?');
    expect(isRedacted('Where is …?')).toBe(true);
  });

  it.each([
    ['Dear Mrs H,\n\nIt has come.\n\nWarm wishes,\nPriya', 'Priya'],
    ['The link went out at 18:40. Tom', 'Tom'],
    ['It is under Account.', null],
    ['', null],
  ])('knows who signed %j', (text, name) => {
    expect(signedName(text)).toBe(name);
  });

  it('leaves no number, address or phone of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('LL-48213', 'a.b@example.org', '+44 7700 900318', 'INV-2026-00417', 'order no. 77419203')), { maxLength: 8 }), (parts) => {
        const left = extractEntities(redactPersonal(parts.join(' '))).filter(({ kind }) => kind === 'order' || kind === 'email' || kind === 'invoice');
        expect(left).toEqual([]);
      }),
    );
  });
});
