import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge-base/article.ts';
import { createNearDuplicates, foldText, shinglesOf } from '../../src/knowledge-base/near-duplicates.ts';
import { planArticleImport, settleArticleImport, type ImportChoice, type PlannedArticle } from '../../src/knowledge-base/plan-article-import.ts';
import type { ReadArticle } from '../../src/knowledge-base/read-article.ts';

/** A text of distinct words about one thing. */
function words(about: string, count = 60): string {
  return Array.from({ length: count }, (_, at) => `${about}${at % 7}${String.fromCharCode(97 + (at % 26))}${at}`).join(' ');
}

function article(id: string, body = words(id), changes: Partial<Article> = {}): Article {
  return { id, title: `About ${id}`, body, status: 'published', language: 'en', products: [], intents: [], updatedAt: 1, ...changes };
}

function read(given: Article, idGiven = true): ReadArticle {
  return { article: given, idGiven, dated: true, notes: [] };
}

function plan(found: readonly ReadArticle[], existing: readonly Article[] = []): PlannedArticle[] {
  const steps = planArticleImport(found, existing);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const kinds = (planned: readonly PlannedArticle[]): string[] => planned.map(({ verdict }) => verdict.kind);
const settle = (planned: readonly PlannedArticle[], chosen: readonly (readonly [number, ImportChoice])[] = [], existing: readonly Article[] = []): Article[] =>
  settleArticleImport(planned, new Map(chosen), new Set(existing.map(({ id }) => id)));

describe('the plan of an import', () => {
  it('takes one of 33 identical articles and names the other 32', () => {
    const planned = plan(Array.from({ length: 33 }, (_, at) => read(article(`copy-${at}`, words('same'), { title: 'The same' }))));
    expect(kinds(planned)).toEqual(['new', ...Array.from({ length: 32 }, () => 'same')]);
    expect(planned[32]?.verdict).toMatchObject({ of: { in: 'import', index: 0, title: 'The same' } });
    expect(settle(planned).map(({ id }) => id)).toEqual(['copy-0']);
  });

  it('changes nothing when the same import comes again', () => {
    const found = [read(article('a')), read(article('b')), read(article('b', words('other'))), read(article('c', words('c'), { language: 'de' }))];
    const first = settle(plan(found));
    expect(first.map(({ id }) => id)).toEqual(['a', 'b', 'b-2', 'c']);
    const again = plan(found, first);
    expect(kinds(again)).toEqual(['same', 'same', 'same', 'same']);
    expect(settle(again, [], first)).toEqual([]);
  });

  it('replaces an article of the same number, or keeps both', () => {
    const before = [article('a')];
    const planned = plan([read(article('a', words('newer')))], before);
    expect(planned[0]).toMatchObject({ verdict: { kind: 'changes', of: { in: 'desk', title: 'About a' } }, choices: ['replace', 'add', 'skip'] });
    expect(settle(planned, [], before)).toMatchObject([{ id: 'a', body: words('newer') }]);
    expect(settle(planned, [[0, 'add']], before)).toMatchObject([{ id: 'a-2' }]);
    expect(settle(planned, [[0, 'skip']], before)).toEqual([]);
  });

  it('knows the same text under another name, whatever its marks, and a page by its address', () => {
    const before = [article('a'), article('page', words('page'), { source: 'https://a.example/1' })];
    expect(plan([read(article('z', `**${words('a').toUpperCase()}**!`))], before)[0]?.verdict).toMatchObject({ kind: 'same', of: { in: 'desk', id: 'a' } });
    expect(plan([read(article('renamed', words('changed'), { source: 'https://a.example/1' }), false)], before)[0]?.verdict).toMatchObject({ kind: 'changes', of: { id: 'page' } });
  });

  it('names what is nearly the same, of the desk and of the import, and may replace the former', () => {
    const before = [article('a', words('a', 200))];
    const edited = words('a', 200).replace(/^\S+/, 'Now');
    const planned = plan([read(article('b', edited)), read(article('c', words('c', 200))), read(article('d', `${words('c', 200)} more`))], before);
    expect(kinds(planned)).toEqual(['near', 'new', 'near']);
    expect(planned[0]).toMatchObject({ verdict: { of: { in: 'desk', id: 'a' } }, choices: ['add', 'replace', 'skip'] });
    expect(planned[2]).toMatchObject({ verdict: { of: { in: 'import', index: 1 } }, choices: ['add', 'skip'] });
    expect(settle(planned, [[0, 'replace']], before).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });

  it('does not take short texts or shared beginnings for the same', () => {
    expect(kinds(plan([read(article('a', 'See support.', { title: 'A' })), read(article('b', 'See support.', { title: 'B' })), read(article('c', 'See support.', { title: 'A' }))]))).toEqual(['new', 'new', 'same']);
    const start = words('start', 100);
    expect(kinds(plan([read(article('a', `${start} ${words('x', 40)}`)), read(article('b', `${start} ${words('y', 40)}`))]))).toEqual(['new', 'new']);
  });

  it('gives translations that share a number one of their own', () => {
    const planned = plan([read(article('7', words('en'))), read(article('7', words('fr'), { language: 'pt-BR' })), read(article('7', words('xx')))]);
    expect(settle(planned).map(({ id }) => id)).toEqual(['7', '7-pt-br', '7-2']);
  });
});

describe('nearly the same', () => {
  it('is found exactly where nine tenths of the runs are shared', () => {
    const near = createNearDuplicates<string>();
    const base = words('w', 400).split(' ');
    near.add('base', shinglesOf(foldText(base.join(' '))));
    for (const changed of [0, 3, 9, 12, 40]) {
      // Each changed word, far from the next, takes four runs away and brings four.
      const text = base.map((word, at) => (at % 8 === 4 && at / 8 < changed ? `other${at}` : word)).join(' ');
      const overlap = (397 - 4 * changed) / (397 + 4 * changed);
      const found = near.find(shinglesOf(text));
      expect(found === null ? overlap < 0.9 : Math.abs(found.overlap - overlap) < 1e-9, `${changed} words`).toBe(true);
    }
  });
});
