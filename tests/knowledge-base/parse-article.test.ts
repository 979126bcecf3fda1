import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/knowledge-base/parse-article.ts';

const source = `---
title: Two-person delivery
intents: delivery_options, delivery_period
products: Sorrel sofa, Hollow mattress
updated: 2026-09-11
---

Large items come with two people.
`;

describe('parsing an article', () => {
  it('reads front matter and body', () => {
    expect(parseArticle('two-person', source)).toEqual({
      ok: true,
      value: {
        id: 'two-person',
        title: 'Two-person delivery',
        body: '\nLarge items come with two people.\n',
        status: 'published',
        language: 'en',
        intents: ['delivery_options', 'delivery_period'],
        products: ['Sorrel sofa', 'Hollow mattress'],
        updatedAt: Date.UTC(2026, 8, 11),
      },
    });
  });

  it('reads a file from Windows with a byte order mark the same way', () => {
    const windows = parseArticle('two-person', `\uFEFF${source.replaceAll('\n', '\r\n')}`);
    expect(windows).toEqual(parseArticle('two-person', source));
  });

  it('takes the first heading as the title where there is no front matter', () => {
    const parsed = parseArticle('plain', '# Returns\n\nThirty days.\n');
    expect(parsed).toMatchObject({ ok: true, value: { title: 'Returns', products: [], intents: [], updatedAt: 0 } });
    expect(parsed.ok && parsed.value.body).not.toContain('# Returns');
  });

  it.each([
    ['no end of its front matter', '---\ntitle: A\n\ntext', /---/],
    ['no title', '---\nintents: a\n---\ntext', /title/],
    ['no text', '---\ntitle: A\n---\n  \n', /text/],
    ['a day that does not exist', '---\ntitle: A\nupdated: 2026-02-30\n---\ntext', /YYYY-MM-DD/],
    ['an unknown status', '---\ntitle: A\nstatus: hidden\n---\ntext', /draft/],
    ['nothing at all', '', /title/],
  ])('refuses a file with %s and says what to do', (_, text, message) => {
    const parsed = parseArticle('it', text);
    expect(parsed).toMatchObject({ ok: false, code: 'bad-article' });
    expect(!parsed.ok && parsed.message).toMatch(message);
  });

  it('answers for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('---', 'title: A', 'updated:', ': ', '# x', '', 'text', '\r'), { maxLength: 12 }), (lines) => {
        const parsed = parseArticle('it', lines.join('\n'));
        expect(parsed.ok ? parsed.value.title : parsed.message).not.toBe('');
      }),
    );
  });

  it('reads every article of the sample desk', () => {
    const folder = resolve(import.meta.dirname, '../../data/articles');
    const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
    expect(files.length).toBeGreaterThanOrEqual(80);
    const refused = files.map((name) => parseArticle(name, readFileSync(`${folder}/${name}`, 'utf8'))).filter(({ ok }) => !ok);
    expect(refused).toEqual([]);
  });
});
