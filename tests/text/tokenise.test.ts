import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLimit, tokenise } from '../../src/text/tokenise.ts';

const words = (text: string): string[] => tokenise(text).map((token) => token.text);

describe('tokenise', () => {
  it('gives lower-case words without accents or curly apostrophes', () => {
    expect(words('Don’t send the CAFÉ chair')).toEqual(["don't", 'send', 'the', 'cafe', 'chair']);
  });

  it('masks what only identifies: order numbers, invoices, e-mails, links, amounts and long numbers', () => {
    expect(words('order LL-48213')).toEqual(['order', '<reference>']);
    expect(words('INV-2026-00417')).toEqual(['<reference>']);
    expect(words('purchase 113542617735902')).toEqual(['purchase', '<reference>']);
    expect(words('mail me at jo.bloggs+shop@example.co.uk now')).toEqual(['mail', 'me', 'at', '<email>', 'now']);
    expect(words('see https://example.org/a?b=1 please')).toEqual(['see', '<link>', 'please']);
    expect(words('$129 or 1,200.50 euros or £5')).toEqual(['<amount>', 'or', '<amount>', 'or', '<amount>']);
    expect(words('2 chairs, 9:30')).toEqual(['<number>', 'chairs', '<number>']);
  });

  it('takes the parts of joined words apart, but not of a contraction or of e-mail', () => {
    expect(words('sign-up and/or e-mail')).toEqual(['sign', 'up', 'and', 'or', 'email']);
    expect(words("I've")).toEqual(["i've"]);
  });

  it('keeps question and exclamation marks, since they say something about what is wanted', () => {
    expect(words('where?!')).toEqual(['where', '?', '!']);
  });

  it('tells where each token stands in the original text, in order and without overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        let before = 0;
        for (const token of tokenise(text)) {
          expect(token.start).toBeGreaterThanOrEqual(before);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.text.length).toBeGreaterThan(0);
          before = token.end;
        }
      }),
    );
  });

  it('reads no more of a huge text than it says, whatever the text is made of', () => {
    for (const unit of ['word ', 'x', '1', 'a@', '1.', 'a-', '#', '$', "a'", 'é', '漢']) {
      const tokens = tokenise(unit.repeat(1_000_000 / unit.length));
      expect(tokens.length).toBeLessThanOrEqual(readLimit.words);
      for (const token of tokens) expect(token.text.length).toBeLessThanOrEqual(readLimit.wordLength);
    }
  });
});
