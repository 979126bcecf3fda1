import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groundReply, type Grounding } from '../../src/replies/ground-reply.ts';
import { splitSentences } from '../../src/text/split-sentences.ts';
import { measurePairs } from '../../training/measure-grounding.ts';
import { passage, readSamplePassages } from '../knowledge-base/read-sample-passages.ts';
import { measuredPairs, ticketTexts, tuningPairs } from './grounding-pairs.ts';

const all = readSamplePassages();

const returns = new Map([
  [1, passage('returns', 'You can return an item within 30 days of delivery. A return label costs £3.95.\n\nReturns start at larchandloom.example/returns or on 020 7946 0182.')],
  [2, passage('refunds', 'A refund reaches your card within 5 working days. Gift cards can not be returned.')],
]);

function ground(text: string, own: readonly string[] = [], links: readonly string[] = []): Grounding {
  return groundReply({ text, passages: returns, own, links });
}

function marked(text: string, own: readonly string[] = [], links: readonly string[] = []): string[] {
  return ground(text, own, links).problems.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('grounding of a reply', () => {
  it('matches a sentence with every passage in sight, cited or not', () => {
    const { sentences, claims, supported } = ground('Hello Ana,\n\nYou can return it within 30 days. A refund is on your card within 5 working days.\u00a0[1]');
    expect(sentences.map(({ kind, verdict, supportedBy, citations }) => [kind, verdict, supportedBy, citations])).toEqual([
      ['other', 'supported', null, []],
      ['claim', 'supported', 1, []],
      ['claim', 'supported', 2, [1]],
    ]);
    expect([claims, supported]).toEqual([2, 2]);
  });

  it('marks the wrong value itself and says what the article has', () => {
    const text = 'Thank you. You can return it within 14 days.';
    expect(ground(text).problems).toEqual([{ start: text.indexOf('14'), end: text.indexOf('14') + 7, kind: 'wrong-number', words: 'The article says 30 days, here it is 14 days.', passage: 1 }]);
  });

  it.each<[string, string[]]>([
    ['The return label costs £4.95.', ['wrong-amount: £4.95']],
    ['The return label costs $3.95.', ['wrong-amount: $3.95']],
    ['A refund reaches your card within 5 days.', ['wrong-number: 5 days']],
    ['We plant a tree for every order.', ['unsupported: We plant a tree for every order.']],
    ['Gift cards can be returned.', ['unsupported: Gift cards can be returned.']],
    ['You can not return an item within 30 days of delivery.', ['unsupported: You can not return an item within 30 days of delivery.']],
    ['Start at larchandloom.example/return-now.', ['invented-link: larchandloom.example/return-now']],
    ['Call 020 7946 0183.', ['invented-link: 020 7946 0183']],
    ['Write to returns@larchandloom.example, please.', ['invented-link: returns@larchandloom.example']],
    ['Would you like a £10 voucher?', ['unsupported: £10']],
    ["I'll refund you £50.", ['unsupported: £50']],
    ['You will get a $10 voucher.', ['unsupported: $10']],
    ['Start at https://larchandloom.example/returns, or call +44 20 7946 0182.', []],
    ["I'm looking into it. Which lamp do you mean? I'm sorry for the trouble.", []],
  ])('%s', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });

  it('takes figures and links of the ticket and those allowed for known, but promises nobody money by them', () => {
    const own = ['Order LL-48213 for £129 of 3 October, see my-photos.example/lamp. I want £129 back.'];
    expect(marked("I've noted order LL-48213 of 3 October over £129, and I have seen my-photos.example/lamp.", own)).toEqual([]);
    expect(marked("I'll refund the £129 today.", own)).toEqual(['unsupported: £129']);
    expect(marked('Please look at status.example.com.', [], ['Our state: https://status.example.com/'])).toEqual([]);
  });

  it('sees what a passage map says now, also when it was changed in place', () => {
    const passages = new Map([[1, passage('a', 'The lamp is 46 cm high.')]]);
    const input = { text: 'The lamp is 46 cm high.', passages, own: [] };
    expect(groundReply(input).supported).toBe(1);
    passages.set(1, passage('a', 'The lamp is 50 cm high.'));
    expect(groundReply(input).problems.map(({ kind }) => kind)).toEqual(['wrong-number']);
  });

  it('counts what is still to be filled in', () => {
    expect(ground('Order {{order}} comes on [date].').placeholders).toBe(2);
  });
});

/** Sentences of the sample articles that state something, each with the passages of its article. */
const written = all.flatMap((each) =>
  splitSentences(each.text)
    .filter(({ text, whole, step }) => whole && step === null && !text.endsWith('?'))
    .map(({ text }) => ({ text, passages: new Map([[1, each]]) })),
);

describe('a sentence copied from a passage', () => {
  it('is never marked', () => {
    expect(written.length).toBeGreaterThan(500);
    for (const { text, passages } of written) expect(groundReply({ text, passages, own: [] }).problems, text).toEqual([]);
  });

  const numbered = written.filter(({ text }) => /\d/.test(text));

  it('is always marked when one number of it is changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbered), fc.nat(), fc.integer({ min: 0, max: 9_999 }), ({ text, passages }, which, number) => {
        const numbers = [...text.matchAll(/\d+(?:[.,:]\d+)*/g)];
        const chosen = numbers[which % numbers.length];
        if (chosen === undefined || chosen[0] === String(number)) return;
        const changed = text.slice(0, chosen.index) + String(number) + text.slice(chosen.index + chosen[0].length);
        expect(groundReply({ text: changed, passages, own: [] }).problems.length, changed).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is always marked when a link nobody knows is put in', () => {
    const address = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.domain().map((name) => `www.${name}`), fc.emailAddress().map((mail) => `mailto:${mail}`));
    fc.assert(
      fc.property(fc.constantFrom(...written), address, ({ text, passages }, link) => {
        for (const reply of [`${text} See ${link} for more.`, `${link}\n${text}`, `Would you look at (${link})?`]) {
          expect(groundReply({ text: reply, passages, own: [] }).problems.some(({ kind }) => kind === 'invented-link'), reply).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has its marks within the text, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom(' [1] ', 'within 14 days', '£50', '{{order}}', 'a.b@c.example', '. ', '\n', 'https://', 'not ')), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const { problems, sentences, claims, supported } = ground(text);
        for (const { start, end } of [...problems, ...sentences]) expect(0 <= start && start < end && end <= text.length).toBe(true);
        expect(supported).toBeLessThanOrEqual(claims);
      }),
    );
  });
});

describe('against labelled sentences of replies', () => {
  it('has enough of them', () => {
    expect(tuningPairs.length + measuredPairs.length).toBeGreaterThanOrEqual(150);
  });

  it('marks what is wrong and hardly anything that is right, on those it was not tuned on', () => {
    const { recall, precision, values, kinds, supportedMarked } = measurePairs(measuredPairs, all, ticketTexts);
    expect(recall).toBeGreaterThan(0.8);
    expect(precision).toBeGreaterThan(0.85);
    expect(values).toBeGreaterThan(0.9);
    expect(kinds).toBeGreaterThan(0.75);
    expect(supportedMarked).toBeLessThan(0.13);
  });
});
