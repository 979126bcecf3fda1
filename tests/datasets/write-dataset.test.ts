import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, labelsFrom, type Dataset } from '../../src/datasets/dataset.ts';
import { editDataset } from '../../src/datasets/edit-dataset.ts';
import { hashDataset } from '../../src/datasets/hash-dataset.ts';
import { cleanLabel } from '../../src/datasets/make-example.ts';
import { guessLabelColumns } from '../../src/datasets/map-label-columns.ts';
import { createLabelledCsvReader } from '../../src/datasets/read-labelled-csv.ts';
import { createLabelledJsonlReader } from '../../src/datasets/read-labelled-jsonl.ts';
import { layoutOf, writeDataset } from '../../src/datasets/write-dataset.ts';
import { collect, readAll, sha256 } from './read-all.ts';

const text = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), fc.constantFrom('=1+1', '"\n', '<b>x</b>', "'=x", '😀', 'a,b;c\td', '@x', '-')).map((raw) => raw.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim() || 'x'); // eslint-disable-line no-control-regex -- a dataset holds none
const label = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('=a', "'=b", '+', 'true', '1.0', '')).map((raw) => cleanLabel(raw)).filter((clean) => !clean.startsWith('['));
const columnName = fc.constantFrom('intent', 'text', 'group', '__proto__', 'constructor', '=x', 'tabdesk_row', 'a.b', '7', 'Ünï, "q"');

const datasets: fc.Arbitrary<Dataset> = fc
  .record({
    names: fc.uniqueArray(columnName, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.record({ text, labels: fc.array(label, { minLength: 3, maxLength: 3 }), group: fc.constantFrom('', 'g 1', '=g'), ticketId: fc.constantFrom('', 't-1'), byTriage: fc.boolean() }), { minLength: 1, maxLength: 6 }),
    gap: fc.boolean(),
  })
  .map(({ names, rows, gap }) => {
    const columns = names.map((name) => ({ name, kind: 'custom' as const }));
    const dataset = datasetOf(rows.map((row) => ({
      text: row.text,
      // A row of a dataset has a label in one column at least.
      labels: labelsFrom(names.map((name, at) => [name, at === 0 && row.labels[0] === '' ? 'some' : (row.labels[at] ?? '')] as const)),
      ...(row.group === '' ? {} : { group: row.group }),
      ...(row.ticketId === '' ? {} : { ticketId: row.ticketId }),
      ...(row.byTriage ? { labelledBy: 'triage' as const } : {}),
    })), columns);
    const shorter = gap ? editDataset(dataset, { kind: 'remove', rows: [0] }) : null;
    return shorter?.ok === true && shorter.value.dataset.rows.length > 0 ? shorter.value.dataset : dataset;
  });

function readBack(dataset: Dataset, format: 'csv' | 'jsonl'): Dataset {
  const written = [...writeDataset(dataset, format)].join('');
  const whole = readAll(format === 'csv' ? createLabelledCsvReader({ hasHeader: true, delimiter: ',' }) : createLabelledJsonlReader(), format === 'csv' ? `\ufeff${written}` : written, 17);
  expect(whole.refused).toEqual([]);
  return collect(whole, layoutOf(dataset).mapping).dataset;
}

describe('writing a dataset', () => {
  it.each(['csv', 'jsonl'] as const)('as %s gives the same rows and hash when it is read back', async (format) => {
    await fc.assert(fc.asyncProperty(datasets, async (dataset) => {
      const back = readBack(dataset, format);
      expect(back.rows).toEqual(dataset.rows);
      const hashes = await Promise.all([hashDataset(back, sha256), hashDataset(dataset, sha256)]);
      expect(hashes[0]).toEqual(hashes[1]);
    }));
  });

  it('writes no cell that a spreadsheet would run', () => {
    fc.assert(fc.property(datasets, (dataset) => {
      const written = [...writeDataset(dataset, 'csv')].join('');
      const plain = written.replace(/"(?:[^"]|"")*"/g, (quoted) => (/^"[=+\-@\t\r]/.test(quoted) ? '=' : 'q'));
      expect(plain).not.toMatch(/(^|[,\n])[=+\-@\t]/);
    }));
  });

  it('writes nothing but text and labels where there is nothing else, in pieces of 1,000 rows', () => {
    const dataset = datasetOf(Array.from({ length: 2100 }, (_, at) => ({ text: `t ${at}`, labels: { intent: `i${at % 3}` } })), [{ name: 'intent', kind: 'intent' }]);
    const pieces = [...writeDataset(dataset, 'csv')];
    expect(pieces.map((piece) => piece.split('\r\n').length - 1)).toEqual([1, 1000, 1000, 100]);
    expect(pieces[0]).toBe('text,intent\r\n');
    expect(pieces[1]?.slice(0, 20)).toBe('t 0,i0\r\nt 1,i1\r\nt 2,');
    expect([...writeDataset(dataset, 'jsonl')][0]?.split('\n')[0]).toBe('{"text":"t 0","intent":"i0"}');
  });

  it('is guessed aright when it comes back', () => {
    const dataset = datasetOf(Array.from({ length: 60 }, (_, at) => ({ text: `where is my parcel number ${at}`, labels: { intent: `i${at % 3}` }, group: `g${at % 20}`, ticketId: `t${at}`, labelledBy: 'triage' as const })), [{ name: 'intent', kind: 'intent' }]);
    const whole = readAll(createLabelledCsvReader(), [...writeDataset(dataset, 'csv')].join(''));
    expect(guessLabelColumns(whole.columns, whole.rows).mapping).toEqual(layoutOf(dataset).mapping);
    expect(collect(whole).dataset.rows).toEqual(dataset.rows);
  });
});
