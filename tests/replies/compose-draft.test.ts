import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import type { Prediction } from '../../src/classifier/head.ts';
import type { Hit, Passage, SearchResult } from '../../src/knowledge-base/article.ts';
import { composeDraft } from '../../src/replies/compose-draft.ts';
import type { Draft, NoDraft } from '../../src/replies/draft.ts';
import { findSupport, statesFact } from '../../src/replies/ground-sentence.ts';
import { writeExtractiveAnswer } from '../../src/replies/write-extractive-answer.ts';
import { writeSearchQuery } from '../../src/replies/write-search-query.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook, Template } from '../../src/playbook/playbook.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

function passage(id: string, title: string, text: string, headings: string[] = [], position = 0): Passage {
  return { id, articleId: `article-${id}`, title, headings, text, position };
}

const reset = passage('p1', 'Reset your password', 'Press Forgot password on the sign-in page and enter your e-mail address. The link is valid for 30 minutes.\n\nWhat | Time\nLink | 30 minutes\n\nNo access to the mailbox\n\nCall 020 7946 0182 and have an order number ready.');
const stain = passage('p2', 'Marram rug stains', 'Blot a wine stain on the rug with cold water at once, and never rub it.\n\nHow to do it\n\n1. Blot the stain with a white cloth.\n2. Drip cold water on the stain.\n3. Blot again until the cloth stays clean.\n\nDo not use salt on wool', ['Stains']);

function hitsOf(...passages: Passage[]): Hit[] {
  return passages.map((each, i) => ({ passage: each, score: 2 - i, matched: [], coverage: 0.6 }));
}

function found(hits: Hit[], confident = true): SearchResult {
  return { hits, confident, tookMs: 0, index: 'none' };
}

function triageAs(ticket: Ticket, label: string, confidence = 0.95): Triage {
  const prediction: Prediction = { label, confidence, ranked: [{ label, confidence }], outOfScope: label === 'out_of_scope', version: 'test@1', path: 'model' };
  return triageTicket(ticket, { intentHead: null, rulesHead: createRulesHead() }, defaultPlaybook, noon, () => 0, { prediction });
}

function draftOf(result: Draft | NoDraft): Draft {
  if (result.source === 'none') throw new Error(result.reason);
  return result;
}

function text(draft: Draft): string {
  return draft.sentences.map((sentence) => sentence.text).join(' ');
}

describe('compose a draft', () => {
  it('fills the template with what the ticket says and greets by name', () => {
    const ticket = makeSampleTicket(['Please cancel order LL-48213.']);
    const draft = draftOf(composeDraft({ ticket, triage: triageAs(ticket, 'cancel_order'), search: null, playbook: defaultPlaybook }));
    expect(draft.source).toBe('template');
    expect(draft.sentences[0]?.text).toBe('Hello Ana,');
    expect(text(draft)).toContain('LL-48213');
    expect(draft.missing).toEqual([]);
    expect(draft.sentences.at(-1)?.text).toContain('Larch & Loom');
  });

  it('asks for an order number nobody gave, and says that it is missing', () => {
    const ticket = makeSampleTicket(['please cancel my order']);
    const draft = draftOf(composeDraft({ ticket, triage: triageAs(ticket, 'cancel_order'), search: null, playbook: defaultPlaybook }));
    expect(draft.missing).toEqual(['order number']);
    expect(text(draft)).toMatch(/order number\?/);
  });

  it('takes the product’s own template, and the desk’s voice', () => {
    const ticket = makeSampleTicket(['Please cancel my sofa, LL-48213.'], { product: 'Sorrel sofa' });
    const triage = triageAs(ticket, 'cancel_order');
    const warm = draftOf(composeDraft({ ticket, triage, search: null, playbook: defaultPlaybook }));
    const plain = draftOf(composeDraft({ ticket, triage, search: null, playbook: { ...defaultPlaybook, voice: 'plain' } }));
    expect(text(warm)).toContain('Sorrel sofa');
    expect(text(warm)).toContain('15% of the price');
    expect(text(plain).length).toBeLessThan(text(warm).length);
  });

  it.each([
    ['Hollow mattress', '60 nights'],
    ['Sorrel sofa', 'faulty'],
    ['Brae duvet', 'sealed'],
  ])('refunds the %s by its own terms', (product, term) => {
    const ticket = makeSampleTicket([`I want my money back for the ${product}, order LL-48213.`], { product });
    const triage = triageAs(ticket, 'get_refund');
    for (const voice of ['warm', 'plain'] as const) {
      const written = text(draftOf(composeDraft({ ticket, triage, search: null, playbook: { ...defaultPlaybook, voice } })));
      expect(written).toContain(voice === 'plain' ? term.replace('60 nights', '60-night') : term);
      expect(written).toContain('LL-48213');
      if (product !== 'Brae duvet') expect(written).not.toContain('30 days');
    }
  });

  it('cites the passage that supports a sentence of the template', () => {
    const ticket = makeSampleTicket(['I forgot my password']);
    const draft = draftOf(composeDraft({ ticket, triage: triageAs(ticket, 'recover_password'), search: found(hitsOf(reset)), playbook: defaultPlaybook }));
    const cited = draft.sentences.find((sentence) => sentence.citations.length > 0);
    expect(cited?.text).toContain('Forgot password');
    expect(draft.citations[0]).toMatchObject({ number: 1, passageId: 'p1', articleId: 'article-p1' });
    expect(reset.text).toContain(draft.citations[0]?.quote ?? 'missing');
    expect(draft.grounding.supported).toBeGreaterThan(0);
    expect(draft.grounding.supported).toBeLessThanOrEqual(draft.grounding.claims);
  });

  it('answers a product question from the knowledge base alone, steps whole and in order', () => {
    const ticket = makeSampleTicket(['Red wine stain on my Marram rug, how do I blot it?']);
    const draft = draftOf(composeDraft({ ticket, triage: triageAs(ticket, 'out_of_scope'), search: found(hitsOf(stain)), playbook: defaultPlaybook }));
    expect(draft.source).toBe('extractive');
    const steps = draft.sentences.map((sentence) => sentence.text).filter((line) => /^\d\./.test(line));
    expect(steps.map((line) => line[0])).toEqual(['1', '2', '3']);
    expect(draft.grounding.supported).toBe(draft.grounding.claims);
  });

  it.each([
    ['an unsure intent and no good hits', 'track_order', 0.2, 'Something about things', 'not clear'],
    ['out of scope and nothing found', 'out_of_scope', 0.9, 'Do you have jobs in Milan?', 'knowledge base'],
    ['a language it does not write', 'track_order', 0.9, 'Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie bei mir ankommt.', 'German'],
    ['someone in danger', 'contact_human_agent', 0.9, 'I want to end my life.', 'danger'],
  ])('writes none for %s, and says why', (_name, label, confidence, message, why) => {
    const ticket = makeSampleTicket([message]);
    const result = composeDraft({ ticket, triage: triageAs(ticket, label, confidence), search: found(hitsOf(reset), false), playbook: defaultPlaybook });
    expect(result.source).toBe('none');
    expect((result as NoDraft).reason).toContain(why);
  });

  describe('in another language', () => {
    const german = 'Guten Morgen, ich möchte gerne wissen, wo meine Bestellung LL-48213 bleibt und wann sie bei mir ankommt.';
    const template: Template = { id: 'wo-de', intent: 'track_order', language: 'de', body: 'Guten Tag {{customer.firstName}},\n\nich sehe nach, wo Bestellung {{order}} ist. Wir liefern in 3 Tagen.' };
    const playbook = { ...defaultPlaybook, templates: [...defaultPlaybook.templates, template] };
    const draftIn = (written: string, changes: Partial<Playbook>, confidence = 0.9, ticketChanges: Partial<Ticket> = {}, label = 'track_order', use: 'both' | 'extractive' = 'both') => {
      const ticket = makeSampleTicket([written], ticketChanges);
      const using = { ...playbook, ...changes };
      const prediction: Prediction = { label, confidence, ranked: [{ label, confidence }], outOfScope: label === 'out_of_scope', version: 'test@1', path: 'model' };
      const triage = triageTicket(ticket, { intentHead: null, rulesHead: createRulesHead() }, using, noon, () => 0, { prediction });
      return composeDraft({ ticket, triage, search: found(hitsOf(reset)), playbook: using, use });
    };

    it('takes the template of that language, greets as it does, and adds nothing in English', () => {
      const draft = draftOf(draftIn(german, {}));
      expect(draft).toMatchObject({ source: 'template', templateId: 'wo-de' });
      expect(draft.sentences.map((sentence) => sentence.text)).toEqual(['Guten Tag Ana,', 'ich sehe nach, wo Bestellung LL-48213 ist.', 'Wir liefern in 3 Tagen.', 'Priya, Larch & Loom']);
      // A fact that no passage bears out stays one.
      expect(draft.grounding).toEqual({ claims: expect.any(Number) as number, supported: 0 });
      expect(draft.grounding.claims).toBeGreaterThan(0);
    });

    it('takes it for an intent that a person set, whatever the model thought', () => {
      expect(draftIn(german, {}, 0.2, { corrections: { intent: 'track_order' } })).toMatchObject({ templateId: 'wo-de' });
    });

    it.each([
      ['an unsure intent', german, 0.2, 'track_order', 'both'],
      ['another intent', german, 0.9, 'cancel_order', 'both'],
      ['out of scope', german, 0.9, 'out_of_scope', 'both'],
      ['another language', 'Bonjour, je voudrais savoir où se trouve ma commande et quand elle arrive chez moi.', 0.9, 'track_order', 'both'],
      ['an answer from articles', german, 0.9, 'track_order', 'extractive'],
    ] as const)('writes none for %s', (_, written, confidence, label, use) => {
      const result = draftIn(written, {}, confidence, {}, label, use);
      expect(result.source).toBe('none');
      expect((result as NoDraft).reason).toContain('The customer writes in');
    });

    it('never writes for somebody in danger', () => {
      const result = draftIn(`${german} I want to end my life.`, {}, 0.9, { corrections: { intent: 'track_order' } });
      expect(result.source).toBe('none');
      expect((result as NoDraft).reason).toContain('danger');
    });

    it('says that the template needs more where nothing of it is left', () => {
      const result = draftIn('Guten Morgen, ich möchte gerne wissen, wann meine Bestellung bei mir ankommt.', { templates: [{ ...template, body: 'Bestellung {{order}} kommt.' }] });
      expect(result).toEqual({ source: 'none', reason: 'The template needs details nobody knows yet.' });
    });

    it('never answers an English customer in German, nor a German one in English', () => {
      const english = 'Where is my order LL-48213, and when does it come?';
      expect(text(draftOf(draftIn(english, {})))).toContain('Hello Ana,');
      expect(draftIn(english, { templates: [template] })).not.toHaveProperty('templateId');
      const knowsGerman = draftIn(german, { languages: ['en', 'de'], templates: defaultPlaybook.templates });
      expect(knowsGerman).not.toHaveProperty('templateId');
    });

    it('writes in its first language where words show none', () => {
      expect(draftIn('LL-48213 ???', {})).toMatchObject({ templateId: 'track_order-warm' });
      expect(draftIn('LL-48213 ???', { languages: ['de'] })).toMatchObject({ templateId: 'wo-de' });
    });
  });

  it('says which template it was written from, and none where it is from articles alone', () => {
    const ticket = makeSampleTicket(['I forgot my password']);
    const request = { ticket, triage: triageAs(ticket, 'recover_password'), search: found(hitsOf(reset)), playbook: defaultPlaybook };
    expect(composeDraft(request)).toMatchObject({ templateId: 'recover_password-warm' });
    expect(composeDraft({ ...request, use: 'extractive' })).not.toHaveProperty('templateId');
  });

  it('still drafts for the person who answers an escalated ticket', () => {
    const ticket = makeSampleTicket(['I will sue you. Refund order LL-48213.']);
    const triage = triageAs(ticket, 'get_refund');
    expect(triage.route.action).toBe('human');
    expect(composeDraft({ ticket, triage, search: null, playbook: defaultPlaybook }).source).toBe('template');
  });

  it('searches with intent, product and the question rather than the whole letter', () => {
    const ticket = makeSampleTicket([`${'We have had a long summer here in Wales. '.repeat(30)}When does the lamp come?`]);
    const query = writeSearchQuery(ticket, triageAs(ticket, 'delivery_period'), defaultPlaybook);
    expect(query).toContain('delivery period');
    expect(query).toContain('When does the lamp come?');
    expect(query.length).toBeLessThan(500);
  });
});

describe('extractive answers', () => {
  it('take whole sentences only: no headings, table rows or cut-off lines', () => {
    const answer = writeExtractiveAnswer('password link mailbox salt wool 30 minutes', hitsOf(reset, stain));
    expect(answer.length).toBeGreaterThan(0);
    expect(answer.length).toBeLessThanOrEqual(4);
    for (const sentence of answer) {
      expect(sentence.quote).toMatch(/[.!]$/);
      expect(sentence.quote).not.toContain('|');
      expect(sentence.passage.text).toContain(sentence.quote);
    }
  });

  it('are empty when nothing has to do with the question', () => {
    expect(writeExtractiveAnswer('quantum chromodynamics', hitsOf(stain))).toEqual([]);
    expect(writeExtractiveAnswer('', hitsOf(stain))).toEqual([]);
    expect(writeExtractiveAnswer('stain', [])).toEqual([]);
  });
});

describe('grounding', () => {
  it('knows a statement from a greeting and a question', () => {
    expect(statesFact('You get your money within 5 working days.')).toBe(true);
    expect(statesFact('Could you send me the order number?')).toBe(false);
    expect(statesFact('Hello Ana,')).toBe(false);
  });

  it('wants every number in the passage', () => {
    expect(findSupport('The reset link is valid for 30 minutes.', [reset])?.quote).toBe('The link is valid for 30 minutes.');
    expect(findSupport('The reset link is valid for 45 minutes.', [reset])).toBeNull();
  });

  it('does not let an article vouch for what we say we have done', () => {
    expect(findSupport('I have sent the password link, valid for 30 minutes.', [reset])).toBeNull();
  });
});
