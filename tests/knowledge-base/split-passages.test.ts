import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge-base/article.ts';
import { longestArticle } from '../../src/knowledge-base/article-length.ts';
import { parseArticle } from '../../src/knowledge-base/parse-article.ts';
import { readSections } from '../../src/knowledge-base/read-sections.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';

function article(body: string, more: Partial<Article> = {}): Article {
  return { id: 'a', title: 'Title', body, status: 'published', language: 'en', products: [], intents: [], updatedAt: 0, ...more };
}

function words(count: number, word = 'word'): string {
  return Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');
}

function count(text: string): number {
  return text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

describe('splitting an article into passages', () => {
  it('cuts at headings and keeps the path of headings', () => {
    const passages = splitPassages(article(`${words(50)}\n\n## One\n\n${words(60)}\n\n### Deep\n\n${words(70)}\n\n## Two\n\n${words(80)}`));
    expect(passages.map(({ headings }) => headings)).toEqual([[], ['One'], ['One', 'Deep'], ['Two']]);
    expect(passages.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  it('joins neighbours that are too small and keeps the inner heading as a line', () => {
    const passages = splitPassages(article(`## One\n\n${words(10, 'a')}\n\n## Two\n\n${words(45, 'b')}`));
    expect(passages).toHaveLength(1);
    expect(passages[0]?.headings).toEqual(['One']);
    expect(passages[0]?.text.split('\n\n')).toEqual([words(10, 'a'), 'Two', words(45, 'b')]);
  });

  it('joins a small ending to what stands before it', () => {
    expect(splitPassages(article(`## One\n\n${words(100)}\n\n## Two\n\nShort end.`))).toHaveLength(1);
  });

  it('cuts a long section between its paragraphs, and a long paragraph between its sentences', () => {
    const sentence = `${words(19)} end.`;
    const passages = splitPassages(article(`${words(150)}\n\n${words(150)}\n\n${Array.from({ length: 20 }, () => sentence).join(' ')}`));
    expect(passages.length).toBeGreaterThanOrEqual(4);
    expect(passages.slice(2).every(({ text }) => text.endsWith('end.'))).toBe(true);
  });

  it('keeps steps, lists and tables readable', () => {
    const [passage] = splitPassages(
      article('1. Open **Account**.\n2. Press [Save](https://example.com).\n   - or `Enter`\n\n- one\n- two\n\n| Method | Price |\n|---|---|\n| Express | £9.95 &amp; up |\n'),
    );
    expect(passage?.text).toBe('1. Open Account.\n2. Press Save.\n  - or Enter\n\n- one\n- two\n\nMethod | Price\nExpress | £9.95 & up');
  });

  it('counts steps from where the list starts', () => {
    expect(splitPassages(article('3. Third\n4. Fourth'))[0]?.text).toBe('3. Third\n4. Fourth');
  });

  it('reduces HTML to its words', () => {
    const text = splitPassages(article('<script>alert(1)</script>\n\nHello <b>you</b> &lt;there&gt;<br>\n\n<!-- no -->'))[0]?.text ?? '';
    expect(text).toContain('Hello you <there>');
    expect(text).not.toMatch(/script|alert|<b>|no/);
  });

  it('gives the same passage the same id, whatever else in the article changes', () => {
    const before = splitPassages(article(`## One\n\n${words(60)}\n\n## Two\n\n${words(60, 'b')}`));
    const after = splitPassages(article(`## Zero\n\n${words(60, 'z')}\n\n## One\n\n${words(60)}\n\n## Two\n\n${words(60, 'c')}`));
    expect(after[1]?.id).toBe(before[0]?.id);
    expect(after[2]?.id).not.toBe(before[1]?.id);
    expect(splitPassages(article(words(60), { id: 'b' }))[0]?.id).not.toBe(splitPassages(article(words(60)))[0]?.id);
  });

  it('tells apart the same text under the same heading', () => {
    const ids = splitPassages(article(`## One\n\n${words(170)}\n\n## One\n\n${words(170)}`)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('hands on the products an article is about', () => {
    expect(splitPassages(article(words(50), { products: ['Alder desk'] }))[0]?.products).toEqual(['Alder desk']);
    expect(splitPassages(article(words(50)))[0]).not.toHaveProperty('products');
  });

  it('has no passage for an article without words', () => {
    expect(splitPassages(article('\n\n---\n\n## Only a heading\n'))).toEqual([]);
  });

  it('never makes a passage too long, loses no word and gives each its own id, whatever the Markdown', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n\n', '\n', '# ', '## ', '- ', '1. ', '> ', '| a | b |\n|---|---|\n| c | d |\n', '```\n', '. ', '  '),
      fc.integer({ min: 1, max: 250 }).map((length) => words(length, 'w')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const passages = splitPassages(article(pieces.join('')));
        expect(passages.every(({ text }) => count(text) <= 180)).toBe(true);
        expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
      }),
      { numRuns: 150 },
    );
  });

  it('reads a long article as it reads its chapters one by one', () => {
    const folder = resolve(import.meta.dirname, '../../data/articles');
    const chapters = readdirSync(folder).map((name) => {
      const parsed = parseArticle(name, readFileSync(`${folder}/${name}`, 'utf8'));
      return parsed.ok ? `# ${parsed.value.title}\n\n${parsed.value.body.trim()}\n\n` : '';
    });
    expect(chapters.join('').length).toBeGreaterThan(100_000);
    expect(readSections(chapters.join(''))).toEqual(chapters.flatMap(readSections));
  });

  it('cuts long blocks where it does not show: fences, comments, tables, links by reference', () => {
    const code = Array.from({ length: 400 }, (_, i) => `# line ${i} of code`).join('\n');
    const rows = Array.from({ length: 800 }, (_, i) => `| lamp ${i} | £${i} |`).join('\n');
    const sections = readSections(`## Code\n\n\`\`\`\n${code}\n\`\`\`\n\n## Prices\n\n| Item | Price |\n|---|---|\n${rows}\n\n## Links\n\nSee [the page][1].\n\n[1]: https://example.com\n`);
    expect([...new Set(sections.map(({ headings }) => headings.join()))]).toEqual(['Code', 'Prices', 'Links']);
    expect(sections[0]?.blocks.join('\n')).toBe(code);
    const table = (sections[1]?.blocks ?? []).join('\n').split('\n');
    expect(table.filter((line) => line.startsWith('lamp'))).toEqual(Array.from({ length: 800 }, (_, i) => `lamp ${i} | £${i}`));
    expect(table.every((line) => line.startsWith('lamp') || line === 'Item | Price')).toBe(true);
    expect(sections[2]?.blocks).toEqual(['See the page.']);
    const hidden = `<!--\n${'not for readers\n'.repeat(150)}\n${'nor this\n\n'.repeat(150)}-->\n\nFor readers.`;
    expect(readSections(hidden).flatMap(({ blocks }) => blocks)).toEqual(['For readers.']);
  });

  it('keeps a step together with what belongs to it where a list is cut', () => {
    const steps = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${words(12, `step${i}x`)}\n    - ${words(12, `sub${i}x`)}`).join('\n');
    const passages = splitPassages(article(steps));
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) {
      expect(text).toMatch(/^\d+\. /);
      expect(text.match(/^\d+\./gm)).toHaveLength(text.match(/^ {2}- /gm)?.length ?? 0);
    }
  });

  it.each([
    ['quote marks', '> '.repeat(20_000)],
    ['underscores', '_a_b'.repeat(12_000)],
    ['comments that do not end', '<!--'.repeat(12_000)],
    ['one list', '1. Open the lamp and turn it.\n'.repeat(4_000)],
    ['one word', 'x'.repeat(200_000)],
    ['50 million characters', 'The lamp wants a new bulb every year. '.repeat(1_315_790)],
  ])('comes to an end with nothing but %s', (_, body) => {
    const passages = splitPassages(article(body));
    expect(passages.every(({ text }) => count(text) <= 180)).toBe(true);
    expect(passages.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(longestArticle + 400_000);
  });

  it('splits the sample desk into passages of a size to cite', () => {
    const folder = resolve(import.meta.dirname, '../../data/articles');
    const passages = readdirSync(folder).flatMap((name) => {
      const parsed = parseArticle(name, readFileSync(`${folder}/${name}`, 'utf8'));
      return parsed.ok ? splitPassages(parsed.value) : [];
    });
    const sizes = passages.map(({ text }) => count(text));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(180);
    expect(sizes.filter((size) => size < 40).length / sizes.length).toBeLessThan(0.05);
  });
});
