import { describe, expect, it } from 'vitest';
import { addMessage, closeTickets, setQueue } from '../../src/storage/change-tickets.ts';
import { largestFile, type SourceFile } from '../../src/storage/decode-file.ts';
import { importTickets, type ImportOptions, type ImportProgress } from '../../src/storage/import-tickets.ts';
import { exportTickets } from '../../src/storage/export-tickets.ts';
import { previewImport } from '../../src/storage/preview-import.ts';
import { interruptedImports, rollBackImport } from '../../src/storage/roll-back-import.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, ticket, valueOf } from './desk-fixture.ts';

const now = Date.UTC(2026, 10, 21, 12);
const mapping = { id: 'id', body: 'text', customerName: 'name', created: 'date' };

function csvFile(text: string | Uint8Array<ArrayBuffer>, name = 'tickets.csv'): File {
  return new File([text], name);
}

function rows(count: number, from = 0): string {
  return `id,name,text,date\n${Array.from({ length: count }, (_, i) => `n${from + i},Jo,"Where is my parcel ${from + i}?\nThanks",2026-03-0${1 + (i % 9)}\n`).join('')}`;
}

function importInto(db: TabdeskDatabase, file: SourceFile, options: Partial<ImportOptions> = {}) {
  return importTickets(db, file, { mapping, importId: 'i1', now, ...options });
}

async function previewed(db: TabdeskDatabase, file: File) {
  const preview = valueOf(await previewImport(file));
  return { preview, report: valueOf(await importInto(db, file, { mapping: preview.mapping })) };
}

/** UTF-16 of either order, with its mark. */
function utf16(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i += 1) view.setUint16(2 + i * 2, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

describe('importing a file', () => {
  it('brings every row, and a second time changes nothing', async () => {
    const db = await openMemoryDesk();
    const progress: ImportProgress[] = [];
    const first = valueOf(await importInto(db, csvFile(rows(1203)), { onProgress: (step) => progress.push(step) }));
    expect(first).toMatchObject({ rows: 1203, imported: 1203, unchanged: 0, updated: 0, refusedCount: 0, notes: [] });
    expect(progress.map((step) => step.status)).toEqual(['checking', 'importing', 'importing', 'importing']);
    expect(progress.map((step) => step.rows)).toEqual([0, 500, 1000, 1203]);
    expect(progress.map((step) => Math.round((step.bytesRead / step.bytes) * 10))).toEqual([0, 4, 8, 10]);
    expect(await db.imports.get('i1')).toMatchObject({ status: 'done', imported: 1203 });
    const before = await db.tickets.toArray();
    const again = valueOf(await importInto(db, csvFile(rows(1203), 'renamed.csv'), { importId: 'i2', now: now + 1e9 }));
    expect(again).toMatchObject({ imported: 0, unchanged: 1203, updated: 0 });
    expect(await db.tickets.toArray()).toEqual(before);
    expect(await db.inbox.count()).toBe(1203);
  });

  it('reports every row it refuses, with line and reason, and brings the others', async () => {
    const db = await openMemoryDesk();
    const text = 'id,name,text,date\n1,Jo,"two\nlines",2026-03-01\n2,Jo,,\n3,Jo,a,b,c\n1,Jo,again,\n4,Jo,fine,soon\n';
    const report = valueOf(await importInto(db, csvFile(text)));
    expect(report).toMatchObject({ rows: 5, imported: 2, refusedCount: 3 });
    expect(report.refused.map((row) => row.line).sort()).toEqual([4, 5, 6]);
    expect(report.refused.find((row) => row.line === 6)?.reason).toContain('line 2');
    expect(report.notes.join()).toContain('first on line 7');
  });

  it('keeps what the desk did to a ticket when its row has changed', async () => {
    const db = await openMemoryDesk();
    const header = 'id,name,text,date';
    const row = '1,Jo,Hello,2026-03-01';
    valueOf(await importInto(db, csvFile(`${header}\n${row}`)));
    valueOf(await setQueue(db, ['1'], 'billing'));
    valueOf(await addMessage(db, '1', { id: 'a1', from: 'agent', author: 'Ada', at: now, text: 'Hi' }));
    expect(valueOf(await importInto(db, csvFile(`${header}\n${row}`), { importId: 'i2' }))).toMatchObject({ unchanged: 1 });
    expect(valueOf(await importInto(db, csvFile(`${header}\n1,Jo,Hello there,2026-03-01`), { importId: 'i3' }))).toMatchObject({ updated: 1 });
    const stored = await db.tickets.get('1');
    expect(stored?.messages.map((message) => message.text)).toEqual(['Hello there', 'Hi']);
    expect(stored).toMatchObject({ corrections: { queue: 'billing' }, importId: 'i1' });
    expect(await db.replaced.count()).toBe(0);
  });

  it.each(['csv', 'jsonl'] as const)('finds nothing new in an export of its own (%s), nor in the first file after it', async (format) => {
    const db = await openMemoryDesk();
    const first = csvFile('id,subject,text,channel\n1,Late,"Where is it?",mail\n2,,Thanks,\n');
    await previewed(db, first);
    valueOf(await saveTickets(db, [ticket(1), { ...ticket(2), labels: { intent: 'get_refund' }, product: 'Lamp' }]));
    valueOf(await addMessage(db, '1', { id: 'a1', from: 'agent', author: 'Ada', at: now + 5, text: 'Soon' }));
    const before = await db.tickets.toArray();
    const revisions = (await db.inbox.toArray()).map((row) => row.rev);
    const exported = new File([valueOf(await exportTickets(db, { format }))], `desk.${format}`);
    const mine = valueOf(await previewImport(exported));
    const again = valueOf(await importInto(db, exported, { mapping: mine.mapping, importId: 'i2', now: now + 1e6 }));
    expect(again).toMatchObject({ imported: 0, updated: 0, unchanged: 4, refusedCount: 0 });
    const original = valueOf(await importInto(db, first, { mapping: valueOf(await previewImport(first)).mapping, importId: 'i3', now: now + 2e6 }));
    expect(original).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    const plain = (tickets: typeof before) => tickets.map((each) => ({ ...each, sourceHash: '' }));
    expect(plain(await db.tickets.toArray())).toEqual(plain(before));
    expect((await db.inbox.toArray()).map((row) => row.rev)).toEqual(revisions);
  });

  it('opens nothing again, and loses no message, when an older export is imported', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1), ticket(2)]));
    const older = new File([valueOf(await exportTickets(db, { format: 'jsonl' }))], 'older.jsonl');
    const { mapping: mine } = valueOf(await previewImport(older));
    valueOf(await closeTickets(db, ['t-1']));
    valueOf(await addMessage(db, 't-2', { id: 'c2', from: 'customer', author: 'Jo', at: now, text: 'And another thing' }));
    const report = valueOf(await importInto(db, older, { mapping: mine }));
    expect(report).toMatchObject({ updated: 0, unchanged: 2 });
    expect((await db.tickets.get('t-1'))?.status).toBe('closed');
    expect((await db.tickets.get('t-2'))?.messages).toHaveLength(2);
  });

  it('closes and opens a ticket as its source does, when the source has news', async () => {
    const db = await openMemoryDesk();
    const file = (status: string, text: string): File => csvFile(`id,name,text,status\n1,Jo,${text},${status}\n`);
    const run = async (status: string, text: string, importId: string) =>
      valueOf(await importInto(db, file(status, text), { mapping: { id: 'id', customerName: 'name', body: 'text', status: 'status' }, importId }));
    await run('open', 'Hello', 'i1');
    expect(await run('closed', 'Hello', 'i2')).toMatchObject({ updated: 1 });
    expect(await db.tickets.get('1')).toMatchObject({ status: 'closed', unread: false });
    expect(await run('open', 'Hello again', 'i3')).toMatchObject({ updated: 1 });
    expect(await db.tickets.get('1')).toMatchObject({ status: 'open', unread: true });
  });

  it('never overwrites a ticket by one of another file that happens to have its number, though neither names a customer', async () => {
    const db = await openMemoryDesk();
    await previewed(db, csvFile('id,subject,text\n1,Late,Where is it?\n2,Bill,Send it to me\n', 'a.csv'));
    const before = await db.tickets.toArray();
    const { report } = await previewed(db, csvFile('id,subject,text\n1,Broken,A leg came off\n2,Bill,Send it to me please\n', 'b.csv'));
    expect(report).toMatchObject({ imported: 0, updated: 1, refusedCount: 1 });
    expect(report.refused[0]).toMatchObject({ line: 2 });
    expect(report.refused[0]?.reason).toContain('“Late”');
    expect(await db.tickets.get('1')).toEqual(before[0]);
  });

  it('never overwrites the ticket of another customer that has the same number', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    const report = valueOf(await importInto(db, csvFile('id,name,text,date\nt-1,Someone Else,Hello,\n')));
    expect(report).toMatchObject({ imported: 0, refusedCount: 1 });
    expect(report.refused[0]?.reason).toContain('Customer 1');
    expect(await db.tickets.get('t-1')).toEqual(ticket(1));
  });

  it('reads dates by the order the whole column shows, however late it shows', async () => {
    const db = await openMemoryDesk();
    const text = `id,name,text,date\n1,Jo,a,03/04/2026\n${Array.from({ length: 3000 }, (_, i) => `x${i},Jo,b,01/02/2026\n`).join('')}2,Jo,c,04/25/2026\n`;
    valueOf(await importInto(db, csvFile(text)));
    expect((await db.tickets.get('1'))?.createdAt).toBe(new Date(2026, 2, 4).getTime());
    const unsure = valueOf(await importInto(await openMemoryDesk(), csvFile('id,name,text,date\n1,Jo,a,03/04/2026\n')));
    expect(unsure.notes.join()).toContain('03/04/2026 can be read two ways');
  });

  it('shortens a megabyte in one cell, and turns markup into text', async () => {
    const db = await openMemoryDesk();
    const { report } = await previewed(db, csvFile(`id,text\n1,"${'lorem ipsum '.repeat(90_000)}"\n2,"<div>Hi<script>alert(1)</script></div>"\n`));
    expect(report).toMatchObject({ imported: 2 });
    expect(report.notes.join()).toContain('longer than 100,000 characters');
    expect((await db.tickets.get('1'))?.messages[0]?.text).toHaveLength(100_000);
    expect((await db.tickets.get('2'))?.messages[0]?.text).toBe('Hi');
  });

  it('says so when it shortens a subject', async () => {
    const db = await openMemoryDesk();
    const { report } = await previewed(db, csvFile(`id,subject,text\n1,"${'x'.repeat(1_000_000)}",Hello there\n2,Short,Hello there\n`));
    expect(report.notes.join()).toContain('1 subject was longer than 500 characters and shortened (first on line 2)');
    expect((await db.tickets.get('1'))?.subject).toHaveLength(500);
  });
});

describe('files in other encodings', () => {
  const text = 'id,name,text\n1,Zoë,"Wo ist mein Päckchen? 🙂"\n';
  it.each([
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${text}`), 'utf-8'],
    ['UTF-16, little end first', utf16(text, true), 'utf-16le'],
    ['UTF-16, big end first', utf16(text, false), 'utf-16be'],
    ['UTF-16 without a mark', utf16(text, true).slice(2), 'utf-16le'],
  ])('reads %s', async (_, bytes, encoding) => {
    const db = await openMemoryDesk();
    const { preview } = await previewed(db, csvFile(bytes));
    expect(preview.encoding).toBe(encoding);
    expect(await db.tickets.get('1')).toMatchObject({ customer: { name: 'Zoë' }, messages: [{ text: 'Wo ist mein Päckchen? 🙂' }] });
  });

  it('reads Windows-1252 and says so, even when it only shows far down', async () => {
    const db = await openMemoryDesk();
    const ascii = new TextEncoder().encode(rows(6000));
    const late = Uint8Array.from('last,Jos\xe9,caf\xe9 \x80 5,\n', (character) => character.charCodeAt(0));
    const report = valueOf(await importInto(db, new File([ascii, late], 'x.csv')));
    expect(report.notes.join()).toContain('Windows-1252');
    expect(await db.tickets.get('last')).toMatchObject({ customer: { name: 'José' }, messages: [{ text: 'café € 5' }] });
  }, 60_000);

  it('takes a few damaged bytes among much sound text as damage', async () => {
    const bytes = new TextEncoder().encode(`id,text\n1,${'ä'.repeat(100)}x\n`);
    bytes[bytes.length - 2] = 0xff;
    const db = await openMemoryDesk();
    const { report } = await previewed(db, csvFile(bytes));
    expect(report.notes.join()).toContain('damaged');
    expect((await db.tickets.get('1'))?.messages[0]?.text).toBe(`${'ä'.repeat(100)}\ufffd`);
  });
});

describe('files that can not be imported', () => {
  const huge: SourceFile = {
    name: 'huge.csv',
    size: 300 * 1024 * 1024,
    stream: () => { throw new Error('must not be read'); },
    slice: () => { throw new Error('must not be read'); },
  };
  it.each<[string, SourceFile, string, RegExp]>([
    ['an empty file', csvFile(''), 'empty', /empty/],
    ['a file of blank lines', csvFile('\n\n \n'), 'empty', /empty/],
    ['an Excel workbook', csvFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 9]), 'x.csv'), 'binary', /save the table as CSV/],
    ['a binary file', csvFile(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 'binary', /no text/],
    ['300 MB', huge, 'too-large', /300 MB; up to 200 MB/],
    ['a header alone', csvFile('id,name,text,date\n'), 'no-rows', /no rows/],
    ['another header than mapped', csvFile('a,b,c\n1,2,3\n'), 'bad-mapping', /no column "text"|The file has: a, b, c/],
    ['a quote that never closes', csvFile('id,name,text,date\n1,Jo,"open,2026-01-01\n2,Jo,x,\n'), 'unclosed-quote', /line 2/],
    ['one JSON list', csvFile('[{"text":"a"}]', 'x.json'), 'not-jsonl', /one object a line/],
  ])('refuses %s in words, and writes nothing', async (_, file, code, words) => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1)]));
    const result = await importInto(db, file);
    expect(result).toMatchObject({ ok: false, code });
    expect(result.ok ? '' : result.message).toMatch(words);
    expect(await db.tickets.toArray()).toEqual([ticket(1)]);
    expect(await db.imports.count()).toBe(0);
    if (code !== 'no-rows' && code !== 'bad-mapping') expect(await previewImport(file)).toMatchObject({ ok: false, code });
  });

  it('has room for a file of the largest size allowed', () => {
    expect(largestFile).toBeLessThan(huge.size);
  });

  it('undoes what came before an unclosed quote far down', async () => {
    const db = await openMemoryDesk();
    const result = await importInto(db, csvFile(`${rows(5000)}x,Jo,"open\n${'y,Jo,z,\n'.repeat(50)}`));
    expect(result).toMatchObject({ ok: false, code: 'unclosed-quote' });
    expect(result.ok ? '' : result.message).toContain('line 10002');
    expect(await db.tickets.count()).toBe(0);
    expect(await db.inbox.count()).toBe(0);
    expect(await db.imports.count()).toBe(0);
  });
});

describe('an import that does not end', () => {
  async function deskWithOne(): Promise<TabdeskDatabase> {
    const db = await openMemoryDesk();
    valueOf(await importInto(db, csvFile('id,name,text,date\nn3,Jo,old text,2026-03-01\n'), { importId: 'i0' }));
    return db;
  }

  it('is undone when cancelled: new tickets go, replaced ones come back', async () => {
    const db = await deskWithOne();
    const before = await db.tickets.toArray();
    const cancel = new AbortController();
    const statuses: string[] = [];
    const result = await importInto(db, csvFile(rows(3000)), {
      signal: cancel.signal,
      onProgress(step) {
        statuses.push(step.status);
        if (step.imported >= 900) cancel.abort();
      },
    });
    expect(result).toMatchObject({ ok: false, code: 'cancelled' });
    expect(statuses.at(-1)).toBe('rolling-back');
    expect(await db.tickets.toArray()).toEqual(before);
    expect((await db.inbox.toArray()).map((row) => [row.id, row.snippet])).toEqual([['n3', 'old text']]);
    expect(await interruptedImports(db, now + 1e9)).toEqual([]);
    expect(await db.replaced.count()).toBe(0);
  });

  it('is undone when the disk is full, and what was there before is safe', async () => {
    const db = await deskWithOne();
    const before = await db.tickets.toArray();
    let written = 0;
    const full = (): void => {
      written += 1;
      if (written > 1200) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
    db.tickets.hook('creating', full);
    const result = await importInto(db, csvFile(rows(3000)));
    db.tickets.hook('creating').unsubscribe(full);
    expect(result).toMatchObject({ ok: false, code: 'disk-full' });
    expect(await db.tickets.toArray()).toEqual(before);
    expect(await db.imports.where('status').equals('running').count()).toBe(0);
  });

  /** The tab closes once some rows are written. */
  async function cutOff(): Promise<TabdeskDatabase> {
    const db = await deskWithOne();
    const result = await importInto(db, csvFile(rows(3000)), {
      onProgress(step) {
        if (step.imported >= 900) db.close();
      },
    });
    expect(result).toMatchObject({ ok: false, code: 'closed' });
    const again = valueOf(await openDatabase({ name: db.name }));
    expect(await again.tickets.count()).toBe(1000);
    return again;
  }

  it('is offered at the next start when the tab was closed halfway, and can be rolled back', async () => {
    const db = await cutOff();
    expect(await interruptedImports(db, Date.now())).toEqual([]);
    const [found] = await interruptedImports(db, Date.now() + 60_000);
    expect(found).toMatchObject({ importId: 'i1', fileName: 'tickets.csv', status: 'running', imported: 999, updated: 1 });
    // n3 was there before, so 999 are new.
    expect(valueOf(await rollBackImport(db, 'i1'))).toBe(999);
    expect((await db.tickets.toArray()).map((each) => each.messages[0]?.text)).toEqual(['old text']);
    expect(await interruptedImports(db, Date.now() + 60_000)).toEqual([]);
  });

  it('goes on when the same file is given again', async () => {
    const db = await cutOff();
    const report = valueOf(await importInto(db, csvFile(rows(3000)), { importId: 'i2', now: Date.now() + 60_000 }));
    expect(report).toMatchObject({ importId: 'i1', rows: 3000, imported: 2999, updated: 1, unchanged: 0, resumed: 1000 });
    expect(await db.tickets.count()).toBe(3000);
    expect(await db.imports.get('i1')).toMatchObject({ status: 'done' });
  });

  it('can not be taken back any more once it has been gone on with and is done', async () => {
    const db = await cutOff();
    valueOf(await importInto(db, csvFile(rows(3000)), { importId: 'i2', now: Date.now() + 60_000 }));
    const answer = await rollBackImport(db, 'i1');
    expect(answer).toMatchObject({ ok: false, code: 'import-done' });
    expect(await db.tickets.count()).toBe(3000);
    expect(await db.inbox.count()).toBe(3000);
    expect(valueOf(await rollBackImport(db, 'never-was'))).toBe(0);
  });
});

describe('looking at a file before importing it', () => {
  it('shows columns, the first rows and a guess, from the start of the file only', async () => {
    const file = csvFile(rows(20_000));
    const preview = valueOf(await previewImport(file));
    expect(preview).toMatchObject({ format: 'csv', encoding: 'utf-8', columns: ['id', 'name', 'text', 'date'], mapping: { id: 'id', body: 'text', customerName: 'name', created: 'date' }, problems: [], refused: [] });
    expect(preview.rows).toHaveLength(20);
    expect(Math.abs(preview.estimatedRows - 20_000)).toBeLessThan(1000);
  });

  it('says what is missing', async () => {
    const preview = valueOf(await previewImport(csvFile('a,b\n1,2\n')));
    expect(preview.problems[0]).toContain("Choose the column that holds the customer's message");
    expect(valueOf(await previewImport(csvFile('id,text\n'))).problems).toEqual(['The file has a header but no rows.']);
  });

  it('takes JSONL by its name or its first character', async () => {
    expect(valueOf(await previewImport(csvFile('{"text":"Hello there"}\n', 'x.jsonl')))).toMatchObject({ format: 'jsonl', mapping: { body: 'text' } });
    expect(valueOf(await previewImport(csvFile('{"text":"Hello there"}\n', 'x.txt'))).format).toBe('jsonl');
  });
});
