import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summariseColumns } from '../../src/datasets/dataset.ts';
import { datasetFormat } from '../../src/datasets/labelled-rows.ts';
import { createLabelledCsvReader } from '../../src/datasets/read-labelled-csv.ts';
import { createJsonDocumentReader, createLabelledJsonlReader } from '../../src/datasets/read-labelled-jsonl.ts';
import { cells, collect, readAll } from './read-all.ts';

const mapping = { text: ['text'], labels: [{ column: 'intent', name: 'intent', kind: 'intent' }], html: false } as const;

describe('reading labelled CSV', () => {
  it('takes a first line whose label stands again further down as an example', () => {
    const whole = readAll(createLabelledCsvReader(), 'report alarm settings,alarm_query\nwhat alarms do i have set,alarm_query\nplay a song,music\n');
    expect(whole.columns).toEqual(['Column 1', 'Column 2']);
    expect(whole.rows).toHaveLength(3);
    expect(whole.notes.join()).toContain('The first line looks like data');
  });

  it('takes names as names, also where one stands below as a value', () => {
    const whole = readAll(createLabelledCsvReader(), 'text,intent\nwhat is that,intent\ntext me,other\ntext,intent\n', 5);
    expect(cells(whole)).toEqual([{ text: 'what is that', intent: 'intent' }, { text: 'text me', intent: 'other' }]);
    expect(whole.refused).toEqual([{ line: 4, reason: 'It repeats the header.', excerpt: 'text,intent' }]);
    expect(readAll(createLabelledCsvReader(), 'text,intent\nwhat is that,intent\n').columns).toEqual(['text', 'intent']);
  });

  it('refuses rows with their line, and carries strange ones through', () => {
    const whole = readAll(createLabelledCsvReader(), `text,intent\n,a\nhello,\n"a ""b"" c\nd",x\n😀😀,joy\n${'long '.repeat(5000)},y\nq,${'z'.repeat(101)}\nbad\u0000\u0007text,["one"]\nw,"[""one"",""two""]"\n`);
    const { dataset, report } = collect(whole, mapping);
    expect(report.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: It has no text.',
      '3: It has no label.',
      '8: Its label in “intent” is longer than 100 characters.',
      '10: It has more than one label in “intent”. Keep one.',
    ]);
    expect(dataset.rows.map(({ labels }) => labels.intent)).toEqual(['x', 'joy', 'y', 'one']);
    expect(dataset.rows.map(({ text }) => text.length)).toEqual([9, 4, 19_999, 7]);
    expect(report).toMatchObject({ rows: 8, refusedCount: 4 });
    expect(report.notes).toEqual([
      '1 text has no word and no number in it, emoji for instance (first on line 6).',
      '1 text was longer than 20,000 characters and shortened (first on line 7).',
    ]);
  });

  it('never throws, whatever it is given, and reads the same in pieces of any size', () => {
    const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 }), fc.array(fc.constantFrom('text', 'intent', ',', '\n', '"', 'a', "'=", '__proto__', '\r', ';'), { maxLength: 40 }).map((parts) => parts.join('')));
    fc.assert(fc.property(text, fc.integer({ min: 1, max: 30 }), (given, size) => {
      const whole = readAll(createLabelledCsvReader(), given, size);
      expect(readAll(createLabelledCsvReader(), given)).toEqual(whole);
      const { dataset } = collect(whole);
      for (const row of dataset.rows) expect(row.text.trim()).not.toBe('');
    }), { numRuns: 300 });
  });
});

describe('reading JSON', () => {
  it('reads a list of objects, its entries counted as lines', () => {
    const whole = readAll(createJsonDocumentReader(), '[{"text":"a","label":"x"},[1],"b",{"text":"c","label":["y"],"meta":{"k":1}},{"__proto__":"p","text":"d","label":"x"}]', 7);
    expect(whole.rows.map(({ line, cells: row }) => [line, ...row.values()])).toEqual([[1, 'a', 'x'], [4, 'c', '["y"]', '1'], [5, 'p', 'd', 'x']]);
    expect(whole.refused.map(({ line }) => line)).toEqual([2, 3]);
    expect(whole.columns).toEqual(['text', 'label', 'meta.k', '__proto__']);
    const { dataset } = collect(whole, { text: ['text'], labels: [{ column: 'label', name: '__proto__', kind: 'intent' }], html: false });
    expect(summariseColumns(dataset)[0]?.labels).toEqual([{ name: 'x', rows: 2 }, { name: 'y', rows: 1 }]);
    expect(Object.getPrototypeOf(dataset.rows[0]?.labels)).toBe(Object.prototype);
  });

  it('says what is wrong with a document', () => {
    const problem = (text: string) => readAll(createJsonDocumentReader(), text).problem?.code;
    expect(['', '{', '[]', '{"rasa_nlu_data":3}'].map(problem)).toEqual(['not-json', 'not-json', 'empty', 'empty']);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.json(), fc.json().map((inner) => `{"rasa_nlu_data":{"common_examples":[${inner}]}}`)), (given) => {
      collect(readAll(createJsonDocumentReader(), given, 11));
      collect(readAll(createLabelledJsonlReader(), given, 11));
    }));
  });

  it('refuses an object nested without end', () => {
    const whole = readAll(createJsonDocumentReader(), `[{"text":"a","label":"x"},{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}},{"text":"b","label":"x"}]`);
    expect(whole.rows.length + whole.refused.length).toBe(3);
    expect(whole.rows.map((row) => row.cells.get('text')).filter((text) => text !== undefined)).toEqual(['a', 'b']);
  });
});

describe('the rows of a file', () => {
  it('are 200,000 at most', () => {
    const row = (line: number) => ({ line, cells: new Map([['text', 'hello'], ['intent', 'a']]) });
    const whole = { columns: ['text', 'intent'], notes: [], refused: [], problem: null, rows: Array.from({ length: 200_001 }, (_, at) => row(at + 2)) };
    const { dataset, problem } = collect(whole, mapping);
    expect(problem).toEqual({ code: 'too-many-rows', message: 'The file has more than 200,000 rows with a label (line 200002 is one too many). Split it, or take a part of it.' });
    expect(dataset.rows).toHaveLength(200_000);
  });

  it('come through with one label, one example a label, equal texts, or 2,000 labels: judging them is for the trainer', () => {
    const of = (rows: string) => collect(readAll(createLabelledCsvReader(), `text,intent\n${rows}`), mapping).dataset;
    expect(summariseColumns(of('a,x\nb,x\n'))[0]?.labels).toEqual([{ name: 'x', rows: 2 }]);
    expect(of('same,x\nsame,y\nsame,x\n').rows).toHaveLength(3);
    const many = summariseColumns(of(Array.from({ length: 2000 }, (_, at) => `text ${at},label ${at}\n`).join('')))[0];
    expect(many?.labels).toHaveLength(2000);
    expect(many?.labels.every(({ rows }) => rows === 1)).toBe(true);
  });
});

describe('the format of a file', () => {
  it.each([
    ['a.csv', '[x', 'csv'], ['a.yml', '', 'rasa-yaml'], ['a.jsonl', '{"a":1}\n{"a":2}', 'jsonl'], ['a.jsonl', '[{"a":1}]', 'json'],
    ['a.json', '{"rasa_nlu_data":{}}', 'json'], ['a.json', '{\n "rasa_nlu_data"', 'json'], ['a.json', '{"text":1}\n{"text":2}', 'jsonl'], ['a.txt', 'version: "3.1"\nnlu:\n- intent: a', 'rasa-yaml'],
    ['a', '\ufeff[ {"a":1}]', 'json'], ['a', 'text,label\n', 'csv'], ['a', '', 'csv'],
  ])('of %s that begins with %j is %s', (name, start, format) => {
    expect(datasetFormat(name, start)).toBe(format);
  });
});
