import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge-base/article.ts';
import { planArticleImport, settleArticleImport, type PlannedArticle } from '../../src/knowledge-base/plan-article-import.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';
import { openArticleFile, openZip, type ChosenFile } from '../../src/storage/article-files.ts';
import { exportArticles, packArticles } from '../../src/storage/export-articles.ts';
import { importArticles, takeBackImport } from '../../src/storage/import-articles.ts';
import { readChosenFiles, type FoundArticles } from '../../src/storage/read-chosen-files.ts';
import { saveArticles } from '../../src/storage/save-articles.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk } from './desk-fixture.ts';

const options = { now: 5, products: [], intents: [], mappings: new Map() };

function chosen(path: string, content: string | Uint8Array<ArrayBuffer>, inFolder = false): ChosenFile {
  return { path, file: new File([content], path.split('/').at(-1) ?? path, { lastModified: 7 }), inFolder };
}

function zip(path: string, files: Zippable): ChosenFile {
  return chosen(path, zipSync(files));
}

function article(id: string, changes: Partial<Article> = {}): Article {
  return { id, title: `About ${id}`, body: `Everything about ${id}, in as many words as it takes to say it.\n\n- one\n- two`, status: 'published', language: 'en', products: [], intents: [], updatedAt: 1, ...changes };
}

const reasons = ({ refused }: FoundArticles): string[] => refused.map(({ file, reason }) => `${file}: ${reason}`);

function plan(found: FoundArticles, existing: readonly Article[]): PlannedArticle[] {
  const steps = planArticleImport(found.found.map((each) => each.read), existing);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe('files that were chosen', () => {
  it('are read in any encoding, with a note where it was guessed', async () => {
    const units = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    const utf16 = new Uint8Array([0xff, 0xfe, ...units('# Größe\n\nText hier').flatMap((unit) => [unit & 255, unit >> 8])]);
    const western = Uint8Array.from(units('# Größe\n\nText hier'));
    const japanese = new Uint8Array([...strToU8('<meta charset="shift_jis"><h1>'), 0x83, 0x65, 0x83, 0x58, 0x83, 0x67, ...strToU8('</h1><p>Text here</p>')]);
    const found = await readChosenFiles([chosen('a.md', utf16), chosen('b.md', western), chosen('c.html', japanese)], options);
    expect(found.found.map(({ read }) => read.article.title)).toEqual(['Größe', 'Größe', 'テスト']);
    expect(found.notes).toEqual([expect.stringContaining('Windows-1252')]);
  });

  it('are refused by name: empty, binary, of another kind, or far too large without being read', async () => {
    const huge: ChosenFile = {
      path: 'huge.md',
      inFolder: false,
      file: {
        name: 'huge.md', size: 50_000_000, lastModified: 1,
        stream: () => { throw new Error('it was read'); },
        slice: () => { throw new Error('it was read'); },
      },
    };
    const found = await readChosenFiles([huge, chosen('empty.md', ''), chosen('zero.md', 'a\u0000b'), chosen('manual.pdf', '%PDF'), chosen('letter.docx', 'PK'), chosen('fake.md', new Uint8Array([0x25, 0x50, 0x44, 0x46, 1]))], options);
    expect(reasons(found)).toEqual([
      'huge.md: It has 50 MB; a file of one article may have 20 MB. Cut it into parts.',
      'empty.md: The file is empty.',
      'zero.md: It is no text, whatever its name says.',
      'manual.pdf: This is a PDF. Articles in it have no structure to keep: paste their text, or export HTML from where it was made.',
      'letter.docx: This is a Word document. Save it as HTML first.',
      'fake.md: It is no text, whatever its name says.',
    ]);
  });

  it('of a folder are counted where they are no articles, and read where they are', async () => {
    const found = await readChosenFiles([chosen('docs/a.md', '# A\n\nText.', true), chosen('docs/x.png', 'x', true), chosen('docs/y.png', 'x', true), chosen('docs/.git/b.md', '# B\n\nText.', true)], options);
    expect(found.found.map(({ file }) => file)).toEqual(['docs/a.md']);
    expect(found.refused).toEqual([]);
    expect(found.notes).toEqual(['Left out, since they hold no articles: 2 .png, 1 hidden.']);
  });

  it('that brought the reader down are named and not read again', async () => {
    const found = await readChosenFiles([chosen('bad.md', '# B\n\nText.'), chosen('good.md', '# A\n\nText.')], { ...options, broken: new Map([['bad.md', 'It took far too long.']]) });
    expect(reasons(found)).toEqual(['bad.md: It took far too long.']);
    expect(found.found).toHaveLength(1);
  });
});

describe('archives', () => {
  it('are opened, and what is in them told apart', async () => {
    const found = await readChosenFiles([zip('help.zip', { 'a/one.md': strToU8('# One\n\nText.'), 'a/x.css': strToU8('x'), '__MACOSX/a/one.md': strToU8('x'), 'inner.zip': strToU8('x'), '../../evil.md': strToU8('# E\n\nText.'), '/etc/x.md': strToU8('# E\n\nText.') })], options);
    expect(found.found.map(({ file }) => file)).toEqual(['help.zip/a/one.md']);
    expect(reasons(found)).toEqual([
      'help.zip/inner.zip: An archive within an archive is not opened. Unpack it first.',
      'help.zip/../../evil.md: Its name leads out of the archive.',
      'help.zip//etc/x.md: Its name leads out of the archive.',
    ]);
  });

  it('that are bombs are not unpacked', async () => {
    const bomb = await openZip(zip('bomb.zip', { 'a.md': [new Uint8Array(30_000_000), { level: 9 }] }));
    expect(bomb).toMatchObject({ ok: true, value: { files: [], refused: [{ reason: expect.stringContaining('far more than a text') as unknown }] } });
    const many: Zippable = {};
    for (let i = 0; i < 20_001; i += 1) many[`${i}.md`] = [new Uint8Array(0), { level: 0 }];
    expect(await openZip(zip('many.zip', many))).toMatchObject({ ok: false, message: expect.stringContaining('20,000 entries') as unknown });
  });

  it('that say they are smaller than they are bring no more than they said', async () => {
    const bytes = zipSync({ 'a.md': [strToU8(`# A\n\n${'text '.repeat(2000)}`), { level: 9 }] });
    const view = new DataView(bytes.buffer);
    // The size unpacked, in the directory at the end.
    for (let at = 0; at < bytes.length - 4; at += 1) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    const opened = await openZip(chosen('lie.zip', bytes));
    expect(opened.ok ? opened.value.files.map(({ file }) => file.size) : opened.code).toSatisfy((sizes: unknown) => sizes === 'bad-file' || (Array.isArray(sizes) && sizes[0] === 100));
  });

  it('that are none, or hold nothing, are refused in words', async () => {
    expect(reasons(await readChosenFiles([chosen('no.zip', 'PK nonsense'), zip('empty.zip', { 'x.png': strToU8('x') })], options))).toEqual([
      expect.stringContaining('no.zip: It is no ZIP archive'),
      'empty.zip: It holds no file of articles.',
    ]);
  });
});

describe('an import', () => {
  let db: TabdeskDatabase;
  beforeEach(async () => {
    db = await openMemoryDesk();
  });
  afterEach(() => db.close());

  const cut = (articles: readonly Article[]) => articles.flatMap(splitPassages);

  it('writes articles, passages and versions, and takes all of them back', async () => {
    const old = article('old');
    await saveArticles(db, [old], cut([old]));
    const before = { articles: await db.articles.toArray(), passages: await db.passages.toArray(), versions: await db.articleVersions.toArray() };
    const incoming = [article('old', { body: 'Another text altogether, of the import.' }), article('fresh')];
    const done = await importArticles(db, incoming, cut(incoming), 9);
    if (!done.ok) throw new Error(done.message);
    expect((await db.articles.toArray()).map(({ id }) => id)).toEqual(['fresh', 'old']);
    expect((await db.articleVersions.where('articleId').equals('fresh').toArray()).map(({ origin, savedAt }) => [origin, savedAt])).toEqual([['imported', 9]]);
    expect(await takeBackImport(db, done.value)).toMatchObject({ ok: true, value: 2 });
    expect(await db.articles.toArray()).toEqual(before.articles);
    expect(await db.passages.toArray()).toEqual(before.passages);
    expect(await db.articleVersions.toArray()).toEqual(before.versions);
  });

  it('keeps what was changed since when it is taken back, and says so', async () => {
    const done = await importArticles(db, [article('a'), article('b')], cut([article('a'), article('b')]), 9);
    if (!done.ok) throw new Error(done.message);
    const changed = article('a', { body: 'Changed by a person since then.' });
    await saveArticles(db, [changed], cut([changed]), { origin: 'written', at: 10 });
    expect(await takeBackImport(db, done.value)).toMatchObject({ ok: false, code: 'changed-since', message: expect.stringContaining('1 of 2 articles was changed') as unknown });
    expect(await db.articles.toArray()).toEqual([changed]);
  });

  it('writes nothing at all where one of its articles can not be written', async () => {
    // A passage that IndexedDB can't store fails the whole transaction.
    const bad = { ...splitPassages(article('b'))[0], id: undefined } as never;
    const done = await importArticles(db, [article('a'), article('b')], [...cut([article('a')]), bad], 9).catch(() => null);
    expect(done?.ok).not.toBe(true);
    expect(await db.articles.count()).toBe(0);
    expect(await db.passages.count()).toBe(0);
    expect(await db.articleVersions.count()).toBe(0);
  });

  it.each(['markdown', 'csv', 'json', 'jsonl'] as const)('of its own export gives the same articles: %s', async (format) => {
    const articles = [
      article('a', { title: 'Héllo: "world", =1', products: ['Desk lamp, big', 'B'], intents: ['get_refund'], reviewedAt: 1_700_000_000_001, updatedAt: 1_700_000_000_000 }),
      article('b', { status: 'draft', language: 'de', source: 'https://a.example/b?c=1', body: '  indented\n\n```\ncode --- \n```\n\n| a | b |\n| - | - |\n| 1 | "2" |\n' }),
    ];
    await saveArticles(db, articles, []);
    const made = await exportArticles(db, { format, scope: 'all' });
    if (!made.ok) throw new Error(made.message);
    const name = format === 'markdown' ? 'export.zip' : `export.${format}`;
    const found = await readChosenFiles([chosen(name, new Uint8Array(await made.value.arrayBuffer()))], options);
    expect(found.refused).toEqual([]);
    expect(settleArticleImport(plan(found, []), new Map(), new Set()).sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual(articles);
    expect(plan(found, articles).map(({ verdict }) => verdict.kind)).toEqual(['same', 'same']);
  });

  it('exports only what is asked for, and pages that read as the same articles', async () => {
    const articles = [article('a'), article('b', { status: 'draft' })];
    await saveArticles(db, articles, []);
    const made = await exportArticles(db, { format: 'html', scope: 'draft' });
    const found = await readChosenFiles([chosen('x.zip', new Uint8Array(await (made.ok ? made.value : new Blob()).arrayBuffer()))], options);
    expect(found.found.map(({ read }) => read.article)).toEqual([{ ...article('b'), status: 'draft', body: `${article('b').body}\n` }]);
  });
});

describe('an export', () => {
  it('of no articles is a file all the same', async () => {
    for (const format of ['markdown', 'csv', 'json'] as const) expect((await packArticles([], format)).size).toBeGreaterThan(0);
  });

  it('opens as any other file does', async () => {
    const opened = await openArticleFile(chosen('a.csv', new Uint8Array(await (await packArticles([article('a')], 'csv')).arrayBuffer())));
    expect(opened).toMatchObject({ ok: true, value: { format: 'csv' } });
  });
});
