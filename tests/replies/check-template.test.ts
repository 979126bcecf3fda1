import { describe, expect, it } from 'vitest';
import { checkTemplate, longestBody } from '../../src/replies/check-template.ts';
import { parsePlaybook } from '../../src/playbook/parse-playbook.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Template } from '../../src/playbook/playbook.ts';

const template = (body: string, changes: Partial<Template> = {}): Template => ({ id: 'a', intent: 'track_order', body, ...changes });
const said = (body: string, changes: Partial<Template> = {}, all: readonly Template[] = []) => checkTemplate(template(body, changes), all);

describe('what is said of a template', () => {
  it('is nothing of any template the desk comes with', () => {
    expect(defaultPlaybook.templates.flatMap((each) => checkTemplate(each, defaultPlaybook.templates).map(({ message }) => `${each.id}: ${message}`))).toEqual([]);
  });

  it.each([
    ['   \n', 'There is no text yet'],
    ['Hello {{name}}.', '{{name}} is no variable'],
    ['Hello {{ order number }}.', 'can not be read'],
    ['Hello {{order.', 'does not end'],
    ['Hello order}}.', 'closes nothing'],
    ['{{#order}}It is {{order}}.', '{{#order}} is not closed. Write {{/order}}'],
    ['{{^order}}Which one?', '{{^order}} is not closed'],
    ['It is.{{/order}}', 'was not opened'],
    ['{{#order}}{{#date}}It is.{{/order}}{{/date}}', '{{/date}} must come first'],
    ['{{#name}}It is.{{/name}}', 'is no variable'],
    ['It is.'.padEnd(longestBody + 1, 'x'), 'Make it shorter'],
  ])('is a fault: %#', (body, words) => {
    const findings = said(body);
    expect(findings[0]).toMatchObject({ kind: 'fault', message: expect.stringContaining(words) as string });
    // One mistake is told once.
    if (!body.includes('name}}It')) expect(findings).toHaveLength(1);
  });

  it('shows the place of a fault', () => {
    const body = 'Hello {{customer.firstName}}, {{nmae}}.';
    const at = said(body)[0]?.at;
    expect(at && body.slice(at.start, at.end)).toBe('{{nmae}}');
  });

  it('takes what is in order: spaces in braces, conditions in conditions', () => {
    expect(said('{{# order }}{{#date}}It came {{ date }}.{{/date}}{{/order}} Bye.')).toEqual([]);
  });

  it('calls too long what a stored playbook can not hold', () => {
    const fits = (body: string): boolean => parsePlaybook({ ...defaultPlaybook, templates: [template(body)] }).ok;
    expect([fits('x'.repeat(longestBody)), fits('x'.repeat(longestBody + 1))]).toEqual([true, false]);
  });

  it('is a note where another stands before it for the same, and where it stands before another', () => {
    const [first, second] = [template('One.'), template('Two.', { id: 'b', language: 'en' })];
    expect(checkTemplate(second, [first, second])).toMatchObject([{ kind: 'note', message: expect.stringContaining('never used') as string }]);
    expect(checkTemplate(first, [first, second])).toMatchObject([{ kind: 'note', message: expect.stringContaining('instead of it') as string }]);
    // A new one comes to the end.
    expect(checkTemplate(second, [first])).toMatchObject([{ message: expect.stringContaining('never used') as string }]);
    for (const changes of [{ voice: 'warm' }, { product: 'Tansy lamp' }, { intent: 'get_refund' }, { language: 'de', body: '{{customer.name}}, zwei.' }] as const) {
      const other = { ...second, ...changes };
      expect(checkTemplate(other, [first, other])).toEqual([]);
    }
  });

  it('is a note where a sentence is never written, where nothing is left, and where nobody is greeted', () => {
    expect(said('Hello. {{^order}}Is it {{order}}?{{/order}}')).toMatchObject([{ kind: 'note', message: expect.stringContaining('never written') as string }]);
    expect(said('Order {{order}} ships.')).toMatchObject([{ kind: 'note', message: expect.stringContaining('nothing is known') as string }]);
    expect(said('Wir sehen nach.', { language: 'de' })).toMatchObject([{ kind: 'note', message: expect.stringContaining('greets nobody') as string }]);
  });
});
