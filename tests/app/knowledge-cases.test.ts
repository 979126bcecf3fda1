import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCases, writeCases } from '../../src/app/knowledge-cases-file.ts';
import { addCase, keepTicketCase, ticketCase, writtenCase } from '../../src/app/knowledge-cases.ts';
import { nameKnowledgeState } from '../../src/app/knowledge-state.ts';
import { parseRuns, runCases, summariseRun, withRun, writeRuns, type CaseResult, type TestRun } from '../../src/app/knowledge-test-run.ts';
import { dismissSuggestion, suggestCases } from '../../src/app/suggest-cases.ts';
import type { Engine, FoundArticle } from '../../src/inference/api.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';
import { saveArticles } from '../../src/storage/save-articles.ts';
import { caseId, changeCases } from '../../src/storage/save-cases.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import type { StoredTicket, TabdeskDatabase } from '../../src/storage/schema.ts';
import { success } from '../../src/tickets/outcome.ts';
import { openMemoryDesk, ticket, valueOf } from '../storage/desk-fixture.ts';

let db: TabdeskDatabase;

beforeEach(async () => {
  db = await openMemoryDesk();
});
afterEach(() => db.close());

function article(id: string, changes: Partial<Article> = {}): Article {
  return { id, title: `About ${id}`, body: `All about ${id}.`, status: 'published', language: 'en', products: [], intents: [], updatedAt: 1, ...changes };
}

function asking(n: number, text: string, answer?: string, changes: Partial<StoredTicket> = {}): StoredTicket {
  const made = ticket(n, { customer: { id: `c-${n}`, name: 'Margaret Haldane' }, ...changes });
  const asked = { id: `${made.id}-m1`, from: 'customer', author: 'Margaret Haldane', at: made.createdAt, text } as const;
  const answered = answer === undefined ? [] : [{ id: `${made.id}-m2`, from: 'agent', author: 'Desk', at: made.createdAt + 1, text: answer } as const];
  return { ...made, subject: '', messages: [asked, ...answered], ...(answer === undefined ? {} : { status: 'closed' as const }) };
}

/** An engine that finds for each question the articles whose name it has. */
function createSearch(ids: readonly string[]): Pick<Engine, 'searchMany'> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    searchMany(queries, _options, job) {
      asked.push(...queries);
      job?.onProgress?.({ status: 'searching', done: queries.length, total: queries.length });
      return Promise.resolve(
        success(
          queries.map((query): FoundArticle => {
            const found = ids.filter((id) => query.includes(id));
            return { articleIds: found, confident: found.length > 0, cosine: found.length > 0 ? 0.7 : null, coverage: 0.5 };
          }),
        ),
      );
    },
  };
}

describe('questions that are tests', () => {
  it('are the same question whatever its case and spaces', () => {
    expect(caseId('Where  is\nmy order?')).toBe(caseId('where is my order? '));
    expect(caseId('Where is my order?')).not.toBe(caseId('Where is my chair?'));
  });

  it('come back with undo as they were, unless they were changed again since', async () => {
    valueOf(await changeCases(db, [writtenCase('How do returns work?', 'returns', 1)]));
    const changed = valueOf(await changeCases(db, [writtenCase('How do returns work?', 'refunds', 2), writtenCase('Where is it?', 'track', 2)]));
    expect(changed.changed).toBe(2);
    valueOf(await changed.undo());
    expect((await db.knowledgeCases.toArray()).map(({ articleId }) => articleId)).toEqual(['returns']);

    const removed = valueOf(await changeCases(db, [], [caseId('How do returns work?')]));
    valueOf(await changeCases(db, [writtenCase('How do returns work?', 'newer', 3)]));
    valueOf(await removed.undo());
    expect((await db.knowledgeCases.toArray()).map(({ articleId }) => articleId)).toEqual(['newer']);
  });

  it('are refused when they are there already', async () => {
    valueOf(await addCase(db, writtenCase('Where is it?', 'track', 1)));
    expect(await addCase(db, writtenCase('Where is it?', 'track', 1))).toMatchObject({ ok: false, code: 'known' });
  });

  it('of a ticket hold nobody’s name or number, and are none where it asks nothing', () => {
    const made = ticketCase(asking(1, 'Hello, this is Margaret Haldane. Where is my order LL-46731? Mail me at m@example.org'), 'track', 5);
    expect(made?.question).toBe('Hello, this is …. Where is my order …? Mail me at …');
    expect(made).toMatchObject({ ticketId: 't-1', origin: 'ticket', articleId: 'track' });
    expect(ticketCase(asking(2, 'thanks, bye'), 'track', 5)).toBeNull();
  });

  it('are kept from a reply that cited an article, the first cited counts, and are forgotten when the reply is taken back', async () => {
    const asked = asking(1, 'How can I return the armchair?');
    const kept = await keepTicketCase(db, asked, ['returns', 'refunds'], 5);
    expect(await db.knowledgeCases.toArray()).toMatchObject([{ articleId: 'returns', ticketId: 't-1' }]);
    await kept?.undo();
    expect(await db.knowledgeCases.count()).toBe(0);
    expect(await keepTicketCase(db, asked, [], 5)).toBeNull();
  });

  it('that a person gave an article are not overruled by what a reply cites', async () => {
    const asked = asking(1, 'How can I return the armchair?');
    valueOf(await changeCases(db, [writtenCase('How can I return the armchair?', 'armchair', 1)]));
    expect(await keepTicketCase(db, asked, ['returns'], 5)).toBeNull();
    expect(await db.knowledgeCases.toArray()).toMatchObject([{ articleId: 'armchair' }]);
  });
});

describe('questions as a file', () => {
  const articles = [article('returns'), article('track', { title: 'Where, "exactly", it is' })];

  it('are read as they were written, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ''), { selector: (text) => caseId(text), minLength: 1, maxLength: 12 }), (questions) => {
        const cases = questions.map((question) => writtenCase(question, 'track', 7));
        const read = valueOf(readCases(writeCases(cases, new Map(articles.map(({ id, title }) => [id, title]))), articles, 7));
        expect(read.refused).toEqual([]);
        // A quoted cell keeps its line breaks; those of a lone carriage return are read as any other.
        expect(read.cases.map(({ question, articleId }) => [question.replace(/\r\n?/g, '\n'), articleId])).toEqual(cases.map(({ question, articleId }) => [question.replace(/\r\n?/g, '\n'), articleId]));
      }),
    );
  });

  it('never begin a cell with what a spreadsheet would run', () => {
    const written = writeCases([writtenCase('=HYPERLINK("http://x")', 'track', 1)], new Map());
    expect(written).toContain(`"'=HYPERLINK`);
  });

  it('may name an article by its title, and say which lines are left out and why', () => {
    const read = valueOf(readCases('Question,Article\nWhere is it?,"Where, ""exactly"", it is"\n,returns\nHow?,nothing\nWhy?,\n', articles, 1));
    expect(read.cases.map(({ articleId }) => articleId)).toEqual(['track']);
    expect(read.refused).toEqual([
      { line: 3, reason: 'has no question' },
      { line: 4, reason: 'names an article that is not here: nothing' },
      { line: 5, reason: 'names no article' },
    ]);
  });

  it('must name their columns', () => {
    expect(readCases('a,b\n1,2\n', articles, 1)).toMatchObject({ ok: false, code: 'no-columns' });
    expect(readCases('question,article\n', articles, 1)).toMatchObject({ ok: false, code: 'empty' });
  });
});

describe('a run of the questions', () => {
  const cases = [writtenCase('returns', 'returns', 1), writtenCase('track and returns', 'returns', 1), writtenCase('nothing at all', 'returns', 1)];

  it('tells where each finds its article', async () => {
    const results = valueOf(await runCases(createSearch(['track', 'returns']), cases));
    expect(cases.map(({ id }) => results.get(id)?.place)).toEqual([1, 2, 0]);
    expect(summariseRun(results.values())).toEqual({ first: 1, three: 1, lower: 0, none: 1, confident: 2, total: 3 });
  });

  it('is kept with its state, and the one before it of another state', () => {
    const result: CaseResult = { place: 1, confident: true, best: 'returns', expected: 'returns' };
    const run = (state: string, ids: readonly string[]): TestRun => ({ state, at: 1, results: new Map(ids.map((id) => [id, result])) });
    const first = withRun(null, run('a', ['1', '2']));
    const more = withRun(first, run('a', ['3']));
    expect([...more.latest.results.keys()]).toEqual(['1', '2', '3']);
    expect(more.previous).toBeNull();
    const later = withRun(more, run('b', ['1']));
    expect([later.latest.state, later.previous?.state, later.latest.results.size]).toEqual(['b', 'a', 1]);
    expect(parseRuns(structuredClone(writeRuns(later)))).toEqual(later);
    expect(parseRuns({ latest: 'x' })).toBeNull();
  });
});

describe('the state of the knowledge base', () => {
  const ranking = { settings: defaultRanking, feedback: [] };
  const name = () => nameKnowledgeState(db, ranking, 'encoder@1');

  it('has another name after any change that could change what is found, and the same one after none', async () => {
    const save = (changes: Partial<Article> = {}, text = 'All.') => saveArticles(db, [article('a', changes)], [{ id: `p-${text}`, articleId: 'a', title: 'A', headings: [], text, position: 0 }]);
    await save();
    const names = [await name()];
    expect(await name()).toBe(names[0]);
    for (const change of [() => save({ title: 'Other' }), () => save({ status: 'draft' }), () => save({ products: ['X'] }), () => save({}, 'Other.')]) {
      await change();
      names.push(await name());
    }
    names.push(await nameKnowledgeState(db, { ...ranking, settings: { ...defaultRanking, titleWeight: 9 } }, 'encoder@1'), await nameKnowledgeState(db, ranking, 'encoder@2'));
    expect(new Set(names).size).toBe(names.length);
    await save({ updatedAt: 99 });
    expect(await name()).toBe(names[0]);
  });
});

describe('questions offered from solved tickets', () => {
  const options = { now: 9, signal: new AbortController().signal, onProgress: () => undefined };

  beforeEach(async () => {
    valueOf(
      await saveTickets(db, [
        asking(1, 'How can I send the armchair back to you?', 'See returns: print the label.'),
        asking(2, 'What about track and trace of it?', 'Nothing to say here.'),
        asking(3, 'thanks, bye', 'See returns.'),
        asking(4, 'Is this still open to you?', undefined),
      ]),
    );
  });

  it('have the article that the answer comes nearest to, and leave out what no answer can tell', async () => {
    const found = valueOf(await suggestCases(db, createSearch(['returns', 'track']), options));
    expect(found.map(({ made }) => [made.ticketId, made.articleId])).toEqual([['t-1', 'returns']]);
    expect(found[0]?.place).toBe(0);
  });

  it('are not offered again once taken or left out', async () => {
    const search = createSearch(['returns']);
    const [first] = valueOf(await suggestCases(db, search, options));
    await dismissSuggestion(db, 't-1', true);
    expect(valueOf(await suggestCases(db, search, options))).toEqual([]);
    await dismissSuggestion(db, 't-1', false);
    if (first) valueOf(await changeCases(db, [first.made]));
    expect(valueOf(await suggestCases(db, search, options))).toEqual([]);
  });
});
