import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answeredBy, articleUses, rememberAnswered } from '../../src/app/knowledge-answered.ts';
import { importArticles, saveArticle } from '../../src/app/knowledge-view-articles.ts';
import { openKnowledge } from '../../src/app/knowledge.ts';
import type { Engine, EngineInfo, PassageVectors } from '../../src/inference/api.ts';
import type { Article, Passage } from '../../src/knowledge-base/article.ts';
import { freeId } from '../../src/knowledge-base/name-article.ts';
import { followArticles } from '../../src/storage/follow-articles.ts';
import { removeArticles, saveArticles, savePassages } from '../../src/storage/save-articles.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { failure, success, type Outcome } from '../../src/tickets/outcome.ts';
import { openMemoryDesk } from '../storage/desk-fixture.ts';

function article(id: string, changes: Partial<Article> = {}): Article {
  const body = `You can do ${id} under Account in a minute.\n\n## Steps\n\n1. Open Account.\n2. Press ${id}.`;
  return { id, title: `About ${id}`, body, status: 'published', language: 'en', products: [], intents: [], updatedAt: 1, ...changes };
}

/** The part of an engine that knowledge talks to: embeds what it does not know, and says which. */
function createIndexer() {
  const calls: { readonly passages: readonly Passage[]; readonly embedded: readonly string[]; readonly removed: readonly string[] | null }[] = [];
  const dimension = 2;
  const has = new Map<string, Passage>();
  const engine = { model: 'encoder@1', isBroken: false };
  function make(passages: readonly Passage[], known: PassageVectors | null): { readonly vectors: PassageVectors; readonly embedded: string[] } {
    const rows = new Map(known?.model === engine.model ? known.ids.map((id, at) => [id, known.data.subarray(at * dimension, (at + 1) * dimension)]) : []);
    const data = new Float32Array(passages.length * dimension);
    const embedded: string[] = [];
    passages.forEach((passage, at) => {
      const row = rows.get(passage.id);
      if (!row) embedded.push(passage.id);
      data.set(row ?? [1, 0], at * dimension);
    });
    return { vectors: { model: engine.model, dimension, ids: passages.map((passage) => passage.id), data }, embedded };
  }
  const setPassages: Engine['setPassages'] = (passages, known, job) => {
    const { vectors, embedded } = make(passages, known);
    job?.onProgress?.({ status: 'indexing', done: passages.length, total: passages.length });
    has.clear();
    for (const passage of passages) has.set(passage.id, passage);
    calls.push({ passages, embedded, removed: null });
    return Promise.resolve(success(vectors));
  };
  const updatePassages: Engine['updatePassages'] = ({ put, removed }) => {
    if (engine.isBroken) return Promise.resolve(failure('internal', 'It broke.'));
    const { vectors, embedded } = make(put, null);
    for (const id of removed) has.delete(id);
    for (const passage of put) has.set(passage.id, passage);
    calls.push({ passages: put, embedded, removed });
    return Promise.resolve(success(vectors));
  };
  return { calls, has, state: engine, engine: { setPassages, updatePassages } as Engine };
}

const loaded: Promise<Outcome<EngineInfo, 'model-missing'>> = Promise.resolve(success({} as EngineInfo));
let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

describe('the knowledge in the engine', () => {
  it('cuts articles that have no passages yet, indexes them, and stores their vectors', async () => {
    await saveArticles(db, [article('returns'), article('invoices')], []);
    const { engine, calls } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    await knowledge.reload();
    expect(knowledge.get()).toMatchObject({ status: 'ready', articles: 2 });
    expect(calls[0]?.passages.length).toBe(await db.passages.count());
    expect((await db.vectors.toArray()).flatMap((chunk) => chunk.ids).length).toBe(calls[0]?.passages.length);
  });

  it('tells the engine only what changed, and stores only that', async () => {
    await saveArticles(db, [article('returns'), article('invoices')], []);
    const { engine, calls, has } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    await knowledge.reload();
    const { revision } = knowledge.get();
    const before = await db.passages.where('articleId').equals('returns').primaryKeys();
    await saveArticle(db, article('returns', { body: 'Everything about returns is new now.' }));
    await knowledge.reload(['returns']);
    const changed = await db.passages.where('articleId').equals('returns').primaryKeys();
    expect(calls.slice(1)).toMatchObject([{ embedded: changed, removed: before }]);
    expect([...has.keys()].sort()).toEqual((await db.passages.toCollection().primaryKeys()).sort());
    expect(knowledge.get()).toMatchObject({ status: 'ready', articles: 2, passages: has.size, revision: revision + 1 });
    await removeArticles(db, ['invoices']);
    await knowledge.reload(['invoices']);
    expect(calls.at(-1)).toMatchObject({ passages: [], embedded: [] });
    expect([...has.values()].map(({ articleId }) => articleId)).toEqual(['returns']);
    // The next desk finds all its vectors stored.
    const next = createIndexer();
    await openKnowledge({ db, engine: next.engine, engineLoaded: loaded }).reload();
    expect(next.calls).toMatchObject([{ embedded: [] }]);
  });

  it('tells the engine of an article whose title, product or language changed, under the same ids', async () => {
    await saveArticle(db, article('returns'));
    const { engine, calls, has } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    await knowledge.reload();
    const ids = [...has.keys()];
    await knowledge.reload(['returns']);
    expect(calls).toHaveLength(1);
    for (const changes of [{ products: ['Tansy lamp'] }, { language: 'de' }, { title: 'Sending back' }]) {
      await saveArticle(db, article('returns', changes));
      await knowledge.reload(['returns']);
      expect([...has.values()][0]).toMatchObject(changes);
    }
    expect([...has.keys()]).toEqual(ids);
    // A title is part of what the encoder reads: vectors of the one before are not taken for it.
    await saveArticle(db, article('returns', { title: 'Written while no desk was open' }));
    const next = createIndexer();
    await openKnowledge({ db, engine: next.engine, engineLoaded: loaded }).reload();
    expect(next.calls[0]?.embedded).toEqual(ids);
  });

  it('tells everything again when a change fails or another encoder answered it', async () => {
    await saveArticles(db, [article('returns'), article('invoices')], []);
    const { engine, calls, state, has } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    await knowledge.reload();
    for (const disturb of [() => (state.isBroken = true), () => (state.model = 'encoder@2')]) {
      disturb();
      await saveArticle(db, article('returns', { body: `After ${String(disturb)}.` }));
      await knowledge.reload(['returns']);
      expect(calls.at(-1)?.removed).toBeNull();
      expect(has.size).toBe(await db.passages.count());
      expect(knowledge.get().status).toBe('ready');
      state.isBroken = false;
    }
    expect(await db.vectors.toArray()).toMatchObject([{ model: 'encoder@2' }]);
  });

  it('clears stored vectors away that no passage has any more', async () => {
    const many = Array.from({ length: 700 }, (_, i) => article(`a${i}`, { body: `Text ${i}` }));
    await saveArticles(db, many, []);
    await openKnowledge({ db, engine: createIndexer().engine, engineLoaded: loaded }).reload();
    await removeArticles(db, many.slice(1).map(({ id }) => id));
    await openKnowledge({ db, engine: createIndexer().engine, engineLoaded: loaded }).reload();
    expect((await db.vectors.toArray()).flatMap((chunk) => chunk.ids)).toHaveLength(1);
  });

  it('marks drafts and languages, of passages cut by an older version too', async () => {
    await saveArticle(db, article('returns', { language: 'de' }));
    await saveArticle(db, article('secret', { status: 'draft' }));
    for (const { id, articleId, title, headings, text, position } of await db.passages.toArray()) {
      await db.passages.put({ id, articleId, title, headings, text, position });
    }
    const { engine, has } = createIndexer();
    await openKnowledge({ db, engine, engineLoaded: loaded }).reload();
    const passages = [...has.values()];
    expect(passages.filter((passage) => passage.articleId === 'secret').every((passage) => passage.draft === true)).toBe(true);
    expect(passages.filter((passage) => passage.articleId === 'returns').every((passage) => passage.draft === undefined && passage.language === 'de')).toBe(true);
  });

  it('makes one more reload of all the calls that come during one', async () => {
    await saveArticle(db, article('returns'));
    const { engine, calls } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    await Promise.all([knowledge.reload(), knowledge.reload(), knowledge.reload()]);
    expect(calls.length).toBe(2);
  });

  it('follows every change of an article, by whatever tab, and not the passages it cuts itself', async () => {
    await saveArticles(db, [article('returns')], []);
    const { engine, calls, has } = createIndexer();
    const knowledge = openKnowledge({ db, engine, engineLoaded: loaded });
    let told = 0;
    const stop = followArticles(db, (changed) => {
      told += 1;
      void knowledge.reload(changed);
    });
    await expect.poll(() => knowledge.get().status).toBe('ready');
    expect(await db.passages.count()).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toBe(1);

    await saveArticle(db, article('returns', { body: 'Everything about returns is new now.' }));
    await expect.poll(() => calls.at(-1)?.passages.map((passage) => passage.text)).toEqual(['Everything about returns is new now.']);
    await removeArticles(db, ['returns']);
    await expect.poll(() => has.size).toBe(0);
    expect(calls.slice(1).every(({ removed }) => removed !== null)).toBe(true);
    stop();
    await saveArticle(db, article('returns'));
    expect(told).toBe(3);
  });

  it('never lays passages cut from an older text over those of a newer one', async () => {
    await saveArticle(db, article('returns', { body: 'The newer text of returns.' }));
    const before = await db.passages.toArray();
    const stale = before.map((passage) => ({ ...passage, text: 'older' }));
    await savePassages(db, stale);
    expect(await db.passages.toArray()).toEqual(before);
  });

  it('says in words why there is no search when the engine did not load', async () => {
    const { engine } = createIndexer();
    const failed = Promise.resolve({ ok: false, code: 'model-missing', message: 'The models could not be read. Reload the page.' } as const);
    const knowledge = openKnowledge({ db, engine, engineLoaded: failed });
    await knowledge.reload();
    expect(knowledge.get()).toMatchObject({ status: 'failed', message: 'The models could not be read. Reload the page.' });
  });
});

describe('articles from Markdown files', () => {
  it('saves the good ones and names what is wrong with the others', async () => {
    const files = [
      new File(['---\ntitle: Returns\nintents: get_refund\n---\n\nSend it back.'], 'Returns Policy.md'),
      new File(['# Invoices\n\nUnder Account.'], 'invoices.md'),
      new File(['---\ntitle: No end'], 'broken.md'),
      new File(['%PDF'], 'manual.pdf'),
      new File(['a\u0000b'], 'binary.txt'),
    ];
    const read = await importArticles(db, files, 5);
    if (!read.ok) throw new Error(read.message);
    expect(read.value.saved).toBe(2);
    expect(read.value.refused.map((each) => each.file)).toEqual(['broken.md', 'manual.pdf', 'binary.txt']);
    expect(await db.articles.get('returns-policy')).toMatchObject({ title: 'Returns', intents: ['get_refund'] });
    expect(await db.passages.where('articleId').equals('invoices').count()).toBeGreaterThan(0);
  });

  it('replaces an article when the same file comes again', async () => {
    await importArticles(db, [new File(['# One\n\nOld words.'], 'one.md')], 5);
    await importArticles(db, [new File(['# One\n\nNew words.'], 'one.md')], 6);
    expect(await db.articles.count()).toBe(1);
    expect((await db.passages.toArray()).map((passage) => passage.text).join(' ')).toContain('New words');
  });

  it('gives a new article an id no other has', () => {
    expect(freeId('Héllo, Wörld!', new Set())).toBe('hello-world');
    expect(freeId('Hello World', new Set(['hello-world', 'hello-world-2']))).toBe('hello-world-3');
    expect(freeId('???', new Set())).toBe('article');
  });
});

describe('tickets an article answered', () => {
  const remember = async (ticketId: string, articleIds: readonly string[], answered: boolean, at: number): Promise<void> => {
    expect(await rememberAnswered(db, ticketId, articleIds, answered, at)).toMatchObject({ ok: true });
  };

  it('are remembered newest first, once each, and forgotten when the reply is taken back', async () => {
    await remember('t1', ['returns', 'returns'], true, 10);
    await remember('t2', ['returns'], true, 20);
    await remember('t1', ['returns'], true, 30);
    expect(await answeredBy(db, 'returns')).toEqual(['t1', 't2']);
    expect((await articleUses(db)).get('returns')).toEqual({ count: 2, lastAt: 30 });
    await remember('t1', ['returns'], false, 40);
    expect(await answeredBy(db, 'returns')).toEqual(['t2']);
    expect(await articleUses(db)).toEqual(new Map([['returns', { count: 1, lastAt: 20 }]]));
    await remember('t2', ['returns'], false, 40);
    expect(await articleUses(db)).toEqual(new Map());
  });

  it('are counted beyond those that are remembered', async () => {
    for (let n = 1; n <= 130; n += 1) await remember(`t${n}`, ['returns'], true, n);
    expect((await answeredBy(db, 'returns')).length).toBe(100);
    expect((await articleUses(db)).get('returns')).toEqual({ count: 130, lastAt: 130 });
  });

  it('of several articles at once are counted for each, in two tabs at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => remember(`t${n}`, ['returns', 'invoices'], true, n)));
    expect([...(await articleUses(db)).values()].map(({ count }) => count)).toEqual([20, 20]);
  });

  it('from before their times were kept are still there', async () => {
    await db.settings.put({ key: 'knowledge.answered/returns', value: ['t1', 't2', 7] });
    expect((await articleUses(db)).get('returns')).toEqual({ count: 2, lastAt: null });
    await remember('t3', ['returns'], true, 5);
    expect(await answeredBy(db, 'returns')).toEqual(['t3', 't1', 't2']);
  });

  it('say so when they can not be remembered', async () => {
    db.close();
    expect(await rememberAnswered(db, 't1', ['returns'], true, 1)).toMatchObject({ ok: false, code: 'closed' });
  });
});
