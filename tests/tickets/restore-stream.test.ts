import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../src/tickets/pseudonyms.ts';
import { createRestorer } from '../../src/tickets/restore-stream.ts';

const pseudonyms = createPseudonyms({ names: ['Maren Okafor'], orderNumbers: ['LL-#####'] }, ['Maren Okafor, Maren, LL-48213, maren@example.org, 07700 900142']);
const pieces = fc.constantFrom('[NAME_1]', '[NAME_1B]', 'NAME_1', 'name_1b', '[order 1]', '[ORDER\\_1]', 'EMAIL_1', '[PHONE_1', 'PHONE_1]', '[NAME_', 'NAM', '[', ']', '_', '1', 'x', ' ', '\n', 'é', '𝒩', '\\', 'Dear ', 'card', 'ibán', '[[', '12', '1234567');

describe('putting details back in a stream', () => {
  it('never shows half a token', () => {
    const restorer = createRestorer(pseudonyms);
    const shown = Array.from('Dear [NAME_1B], [ORDER_1] is on its way', (sign) => restorer.push(sign));
    shown.push(restorer.end());
    expect(shown.join('')).toBe('Dear Maren, LL-48213 is on its way');
    expect(shown.filter((piece) => /[[\]_]/.test(piece))).toEqual([]);
    expect(shown).toContain('Maren');
  });

  it('gives the same as the whole, however it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 14 }), fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 12 }), (parts, sizes) => {
        const text = parts.join('');
        const restorer = createRestorer(pseudonyms);
        let shown = '';
        let at = 0;
        for (let i = 0; at < text.length; i += 1) {
          const size = (sizes[i % sizes.length] ?? 0) + (i % sizes.length === 0 ? 1 : 0);
          shown += restorer.push(text.slice(at, at + size));
          at += size;
        }
        expect(shown + restorer.end()).toBe(pseudonyms.restore(text));
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('holds back no more than a token could be', () => {
    const restorer = createRestorer(pseudonyms);
    let given = 0;
    let shown = 0;
    for (const sign of '[NAME_'.repeat(300) + '['.repeat(300) + '1'.repeat(300) + 'NAME_1'.repeat(100)) {
      given += 1;
      shown += restorer.push(sign).length;
      expect(given - shown).toBeLessThanOrEqual(26);
    }
  });
});
