import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { createReplyAssembler } from '../../src/replies/assemble-reply.ts';
import type { ReplyEvent } from '../../src/replies/reply-event.ts';
import { createPseudonyms } from '../../src/tickets/pseudonyms.ts';

const refund: Passage = {
  id: 'p1', articleId: 'refunds', title: 'Refunds', headings: [], position: 0,
  text: '🙂 Refunds take 5 working days.\nThey go to the same card. Write to jo@example.com if not.',
};
const ticket = 'My name is Maren Okafor, jo@example.com, order LL-48213.';
const pseudonyms = createPseudonyms({ names: ['Maren Okafor'], orderNumbers: ['LL-#####'] }, [ticket]);
const sent = pseudonyms.redactMet(refund.text);

function assemble(events: readonly ReplyEvent[]) {
  const assembler = createReplyAssembler([{ passage: refund, sent }], pseudonyms);
  for (const event of events) assembler.push(event);
  assembler.end();
  return assembler.soFar();
}

/** Offsets as the API counts them: code points of the text it was sent. */
function citing(quote: string, block: number): ReplyEvent {
  const start = [...sent.text.slice(0, sent.text.indexOf(quote))].length;
  return { type: 'citation', block, passage: 0, start, end: start + [...quote].length, quote };
}

describe('a reply put together from its events', () => {
  it('puts a marker after the words a block cites, behind the full stop that begins the next block', () => {
    const reply = assemble([
      { type: 'text', block: 0, text: 'Hello, ' },
      { type: 'text', block: 1, text: 'it takes 5 working days' },
      citing('Refunds take 5 working days.', 1),
      { type: 'text', block: 2, text: '. It goes ' },
      { type: 'text', block: 2, text: 'to your card.' },
    ]);
    expect(reply.text).toBe('Hello, it takes 5 working days.\u00a0[1] It goes to your card.');
    expect(reply.citations).toEqual([{ number: 1, passageId: 'p1', articleId: 'refunds', title: 'Refunds', quote: 'Refunds take 5 working days.' }]);
  });

  it('finds the cited words behind characters of two units and behind a token', () => {
    const quote = sent.text.slice(sent.text.indexOf('Write to'));
    expect(quote).not.toContain('jo@example.com');
    const { citations } = assemble([{ type: 'text', block: 0, text: 'Write to us.' }, citing(quote, 0)]);
    expect(citations.map((citation) => citation.quote)).toEqual(['Write to jo@example.com if not.']);
  });

  it('numbers the same words once, and leaves out a citation whose words stand nowhere', () => {
    const reply = assemble([
      { type: 'text', block: 0, text: 'Five days.' },
      citing('Refunds take 5 working days.', 0),
      { type: 'text', block: 1, text: ' The same card.' },
      citing('Refunds take 5 working days.', 1),
      citing('They go to the same card.', 1),
      { type: 'citation', block: 1, passage: 0, start: 0, end: 9, quote: 'We pay you twice.' },
      { type: 'citation', block: 1, passage: 7, start: 0, end: 9, quote: 'Refunds take' },
    ]);
    expect(reply.text).toBe('Five days.\u00a0[1] The same card.\u00a0[1][2]');
  });

  it('puts personal details back, whatever pieces the words come in, and never shows half a token', () => {
    const said = 'Dear [NAME_1], your order [ORDER_1] is found. Bye [NAME_1].';
    const whole = pseudonyms.restore(said);
    expect(whole).toContain('LL-48213');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: said.length }), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), said.length];
        const assembler = createReplyAssembler([], pseudonyms);
        for (const [at, from] of places.entries()) {
          const text = said.slice(from, places[at + 1] ?? said.length);
          if (text !== '') assembler.push({ type: 'text', block: 0, text });
          expect(whole.startsWith(assembler.soFar().text)).toBe(true);
        }
        assembler.end();
        expect(assembler.soFar().text).toBe(whole);
      }),
    );
  });
});
