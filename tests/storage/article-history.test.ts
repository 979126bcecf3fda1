import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import { forgetRemovedArticles, listRemovedArticles, mostVersions, readVersions } from '../../src/storage/article-versions.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openSampleDesk, removeSampleDesk } from '../../src/storage/open-sample-desk.ts';
import { markReviewed, publishArticle, restoreVersion, takeBackSave } from '../../src/storage/publish-article.ts';
import { discardArticleDraft, putBackArticleDraft, saveArticleDraft } from '../../src/storage/save-article-drafts.ts';
import { putBackArticles, removeArticles, saveArticles } from '../../src/storage/save-articles.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { version1 } from '../../src/storage/schema-version-1.ts';
import { openMemoryDesk, valueOf } from './desk-fixture.ts';

function article(id: string, body: string, changes: Partial<Article> = {}): Article {
  return { id, title: `About ${id}`, body, status: 'published', language: 'en', products: [], intents: [], updatedAt: 10, ...changes };
}

let db: TabdeskDatabase;
beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

/** Saves as the editor did before there was a history: the article alone. */
async function putOld(of: Article): Promise<void> {
  await db.articles.put(of);
  await db.passages.bulkPut(splitPassages(of));
}

async function save(of: Article, at: number): Promise<void> {
  valueOf(await saveArticles(db, [of], splitPassages(of), { origin: 'written', at }));
}

async function history(id: string): Promise<string[]> {
  return (await readVersions(db, id)).map(({ number, article: { body }, origin }) => `${number} ${origin}: ${body}`);
}

async function everything(): Promise<unknown> {
  return Promise.all([db.articles.toArray(), db.passages.toArray(), db.articleVersions.toArray(), db.articleDrafts.toArray(), db.knowledgeCases.toArray(), db.hitFeedback.toArray()]);
}

describe('the history of an article', () => {
  it('grows by one version with each save that changes something', async () => {
    await save(article('returns', 'one'), 1);
    await save(article('returns', 'two'), 2);
    await save(article('returns', 'two', { updatedAt: 99 }), 3);
    expect(await history('returns')).toEqual(['2 written: two', '1 written: one']);
    expect((await readVersions(db, 'returns')).map(({ savedAt }) => savedAt)).toEqual([2, 1]);
  });

  it('begins with what was there before there was a history', async () => {
    await putOld(article('returns', 'as it was', { updatedAt: 5 }));
    expect(await history('returns')).toEqual(['1 written: as it was']);
    expect(await db.articleVersions.count()).toBe(0);
    await save(article('returns', 'new'), 7);
    expect(await history('returns')).toEqual(['2 written: new', '1 written: as it was']);
    expect((await readVersions(db, 'returns'))[1]?.savedAt).toBe(5);
  });

  it('takes no text that is longer than is ever read, and leaves everything as it was', async () => {
    await save(article('returns', 'one'), 1);
    const before = await everything();
    const long = article('returns', 'a'.repeat(1_000_001));
    const published = await publishArticle(db, { article: long, basedOn: 1, seen: null, making: { origin: 'written', at: 2 }, cut: splitPassages });
    expect(published).toMatchObject({ ok: false, code: 'article-too-long' });
    expect(published.ok ? '' : published.message).toMatch(/“About returns” was not saved\. .*Cut it into several/);
    expect(await everything()).toEqual(before);
  });

  it('says what came with the sample and what was imported', async () => {
    const articles = [{ name: 'gifts', text: '---\ntitle: Gifts\n---\n\nA gift.' }];
    valueOf(await openSampleDesk(db, { tickets: [], customers: [], articles }, 1_700_000_000_000));
    await putOld(article('page', 'from the web', { source: 'https://example.com/page' }));
    await save(article('gifts', 'A gift, changed.'), 7);
    await save(article('page', 'changed'), 7);
    expect((await history('gifts'))[1]).toMatch(/^1 sample/);
    expect((await history('page'))[1]).toMatch(/^1 imported/);
    valueOf(await removeSampleDesk(db, { tickets: [], customers: [], articles }, 1_700_000_000_000));
    expect(await history('gifts')).toEqual([]);
  });

  it('keeps the first version and the newest ones', async () => {
    for (let n = 1; n <= mostVersions + 5; n += 1) await save(article('returns', `text ${n}`), n);
    const numbers = (await readVersions(db, 'returns')).map(({ number }) => number);
    expect(numbers.length).toBe(mostVersions);
    expect(numbers.at(-1)).toBe(1);
    expect(numbers[0]).toBe(mostVersions + 5);
    expect(numbers.at(-2)).toBe(7);
  });

  it('is saved with the article or not at all', async () => {
    await save(article('returns', 'one'), 1);
    const before = await everything();
    db.passages.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await saveArticles(db, [article('returns', 'two')], splitPassages(article('returns', 'two')))).toMatchObject({ ok: false, code: 'disk-full' });
    expect(await everything()).toEqual(before);
  });

  it('stays when the article is removed, and brings it back', async () => {
    await putOld(article('returns', 'never changed'));
    await save(article('kept', 'stays'), 1);
    valueOf(await removeArticles(db, ['returns']));
    expect((await listRemovedArticles(db)).map(({ articleId }) => articleId)).toEqual(['returns']);
    valueOf(await restoreVersion(db, 'returns', 1, 20, splitPassages));
    expect(await db.articles.get('returns')).toMatchObject({ body: 'never changed', status: 'published', updatedAt: 20 });
    expect(await db.passages.where('articleId').equals('returns').count()).toBe(1);
    expect(await listRemovedArticles(db)).toEqual([]);
  });

  it('of a removed article is forgotten when asked, of one that is there never', async () => {
    await save(article('gone', 'x'), 1);
    await save(article('here', 'x'), 1);
    valueOf(await removeArticles(db, ['gone']));
    valueOf(await forgetRemovedArticles(db, ['gone', 'here']));
    expect(await history('gone')).toEqual([]);
    expect(await history('here')).toEqual(['1 written: x']);
  });
});

describe('undoing a removal', () => {
  it('puts everything back as it was, unpublished changes too', async () => {
    await save(article('returns', 'one'), 1);
    valueOf(await saveArticleDraft(db, { article: article('returns', 'half'), basedOn: 1, at: 3 }, null));
    await db.hitFeedback.put({ id: 'f', query: 'how?', articleId: 'returns', passageId: 'p', helped: true, ticketId: null, at: 2 });
    const before = await everything();
    const removed = valueOf(await removeArticles(db, ['returns']));
    expect([await db.articleDrafts.count(), await db.hitFeedback.count()]).toEqual([0, 0]);
    expect(valueOf(await putBackArticles(db, removed))).toBe(1);
    expect(await everything()).toEqual(before);
  });

  it('leaves an article alone that was written anew under the same id', async () => {
    await save(article('returns', 'one'), 1);
    const removed = valueOf(await removeArticles(db, ['returns']));
    await save(article('returns', 'another'), 2);
    expect(valueOf(await putBackArticles(db, removed))).toBe(0);
    expect((await db.articles.get('returns'))?.body).toBe('another');
  });
});

describe('changes that are not published', () => {
  const half = (body: string) => ({ article: article('returns', body), basedOn: 1, at: 5 });

  it('leave the article as it is', async () => {
    await save(article('returns', 'one'), 1);
    valueOf(await saveArticleDraft(db, half('two'), null));
    expect((await db.articles.get('returns'))?.body).toBe('one');
    expect((await db.articleDrafts.get('returns'))?.article.body).toBe('two');
  });

  it('of two tabs are never written over one another unseen', async () => {
    const mine = valueOf(await saveArticleDraft(db, half('mine'), null));
    expect(await saveArticleDraft(db, half('theirs'), null)).toMatchObject({ ok: false, code: 'changed-elsewhere' });
    const both = await Promise.all([saveArticleDraft(db, half('left'), mine.updatedAt), saveArticleDraft(db, half('right'), mine.updatedAt)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await discardArticleDraft(db, 'returns', mine.updatedAt)).toMatchObject({ ok: false, code: 'changed-elsewhere' });
    expect((await db.articleDrafts.get('returns'))?.article.body).toMatch(/left|right/);
  });

  it('are told apart even when saved in the same millisecond', async () => {
    const one = valueOf(await saveArticleDraft(db, half('a'), null));
    const two = valueOf(await saveArticleDraft(db, half('b'), one.updatedAt));
    expect(two.updatedAt).toBeGreaterThan(one.updatedAt);
  });

  it('come back when the discarding is undone, unless new ones were begun', async () => {
    const saved = valueOf(await saveArticleDraft(db, half('two'), null));
    expect(valueOf(await discardArticleDraft(db, 'returns', saved.updatedAt))).toEqual(saved);
    valueOf(await putBackArticleDraft(db, saved));
    expect(await db.articleDrafts.get('returns')).toEqual(saved);
    expect(await putBackArticleDraft(db, saved)).toMatchObject({ ok: false, code: 'changed-elsewhere' });
  });
});

describe('publishing', () => {
  const making = { origin: 'written', at: 9 } as const;

  it('makes the draft the article, with its passages and a version, and can be taken back whole', async () => {
    await putOld(article('returns', 'one'));
    const draft = valueOf(await saveArticleDraft(db, { article: article('returns', 'two'), basedOn: 0, at: 5 }, null));
    const before = await everything();
    const saved = valueOf(await publishArticle(db, { article: article('returns', 'two'), basedOn: 0, seen: draft.updatedAt, making, cut: splitPassages }));
    expect(saved).toMatchObject({ id: 'returns', versions: [1, 2] });
    expect((await db.passages.toArray()).map(({ text }) => text)).toEqual(['two']);
    expect(await db.articleDrafts.count()).toBe(0);
    valueOf(await takeBackSave(db, saved));
    expect(await everything()).toEqual(before);
  });

  it('gives a new article its id then, one that no article ever had, and takes its questions along', async () => {
    await save(article('returns', 'old'), 1);
    valueOf(await removeArticles(db, ['returns']));
    await db.knowledgeCases.put({ id: 'q', question: 'How?', articleId: 'new-1', ticketId: null, origin: 'written', createdAt: 1 });
    const draft = valueOf(await saveArticleDraft(db, { article: article('new-1', 'text'), basedOn: 0, at: 5 }, null));
    const name = (taken: ReadonlySet<string>) => ['returns', 'returns-2'].find((id) => !taken.has(id)) ?? 'none';
    const saved = valueOf(await publishArticle(db, { article: article('new-1', 'text'), basedOn: 0, seen: draft.updatedAt, making, cut: splitPassages, name }));
    expect(saved.id).toBe('returns-2');
    expect((await db.passages.toArray()).map(({ articleId }) => articleId)).toEqual(['returns-2']);
    expect((await db.knowledgeCases.get('q'))?.articleId).toBe('returns-2');
    valueOf(await takeBackSave(db, saved));
    expect([await db.articles.count(), (await db.articleDrafts.toArray()).map(({ articleId }) => articleId)]).toEqual([0, ['new-1']]);
    expect((await db.knowledgeCases.get('q'))?.articleId).toBe('new-1');
  });

  it('stops where another tab changed the draft or saved the article, and goes over it when told to', async () => {
    await save(article('returns', 'one'), 1);
    const draft = valueOf(await saveArticleDraft(db, { article: article('returns', 'mine'), basedOn: 1, at: 5 }, null));
    const mine = { article: article('returns', 'mine'), basedOn: 1, making, cut: splitPassages };
    expect(await publishArticle(db, { ...mine, seen: null })).toMatchObject({ ok: false, code: 'changed-elsewhere' });
    await save(article('returns', 'theirs'), 6);
    expect(await publishArticle(db, { ...mine, seen: draft.updatedAt })).toMatchObject({ ok: false, code: 'published-elsewhere' });
    expect((await db.articles.get('returns'))?.body).toBe('theirs');
    valueOf(await publishArticle(db, { ...mine, seen: draft.updatedAt, over: true }));
    expect(await history('returns')).toEqual(['3 written: mine', '2 written: theirs', '1 written: one']);
  });

  it('is not taken back from under a later change', async () => {
    await save(article('returns', 'one'), 1);
    const saved = valueOf(await publishArticle(db, { article: article('returns', 'two'), basedOn: 1, seen: null, making, cut: splitPassages }));
    await save(article('returns', 'three'), 12);
    expect(await takeBackSave(db, saved)).toMatchObject({ ok: false, code: 'changed-since' });
    expect((await db.articles.get('returns'))?.body).toBe('three');
  });
});

describe('restoring a version', () => {
  it('makes a new version of the old text, keeps the article published or not, and can be undone', async () => {
    await save(article('returns', 'one', { status: 'draft', reviewedAt: 3 }), 1);
    await save(article('returns', 'two'), 2);
    const draft = valueOf(await saveArticleDraft(db, { article: article('returns', 'half'), basedOn: 2, at: 5 }, null));
    const before = await everything();
    const restored = valueOf(await restoreVersion(db, 'returns', 1, 30, splitPassages));
    expect(await history('returns')).toEqual(['3 restored: one', '2 written: two', '1 written: one']);
    const now = await db.articles.get('returns');
    expect(now).toMatchObject({ body: 'one', status: 'published', updatedAt: 30 });
    expect(now).not.toHaveProperty('reviewedAt');
    expect(await db.articleDrafts.get('returns')).toEqual(draft);
    valueOf(await takeBackSave(db, restored));
    expect(await everything()).toEqual(before);
  });

  it('says so when the version is no longer kept', async () => {
    expect(await restoreVersion(db, 'returns', 4, 1, splitPassages)).toMatchObject({ ok: false, code: 'gone' });
  });
});

describe('an article that is still right', () => {
  it('is noted as reviewed without a new version, and the note can be taken away', async () => {
    await save(article('returns', 'one'), 1);
    expect(valueOf(await markReviewed(db, 'returns', 50))).toBeUndefined();
    expect((await db.articles.get('returns'))?.reviewedAt).toBe(50);
    expect(valueOf(await markReviewed(db, 'returns', undefined))).toBe(50);
    expect(await db.articles.get('returns')).toEqual(article('returns', 'one'));
    expect(await history('returns')).toEqual(['1 written: one']);
  });
});

describe('a desk of the first schema', () => {
  it('keeps its articles, which get their history when they are changed', async () => {
    const name = `old-${Math.random().toString(36).slice(2)}`;
    const old = valueOf(await openDatabase({ name, versions: [version1] }));
    await old.articles.bulkPut([article('returns', 'as in version 1'), article('other', 'y')]);
    await old.passages.bulkPut(splitPassages(article('returns', 'as in version 1')));
    await old.settings.put({ key: 'theme', value: 'dark' });
    old.close();
    const migrated = valueOf(await openDatabase({ name }));
    expect(await migrated.articles.count()).toBe(2);
    expect([await migrated.articleVersions.count(), await migrated.articleDrafts.count()]).toEqual([0, 0]);
    const changed = article('returns', 'changed');
    valueOf(await saveArticles(migrated, [changed], splitPassages(changed), { origin: 'written', at: 99 }));
    expect((await readVersions(migrated, 'returns')).map(({ article: { body } }) => body)).toEqual(['changed', 'as in version 1']);
    expect((await migrated.settings.get('theme'))?.value).toBe('dark');
    migrated.close();
  });
});
