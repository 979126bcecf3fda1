import { describe, expect, it } from 'vitest';
import { articleShows, countShows, countValues, everyArticle, listArticles, listRemoved, selectArticles, type ArticleFilter } from '../../src/app/article-rows.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import type { StaleReason } from '../../src/knowledge-base/find-stale.ts';

function article(id: string, changes: Partial<Article> = {}): Article {
  return { id, title: id, body: '', status: 'published', language: 'en', products: [], intents: [], updatedAt: 10, ...changes };
}

const why: StaleReason = { kind: 'unreviewed', text: 'Old', settled: true };
const rows = [
  ...listArticles({
    articles: [
      article('Zebra', { products: ['Desk'], updatedAt: 30 }),
      article('apple 10', { intents: ['get_refund'], language: 'de' }),
      article('apple 9'),
      article('Draft', { status: 'draft', updatedAt: 20 }),
    ],
    drafts: [
      { articleId: 'apple 9', article: article('apple 9', { body: 'changed' }), basedOn: 1, updatedAt: 40 },
      { articleId: 'new-1', article: article('new-1', { title: 'Begun', status: 'draft' }), basedOn: 0, updatedAt: 5 },
    ],
    uses: new Map([['Zebra', { count: 3, lastAt: 7 }], ['apple 10', { count: 9, lastAt: null }]]),
    reasons: new Map([['Zebra', [why]], ['apple 10', [why]]]),
  }),
  ...listRemoved([{ articleId: 'Gone', number: 2, article: article('Gone'), savedAt: 3, origin: 'written' }], new Map()),
];

const ids = (filter: Partial<ArticleFilter>): string[] => selectArticles(rows, { ...everyArticle, ...filter }).map(({ id }) => id);

describe('the list of articles', () => {
  it('has every article and what is being written, by title as people sort', () => {
    expect(ids({})).toEqual(['apple 9', 'apple 10', 'new-1', 'Draft', 'Zebra']);
    expect(rows.map(({ id, state }) => `${id} ${state}`)).toEqual(['Zebra published', 'apple 10 published', 'apple 9 changed', 'Draft draft', 'new-1 new', 'Gone removed']);
  });

  it('narrows to what is published, changed, drafted or removed', () => {
    expect(ids({ show: 'published' })).toEqual(['apple 9', 'apple 10', 'Zebra']);
    expect(ids({ show: 'changed' })).toEqual(['apple 9']);
    expect(ids({ show: 'drafts' })).toEqual(['new-1', 'Draft']);
    expect(ids({ show: 'removed' })).toEqual(['Gone']);
  });

  it('counts for each choice what it would show', () => {
    for (const show of articleShows) expect(countShows(rows).get(show), show).toBe(ids({ show }).length);
  });

  it('shows what is to review with the most used first', () => {
    expect(ids({ show: 'review' })).toEqual(['apple 10', 'Zebra']);
    expect(ids({ order: 'review' })).toEqual(['apple 10', 'Zebra', 'apple 9', 'new-1', 'Draft']);
  });

  it('sorts by the last change, unpublished ones too, and by use', () => {
    expect(ids({ order: 'changed' })).toEqual(['apple 9', 'Zebra', 'Draft', 'apple 10', 'new-1']);
    expect(ids({ order: 'used' }).slice(0, 2)).toEqual(['apple 10', 'Zebra']);
  });

  it('narrows by product, intent and language together', () => {
    expect(ids({ product: 'Desk' })).toEqual(['Zebra']);
    expect(ids({ intent: 'get_refund', language: 'de' })).toEqual(['apple 10']);
    expect(ids({ intent: 'get_refund', language: 'en' })).toEqual([]);
    expect(countValues(rows, ({ language }) => [language])).toEqual([{ value: 'de', count: 1 }, { value: 'en', count: 5 }]);
  });
});
