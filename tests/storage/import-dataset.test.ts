import { beforeEach, describe, expect, it } from 'vitest';
import { labelOf } from '../../src/datasets/dataset.ts';
import type { LabelMapping } from '../../src/datasets/map-label-columns.ts';
import { setIntent, setQueue } from '../../src/storage/change-tickets.ts';
import { importDataset, type ImportDatasetOptions, type ImportDatasetProgress } from '../../src/storage/import-dataset.ts';
import { labelDesk } from '../../src/storage/label-desk.ts';
import { previewDataset } from '../../src/storage/preview-dataset.ts';
import { listDatasets, loadDataset, saveDataset } from '../../src/storage/save-datasets.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, playbook, ticket, triageOf, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;
beforeEach(async () => {
  db = await openMemoryDesk();
});

const mapping: LabelMapping = { text: ['text'], labels: [{ column: 'intent', name: 'intent', kind: 'intent' }], html: false };
const csv = (count: number): string => `text,intent\n${Array.from({ length: count }, (_, at) => `"where is my parcel, number ${at}?",i${at % 5}\n`).join('')}`;
const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'some.csv'): File => new File([content], name);

function utf16(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i += 1) view.setUint16(2 + i * 2, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

async function rowsOf(id: string): Promise<string[]> {
  return valueOf(await loadDataset(db, id)).dataset.rows.map((row) => `${row.text} → ${labelOf(row, 'intent')}`);
}

function run(file: File, changes: Partial<ImportDatasetOptions> = {}) {
  return importDataset(db, file, { mapping, now: 5, ...changes });
}

const storedRows = async (): Promise<number[]> => [await db.datasets.count(), await db.datasetRows.count()];

describe('importing a labelled file', () => {
  it('saves its rows as a dataset, and a second time finds it there', async () => {
    const progress: ImportDatasetProgress[] = [];
    const { summary, report, existing } = valueOf(await run(fileOf(csv(2500), 'set of may.csv'), { onProgress: (step) => progress.push(step), notes: 'n' }));
    expect(existing).toBe(false);
    expect(summary).toMatchObject({ name: 'set of may', source: 'set of may.csv', notes: 'n', rows: 2500, createdAt: 5, remarks: [] });
    expect(report).toEqual({ rows: 2500, refusedCount: 0, refused: [], notes: [] });
    expect([...new Set(progress.map(({ status }) => status))]).toEqual(['reading', 'saving']);
    expect(progress.at(-1)).toMatchObject({ rows: 2500, bytesRead: progress[0]?.bytes });
    expect(valueOf(await run(fileOf(csv(2500), 'copy.csv')))).toMatchObject({ existing: true, summary: { id: summary.id } });
    expect(await storedRows()).toEqual([1, 3]);
  });

  it.each([
    ['CSV with a mark', fileOf('\ufefftext,intent\ngrüße,a\nköln,b\n')],
    ['UTF-16, low byte first', fileOf(utf16('text;intent\ngrüße;a\nköln;b\n', true))],
    ['UTF-16, high byte first', fileOf(utf16('text\tintent\ngrüße\ta\nköln\tb\n', false))],
    ['Windows-1252', fileOf(Uint8Array.from('text,intent\ngrüße,a\nköln,b\n', (character) => character.charCodeAt(0)))],
    ['JSONL', fileOf('{"text":"grüße","intent":"a"}\n{"text":"köln","intent":["b"]}\n', 'x.jsonl')],
    ['a JSON list', fileOf('[{"text":"grüße","intent":"a"},{"text":"köln","intent":"b"}]', 'x.json')],
    ['Rasa YAML', fileOf('nlu:\n- intent: a\n  examples: |\n    - grüße\n- intent: b\n  examples: |\n    - [köln](city)\n', 'nlu.yml')],
    ['Rasa JSON', fileOf('{"rasa_nlu_data":{"common_examples":[{"text":"grüße","intent":"a"},{"text":"köln","intent":"b"}]}}', 'x.json')],
  ])('reads %s', async (_, file) => {
    const preview = valueOf(await previewDataset(file));
    expect(preview.mapping).toMatchObject({ text: ['text'], labels: [{ column: 'intent', name: 'intent', kind: 'intent' }] });
    const { summary } = valueOf(await run(file, { mapping: preview.mapping }));
    expect(await rowsOf(summary.id)).toEqual(['grüße → a', 'köln → b']);
    // The same data is the same dataset, whatever it was written in.
    const { summary: same } = valueOf(await run(fileOf('text,intent\ngrüße,a\nköln,b\n')));
    expect(same.hash).toBe(summary.hash);
  });

  it('reports what it refuses, with line and reason, and notes damage', async () => {
    const broken = new Uint8Array([...new TextEncoder().encode('text,intent\nok,a\n,a\nno label,\nhalf "quoted"" x,a\n"bad"cell,a\nüüüüüüüüüüüüüü'), 0xff, ...new TextEncoder().encode(',b\n')]);
    const { summary, report } = valueOf(await run(fileOf(broken)));
    expect(report.refused.map(({ line }) => line).sort()).toEqual([3, 4, 6]);
    expect(report).toMatchObject({ rows: 6, refusedCount: 3 });
    expect(summary.remarks[0]).toBe('3 of 6 rows could not be taken.');
    expect(report.notes.join()).toContain('\ufffd');
    expect(summary.rows).toBe(3);
  });

  it('leaves nothing when it is cancelled while reading or saving, when the disk is full, or when the file goes away', async () => {
    expect(await run(fileOf(csv(3)), { signal: AbortSignal.abort() })).toMatchObject({ ok: false, code: 'cancelled' });
    for (const status of ['reading', 'saving'] as const) {
      const cancel = new AbortController();
      expect(await run(fileOf(csv(20_000)), { signal: cancel.signal, onProgress: (step) => step.status === status && step.rows > 0 && cancel.abort() })).toMatchObject({ ok: false, code: 'cancelled' });
      expect(await storedRows()).toEqual([0, 0]);
    }
    const moved = { name: 'x.csv', size: 9, stream: () => { throw new DOMException('moved', 'NotFoundError'); }, slice: () => new Blob(['text,inte']) };
    expect(await importDataset(db, moved, { mapping })).toMatchObject({ ok: false, code: 'unreadable' });
    db.datasets.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await run(fileOf(csv(3)))).toMatchObject({ ok: false, code: 'disk-full' });
    expect(await storedRows()).toEqual([0, 0]);
  });

  it.each([
    ['empty', fileOf(''), 'empty'],
    ['without rows', fileOf('text,intent\n'), 'no-rows'],
    ['without labels', fileOf('text,intent\na,\nb,\n'), 'no-rows'],
    ['of other columns', fileOf('body,label\na,b\n'), 'bad-mapping'],
    ['a workbook', fileOf(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)), 'binary'],
    ['with an endless quote', fileOf('text,intent\na,b\n"c,d\n'), 'unclosed-quote'],
    ['YAML of something else', fileOf('services:\n  web: x\n', 'compose.yml'), 'not-rasa'],
    ['JSON that is none', fileOf('[{"text":', 'x.json'), 'not-json'],
    ['of 200,001 rows', fileOf(`text,intent\n${'a,b\n'.repeat(200_001)}`), 'too-many-rows'],
  ])('refuses in words a file %s, and saves nothing', async (_, file, code) => {
    const outcome = await run(file, { hasHeader: true });
    expect(outcome).toMatchObject({ ok: false, code });
    expect(await storedRows()).toEqual([0, 0]);
  });
});

describe('looking at a labelled file', () => {
  it('guesses, says why, and shows what would come of it as the choice changes', async () => {
    const text = `id,subject,body,intent,mood\n${Array.from({ length: 300 }, (_, at) => `${at},Order ${at},"I ordered thing ${at} and it has not come",i${at % 6},${at % 2 ? 'positive' : 'negative'}\n`).join('')}301,x,,,\n`;
    const preview = valueOf(await previewDataset(fileOf(text)));
    expect(preview).toMatchObject({ format: 'csv', encoding: 'utf-8', whole: true, estimatedRows: 301, mapping: { text: ['subject', 'body'] } });
    expect(preview.guesses.map(({ column, role }) => `${column} ${role}`)).toEqual(['id none', 'subject text', 'body text', 'intent label', 'mood none']);
    expect(preview.guesses[4]).toMatchObject({ canBeLabel: true, kind: 'sentiment' });
    const tried = preview.tryMapping(preview.mapping);
    expect(tried).toMatchObject({ problems: [], refusedCount: 1, refused: [{ line: 302, reason: 'It has no label.' }] });
    expect(tried.examples).toHaveLength(20);
    expect(tried.examples[0]).toEqual({ id: 0, text: 'Order 0\nI ordered thing 0 and it has not come', labels: { intent: 'i0' } });
    expect(tried.columns[0]?.labels).toHaveLength(6);
    const both = preview.tryMapping({ ...preview.mapping, text: ['body'], labels: [...preview.mapping.labels, { column: 'mood', name: 'mood', kind: 'sentiment' }] });
    expect(both.columns.map(({ name }) => name)).toEqual(['intent', 'mood']);
    expect(both.examples[0]?.text).toBe('I ordered thing 0 and it has not come');
    expect(preview.tryMapping({ ...preview.mapping, labels: [] }).problems).toEqual([expect.stringContaining('holds the label')]);
    expect(preview.tryMapping({ ...preview.mapping, labels: [{ column: 'id', name: 'id', kind: 'custom' }], text: ['intent'] }).problems).toEqual([]);
  });

  it('looks at the beginning only of a long file', async () => {
    const preview = valueOf(await previewDataset(fileOf(csv(60_000))));
    expect(preview.whole).toBe(false);
    expect(Math.abs(preview.estimatedRows - 60_000)).toBeLessThan(3000);
    expect(preview.rows).toHaveLength(20);
    expect(preview.tryMapping(preview.mapping).refusedCount).toBe(0);
  });

  it('says what can not be imported at all', async () => {
    expect(await previewDataset(fileOf(''))).toMatchObject({ ok: false, code: 'empty' });
    expect(await previewDataset(fileOf('stories:\n- x\n', 'a.yml'))).toMatchObject({ ok: false, code: 'not-rasa' });
    expect(await previewDataset(fileOf('{', 'a.json'))).toMatchObject({ ok: false, code: 'not-json' });
    expect(valueOf(await previewDataset(fileOf('text,intent\n'))).tryMapping(mapping).problems).toEqual(['The file has no rows.']);
  });
});

describe('a dataset of the desk’s own tickets', () => {
  it('has what people labelled, oldest first, and solved tickets only when asked', async () => {
    const tickets = Array.from({ length: 6 }, (_, n) => ticket(n, n === 5 ? { status: 'closed' } : {}));
    valueOf(await saveTickets(db, tickets));
    valueOf(await saveTriages(db, tickets.map((each) => triageOf(each)), playbook));
    valueOf(await setIntent(db, ['t-4', 't-1'], 'get_refund'));
    valueOf(await setQueue(db, ['t-2'], 'billing'));
    const { dataset, corrected } = valueOf(await labelDesk(db));
    expect(corrected).toBe(3);
    expect(dataset.rows.map(({ ticketId, labels }) => [ticketId, labels])).toEqual([['t-1', { intent: 'get_refund' }], ['t-2', { queue: 'billing' }], ['t-4', { intent: 'get_refund' }]]);
    expect(dataset.rows[0]?.text).toBe('Subject 1\nWhere is   my\nparcel 1?');
    const more = valueOf(await labelDesk(db, { sureOfSolved: 0.9 }));
    expect(more.dataset.rows.at(-1)).toMatchObject({ ticketId: 't-5', labels: { intent: 'track_order' }, labelledBy: 'triage' });
    expect(await labelDesk(db, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, code: 'cancelled' });
    valueOf(await saveDataset(db, dataset, { name: 'desk', source: 'desk' }));
    expect((await listDatasets(db)).map(({ rows, source }) => [rows, source])).toEqual([[3, 'desk']]);
  });
});
