import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge-base/article.ts';
import { findStale, type StaleFacts } from '../../src/knowledge-base/find-stale.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 21, 12);

function article(body: string, changes: Partial<Article> = {}): Article {
  return { id: 'a', title: 'Returns', body, status: 'published', language: 'en', products: [], intents: [], updatedAt: now - 10 * day, ...changes };
}

const facts: StaleFacts = { now, reviewDays: 180, answered: 0, products: new Set(['Alder desk']), articleIds: new Set(['a', 'refunds']) };

function reasons(of: Article, more: Partial<StaleFacts> = {}): string[] {
  return findStale(of, { ...facts, ...more }).map(({ text }) => text);
}

describe('an article that nobody looked at for long', () => {
  const old = article('Send it back.', { updatedAt: now - 200 * day });

  it('is named when it answers tickets, with the days and the tickets', () => {
    expect(reasons(old, { answered: 12 })).toEqual(['Not changed or reviewed for 200 days, and it answered 12 tickets']);
    expect(reasons(old, { answered: 1 })[0]).toContain('answered a ticket');
  });

  it('is left alone when it answers none, was reviewed since, or the desk waits longer', () => {
    expect(reasons(old)).toEqual([]);
    expect(reasons({ ...old, reviewedAt: now - 20 * day }, { answered: 12 })).toEqual([]);
    expect(reasons(old, { answered: 12, reviewDays: 365 })).toEqual([]);
  });

  it('is named at the very day and not before', () => {
    expect(reasons(article('x', { updatedAt: now - 180 * day }), { answered: 1 })).toHaveLength(1);
    expect(reasons(article('x', { updatedAt: now - 180 * day + 1 }), { answered: 1 })).toEqual([]);
  });
});

describe('a date that has passed', () => {
  it.each([
    ['The offer runs until 31 March 2025.', 'until 31 March 2025'],
    ['Order by December 1st, 2025 to get it in time.', 'by December 1st, 2025'],
    ['Valid to 2026-10-31.', 'to 2026-10-31'],
    ['Prices for 2025 are below.', 'for 2025'],
    ['Our Christmas 2024 hours:', 'Christmas 2024'],
    ['It ends 01.11.2026.', 'ends 01.11.2026'],
  ])('is quoted from “%s”', (text, quote) => {
    expect(findStale(article(text), facts)).toMatchObject([{ kind: 'date-passed', quote, settled: true }]);
  });

  it.each([
    'The offer runs until 31 March 2027.',
    'It lasts until 21 November 2026.',
    'Prices for 2026 are below.',
    'We have been making desks since 2019.',
    'Founded in 1998.',
    '© 2021 Larch & Loom',
    'Certified to ISO 9001:2015.',
    'Order LL-2024 costs £2024, or 2019 mm of oak.',
    'See https://example.com/2019/terms for the terms.',
    'The Consumer Rights Act 2015 applies.',
    'It arrives before 24 December.',
    'Use model 2020 or 1984 words.',
  ])('is not found in “%s”', (text) => {
    expect(reasons(article(text))).toEqual([]);
  });

  it('that had passed when a person said the article is right is no reason any more, a later one is', () => {
    const text = 'Until 31 March 2025 it was £5; until 1 November 2026 it is £6.';
    expect(reasons(article(text, { reviewedAt: Date.UTC(2026, 5, 1) }))).toEqual(['It says “until 1 November 2026”, which has passed']);
  });
});

describe('links and products', () => {
  it('names links to articles that are gone, and leaves other links alone', () => {
    const text = 'See [refunds](/knowledge/refunds), [trials](/knowledge/trials), [file](Refunds.md), [old file](old.md "t"), [web](https://example.com/x.md) and `[code](/knowledge/none)`.';
    expect(findStale(article(text), facts)).toMatchObject([
      { kind: 'gone-link', quote: 'trials', settled: false },
      { kind: 'gone-link', quote: 'old file', settled: false },
    ]);
  });

  it('names products the desk no longer has', () => {
    expect(reasons(article('x', { products: ['alder desk', 'Pine chair'] }))).toEqual(['“Pine chair” is no longer among the desk’s products']);
    expect(reasons(article('x', { products: ['Pine chair'] }), { products: new Set() })).toEqual([]);
  });
});

describe('what agents said', () => {
  it('is a reason when it did not help more often than it did, twice at least', () => {
    expect(reasons(article('x'), { feedback: { helped: 1, notHelped: 3 } })).toEqual(['3 of 4 agents said that it did not help']);
    expect(reasons(article('x'), { feedback: { helped: 0, notHelped: 1 } })).toEqual([]);
    expect(reasons(article('x'), { feedback: { helped: 5, notHelped: 3 } })).toEqual([]);
  });
});

describe('a draft', () => {
  it('is never stale: it answers nobody', () => {
    expect(reasons(article('Until 31 March 2020, see [x](/knowledge/gone).', { status: 'draft' }), { answered: 3 })).toEqual([]);
  });
});
