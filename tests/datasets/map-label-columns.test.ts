import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessLabelColumns, labelMappingProblems, type LabelMapping } from '../../src/datasets/map-label-columns.ts';
import { joinParts, makeExample } from '../../src/datasets/make-example.ts';
import { createLabelledCsvReader } from '../../src/datasets/read-labelled-csv.ts';
import { collect, readAll } from './read-all.ts';

function guess(header: string, row: (at: number) => string, count = 60) {
  const whole = readAll(createLabelledCsvReader(), `${header}\n${Array.from({ length: count }, (_, at) => `${row(at)}\n`).join('')}`);
  return guessLabelColumns(whole.columns, whole.rows);
}

const labelsOf = ({ labels }: LabelMapping): string[] => labels.map(({ column, kind }) => `${column} (${kind})`);

describe('guessing which column is what', () => {
  it('knows text and labels by their names, and says why', () => {
    const { mapping, columns } = guess('id,utterance,intent,category,tags,score', (at) => `${at},where is parcel number ${at},i${at % 7},${at % 2 ? 'ORDER' : 'BILL'},T${at % 5},0.${at}`);
    expect(mapping).toMatchObject({ text: ['utterance'], html: false });
    expect(labelsOf(mapping)).toEqual(['intent (intent)', 'category (custom)']);
    expect(columns.find(({ column }) => column === 'tags')).toMatchObject({ role: 'none', canBeLabel: true, reason: '5 different values in 60 rows: it could be a label column.' });
    expect(columns.filter(({ canBeLabel }) => !canBeLabel).map(({ column }) => column)).toEqual(['id', 'utterance', 'score']);
    expect(columns.find(({ column }) => column === 'utterance')?.reason).toBe('Its name says so.');
  });

  it('joins subject and message, and gives each label column its kind', () => {
    const { mapping } = guess('Ticket Subject,Ticket Description,Ticket Priority,Product,Mood,customer_id,Ticket Type', (at) => `Help ${at},"I can not open the box number ${at}",${at % 2 ? 'High' : 'Low'},${at % 3 ? 'Lamp' : 'Desk'},${at % 2 ? 'positive' : 'negative'},c${at % 9},t${at % 4}`);
    expect(mapping).toMatchObject({ text: ['Ticket Subject', 'Ticket Description'], group: 'customer_id' });
    expect(labelsOf(mapping)).toEqual(['Ticket Priority (priority)', 'Product (product)', 'Ticket Type (intent)']);
  });

  it('goes by the values where no name tells', () => {
    const { mapping, columns } = guess('a,b,c,d', (at) => `2026-01-0${1 + (at % 9)},the thing number ${at} does not work at all,k${at % 4},${at}@example.com`);
    expect(mapping.text).toEqual(['b']);
    expect(labelsOf(mapping)).toEqual(['c (custom)']);
    expect(columns[1]?.reason).toBe('It has the longest texts.');
    const sentiment = guess('x,y', (at) => `some words about flight ${at},${['positive', 'negative', 'neutral'][at % 3] ?? ''}`);
    expect(labelsOf(sentiment.mapping)).toEqual(['y (sentiment)']);
  });

  it('takes 2,000 labels that the start of a file shows once each, by their name', () => {
    expect(labelsOf(guess('text,intent', (at) => `some text of its own ${at},label ${at}`).mapping)).toEqual(['intent (intent)']);
    expect(guess('text,response', (at) => `some text of its own ${at},we have sent the thing number ${at} to you today`).mapping.labels).toEqual([]);
  });

  it('takes no column of dates, numbers or texts for labels, and none where there is none', () => {
    const { mapping } = guess('text,when,amount', (at) => `a text of some length ${at},2026-01-01,${at * 1.5}`);
    expect(mapping.labels).toEqual([]);
    expect(labelMappingProblems(mapping, ['text', 'when', 'amount'])).toEqual(['Choose the column that holds the label. The file has: text, when, amount.']);
    expect(guessLabelColumns([], []).mapping).toEqual({ text: [], labels: [], html: false });
  });

  it('reads markup as text where many texts have it', () => {
    const { mapping } = guess('body,label', (at) => `<p>please <b>refund</b> order ${at}</p>,${at % 2 ? 'a' : 'b'}`);
    expect(mapping.html).toBe(true);
    const row = { line: 2, cells: new Map([['body', '<p>please <b>refund</b></p>'], ['label', 'a']]) };
    expect(makeExample(row, mapping)).toMatchObject({ ok: true, example: { text: 'please refund' } });
    expect(makeExample(row, { ...mapping, html: false })).toMatchObject({ example: { text: '<p>please <b>refund</b></p>' } });
  });

  it('says what is wrong with a mapping', () => {
    const label = (column: string, name = column) => ({ column, name, kind: 'custom' as const });
    const problems = (mapping: Partial<LabelMapping>) => labelMappingProblems({ text: ['t'], labels: [label('a')], html: false, ...mapping }, ['t', 'a', 'b']);
    expect(problems({})).toEqual([]);
    expect(problems({ text: [] })).toEqual([expect.stringContaining('holds the text')]);
    expect(problems({ labels: [label('t')] })).toEqual(['The column “t” is chosen twice.']);
    expect(problems({ group: 'z' })).toEqual([expect.stringContaining('no column “z”')]);
    expect(problems({ labels: [label('a', 'same'), label('b', ' same ')] })).toEqual(['Two label columns have the same name.']);
    expect(problems({ labels: [label('a', ' ')] })).toEqual([expect.stringContaining('a name')]);
  });

  it('answers for any columns and values, each column once at most, with a mapping that is sound but for what is missing', () => {
    const value = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('', 'a', '1', '2026-01-01', 'x@y.zz', '<b>x</b>', '0.5', 'positive'));
    const name = fc.oneof(fc.string({ minLength: 1, maxLength: 10 }), fc.constantFrom('text', 'label', 'subject', '__proto__', 'constructor', 'group', 'tabdesk_row', 'intent'));
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), { maxLength: 12 }), (columns, table) => {
      const rows = table.map((row, line) => ({ line, cells: new Map(columns.map((column, at) => [column, row[at] ?? ''])) }));
      const { mapping, columns: guesses } = guessLabelColumns(columns, rows);
      expect(guesses.map(({ column }) => column)).toEqual(columns);
      expect(labelMappingProblems(mapping, columns).filter((problem) => !problem.startsWith('Choose the column'))).toEqual([]);
      for (const row of rows) makeExample(row, mapping);
    }));
  });
});

describe('joining the parts of a text', () => {
  it('puts the subject above the message, unless it only begins it or is empty', () => {
    expect(joinParts(['Late', 'Where is it?'])).toBe('Late\nWhere is it?');
    expect(joinParts(['Where  is it…', 'Where is it? I ask again'])).toBe('Where is it? I ask again');
    expect(joinParts(['', 'x', ' '])).toBe('x');
    expect(joinParts(['only'])).toBe('only');
  });
});

describe('numbers of an earlier export', () => {
  it('are kept where all rows have one and they ascend', () => {
    const mapping: LabelMapping = { text: ['text'], labels: [{ column: 'a', name: 'a', kind: 'custom' }], html: false, rowId: 'tabdesk_row' };
    const ids = (rows: string) => collect(readAll(createLabelledCsvReader(), `text,a,tabdesk_row\n${rows}`), mapping).dataset;
    expect(ids('q,x,3\nw,x,7\n')).toMatchObject({ rows: [{ id: 3 }, { id: 7 }], nextRow: 8 });
    expect(ids('q,x,3\nw,x,3\n').rows.map(({ id }) => id)).toEqual([0, 1]);
    expect(ids('q,x,3\nw,x,\n').rows.map(({ id }) => id)).toEqual([0, 1]);
  });
});
