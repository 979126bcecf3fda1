import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, Scalar } from 'yaml';
import { withoutAnnotations } from '../../src/datasets/rasa-example.ts';
import { createJsonDocumentReader } from '../../src/datasets/read-labelled-jsonl.ts';
import { createRasaReader } from '../../src/datasets/read-rasa-nlu.ts';
import { cells, readAll, type Whole } from './read-all.ts';

const read = (text: string, size?: number): Whole => readAll(createRasaReader(), text, size);

const usual = `version: "3.1"

nlu:
# what people say first
- intent: greet
  examples: |
    - hey
    - hello there # not a comment
    - [Berlin](city) is nice

    - how is "the \\ weather" in [New York City]{"entity": "city", "role": "to"}?
- intent: no
  examples: |
    - no
    -never
    a line that went astray
- synonym: NYC
  examples: |
    - New York
- lookup: country
  examples: |
    - Peru
    - Chad
- regex: zip
  examples: |
    - \\d{5}
- intent: faq/hours
  examples: |
    - when do you open
responses:
  utter_greet:
  - text: |
      nlu:
      - intent: nonsense
stories:
- story: x
`;

describe('reading Rasa NLU data', () => {
  it('makes a row of every example, with its line, and leaves out what is none', () => {
    const whole = read(usual);
    expect(cells(whole)).toEqual([
      { text: 'hey', intent: 'greet' },
      { text: 'hello there # not a comment', intent: 'greet' },
      { text: 'Berlin is nice', intent: 'greet' },
      { text: 'how is "the \\ weather" in New York City?', intent: 'greet' },
      { text: 'no', intent: 'no' },
      { text: 'never', intent: 'no' },
      { text: 'when do you open', intent: 'faq', response: 'faq/hours' },
    ]);
    expect(whole.rows.map((row) => row.line)).toEqual([7, 8, 9, 11, 14, 15, 29]);
    expect(whole.refused).toEqual([{ line: 16, reason: expect.stringContaining('does not begin with') as string, excerpt: 'a line that went astray' }]);
    expect(whole.columns).toEqual(['text', 'intent', 'response']);
    expect(whole.notes).toEqual([
      'Left out, since they are no examples: 1 synonym, 1 lookup table, 1 regular expression.',
      '2 marked entities became plain words.',
      expect.stringContaining('faq/hours') as string,
      'Only “nlu” was read; left out: responses, stories.',
    ]);
    expect(whole.problem).toBeNull();
  });

  it('reads the same in pieces of any size, with any line ends and a byte order mark', () => {
    const whole = read(usual);
    for (const size of [1, 3, 7, 64]) expect(read(usual, size)).toEqual(whole);
    expect(cells(read(`\ufeff${usual.replaceAll('\n', '\r\n')}`))).toEqual(cells(whole));
  });

  it('reads examples written as a list, with metadata, in brackets, and several documents', () => {
    const whole = read(`nlu:
  - intent: greet
    metadata: {sentiment: good}
    examples:
    - text: |
        hi
      metadata: {x: 1}
    - text: hello
    - "plain [Bonn](city)"
    - {nothing: here}
  - examples: |
      - bye
    intent: leave
---
nlu: [{intent: a, examples: "- one\\n- two"}, {intent: "b"}]
...
---
version: "1.0"
nlu:
- intent: &name c
  examples:
  - *name
`);
    expect(cells(whole)).toEqual([
      { text: 'hi', intent: 'greet' }, { text: 'hello', intent: 'greet' }, { text: 'plain Bonn', intent: 'greet' }, { text: 'bye', intent: 'leave' },
      { text: 'one', intent: 'a' }, { text: 'two', intent: 'a' }, { text: 'c', intent: 'c' },
    ]);
    expect(whole.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual(['10: It has no text.', '15: The entry has no examples.']);
    expect(whole.notes).toEqual(['1 marked entity became plain words.', 'The file says version 1.0; it was read as version 3.']);
  });

  it('takes every plain word as a word', () => {
    const whole = read('nlu:\n- intent: true\n  examples:\n  - 1.0\n  - null\n  - 0x10\n- intent: 007\n  examples: |\n    - ~\n');
    expect(cells(whole).map(({ text, intent }) => `${text} ${intent}`)).toEqual(['1.0 true', 'null true', '0x10 true', '~ 007']);
  });

  it('refuses a damaged entry with its line, and reads the others', () => {
    const whole = read('nlu:\n- intent: a\n  examples: |\n    - one\n- intent: [b\n  examples: |\n    - lost\n- intent:\n  examples: |\n    - lost too\n- intent: c\n  examples: 3\n  examples: 4\n- just text\n- intent: d\n  examples: |\n    - two\n');
    expect(cells(whole)).toEqual([{ text: 'one', intent: 'a' }, { text: 'two', intent: 'd' }]);
    expect(whole.refused.map(({ line }) => line)).toEqual([6, 8, 13, 14]);
    expect(whole.refused[0]?.reason).toContain('not valid YAML');
    expect(whole.refused[1]?.reason).toBe('The entry has no intent.');
  });

  it('does not let references grow a file, and follows one to a text only', () => {
    const bomb = `nlu:\n- intent: a\n  x: &a [${'x,'.repeat(9)}x]\n  y: &b [${'*a,'.repeat(9)}*a]\n  z: &c [${'*b,'.repeat(9)}*b]\n  examples: *c\n`;
    expect(read(bomb).refused).toEqual([{ line: 6, reason: 'The reference *c stands for no text.', excerpt: expect.any(String) as string }]);
    const many = `nlu:\n- intent: &a x\n  examples: [${'*a,'.repeat(300)}*a]\n`;
    expect(read(many).rows.length).toBeLessThanOrEqual(100);
    expect(read(many).refused[0]?.reason).toContain('more than 100 references');
    expect(read('nlu:\n- intent: a\n  examples:\n  - *nowhere\n').refused[0]?.reason).toContain('*nowhere');
  });

  it('says what a file is that has no such data', () => {
    expect(read('').problem?.code).toBe('not-rasa');
    expect(read('a,b\n1,2\n').problem?.message).toContain('nlu:');
    expect(read('nlu:\n').problem?.code).toBe('empty');
  });

  it('keeps names that mean something to JavaScript as names', () => {
    const whole = read('nlu:\n- __proto__: x\n  intent: __proto__\n  examples: |\n    - constructor\n');
    expect(whole.rows.map((row) => [...row.cells.values()])).toEqual([['constructor', '__proto__']]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('is not stalled by deep brackets, long lines, and texts of brackets', () => {
    const deep = read(`a${' '.repeat(300_000)}b\nnlu:\n- intent: ${'['.repeat(100_000)}\n- intent: b\n  examples: |\n    - ${'[x]('.repeat(100_000)}\n    -${' '.repeat(300_000)}x\n`);
    expect(deep.refused).toHaveLength(1);
    expect(deep.rows).toHaveLength(2);
    expect(read(`nlu:\n- intent: b\n  examples: ${'x'.repeat(1_200_000)}\n- intent: c\n  examples: |\n    - kept`)).toMatchObject({ rows: [{ line: 6 }], refused: [{ line: 2, reason: expect.stringContaining('a million characters') as string }] });
  });

  it('never throws, whatever it is given, and never makes a row without text or intent', () => {
    const line = fc.constantFrom('nlu:', '- intent: a', '  examples: |', '    - x', '---', '...', '- intent: "', '  - *a', '&a b', '{', '[', '  examples: >', '\t- x', '- lookup: q', 'version: 2', '', '  # c', '? x', ': y', '    - [a](b', "- 'x", '%YAML 1.2', '!!x y', '- intent: &a y', '  examples: *a', '  <<: *a');
    const text = fc.oneof(fc.array(fc.oneof(line, fc.string({ maxLength: 12 })), { maxLength: 25 }).map((lines) => lines.join('\n')), fc.string({ unit: 'binary', maxLength: 100 }));
    fc.assert(fc.property(text, fc.integer({ min: 1, max: 40 }), (given, size) => {
      const whole = read(given, size);
      for (const row of whole.rows) {
        expect((row.cells.get('text') ?? '').trim()).not.toBe('');
        expect((row.cells.get('intent') ?? '').trim()).not.toBe('');
      }
      expect(read(given)).toEqual(whole);
    }), { numRuns: 300 });
  });

  it('reads back what a YAML library writes', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}?!.,'"&*@%:;#{}|>-]{1,12}( [\p{L}\p{N}'"#:-]{1,8}){0,3}$/u);
    const intents = fc.uniqueArray(fc.record({ intent: fc.stringMatching(/^[a-z_+0-9][a-z_ +0-9.:#-]{0,15}[a-z0-9]$/), examples: fc.array(word, { minLength: 1, maxLength: 5 }) }), { minLength: 1, maxLength: 5, selector: ({ intent }) => intent });
    fc.assert(fc.property(intents, fc.boolean(), fc.integer({ min: 1, max: 50 }), (given, asList, size) => {
      const document = new Document({ version: '3.1', nlu: given.map(({ intent, examples }) => {
        const block = new Scalar(examples.map((text) => `- ${text}\n`).join(''));
        block.type = 'BLOCK_LITERAL';
        return { intent, examples: asList ? examples : block };
      }) });
      const whole = read(document.toString({ lineWidth: 0 }), size);
      expect(whole.refused).toEqual([]);
      expect(cells(whole)).toEqual(given.flatMap(({ intent, examples }) => examples.map((text) => ({ text, intent }))));
    }));
  });
});

describe('entity annotations', () => {
  it.each([
    ['book for [tomorrow](date)', 'book for tomorrow', 1],
    ['[a](x:y) and [b]{"entity": "z", "value": "q"}', 'a and b', 2],
    ['from [Rome][{"entity": "city"}, {"entity": "from"}]', 'from Rome', 1],
    ['see [1] (and 2), a[3](', 'see [1] (and 2), a[3](', 0],
    ['[]() [x]()', '[]() [x]()', 0],
  ])('%s', (text, plain, annotations) => {
    expect(withoutAnnotations(text)).toEqual({ text: plain, annotations });
  });
});

describe('reading Rasa’s JSON', () => {
  it('takes the common examples, and counts what is none', () => {
    const whole = readAll(createJsonDocumentReader(), JSON.stringify({ rasa_nlu_data: {
      common_examples: [{ text: 'hi', intent: 'greet', entities: [{ start: 0 }] }, { text: 'x', intent: 'faq/a' }, { text: '' }, null, { text: 'no intent' }],
      regex_features: [{}, {}], entity_synonyms: [{}],
    } }), 9);
    expect(cells(whole)).toEqual([{ text: 'hi', intent: 'greet' }, { text: 'x', intent: 'faq', response: 'faq/a' }]);
    expect(whole.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual(['3: It has no text.', '4: It has no text.', '5: It has no intent.']);
    expect(whole.notes[0]).toContain('1 synonym, 2 regular expressions');
  });
});
