import { describe, expect, it } from 'vitest';
import { writtenCase } from '../../src/app/knowledge-cases.ts';
import { compare, measureEdit, trialOf, type EditQuestions } from '../../src/app/measure-edit.ts';
import type { Engine, FoundArticle } from '../../src/inference/api.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import { success } from '../../src/tickets/outcome.ts';
import { valueOf } from '../storage/desk-fixture.ts';

const article: Article = { id: 'returns', title: 'Returns', body: 'Send it back within 30 days.', status: 'published', language: 'en', products: [], intents: [], updatedAt: 1 };

function found(articleIds: readonly string[], confident = true): FoundArticle {
  return { articleIds, confident, cosine: 0.6, coverage: 0.5 };
}

const cases = ['fixed', 'broken', 'surer', 'less sure', 'the same'].map((question) => writtenCase(question, 'returns', 1));
const tickets = [
  { ticketId: 't1', question: 'moved' },
  { ticketId: 't2', question: 'as before' },
];
const before = [found(['other', 'returns']), found(['returns']), found(['returns'], false), found(['returns']), found(['returns']), found(['other']), found(['other'], false)];
const after = [found(['returns']), found(['other', 'returns']), found(['returns']), found(['returns'], false), found(['returns']), found(['returns']), found(['other'], false)];

describe('what an edit would do', () => {
  it('sorts questions by what becomes of them', () => {
    const effects = compare(cases, tickets, before, after);
    const names = (list: readonly { readonly case: { readonly question: string } }[]) => list.map((each) => each.case.question);
    expect([names(effects.fixed), names(effects.broken), names(effects.surer), names(effects.lessSure)]).toEqual([['fixed'], ['broken'], ['surer'], ['less sure']]);
    expect(effects.moved.map(({ ticketId }) => ticketId)).toEqual(['t1']);
  });

  it('asks what was found before only once, and stops between two batches', async () => {
    const questions: EditQuestions = { cases, tickets: Array.from({ length: 250 }, (_, at) => ({ ticketId: `t${at}`, question: `q${at}` })) };
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    const engine: Pick<Engine, 'searchMany'> = {
      searchMany(queries, options) {
        asked.push(options?.trial?.articleId);
        return Promise.resolve(success(queries.map(() => found(['returns']))));
      },
    };
    const told: number[] = [];
    const first = valueOf(await measureEdit(engine, trialOf(article), questions, { baseline: null, signal: stop.signal, onProgress: (done, total) => told.push(done / total) }));
    expect(asked).toEqual([undefined, undefined, undefined, 'returns', 'returns', 'returns']);
    expect(told.at(-1)).toBe(1);
    asked.length = 0;
    await measureEdit(engine, trialOf(article), questions, { baseline: first.baseline, signal: stop.signal, onProgress: () => stop.abort() });
    expect(asked).toEqual(['returns']);
  });

  it('tries an article taken from the published ones as gone', () => {
    expect(trialOf({ ...article, status: 'draft' }).passages).toEqual([]);
    expect(trialOf(article).passages).toHaveLength(1);
  });
});
