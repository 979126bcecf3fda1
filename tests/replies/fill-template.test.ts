import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, type TemplateValues } from '../../src/replies/fill-template.ts';
import { addressName } from '../../src/replies/first-name.ts';

function text(body: string, values: TemplateValues): string {
  return fillTemplate(body, values).sentences.map((sentence) => sentence.text).join(' ');
}

describe('fill a template', () => {
  it('puts in what is known', () => {
    expect(text('Order {{order}} is on its way.', { order: 'LL-48213' })).toBe('Order LL-48213 is on its way.');
  });

  it('leaves out the sentence that needs an unknown value, and says what is missing', () => {
    const filled = fillTemplate('Hello. Order {{order}} costs {{amount}}. Bye.', { amount: '£5' });
    expect(filled.sentences.map((sentence) => sentence.text)).toEqual(['Hello.', 'Bye.']);
    expect(filled.missing).toEqual(['order number']);
  });

  it('shows conditions when they hold, and asks when they do not', () => {
    const body = 'Sure. {{#order}}I look at {{order}}{{#amount}} over {{amount}}{{/amount}}.{{/order}}{{^order}}Which order is it?{{/order}}';
    expect(text(body, { order: 'LL-1' })).toBe('Sure. I look at LL-1.');
    expect(text(body, { order: 'LL-1', amount: '£5' })).toBe('Sure. I look at LL-1 over £5.');
    expect(fillTemplate(body, {})).toMatchObject({ missing: ['order number'], sentences: [{ text: 'Sure.' }, { text: 'Which order is it?' }] });
  });

  it('does not miss what is only an extra', () => {
    expect(fillTemplate('Sorry{{#product}} about the {{product}}{{/product}}.', {}).missing).toEqual([]);
  });

  it('keeps what it left out, with what was missing in its place', () => {
    const filled = fillTemplate('Hello. Order {{order}} of {{date}} costs {{amount}}. Bye.\n\nAsk {{agent}}.', { date: 'Monday' });
    expect(filled.dropped).toEqual([
      { text: 'Order [order number] of Monday costs [amount].', before: 1 },
      { text: 'Ask [agent’s name].', before: 2 },
    ]);
  });

  it('starts paragraphs at empty lines and keeps decimals and addresses whole', () => {
    const filled = fillTemplate('It is £4.95 at larchandloom.example today. Fine?\n\nSecond.', {});
    expect(filled.sentences).toEqual([
      { text: 'It is £4.95 at larchandloom.example today.', paragraph: true },
      { text: 'Fine?', paragraph: false },
      { text: 'Second.', paragraph: true },
    ]);
  });

  it('never reads a value as template', () => {
    expect(text('Hello {{name}}, fine.', { name: '{{order}} {{#x}}' })).toBe('Hello {{order}} {{#x}}, fine.');
  });

  it('takes any text without throwing and never leaves a known tag behind', () => {
    const piece = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('{{order}}', '{{#order}}', '{{/order}}', '{{^order}}', '{{/x}}', '{{__proto__}}', '. ', '\n\n', '- a'));
    fc.assert(
      fc.property(fc.array(piece).map((parts) => parts.join('')), fc.option(fc.constant('LL-1'), { nil: undefined }), (body, order) => {
        const filled = fillTemplate(body, { order });
        for (const sentence of filled.sentences) expect(sentence.text).not.toMatch(/\{\{[#^/]?order\}\}/);
      }),
    );
  });
});

describe('how a customer is addressed', () => {
  it.each([
    ['Margaret Haldane', 'Margaret'],
    ['Mrs Haldane', 'Mrs Haldane'],
    ['JOÃO PEREIRA', 'João'],
    ['Haldane, Margaret', 'Margaret'],
    ['Wen-Li Zhao', 'Wen-Li'],
    ['ana@example.org', undefined],
    ['Guest', undefined],
    ['M. Haldane', undefined],
    ['', undefined],
  ])('%s: %s', (name, expected) => {
    expect(addressName(name)).toBe(expected);
  });
});
