import { beforeEach, describe, expect, it } from 'vitest';
import { labelOf } from '../../src/datasets/dataset.ts';
import { importDataset } from '../../src/storage/import-dataset.ts';
import { previewDataset } from '../../src/storage/preview-dataset.ts';
import { loadDataset } from '../../src/storage/save-datasets.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;
beforeEach(async () => {
  db = await openMemoryDesk();
});

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'some.csv'): File => new File([content], name);
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));
/** UTF-16 without a mark, as some exports have it. */
const bareUtf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer);

/** What a person gets who takes the columns as they are guessed. */
async function read(file: File) {
  const preview = await previewDataset(file);
  if (!preview.ok) return { refused: preview, rows: [], lines: [], notes: [], columns: [] };
  const imported = await importDataset(db, file, { mapping: preview.value.mapping, now: 1 });
  if (!imported.ok) return { refused: imported, rows: [], lines: [], notes: [], columns: preview.value.columns };
  const { dataset, summary } = valueOf(await loadDataset(db, imported.value.summary.id));
  const { report } = imported.value;
  return {
    refused: null,
    columns: preview.value.columns,
    rows: dataset.rows.map((row) => `${row.text} → ${dataset.columns.map(({ name }) => labelOf(row, name)).join(' | ')}`),
    lines: report.refused.map(({ line }) => line),
    notes: [...preview.value.notes, ...summary.remarks],
  };
}

describe('a labelled file that is not as it should be', () => {
  it('of which a row is quoted wrongly loses that row alone, with its line', async () => {
    const got = await read(fileOf('text,intent\nwhere is it,track\n"it is "broken" in two",complain\n"a ""quoted"" word",track\nsay "please",complain\n'));
    expect(got.refused).toBeNull();
    expect(got.rows).toContain('where is it → track');
    expect(got.rows).toContain('a "quoted" word → track');
    expect(got.rows.length + got.lines.length).toBe(4);
  });

  it('of which a quote never ends is refused with the line it began on, and nothing is saved', async () => {
    const got = await read(fileOf(`text,intent\na,x\nb,y\n"c,x\n${'d,y\n'.repeat(50)}`));
    expect(got.refused).toMatchObject({ ok: false, code: 'unclosed-quote', message: expect.stringContaining('4') as string });
    expect(await db.datasets.count()).toBe(0);
  });

  it.each([
    ['Latin-1', latin1('text,intent\ngrüße aus köln,gruß\nça va très bien,salut\nadiós señor,gruß\n'), ['grüße aus köln → gruß', 'ça va très bien → salut', 'adiós señor → gruß']],
    ['UTF-16 without a mark', bareUtf16('text,intent\ngrüße aus köln,gruß\nwhere is it,track\nand you,gruß\n'), ['grüße aus köln → gruß', 'where is it → track', 'and you → gruß']],
  ])('in %s is read as it was meant', async (_, bytes, rows) => {
    expect(await read(fileOf(bytes))).toMatchObject({ refused: null, rows });
  });

  it('with two columns of one name keeps both apart', async () => {
    const got = await read(fileOf('text,label,label\nwhere is it,track,low\nmy money,refund,high\nis it there,track,high\npay me back,refund,low\n'));
    expect(new Set(got.columns).size).toBe(3);
    expect(got.rows[0]).toMatch(/^where is it → track( \| low)?$/);
    expect(got.rows).toHaveLength(4);
  });

  it('with a text column twice is read from the first, and loses nothing', async () => {
    const got = await read(fileOf('text,text,intent\nwhere is it,one,track\nmy money,two,refund\nis it there,three,track\n'));
    expect(new Set(got.columns).size).toBe(3);
    expect(got.rows).toHaveLength(3);
    expect(got.rows[0]).toContain('where is it');
    expect(got.rows[0]).toMatch(/ → track$/);
  });

  it('without a header names its columns and takes the first line as a row', async () => {
    const got = await read(fileOf('where is my parcel please,track\nwhere is it today,track\ni want my money back,refund\ngive me a refund now,refund\n'));
    expect(got.rows).toContain('where is my parcel please → track');
    expect(got.rows).toHaveLength(4);
    expect(got.notes.join()).toContain('first line looks like data');
  });

  it('of JSON lines loses a bad line alone, with its number', async () => {
    const got = await read(fileOf('{"text":"where is it","intent":"track"}\n{"text":"my money","intent":\n[1]\n\n{"text":"is it there","intent":"track"}\n{"text":5,"intent":"refund"}\n', 'x.jsonl'));
    expect(got.refused).toBeNull();
    expect(got.rows.slice(0, 2)).toEqual(['where is it → track', 'is it there → track']);
    expect(got.lines).toEqual(expect.arrayContaining([2, 3]));
  });

  it.each([
    ['references that grow', `x0: &a0 [lol, lol]\n${Array.from({ length: 30 }, (_, at) => `x${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]\n`).join('')}nlu:\n- intent: a\n  examples: |\n    - hello there\n    - good day\n- intent: b\n  examples: |\n    - bye now\n- intent: *a30\n  examples: |\n    - lost\n`],
    ['deep nesting', `nlu:\n- intent: a\n  examples: |\n    - hello there\n    - good day\n- intent: b\n  examples: |\n    - bye now\n- intent: c\n  metadata: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n  examples: |\n    - [deep](${'('.repeat(5_000)}\n`],
  ])('of Rasa with %s gives the rows that can be read', async (_, yaml) => {
    const got = await read(fileOf(yaml, 'nlu.yml'));
    expect(got.refused).toBeNull();
    expect(got.rows.slice(0, 3)).toEqual(['hello there → a', 'good day → a', 'bye now → b']);
    expect(got.rows.length).toBeLessThanOrEqual(4);
  });
});
