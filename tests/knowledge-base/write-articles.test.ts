import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleFormat } from '../../src/knowledge-base/article-format.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import { cleanMarkdown } from '../../src/knowledge-base/clean-markdown.ts';
import { cleanText, cleanTitle } from '../../src/knowledge-base/clean-text.ts';
import { readArticles } from '../../src/knowledge-base/read-articles.ts';
import { articleCsvHeader, articleToCsv, articleToJson, nameFiles, writeArticleHtml, writeArticleMarkdown } from '../../src/knowledge-base/write-articles.ts';

const options = { now: 99, products: [], intents: [] };

function readBack(text: string, format: ArticleFormat, path: string): Article[] {
  return [...readArticles({ path, text, modified: 7 }, format, options).entries].map(({ place, read }) => {
    if (!read.ok) throw new Error(`${place}: ${read.message}`);
    return read.value.article;
  });
}

/** Words and signs that formats trip over. */
const bit = fc.constantFrom(
  'word', ' ', '\n', '\n\n', '"', "'", ',', ';', ':', '#', '-', '---', '\n---\n', '=', '@', '+', '[', ']', '{', '}', '|', '\\', '\t', 'é', '漢字', '🙂', '<', '>', '&', '`', '*', '1.', 'true', 'null', '%', '$', '"""', '\u00a0',
);
const text = fc.array(bit, { minLength: 1, maxLength: 12 }).map((bits) => bits.join(''));
const line = text.map((words) => cleanTitle(words)).filter((words) => words !== '');
const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const list = fc.uniqueArray(line, { maxLength: 3 });
const body = text.map((words) => cleanMarkdown(cleanText(`A ${words}`)).text).filter((words) => cleanMarkdown(words).text === words);

const anyArticle: fc.Arbitrary<Article> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/).filter((id) => id !== 'new' && id !== 'tools' && !/^\d{1,4}$/.test(id)),
    title: line,
    body,
    status: fc.constantFrom('draft', 'published'),
    language: fc.constantFrom('en', 'de', 'pt-BR', 'zh-Hant'),
    products: list,
    intents: list,
    updatedAt: time,
    reviewedAt: fc.option(time, { nil: undefined }),
    source: fc.option(line, { nil: undefined }),
  })
  .map(({ reviewedAt, source, ...rest }) => ({ ...rest, ...(reviewedAt === undefined ? {} : { reviewedAt }), ...(source === undefined ? {} : { source }) }));
const anyArticles = fc.uniqueArray(anyArticle, { minLength: 1, maxLength: 4, selector: ({ id }) => id });

describe('an export that is imported again', { timeout: 60_000 }, () => {
  it('gives the same articles: Markdown', () => {
    fc.assert(fc.property(anyArticle, (article) => {
      expect(readBack(writeArticleMarkdown(article), 'markdown', 'x.md')).toEqual([article]);
    }), { numRuns: 500 });
  });

  it('gives the same articles: CSV', () => {
    fc.assert(
      fc.property(anyArticles, (articles) => {
        expect(readBack(`\ufeff${articleCsvHeader()}${articles.map(articleToCsv).join('')}`, 'csv', 'x.csv')).toEqual(articles);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same articles: JSON and JSONL', () => {
    fc.assert(
      fc.property(anyArticles, (articles) => {
        const each = articles.map(articleToJson);
        expect(readBack(`{"tabdesk":"articles","version":1,"articles":[\n${each.join(',\n')}\n]}\n`, 'json', 'x.json')).toEqual(articles);
        expect(readBack(each.map((one) => `${one}\n`).join(''), 'json', 'x.jsonl')).toEqual(articles);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same facts, words and structure: HTML', () => {
    const article: Article = {
      id: 'returns', title: 'Returns & "refunds" <now>', status: 'draft', language: 'pt-BR', products: ['A, b', 'C'], intents: ['get_refund'], updatedAt: 1_700_000_000_123, reviewedAt: 1_700_000_000_456, source: 'https://a.example/x?y=1&z=2',
      body: '## Steps\n\n1. One\n2. Two\n   - inner\n\n| A | B |\n| - | - |\n| 1 | **2** |\n\n> Said\n\n```js\na < b\n```\n\nA [link](https://b.example/?a=1\\&b=2) and `code`, 3 < 4 \\<tag>.\n',
    };
    expect(readBack(writeArticleHtml(article), 'html', 'x.html')).toEqual([article]);
  });
});

describe('what is written', () => {
  it('is safe in a spreadsheet', () => {
    const row = articleToCsv({ id: 'a', title: '=HYPERLINK("x")', body: '+1', status: 'published', language: 'en', products: ['@x'], intents: [], updatedAt: 0 });
    expect(row).toBe('a,"\'=HYPERLINK(""x"")",\'+1,published,en,"[""@x""]",,1970-01-01T00:00:00.000Z,,\r\n');
  });

  it('runs nothing in a page', () => {
    const html = writeArticleHtml({
      id: '"><script>', title: '<script>a</script>', body: '<script>b</script>\n\n[x](javascript:c) ![d](https://e.example/f.png) <img src=x onerror=g>', status: 'published', language: '"><b>', products: [], intents: [], updatedAt: 0,
    });
    expect(html).not.toMatch(/<script|<img|javascript:|<b>/);
    expect(html).toContain('&lt;img src=x onerror=g&gt;');
  });

  it('has names of its own in folders of products, else of languages', () => {
    const article = (id: string, changes: Partial<Article> = {}): Article => ({ id, title: id, body: 'x', status: 'published', language: 'en', products: [], intents: [], updatedAt: 0, ...changes });
    expect(nameFiles([article('a'), article('A'), article('../b')], 'md')).toEqual(['articles/a.md', 'articles/a-2.md', 'articles/b.md']);
    expect(nameFiles([article('a'), article('b', { language: 'de' })], 'md')).toEqual(['articles/en/a.md', 'articles/de/b.md']);
    expect(nameFiles([article('a', { products: ['Desk lamp'] }), article('b')], 'html')).toEqual(['articles/desk-lamp/a.html', 'articles/general/b.html']);
  });
});
