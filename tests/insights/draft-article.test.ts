import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectMaterial, draftArticle, type GroupTicket } from '../../src/insights/draft-article.ts';
import { extractEntities } from '../../src/tickets/extract-entities.ts';

function ticket(id: string, question: string, ...answers: string[]): GroupTicket {
  return { id, question, answers, names: ['Margaret Haldane', 'Priya'] };
}

const solved: readonly GroupTicket[] = [
  ticket(
    't1',
    'Hello, order LL-46731. How can I wash the cover of my armchair?',
    "Dear Mrs Haldane,\n\nThank you for asking. The cover comes off with two zips under the seat. I've sent the label to m.haldane@example.org on Tuesday.\n\n1. Open both zips.\n2. Wash the cover at 30 degrees.\n3. Let it dry flat.\n\nWarm wishes,\nPriya",
  ),
  ticket('t2', 'Can the armchair cover go in the washing machine?', 'Good morning. You can wash the cover at 30 degrees in the machine. Never put it in the dryer, because the lining shrinks.\nPriya'),
  ticket('t3', 'Armchair cover: how do I wash it?', 'You can wash the cover at 30 degrees in a machine. Was it order LL-50001? We refunded you £12 yesterday.'),
];

describe('an article drafted from solved tickets', () => {
  const draft = draftArticle(collectMaterial(solved), 'Armchair, cover', null);

  it('has what was answered, each thing once, and its steps whole and in order', () => {
    expect(draft.outline).toBe(false);
    expect(draft.body).toContain('Never put it in the dryer, because the lining shrinks.');
    expect(draft.body).toContain('1. Open both zips.\n2. Wash the cover at 30 degrees.\n3. Let it dry flat.');
    expect(draft.body.match(/wash the cover at 30 degrees in/gi)).toHaveLength(1);
  });

  it('has no greeting, no name, no number of an order and nothing that was done for one person', () => {
    expect(draft.body).not.toMatch(/Dear|Good morning|Haldane|Priya|LL-|@|refunded|sent the label|Thank|wishes/);
    expect(extractEntities(draft.body).filter(({ kind }) => kind === 'order' || kind === 'email')).toEqual([]);
  });

  it('is called what customers ask', () => {
    expect(draft.title).toMatch(/wash.*\?$/i);
  });

  it('puts each answer below the question it is nearest to', () => {
    const material = collectMaterial([
      ticket('a', 'How do I wash the cover?', 'You can wash the cover at 30 degrees in the machine.'),
      ticket('b', 'Where can I buy a second cover?', 'Spare covers are in the shop below the armchair.'),
    ]);
    const vectors = { dimension: 2, statements: Float32Array.from([1, 0, 0, 1]), questions: Float32Array.from([1, 0, 0, 1]) };
    expect(draftArticle(material, 'Cover', vectors).body).toBe(
      '## How do I wash the cover?\n\nYou can wash the cover at 30 degrees in the machine.\n\n## Where can I buy a second cover?\n\nSpare covers are in the shop below the armchair.',
    );
  });

  it('is an outline of the questions, and says so, where nobody has answered', () => {
    const open = draftArticle(collectMaterial([ticket('t', 'How can I wash the cover of my armchair?')]), 'Cover', null);
    expect(open.outline).toBe(true);
    expect(open.body).toBe('## How can I wash the cover of my armchair?\n\n_Write the answer here._');
    expect(draftArticle(collectMaterial([ticket('t', 'cover!!!')]), 'Armchair, cover', null)).toMatchObject({ title: 'Armchair, cover', outline: true });
  });

  it('leaves out an amount that is the customer’s own', () => {
    const material = collectMaterial([ticket('t', 'You took £84.50 twice.', 'The second £84.50 goes back to you in 5 working days. Your bank books a refund within 5 working days.')]);
    expect(material.statements.map(({ text }) => text)).toEqual(['Your bank books a refund within 5 working days.']);
  });

  it('never carries a person’s data over, whatever they wrote', () => {
    const piece = fc.constantFrom('Open Account and press Orders.', 'Your order LL-48213 can be returned.', 'Write to jo.bloggs@example.org now please.', 'Ask Margaret about it in the shop.', 'You can pay by card.', '1. Call 07700 900318.', '2. Press Return an item.');
    fc.assert(
      fc.property(fc.array(fc.array(piece, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), (answers) => {
        const { body, title } = draftArticle(collectMaterial(answers.map((lines, at) => ticket(`t${at}`, 'How can I return an item to you?', lines.join('\n')))), 'Returns', null);
        expect(`${title}\n${body}`).not.toMatch(/LL-48213|jo\.bloggs|Margaret|07700/);
      }),
    );
  });
});
