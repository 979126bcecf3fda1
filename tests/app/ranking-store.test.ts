import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Toast } from '../../src/app/desk-context.ts';
import { judgedFor } from '../../src/app/follow-ranking.ts';
import { createRankingStore } from '../../src/app/ranking-store.ts';
import { createUndoStack } from '../../src/app/undo-stack.ts';
import type { Judgement, RankingSettings } from '../../src/knowledge-base/article.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';
import { eraseEverything } from '../../src/storage/erase-everything.ts';
import { removeArticles, saveArticles } from '../../src/storage/save-articles.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { success } from '../../src/tickets/outcome.ts';
import { openMemoryDesk } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
  const article = (id: string) => ({ id, title: id, body: id, status: 'published' as const, language: 'en', products: [], intents: [], updatedAt: 1 });
  await saveArticles(db, [article('returns'), article('invoices')], []);
});
afterEach(() => db.close());

/** The ranking of one tab, and what its engine and its person were told. */
function openTab() {
  const told: { readonly settings: RankingSettings; readonly judgements: readonly Judgement[] }[] = [];
  const toasts: Toast[] = [];
  const notify = (toast: Toast): (() => void) => {
    toasts.push(toast);
    return () => undefined;
  };
  const undoStack = createUndoStack(notify);
  const engine = {
    setRanking(settings: RankingSettings, judgements: readonly Judgement[]) {
      told.push({ settings, judgements });
      return Promise.resolve(success(null));
    },
  };
  const ranking = createRankingStore({ db, engine, notify, undoStack, now: () => 7 });
  ranking.start();
  return { ranking, told, toasts, undoStack };
}

const other: RankingSettings = { ...defaultRanking, titleWeight: 3, collapse: false };
const passage = { id: 'p1', articleId: 'returns' };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

describe('the ranking of the desk', () => {
  it('has nothing to tell the engine where nothing was changed', async () => {
    const { told } = openTab();
    await settled();
    expect(told).toEqual([]);
  });

  it('saved in one tab is taken over by the others and told to their engines; undo brings back the one before', async () => {
    const [one, two] = [openTab(), openTab()];
    expect(await one.ranking.saveSettings(other)).toBe(true);
    await expect.poll(() => two.ranking.get().settings).toEqual(other);
    await expect.poll(() => two.told).toEqual([{ settings: other, judgements: [] }]);
    await expect.poll(() => one.told.length).toBe(1);

    await one.undoStack.undo();
    await expect.poll(() => [one.ranking.get().settings, two.ranking.get().settings]).toEqual([defaultRanking, defaultRanking]);
    await expect.poll(() => one.told.at(-1)?.settings).toEqual(defaultRanking);
  });

  it('is there again at the next start, and told then', async () => {
    await openTab().ranking.saveSettings(other);
    const next = openTab();
    await expect.poll(() => next.told).toEqual([{ settings: other, judgements: [] }]);
    expect(next.ranking.get()).toMatchObject({ settings: other, told: 1 });
  });

  it('falls back to the measured values when what is on disk can not be read, and when the desk is started over', async () => {
    const tab = openTab();
    await tab.ranking.saveSettings(other);
    await db.settings.put({ key: 'app.ranking', value: { titleWeight: 'much' } });
    await expect.poll(() => tab.ranking.get().settings).toEqual(defaultRanking);
    await tab.ranking.saveSettings(other);
    await tab.ranking.judge({ query: 'q', passage, helped: true, ticketId: null });
    await expect.poll(() => tab.ranking.get().feedback.length).toBe(1);
    await eraseEverything(db);
    await expect.poll(() => [tab.ranking.get().settings, tab.ranking.get().feedback]).toEqual([defaultRanking, []]);
  });

  it('is not changed when it could not be saved, and says so', async () => {
    const tab = openTab();
    await settled();
    db.close();
    expect(await tab.ranking.saveSettings(other)).toBe(false);
    expect(await tab.ranking.judge({ query: 'q', passage, helped: true, ticketId: null })).toBe(false);
    expect(tab.ranking.get().settings).toEqual(defaultRanking);
    expect(tab.toasts.map(({ tone }) => tone)).toEqual(['bad', 'bad']);
  });
});

describe('agents’ feedback on hits', () => {
  it('is one word a question and passage: the newest, told to every tab’s engine', async () => {
    const [one, two] = [openTab(), openTab()];
    await one.ranking.judge({ query: 'Where is my refund?', passage, helped: true, ticketId: 't1' });
    await one.ranking.judge({ query: ' where  is my refund?', passage, helped: false, ticketId: null });
    await one.ranking.judge({ query: 'Another question', passage, helped: true, ticketId: null });
    await expect.poll(() => two.ranking.get().feedback.length).toBe(2);
    expect(judgedFor(two.ranking.get().feedback, 'Where is my refund?')).toEqual(new Map([['p1', false]]));
    await expect.poll(() => two.told.at(-1)?.judgements.length).toBe(2);
    expect(two.told.at(-1)?.judgements).toContainEqual({ query: 'Another question', articleId: 'returns', passageId: 'p1', helped: true });
  });

  it('is taken back, and its undo brings back the word before', async () => {
    const tab = openTab();
    await tab.ranking.judge({ query: 'q', passage, helped: true, ticketId: 't1' });
    await tab.ranking.judge({ query: 'q', passage, helped: null, ticketId: null });
    expect(await db.hitFeedback.count()).toBe(0);
    await tab.undoStack.undo();
    expect(await db.hitFeedback.toArray()).toMatchObject([{ query: 'q', passageId: 'p1', helped: true, ticketId: 't1', at: 7 }]);
    await tab.undoStack.undo();
    expect(await db.hitFeedback.count()).toBe(0);
    await expect.poll(() => tab.ranking.get().feedback).toEqual([]);
  });

  it('goes with its article, and does not come back by an undo after that', async () => {
    const tab = openTab();
    await tab.ranking.judge({ query: 'q', passage, helped: true, ticketId: null });
    await tab.ranking.judge({ query: 'q', passage: { id: 'p9', articleId: 'invoices' }, helped: true, ticketId: null });
    await tab.ranking.judge({ query: 'q', passage, helped: null, ticketId: null });
    await removeArticles(db, ['returns']);
    await tab.undoStack.undo();
    expect((await db.hitFeedback.toArray()).map(({ passageId }) => passageId)).toEqual(['p9']);
    await removeArticles(db, ['invoices']);
    await expect.poll(() => tab.ranking.get().feedback).toEqual([]);
    await expect.poll(() => tab.told.at(-1)?.judgements).toEqual([]);
  });
});
