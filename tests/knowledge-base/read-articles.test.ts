import { describe, expect, it } from 'vitest';
import { formatOfName, formatOfText, type ArticleFormat } from '../../src/knowledge-base/article-format.ts';
import { idOfPath } from '../../src/knowledge-base/article-id.ts';
import type { Article } from '../../src/knowledge-base/article.ts';
import type { ArticleMapping } from '../../src/knowledge-base/map-article-columns.ts';
import { freeId } from '../../src/knowledge-base/name-article.ts';
import { languageTag, readLabels, type ReadEntry } from '../../src/knowledge-base/read-article.ts';
import { readArticles, type ReadFile } from '../../src/knowledge-base/read-articles.ts';

const now = Date.UTC(2026, 0, 15);
const options = { now, products: [{ name: 'Lamp', synonyms: ['light'] }], intents: ['get_refund', 'track_order'] };

function open(text: string, format: ArticleFormat, path = `help.${format}`, mapping?: ArticleMapping): ReadFile & { readonly all: readonly ReadEntry[] } {
  const file = readArticles({ path, text, modified: 5 }, format, options, mapping);
  return { ...file, all: [...file.entries] };
}

function articles(file: { readonly all: readonly ReadEntry[] }): Article[] {
  return file.all.map((entry) => {
    if (!entry.read.ok) throw new Error(`${entry.place}: ${entry.read.message}`);
    return entry.read.value.article;
  });
}

const refusals = (file: { readonly all: readonly ReadEntry[] }): string[] => file.all.flatMap(({ place, read }) => (read.ok ? [] : [`${place}: ${read.message}`]));

describe('exports of help centres', () => {
  it('Zendesk Guide, JSON: body, draft, locale, labels, address and section', () => {
    const text = JSON.stringify({
      count: 2,
      sections: [{ id: 7, name: 'Lamp' }],
      articles: [
        { id: 360012345678, url: 'https://x.zendesk.com/api/v2/help_center/articles/1.json', html_url: 'https://help.x.com/hc/en-us/articles/360012345678-Returns', title: 'Returns', name: 'Returns', draft: false, locale: 'en-us', label_names: ['get refund', 'misc'], section_id: 7, updated_at: '2025-05-06T07:08:09Z', created_at: '2024-01-01T00:00:00Z', body: '<p>Send it <a href="/hc/x">back</a>.</p>' },
        { id: 360012345678, title: 'Retours', draft: true, locale: 'fr', body: '<p>Renvoyez.</p>', updated_at: '2025-05-06T07:08:09Z' },
      ],
    });
    expect(articles(open(text, 'json'))).toMatchObject([
      {
        id: '360012345678', title: 'Returns', body: 'Send it [back](https://help.x.com/hc/x).\n', status: 'published', language: 'en-US', products: ['Lamp'], intents: ['get_refund'],
        updatedAt: Date.UTC(2025, 4, 6, 7, 8, 9), source: 'https://help.x.com/hc/en-us/articles/360012345678-Returns',
      },
      { title: 'Retours', status: 'draft', language: 'fr' },
    ]);
  });

  it('Freshdesk, JSON: the description is the text, 1 a draft and 2 published', () => {
    const text = JSON.stringify([
      { id: 5000001, title: 'Lost', description: '<h2>Steps</h2><p>Wait.</p>', description_text: 'Steps Wait.', status: 2, tags: ['Light'], updated_at: '2025-01-02T03:04:05Z', folder_id: 1 },
      { id: 5000002, title: 'Found', description: '<p>Good.</p>', description_text: 'Good.', status: 1 },
    ]);
    expect(articles(open(text, 'json'))).toMatchObject([
      { id: '5000001', body: '## Steps\n\nWait.\n', status: 'published', products: ['Lamp'] },
      { id: '5000002', status: 'draft' },
    ]);
  });

  it('Intercom, JSON: seconds since the epoch, state, and translations as articles of their own', () => {
    const text = JSON.stringify({
      type: 'list',
      data: [
        {
          type: 'article', id: '1234567', title: 'Bills', description: 'All about bills', body: '<p>Under account.</p>', state: 'published', created_at: 1_700_000_000, updated_at: 1_735_689_600, url: 'https://intercom.help/x/1234567', default_locale: 'en',
          translated_content: { type: 'article_translated_content', en: { title: 'Bills', body: '<p>Under account.</p>' }, de: { title: 'Rechnungen', body: '<p>Unter Konto.</p>', state: 'draft' } },
        },
      ],
    });
    expect(articles(open(text, 'json'))).toMatchObject([
      { id: '1234567', title: 'Bills', body: 'Under account.\n', status: 'published', updatedAt: 1_735_689_600_000, source: 'https://intercom.help/x/1234567' },
      { id: '1234567-de', title: 'Rechnungen', language: 'de', status: 'draft' },
    ]);
  });

  it('Help Scout Docs, JSON: a list of items, or one article', () => {
    const item = { id: '55a1b2c3e4b0', number: 14, name: 'Shipping', text: '<p>Two days.</p>', status: 'notpublished', publicUrl: 'https://docs.x.com/article/14-shipping', updatedAt: '2025-02-03T00:00:00Z' };
    for (const whole of [{ articles: { page: 1, items: [item] } }, { article: item }]) {
      expect(articles(open(JSON.stringify(whole), 'json'))).toMatchObject([{ id: '55a1b2c3e4b0', title: 'Shipping', body: 'Two days.\n', status: 'draft', source: item.publicUrl }]);
    }
  });

  it.each([
    ['Zendesk', 'Article ID,Title,Body,Locale,Draft,Section,Labels,URL,Updated at\n900001,Returns,"<p>Send it\nback.</p>",en-us,false,Lamp,"get_refund, x",https://h.x.com/1,2025-05-06\n'],
    ['generic', 'Question;Answer;Status;Language;Product\nReturns;<p>Send it back.</p>;Published;en-US;Lamp\n'],
    ['with a byte order mark and Windows line ends', '\ufeffid,name,content,state,locale,category\r\n900001,Returns,<p>Send it back.</p>,published,en_US,Lamp\r\n'],
  ])('CSV: %s', (_, text) => {
    expect(articles(open(text, 'csv'))).toMatchObject([{ title: 'Returns', body: 'Send it back.\n', status: 'published', language: 'en-US', products: ['Lamp'] }]);
  });

  it('shows which column is what, and takes the person’s word for it', () => {
    const text = 'Internal,Public text,Heading words\nnotes for us only and long enough,What customers read here,Returns\n';
    const { table } = open(text, 'csv');
    expect(table).toMatchObject({ rows: 1, columns: ['Internal', 'Public text', 'Heading words'], problems: [expect.stringContaining('title')] });
    expect(articles(open(text, 'csv', 'h.csv', { title: 'Heading words', body: 'Public text' }))).toMatchObject([{ title: 'Returns', body: 'What customers read here' }]);
  });

  it('JSONL: bad lines are named and the others read', () => {
    const file = open('{"title":"A","body":"One text"}\n{oops\n\n{"title":"B","body":"Two text"}\n"just words"\n', 'json', 'a.jsonl');
    expect(file.all.filter(({ read }) => read.ok)).toHaveLength(2);
    expect(refusals(file)).toEqual(['line 2: This line is no JSON.', 'line 5: This is no object with a title and a text.']);
  });

  it('names what has no title or no text by its row', () => {
    const file = open('id,title,body\n11111,,Text here\n22222,Title,\n33333,Good,Text here\n44444,Empty,<p> </p>\n', 'csv');
    expect(refusals(file)).toEqual(['line 2: It has no title. Give it one, or choose the column that holds it.', 'line 3: It has no text.', 'line 5: It has no text.']);
  });

  it.each([
    ['no JSON', '{"a": ', /no JSON/],
    ['JSON without articles', '{"a": [1, 2, {"b": 3}]}', /no list of articles/],
    ['a number', '5', /no list of articles/],
    ['brackets in brackets', '['.repeat(100_000), /no JSON/],
    ['objects in objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, /no list of articles/],
  ])('JSON that is %s is refused in words', (_, text, why) => {
    expect(refusals(open(text, 'json'))).toEqual([expect.stringMatching(why)]);
  });

  it('a CSV whose quote never closes is refused in words', () => {
    expect(refusals(open('title,body\n"Never,closed\nmore\n', 'csv'))).toEqual([expect.stringContaining('line 2')]);
  });

  it('gives short numbers the name of their file, so that two files’ first articles are two', () => {
    expect(articles(open('id,title,body\n1,A,Some text\n', 'csv', 'shop/faq.csv'))[0]?.id).toBe('faq-1');
  });

  it('takes no formula guard, zero byte or half character into an article', () => {
    expect(articles(open('title,body\n\'=SUM(A1),"a\u0000b\ud800c\u202e"\n', 'csv'))).toMatchObject([{ title: '=SUM(A1)', body: 'ab\ufffdc' }]);
  });
});

describe('Markdown files', () => {
  it('bring id, language, labels and dates of other programs’ front matter', () => {
    const text = '---\nslug: how-to-return\nlang: fr\ndraft: true\ntags:\n  - light\n  - other\nlast_updated: 2025-06-07\n---\n# Retours\n\nTexte.';
    expect(articles(open(text, 'markdown', 'docs/a.md'))).toMatchObject([
      { id: 'how-to-return', title: 'Retours', language: 'fr', status: 'draft', products: ['Lamp'], updatedAt: new Date(2025, 5, 7).getTime(), source: 'docs/a.md' },
    ]);
  });

  it('are named after their path in the folder, and their date is the file’s', () => {
    expect(articles(open('# One\n\nText.', 'markdown', 'docs/faq/One thing.md'))).toMatchObject([{ id: 'faq-one-thing', title: 'One', body: '\n\nText.', updatedAt: 5 }]);
    expect([idOfPath('a.md'), idOfPath('docs/a.md'), idOfPath('docs/x/README.md'), idOfPath('docs/index.md'), idOfPath('../../etc/passwd')]).toEqual(['a', 'a', 'x', 'docs', 'passwd']);
  });

  it('are refused by name of what is wrong', () => {
    expect(refusals(open('---\ntitle: x', 'markdown'))).toEqual([': It has no line --- that ends its front matter. Add one before the text.']);
    expect(refusals(open('Text only', 'markdown'))).toEqual([expect.stringContaining('no title')]);
    expect(refusals(open('# Only a title', 'markdown'))).toEqual([': It has no text.']);
    expect(refusals(open(`# T\n\n${'x'.repeat(1_200_000)}`, 'markdown'))).toEqual([expect.stringContaining('1.2 million characters')]);
    expect(refusals(open(`# T\n\n${'- '.repeat(4000)}x`, 'markdown'))).toEqual([expect.stringContaining('nested too deeply')]);
  });

  it('do not take a line of code for the title', () => {
    expect(articles(open('```\n# comment\n```\n\n# Real\n\nText', 'markdown'))).toMatchObject([{ title: 'Real' }]);
  });

  it('tell their language where they do not say it', () => {
    const german = 'Wenn Sie die Lampe zurückschicken möchten, melden Sie sich bitte an und öffnen Sie Ihre Bestellungen. Dort finden Sie den Knopf für die Rücksendung.';
    expect(articles(open(`# Rücksendung\n\n${german}`, 'markdown'))[0]?.language).toBe('de');
  });
});

describe('pages', () => {
  it('are named after their address and say where they are from', () => {
    const read = readArticles({ path: 'https://a.example/help/returns.html?x=1', text: '<html lang=en><h1>Returns</h1><p>Text <a href="b">b</a>', modified: 0, address: 'https://a.example/help/returns.html?x=1' }, 'html', options);
    expect(articles({ all: [...read.entries] })).toMatchObject([{ id: 'help-returns-x-1', title: 'Returns', body: 'Text [b](https://a.example/help/b)\n', source: 'https://a.example/help/returns.html?x=1', updatedAt: now }]);
  });

  it('without a heading are called by their file', () => {
    expect(articles(open('<p>Some text</p>', 'html', 'docs/opening-hours.html'))).toMatchObject([{ id: 'opening-hours', title: 'opening hours', body: 'Some text\n' }]);
  });
});

describe('plain text', () => {
  it('has its first line for a title and keeps its lines and lists', () => {
    expect(articles(open('Opening hours\n\nMonday to Friday\n9 to 5\n\nBring:\n* your order\n* <your card>\n', 'plain', ''))).toMatchObject([
      { id: 'opening-hours', title: 'Opening hours', body: 'Monday to Friday  \n9 to 5\n\nBring:\n\n* your order\n* \\<your card>' },
    ]);
  });

  it('is an article a question, where it asks and answers', () => {
    const file = open('Frequently asked\n\nQ: How long does it take?\nA: Two days.\nMore on that.\n\nQuestion 2: Can I\nreturn it?\nAnswer: Yes.\n\nQ: And?\n', 'plain', '');
    expect(file.all.map((entry) => entry.title)).toEqual(['How long does it take?', 'Can I return it?', 'And?']);
    expect(file.all[0]?.read).toMatchObject({ ok: true, value: { article: { body: 'Two days.  \nMore on that.' } } });
    expect(refusals(file)).toEqual(['line 11: It has no text.']);
  });

  it('of one line is titled by its file', () => {
    expect(articles(open('We are open from 9 to 5.', 'plain', 'opening-hours.txt'))).toMatchObject([{ title: 'opening hours', body: 'We are open from 9 to 5.' }]);
  });
});

describe('what was pasted', () => {
  it.each([
    ['# A\n\nb', 'markdown'],
    ['---\ntitle: A\n---\nb', 'markdown'],
    ['<h1>A</h1><p>b', 'html'],
    ['Some <b>bold</b> words', 'html'],
    ['{"articles":[]}', 'json'],
    ['[1, 2]', 'json'],
    ['[a link](https://a.example) first', 'markdown'],
    ['Just words.\nAnd 3 < 4.', 'plain'],
    ['Q: a?\nA: b', 'plain'],
    ['', 'plain'],
  ] as const)('%j is %s', (text, format) => expect(formatOfText(text)).toBe(format));

  it('and what a file is, its name tells', () => {
    expect(['a.MD', 'a.htm', 'a.tsv', 'a.ndjson', 'a.txt', 'a.pdf', 'md', 'a.b/c'].map(formatOfName)).toEqual(['markdown', 'html', 'csv', 'json', 'plain', null, null, null]);
  });
});

describe('ids', () => {
  it('of new articles are ones no other has', () => {
    expect(freeId('Héllo, Wörld!', new Set())).toBe('hello-world');
    expect(freeId('Hello World', new Set(['hello-world', 'hello-world-2']))).toBe('hello-world-3');
    expect(freeId('???', new Set())).toBe('article');
  });
});

describe('languages and labels', () => {
  it('are written as tags are', () => {
    expect(['en-us', 'pt_BR', 'zh-hant-tw', 'DE', '', 'english', 'x'].map(languageTag)).toEqual(['en-US', 'pt-BR', 'zh-Hant-TW', 'de', null, null, null]);
  });

  it('name products by their synonyms and intents by their words', () => {
    expect(readLabels(['LIGHT', 'track order', 'other'], options)).toEqual({ products: ['Lamp'], intents: ['track_order'] });
  });
});
