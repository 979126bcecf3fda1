import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWriting, startArticle, type Writing, type WritingState } from '../../src/app/article-writing.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';
import { putBackArticleDraft } from '../../src/storage/save-article-drafts.ts';
import { removeArticles, saveArticles } from '../../src/storage/save-articles.ts';
import { takeBackSave } from '../../src/storage/publish-article.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { openMemoryDesk, valueOf } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;
let open: Writing[] = [];
let clock = 1000;

beforeEach(async () => {
  db = await openMemoryDesk();
  await save('one', 1);
});
afterEach(async () => {
  await Promise.all(open.map((writing) => writing.close()));
  open = [];
  db.close();
});

async function save(body: string, at: number): Promise<void> {
  const article: Article = { id: 'returns', title: 'Returns', body, status: 'published', language: 'en', products: [], intents: [], updatedAt: at };
  valueOf(await saveArticles(db, [article], splitPassages(article), { origin: 'written', at }));
}

/** A tab that writes the article; `quietMs` as a tab where somebody goes on typing has it. */
async function tab(articleId = 'returns', quietMs = 5): Promise<Writing> {
  const writing = openWriting({ db, articleId, now: () => (clock += 1), quietMs, longestMs: quietMs * 4 });
  open.push(writing);
  writing.start();
  await until(writing, ({ loaded }) => loaded);
  return writing;
}

async function until(writing: Writing, holds: (state: WritingState) => boolean): Promise<WritingState> {
  await expect.poll(() => holds(writing.get()), { interval: 5 }).toBe(true);
  return writing.get();
}

const onDisk = async (id = 'returns'): Promise<string | undefined> => (await db.articleDrafts.get(id))?.article.body;

describe('writing an article', () => {
  it('keeps what is typed on disk after a moment, and the article goes on answering as it was', async () => {
    const writing = await tab();
    expect(writing.get()).toMatchObject({ text: { body: 'one' }, changed: false, keeping: { status: 'same' } });
    writing.change({ body: 'two' });
    expect(writing.get()).toMatchObject({ changed: true, keeping: { status: 'waiting' } });
    await until(writing, ({ keeping }) => keeping.status === 'kept');
    expect(await onDisk()).toBe('two');
    expect((await db.articles.get('returns'))?.body).toBe('one');
  });

  it('is taken up again where it was left, white space and all', async () => {
    const writing = await tab('returns', 60_000);
    writing.change({ body: 'half a sen \n', title: 'Returns, anew', products: ['Desk'] });
    expect(await writing.close()).toBe(true);
    const again = await tab();
    expect(again.get()).toMatchObject({ text: { body: 'half a sen \n', title: 'Returns, anew', products: ['Desk'] }, changed: true, keeping: { status: 'kept' } });
  });

  it('is saved in the midst of typing that never pauses', async () => {
    const writing = openWriting({ db, articleId: 'returns', now: () => performance.now(), quietMs: 60, longestMs: 120 });
    open.push(writing);
    writing.start();
    await until(writing, ({ loaded }) => loaded);
    let typed = 0;
    const typing = setInterval(() => writing.change({ body: `typing ${(typed += 1)}` }), 10);
    await expect.poll(() => onDisk(), { interval: 20 }).toContain('typing');
    clearInterval(typing);
  });

  it('leaves nothing behind when the text is again what it was', async () => {
    const writing = await tab();
    writing.change({ body: 'two' });
    await until(writing, ({ keeping }) => keeping.status === 'kept');
    writing.change({ body: 'one\n' });
    await until(writing, ({ keeping }) => keeping.status === 'same');
    expect(await db.articleDrafts.count()).toBe(0);
    expect(writing.get().text.body).toBe('one\n');
  });

  it('of a new one begins as a draft that no article is, with an id when it is published', async () => {
    const id = valueOf(await startArticle(db, { title: 'Trials', body: 'Try it.' }, 5));
    const writing = await tab(id);
    expect(writing.get()).toMatchObject({ article: null, changed: true, text: { title: 'Trials' } });
    expect(await db.articles.count()).toBe(1);
    const saved = valueOf(await writing.publish('published'));
    expect(saved.id).toBe('trials');
    await writing.close();
    expect(await db.articles.get('trials')).toMatchObject({ title: 'Trials', status: 'published' });
    expect(await db.articleDrafts.count()).toBe(0);
  });

  it('says when it can not be kept, and keeps it when there is room again', async () => {
    const writing = await tab();
    let full = true;
    db.articleDrafts.hook('creating', () => {
      if (full) throw new DOMException('no room', 'QuotaExceededError');
    });
    writing.change({ body: 'two' });
    const { keeping } = await until(writing, (state) => state.keeping.status === 'failed');
    expect(keeping).toMatchObject({ message: expect.stringContaining('no more room') as string });
    expect(writing.get().text.body).toBe('two');
    full = false;
    expect(await writing.flush()).toBe(true);
    expect(await onDisk()).toBe('two');
  });
});

describe('publishing and discarding', () => {
  it('publishes what stands on screen, saved or not, and can be taken back', async () => {
    const writing = await tab('returns', 60_000);
    writing.change({ body: '  two ' });
    const saved = valueOf(await writing.publish('published'));
    expect(await db.articles.get('returns')).toMatchObject({ body: 'two', status: 'published' });
    expect((await db.passages.toArray()).map(({ text }) => text)).toEqual(['two']);
    expect(writing.get()).toMatchObject({ changed: false, keeping: { status: 'same' } });
    valueOf(await takeBackSave(db, saved));
    await until(writing, ({ text, changed }) => text.body === '  two ' && changed);
    expect((await db.articles.get('returns'))?.body).toBe('one');
  });

  it('forgets that the article was reviewed, since it is another text now', async () => {
    await db.articles.update('returns', { reviewedAt: 7 });
    const writing = await tab();
    writing.change({ body: 'two' });
    valueOf(await writing.publish('published'));
    expect(await db.articles.get('returns')).not.toHaveProperty('reviewedAt');
  });

  it('discards what is on screen, and undo brings all of it back, also what was not saved yet', async () => {
    const writing = await tab('returns', 60_000);
    writing.change({ body: 'saved' });
    await writing.flush();
    writing.change({ body: 'saved and more' });
    const dropped = valueOf(await writing.discard());
    expect(writing.get()).toMatchObject({ text: { body: 'one' }, changed: false });
    expect(await db.articleDrafts.count()).toBe(0);
    if (!dropped) throw new Error('nothing to put back');
    valueOf(await putBackArticleDraft(db, dropped));
    await until(writing, ({ text }) => text.body === 'saved and more');
  });
});

describe('two tabs that write the same article', () => {
  it('show the same text as long as one of them only looks', async () => {
    const [mine, theirs] = [await tab(), await tab()];
    theirs.change({ body: 'theirs' });
    await until(mine, ({ text }) => text.body === 'theirs');
    expect(mine.get()).toMatchObject({ changed: true, elsewhere: null });
    mine.change({ body: 'theirs, then mine' });
    await until(theirs, ({ text }) => text.body === 'theirs, then mine');
    expect(theirs.get().elsewhere).toBeNull();
  });

  it('never overwrite one another: the later one is told, sees both, and nothing is saved until it has chosen', async () => {
    const [mine, theirs] = [await tab('returns', 60_000), await tab()];
    mine.change({ body: 'mine' });
    theirs.change({ body: 'theirs' });
    const told = await until(mine, ({ elsewhere }) => elsewhere !== null);
    expect([told.text.body, told.elsewhere?.text?.body]).toEqual(['mine', 'theirs']);
    mine.change({ body: 'mine and more' });
    expect(await mine.flush()).toBe(false);
    expect(await onDisk()).toBe('theirs');
    mine.keepMine();
    expect(await mine.flush()).toBe(true);
    expect(await onDisk()).toBe('mine and more');
    await until(theirs, ({ text }) => text.body === 'mine and more');
  });

  it('can take the other’s text instead, and get the own one back', async () => {
    const [mine, theirs] = [await tab('returns', 60_000), await tab()];
    mine.change({ body: 'mine' });
    theirs.change({ body: 'theirs' });
    await until(mine, ({ elsewhere }) => elsewhere !== null);
    const given = mine.takeTheirs();
    expect(mine.get()).toMatchObject({ text: { body: 'theirs' }, elsewhere: null });
    mine.change(given);
    expect(await mine.flush()).toBe(true);
    expect(await onDisk()).toBe('mine');
  });

  it('are told of a publication, and one that only looked shows what was published', async () => {
    const [mine, looking, theirs] = [await tab('returns', 60_000), await tab(), await tab()];
    mine.change({ body: 'mine' });
    theirs.change({ body: 'published' });
    valueOf(await theirs.publish('published'));
    await until(looking, ({ text, changed }) => text.body === 'published' && !changed);
    await until(mine, ({ behind }) => behind);
    expect(await mine.publish('published')).toMatchObject({ ok: false, code: 'published-elsewhere' });
    expect((await db.articles.get('returns'))?.body).toBe('published');
    valueOf(await mine.publish('published', true));
    expect((await db.articles.get('returns'))?.body).toBe('mine');
    expect((await db.articleVersions.toArray()).map(({ article: { body } }) => body)).toEqual(['one', 'published', 'mine']);
  });

  it('keep what one is writing when the other removes the article', async () => {
    const writing = await tab('returns', 60_000);
    writing.change({ body: 'mine' });
    await writing.flush();
    writing.change({ body: 'mine and more' });
    valueOf(await removeArticles(db, ['returns']));
    const told = await until(writing, ({ elsewhere }) => elsewhere !== null);
    expect(told.elsewhere?.text).toBeNull();
    writing.keepMine();
    expect(await writing.flush()).toBe(true);
    valueOf(await writing.publish('published'));
    expect((await db.articles.get('returns'))?.body).toBe('mine and more');
  });

  it('who wrote the same have nothing to choose', async () => {
    const [mine, theirs] = [await tab('returns', 60_000), await tab()];
    mine.change({ body: 'the same' });
    theirs.change({ body: 'the same' });
    await until(mine, ({ keeping }) => keeping.status === 'kept');
    expect(mine.get().elsewhere).toBeNull();
  });

  it('typing at the same time lose nothing that was not decided on', async () => {
    const tabs = [await tab(), await tab()];
    for (let n = 0; n < 40; n += 1) {
      tabs[n % 2]?.change({ body: `${tabs[n % 2]?.get().text.body ?? ''} ${n}` });
      await new Promise((resolve) => setTimeout(resolve, n % 5));
    }
    await Promise.all(tabs.map((writing) => writing.flush()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const disk = await onDisk();
    for (const writing of tabs) {
      const { elsewhere, text } = writing.get();
      expect(elsewhere === null ? text.body : elsewhere.text?.body).toBe(disk);
    }
  });
});
