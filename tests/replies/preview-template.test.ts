import { describe, expect, it } from 'vitest';
import { insertCondition, insertVariable } from '../../src/replies/insert-mark.ts';
import { composeDraft } from '../../src/replies/compose-draft.ts';
import { previewTemplate } from '../../src/replies/preview-template.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import { knownValues } from '../../src/replies/compose-draft.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

describe('the preview of a template', () => {
  it('shows what is left out where it would stand, and what a draft adds', () => {
    const preview = previewTemplate({ body: 'I look. Order {{order}} ships. Bye.' }, {}, defaultPlaybook);
    expect(preview.lines.map(({ kind, text }) => [kind, text])).toEqual([
      ['added', 'Hello,'],
      ['said', 'I look.'],
      ['left-out', 'Order [order number] ships.'],
      ['said', 'Bye.'],
      ['added', 'Warm wishes,\nPriya, Larch & Loom'],
    ]);
    expect(preview.missing).toEqual(['order number']);
  });

  it('adds nothing around nothing', () => {
    expect(previewTemplate({ body: 'Order {{order}} ships.' }, {}, defaultPlaybook).lines).toEqual([{ text: 'Order [order number] ships.', kind: 'left-out', paragraph: true }]);
  });

  it('reads as the draft does, for every template the desk comes with', () => {
    const ticket = makeSampleTicket(['It is about order LL-48213 of 3 March.']);
    for (const template of defaultPlaybook.templates) {
      const playbook = { ...defaultPlaybook, templates: [template] };
      const prediction = { label: template.intent, confidence: 0.95, ranked: [], outOfScope: false, version: 'test@1', path: 'model' as const };
      const about = template.product === undefined ? ticket : { ...ticket, product: template.product };
      const triage = triageTicket(about, { intentHead: null, rulesHead: createRulesHead() }, playbook, noon, () => 0, { prediction });
      const draft = composeDraft({ ticket: about, triage, search: null, playbook, use: 'template' });
      if (draft.source === 'none') throw new Error(`${template.id}: ${draft.reason}`);
      const preview = previewTemplate(template, knownValues(about, triage, playbook), playbook);
      expect(preview.lines.filter(({ kind }) => kind !== 'left-out').map(({ text }) => text)).toEqual(draft.sentences.map(({ text }) => text));
      expect(preview.missing).toEqual(draft.missing);
    }
  });
});

describe('marks put into a template', () => {
  it('take the place of what is selected, or stand around it', () => {
    expect(insertVariable('order', { text: 'a NUMBER b', start: 2, end: 8 })).toEqual({ from: 2, to: 8, insert: '{{order}}', start: 11, end: 11 });
    expect(insertCondition('order', false, { text: 'Hello. Bye.', start: 7, end: 11 })).toEqual({ from: 7, to: 11, insert: '{{#order}}Bye.{{/order}}', start: 17, end: 21 });
    expect(insertCondition('order', true, { text: '', start: 0, end: 0 })).toEqual({ from: 0, to: 0, insert: '{{^order}}{{/order}}', start: 10, end: 10 });
  });
});
