import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, describeArticle } from '../../src/knowledge-base/compare-articles.ts';

function shown(before: string, after: string): string {
  return compareTexts(before, after)
    .parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');
}

describe('comparing two texts', () => {
  it('shows the words that came and went', () => {
    expect(shown('You get it in 5 days.', 'You get it in 3 working days.')).toBe('You get it in [-5][+3 working] days.');
    expect(compareTexts('You get it in 5 days.', 'You get it in 3 working days.')).toMatchObject({ added: 2, removed: 1 });
    expect(compareTexts('same', 'same')).toEqual({ parts: [{ kind: 'same', text: 'same' }], added: 0, removed: 0 });
  });

  it('shows neighbouring changes as one', () => {
    expect(shown('pay by card now', 'send a cheque now')).toBe('[-pay by card][+send a cheque] now');
  });

  it('loses no character of either, whatever they are', () => {
    const text = fc.array(fc.constantFrom('one', 'two', ' ', '  ', '\n', '.', 'é', '🙂', '1.'), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { parts } = compareTexts(before, after);
        const without = (kind: 'added' | 'removed') => parts.filter((part) => part.kind !== kind).map((part) => part.text).join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  it('answers for texts that have nothing in common too', () => {
    const before = Array.from({ length: 4000 }, (_, at) => `a${at}`).join(' ');
    const after = Array.from({ length: 4000 }, (_, at) => `b${at}`).join(' ');
    expect(compareTexts(before, after)).toMatchObject({ added: 4000, removed: 4000 });
  });

  it('of articles covers the title and what they are about', () => {
    const article = { title: 'Returns', body: ' Send it. ', products: ['Desk'], intents: ['get_refund'], language: 'de', status: 'draft' as const };
    expect(describeArticle(article)).toBe('Returns\nDraft\nProducts: Desk\nAnswers: get_refund\nLanguage: de\n\nSend it.');
  });
});
