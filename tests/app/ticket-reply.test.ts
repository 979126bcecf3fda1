import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import type { Draft } from '../../src/replies/draft.ts';
import { checkSupport } from '../../src/replies/ui/check-support.ts';
import { nameSources } from '../../src/replies/ui/name-sources.ts';
import { findMarkers, findPlaceholders, isEdited, numberPassages, plainReply, readSentences, writeDraftText } from '../../src/replies/draft-text.ts';

const passage: Passage = {
  id: 'p1',
  articleId: 'charged-twice',
  title: 'Charged twice for one order',
  headings: [],
  text: 'You get one of the two amounts back to the same card within 5 working days once you report it.\n\n1. Open your account.\n2. Press Report.',
  position: 0,
};

const draft: Draft = {
  source: 'template+extractive',
  sentences: [
    { text: 'Hello Maren,', citations: [], paragraph: true },
    { text: 'A duplicate charge goes back to the same card within 5 working days once you report it.', citations: [1], paragraph: true },
    { text: 'You also get a £10 voucher.', citations: [], paragraph: false },
    { text: '1. Open your account.', citations: [1], paragraph: true },
    { text: '2. Press Report.', citations: [1], paragraph: true },
    { text: 'Warm wishes,\nPriya', citations: [], paragraph: true },
  ],
  citations: [{ number: 1, passageId: 'p1', articleId: 'charged-twice', title: passage.title, quote: passage.text }],
  grounding: { claims: 2, supported: 1 },
  missing: [],
};

const one = new Set([1]);
const text = writeDraftText(draft);

describe('a draft as text to edit', () => {
  it('keeps paragraphs, steps on lines of their own, and a marker after each cited sentence', () => {
    expect(text).toBe(
      'Hello Maren,\n\nA duplicate charge goes back to the same card within 5 working days once you report it.\u00a0[1] You also get a £10 voucher.\n\n1. Open your account.\u00a0[1]\n2. Press Report.\u00a0[1]\n\nWarm wishes,\nPriya',
    );
  });

  it('leaves no trace of the markers in what is sent', () => {
    const sent = plainReply(text, one);
    expect(sent).not.toMatch(/\[1\]|\u00a0/);
    expect(sent).toContain('once you report it. You also get');
  });

  it('takes only numbers of known passages for citations', () => {
    expect(findMarkers('See [1], [2] and [100].', one).map((marker) => marker.number)).toEqual([1]);
    expect(plainReply('The part is marked [2].', one)).toBe('The part is marked [2].');
  });

  it('keeps a citation while other sentences are edited, cut or added', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }).filter((words) => !words.includes('[')), (words) => {
        const edited = text.replace('Hello Maren,', words).replace('You also get a £10 voucher.', words);
        const cited = readSentences(edited, one).find((sentence) => sentence.text.endsWith('once you report it.'));
        expect(cited?.citations).toEqual([1]);
      }),
    );
  });

  it('gives a marker to the sentence before it, not after', () => {
    expect(readSentences('It takes 5 days.\u00a0[1] Then it is yours.', one).map((sentence) => [sentence.text, sentence.citations])).toEqual([
      ['It takes 5 days.', [1]],
      ['Then it is yours.', []],
    ]);
  });

  it('finds what is still to be filled in', () => {
    expect(findPlaceholders('Your order {{order}} and [the date] [1]').map((each) => each.text)).toEqual(['order', 'the date']);
  });
});

describe('how much of a reply is supported', () => {
  const passages = new Map([[1, passage]]);

  it('counts a cited sentence as it was drafted, and points at the claim nobody supports', () => {
    const support = checkSupport(text, draft, passages, []);
    expect(support.unsupported.map(({ start, end }) => text.slice(start, end))).toEqual(['You also get a £10 voucher.']);
    expect(support.supported).toBe(support.claims - 1);
  });

  it('withdraws support from a cited sentence whose figure was changed', () => {
    const edited = text.replace('within 5 working days', 'within 2 working days');
    const before = checkSupport(text, draft, passages, []);
    const after = checkSupport(edited, draft, passages, []);
    expect(after.claims).toBe(before.claims);
    expect(after.supported).toBe(before.supported - 1);
  });

  it('accepts a sentence the agent wrote when the passage they cite says it', () => {
    const support = checkSupport('You get the amount back to the same card within 5 working days. [1]', null, passages, []);
    expect(support).toMatchObject({ claims: 1, supported: 1 });
  });
});

describe('names of sources', () => {
  const source = (number: number, title: string, heading?: string, quote = 'You get one of the two amounts back soon.') =>
    ({ number, passageId: `p${number}`, articleId: title, title, quote, ...(heading === undefined ? {} : { heading }) });

  it('are the article’s title, and more only where two would have the same', () => {
    const names = nameSources([source(1, 'Charged twice', 'What to do'), source(2, 'Charged twice', 'How long it takes'), source(3, 'Opening hours', 'By phone')]);
    expect([...names.values()]).toEqual(['Charged twice › What to do', 'Charged twice › How long it takes', 'Opening hours']);
  });

  it('end with the words cited where two stand under one heading', () => {
    const names = nameSources([source(1, 'Charged twice', 'What to do'), source(2, 'Charged twice', 'What to do', 'Write to us.')]);
    expect([...names.values()]).toEqual(['Charged twice › What to do: You get one of the two…', 'Charged twice › What to do: Write to us.']);
  });
});

describe('a draft as it was written', () => {
  it('is not edited, however it came back; what was written from nothing is nobody’s draft', () => {
    expect(isEdited(text, draft)).toBe(false);
    expect(isEdited(`${text} And more.`, draft)).toBe(true);
    expect(isEdited('Hello', null)).toBe(false);
  });
});

describe('numbers to cite by', () => {
  it('keeps the draft’s own and goes on counting for other passages', () => {
    expect([...numberPassages(draft.citations, ['p9', 'p1', 'p7'])]).toEqual([
      ['p1', 1],
      ['p9', 2],
      ['p7', 3],
    ]);
  });
});
