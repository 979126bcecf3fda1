import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { exportTickets } from '../../src/storage/export-tickets.ts';
import { followInbox } from '../../src/storage/follow-inbox.ts';
import { importTickets } from '../../src/storage/import-tickets.ts';
import { openSampleDesk, removeSampleDesk, type SampleData } from '../../src/storage/open-sample-desk.ts';
import { previewImport } from '../../src/storage/preview-import.ts';
import { removeArticles, saveArticles } from '../../src/storage/save-articles.ts';
import { discardDraft, loadSetting, saveDraft, saveSetting } from '../../src/storage/save-settings.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import { saveTriages } from '../../src/storage/save-triages.ts';
import { appendVectors, loadVectors, saveVectors } from '../../src/storage/save-vectors.ts';
import { createMirror, openMemoryDesk, playbook, ticket, until, triageOf, valueOf } from './desk-fixture.ts';

const root = new URL('../../data/', import.meta.url);

function sampleData(): SampleData {
  const inbox = readdirSync(new URL('inbox/', root)).filter((name) => name.endsWith('.jsonl'));
  const read = (folder: string, name: string): string => readFileSync(new URL(`${folder}/${name}`, root), 'utf8');
  return {
    tickets: inbox.filter((name) => name.startsWith('tickets')).map((name) => read('inbox', name)),
    customers: inbox.filter((name) => name.startsWith('customers')).map((name) => read('inbox', name)),
    articles: readdirSync(new URL('articles/', root)).filter((name) => name.endsWith('.md')).map((name) => ({ name: name.slice(0, -3), text: read('articles', name) })),
  };
}

describe('the sample desk', () => {
  const noon = new Date(2026, 10, 21, 12).getTime();
  it.each([['at noon', noon], ['just after midnight', new Date(2026, 10, 21, 0, 6).getTime()], ['late at night', new Date(2026, 10, 21, 23, 50).getTime()]])('ends a few minutes before now, %s', async (_, now) => {
    const db = await openMemoryDesk();
    const opened = valueOf(await openSampleDesk(db, sampleData(), now));
    expect(opened.tickets).toBeGreaterThanOrEqual(300);
    expect(opened.articles).toBeGreaterThanOrEqual(80);
    const tickets = await db.tickets.toArray();
    expect(Math.max(...tickets.map((each) => each.updatedAt))).toBe(now - 4 * 60_000);
    const oldest = Math.min(...tickets.map((each) => each.createdAt));
    expect(Math.round((now - oldest) / 86_400_000)).toBeGreaterThanOrEqual(88);
    for (const each of tickets) {
      const times = each.messages.map((message) => message.at);
      expect(times, each.id).toEqual([...times].sort((a, b) => a - b));
      expect(each.messages.every((message) => message.author !== '')).toBe(true);
    }
  });

  it('keeps its labels out of sight of triage and the list', async () => {
    const db = await openMemoryDesk();
    valueOf(await openSampleDesk(db, sampleData(), noon));
    const all = await db.tickets.toArray();
    expect(all.every((each) => each.labels?.intent && !('incident' in each) && each.corrections === undefined)).toBe(true);
    expect(await db.inbox.filter((row) => row.intent !== null || row.escalated).count()).toBe(0);
    const passages = await db.passages.toArray();
    expect(new Set(passages.map((passage) => passage.articleId)).size).toBe(await db.articles.count());
  });
});

describe('removing the sample desk', () => {
  it('takes what the sample brought and leaves what the person brought in or wrote, also of a customer of the sample', async () => {
    const db = await openMemoryDesk();
    const sample = sampleData();
    const opened = valueOf(await openSampleDesk(db, sample, Date.UTC(2026, 10, 21, 12)));
    const [first, second] = await db.tickets.limit(2).toArray();
    if (!first || !second) throw new Error('the sample is empty');
    valueOf(await saveTriages(db, [triageOf(first)], playbook));
    valueOf(await saveDraft(db, { ticketId: first.id, text: 'Dear', draft: null, updatedAt: 1 }));
    const mine = [ticket(1), ticket(2, { customer: second.customer })];
    valueOf(await saveTickets(db, mine));
    const article = { id: 'mine', title: 'Mine', body: 'x', status: 'published' as const, language: 'en', products: [], intents: [], updatedAt: 0 };
    valueOf(await saveArticles(db, [article], [{ id: 'p-mine', articleId: 'mine', title: 'Mine', headings: [], text: 'x', position: 0 }]));
    const question = { question: 'How?', ticketId: null, origin: 'written', createdAt: 1 } as const;
    await db.knowledgeCases.bulkPut([{ ...question, id: 'q-mine', articleId: 'mine' }, { ...question, id: 'q', articleId: sample.articles[0]?.name ?? '' }]);
    await db.ticketFinds.put({ ticketId: first.id, ticketUpdatedAt: 1, state: 's', confident: true, articleId: null, cosine: null });
    const mirror = createMirror();
    const stop = followInbox(db, (rows, reset) => mirror.take(rows, reset));
    await until(() => mirror.rows.size === opened.tickets + 2);

    expect(valueOf(await removeSampleDesk(db, sample, Date.now()))).toEqual(opened);
    expect(await db.tickets.toArray()).toEqual(mine);
    expect((await db.customers.toArray()).map((each) => each.id).sort()).toEqual([...new Set(mine.map((each) => each.customer.id))].sort());
    expect([await db.triages.count(), await db.drafts.count(), await db.ticketFinds.count()]).toEqual([0, 0, 0]);
    expect(await db.knowledgeCases.toCollection().primaryKeys()).toEqual(['q-mine']);
    expect([await db.articles.toArray(), (await db.passages.toArray()).map((each) => each.id)]).toEqual([[article], ['p-mine']]);
    await until(() => mirror.rows.size === 2);
    stop();
  });
});

describe('exporting the desk', () => {
  it.each(['csv', 'jsonl'] as const)('writes %s that fills another desk with the same tickets', async (format) => {
    const db = await openMemoryDesk();
    valueOf(await openSampleDesk(db, sampleData(), Date.UTC(2026, 10, 21, 12)));
    const some = await db.tickets.limit(5).toArray();
    valueOf(await saveTriages(db, some.map((each) => triageOf(each)), playbook));
    const blob = valueOf(await exportTickets(db, { format }));
    const file = new File([blob], `desk.${format}`);
    const preview = valueOf(await previewImport(file));
    expect(preview.problems).toEqual([]);
    const other = await openMemoryDesk();
    const report = valueOf(await importTickets(other, file, { mapping: preview.mapping, importId: 'i', now: 0 }));
    expect(report).toMatchObject({ imported: await db.tickets.count(), refusedCount: 0 });
    const plain = (tickets: readonly object[]) => tickets.map(({ ...each }: { sourceHash?: string; importId?: string }) => {
      delete each.sourceHash;
      delete each.importId;
      return each;
    });
    expect(plain(await other.tickets.toArray())).toEqual(plain(await db.tickets.toArray()));
  });

  it('writes only the tickets asked for, and stops when cancelled', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveTickets(db, [ticket(1), ticket(2), ticket(3)]));
    const text = await valueOf(await exportTickets(db, { format: 'jsonl', ids: ['t-3', 'gone', 't-1'] })).text();
    expect(text.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['t-3', 't-1']);
    expect(await exportTickets(db, { format: 'csv', signal: AbortSignal.abort() })).toMatchObject({ ok: false, code: 'cancelled' });
  });
});

describe('articles, vectors, settings and drafts', () => {
  const article = { id: 'a', title: 'A', body: 'x', status: 'published' as const, language: 'en', products: [], intents: [], updatedAt: 0 };
  const passage = (id: string) => ({ id, articleId: 'a', title: 'A', headings: [], text: id, position: 0 });

  it('replaces the passages of an article with it', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveArticles(db, [article], [passage('p1'), passage('p2')]));
    valueOf(await saveArticles(db, [{ ...article, title: 'B' }], [passage('p3')]));
    expect((await db.passages.toArray()).map((each) => each.id)).toEqual(['p3']);
    valueOf(await removeArticles(db, ['a']));
    expect([await db.articles.count(), await db.passages.count()]).toEqual([0, 0]);
  });

  it('refuses an article of 50 million characters in words, and saves nothing with it', async () => {
    const db = await openMemoryDesk();
    const refused = await saveArticles(db, [article, { ...article, id: 'b', title: 'A log', body: 'x'.repeat(50_000_000) }], [passage('p1')]);
    expect(refused).toMatchObject({ ok: false, code: 'article-too-long', message: expect.stringMatching(/“A log” was not saved.*50\.0 million/) as string });
    expect([await db.articles.count(), await db.passages.count()]).toEqual([0, 0]);
  });

  it('gives vectors back bit for bit, over chunks, and none rather than damaged ones', async () => {
    const db = await openMemoryDesk();
    const ids = Array.from({ length: 2500 }, (_, i) => `p${i}`);
    const data = Float32Array.from({ length: 2500 * 4 }, (_, i) => Math.sin(i));
    valueOf(await saveVectors(db, { model: 'desk-encoder@1', dimension: 4, ids, data }));
    expect(await db.vectors.count()).toBe(3);
    expect(await loadVectors(db, 'desk-encoder@1')).toEqual({ model: 'desk-encoder@1', dimension: 4, ids, data });
    expect(await loadVectors(db, 'desk-encoder@2')).toBeNull();
    await db.vectors.update(['desk-encoder@1', 1], { data: new ArrayBuffer(8) });
    expect(await loadVectors(db, 'desk-encoder@1')).toBeNull();
    valueOf(await saveVectors(db, { model: 'desk-encoder@2', dimension: 2, ids: ['p'], data: new Float32Array(2) }));
    expect(await db.vectors.count()).toBe(1);
    expect(() => saveVectors(db, { model: 'm', dimension: 2, ids: ['p'], data: new Float32Array(3) })).toThrow();
  });

  it('adds vectors to those stored by writing one chunk, and counts the later of two', async () => {
    const db = await openMemoryDesk();
    const rows = (ids: readonly string[], value: number) => ({ model: 'm', dimension: 2, ids, data: new Float32Array(2 * ids.length).fill(value) });
    valueOf(await saveVectors(db, rows(Array.from({ length: 1999 }, (_, i) => `p${i}`), 0)));
    valueOf(await appendVectors(db, rows(['n1', 'p1500'], 1)));
    valueOf(await appendVectors(db, rows(['n1', 'n2'], 2)));
    expect((await db.vectors.toArray()).map((chunk) => chunk.ids.length)).toEqual([1000, 1000, 1]);
    const stored = await loadVectors(db, 'm');
    expect(stored?.ids.slice(1999)).toEqual(['n1', 'n2']);
    expect(Array.from(stored?.data.slice(2 * 1999) ?? [])).toEqual([1, 1, 2, 2]);
    valueOf(await appendVectors(db, { ...rows(['x'], 3), model: 'other' }));
    expect((await db.vectors.toArray()).map(({ model, ids }) => [model, ids])).toEqual([['other', ['x']]]);
    expect(() => appendVectors(db, { ...rows(['x'], 3), dimension: 3 })).toThrow();
  });

  it('reads settings through a check, and forgets all when everything is erased', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveSetting(db, 'theme', 'dark'));
    const theme = (value: unknown): string | null => (value === 'dark' || value === 'light' ? value : null);
    expect(await loadSetting(db, 'theme', theme)).toBe('dark');
    valueOf(await saveSetting(db, 'theme', 42));
    expect(await loadSetting(db, 'theme', theme)).toBeNull();
    valueOf(await saveDraft(db, { ticketId: 't-1', text: 'Dear', draft: null, updatedAt: 1 }));
    valueOf(await discardDraft(db, 't-1'));
    expect(await db.drafts.count()).toBe(0);
    valueOf(await saveTickets(db, [ticket(1)]));
    valueOf(await eraseEverything(db));
    for (const table of db.tables.filter((each) => each.name !== 'settings')) expect(await table.count(), table.name).toBe(0);
    expect(await loadSetting(db, 'theme', (value) => value)).toBeNull();
  });
});
