import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTangled } from '../../src/knowledge-base/check-markdown.ts';
import { cleanMarkdown } from '../../src/knowledge-base/clean-markdown.ts';

const clean = (text: string, base: string | null = null): string => cleanMarkdown(text, base).text;

describe('Markdown that is cleaned', () => {
  it('stays as it is to the letter where nothing is wrong', () => {
    const text = '# A\n\nText with **bold**, `<script>`, [a link](https://a.example "t"), <https://b.example>, <me@c.example>, 3 < 4.\n\n```html\n<script>x</script>\n![](https://d.example)\n```\n\n    <img src=x onerror=y>\n\n- item\n\n| a | b |\n| - | - |\n\n[r]: https://e.example\n';
    expect(cleanMarkdown(text)).toEqual({ text, notes: [] });
  });

  it('loses scripts, frames and events, and says how many', () => {
    const { text, notes } = cleanMarkdown('Before\n\n<script>\nbad()\n</script>\n\n<iframe src="https://bad.example">bad</iframe>\n\n<b onclick="bad()">Good</b> <div style="x">after</div>');
    expect(text).toBe('Before\n\n\n\n\n\n<b>Good</b> after');
    expect(notes).toEqual(['2 scripts or other active parts left out.']);
  });

  it('loses links that run something and keeps their words', () => {
    expect(clean('[words](javascript:bad()) and [more](<data:text/html,x>) and [ok](https://a.example)')).toBe('words and more and [ok](https://a.example)');
    expect(clean('[x](JaVa&#x53;cript&colon;bad) <javascript:bad()> <a href="javascript:bad">y</a>')).toBe('x  <a>y</a>');
    expect(clean('[x][r]\n\n[r]: javascript:bad\n')).toBe('[x][r]\n\n[r]: #\n');
    expect(clean('[r]:\n  <javascript:bad> "t"\n')).toBe('[r]:\n  # "t"\n');
  });

  it('makes pictures their words, linked where they have an address', () => {
    expect(clean('![A lamp](https://a.example/x.png "t") ![Own](img/x.png) ![](https://a.example/y.png)')).toBe('[A lamp](https://a.example/x.png) Own [](https://a.example/y.png)');
    expect(clean('[![A lamp](https://a.example/x.png)](https://b.example)')).toBe('[A lamp](https://b.example)');
    expect(clean('![ref][r]\n\n[r]: https://a.example/x.png')).toBe('[ref][r]\n\n[r]: https://a.example/x.png');
    expect(clean('<img src="https://a.example/x.png" alt="A lamp" onerror="bad()">')).toBe('[A lamp](https://a.example/x.png)');
  });

  it('keeps words in angle brackets that are no HTML readable', () => {
    expect(clean('Write <your name> and List<String>.')).toBe('Write \\<your name> and List\\<String>.');
  });

  it('loses no text to a comment or a script that never ends', () => {
    expect(clean('Before <!-- after')).toBe('Before \\<!-- after');
    expect(clean('Before <script> after')).toBe('Before  after');
    expect(clean('Before <!-- gone --> after')).toBe('Before  after');
  });

  it('resolves links only against a given address', () => {
    expect(clean('[a](../b.md) [c](#d)', 'https://a.example/x/y')).toBe('[a](https://a.example/b.md) [c](#d)');
    expect(clean('[a](../b.md)\n\n<b>x</b>')).toBe('[a](../b.md)\n\n<b>x</b>');
  });

  it('stays what it is when it is cleaned again, whatever it was', { timeout: 60_000 }, () => {
    const bit = fc.constantFrom(
      '<', '>', '!', '[', ']', '(', ')', '`', '```', '\n', '\n\n', '    ', '- ', '> ', '\\', '"', "'", '=', '<!--', '-->', '<script>', '</script>', '<b ', 'javascript:', 'https://a.example', 'a', ' ', 'href=', 'img src=', '<a ', '&colon;', ']: ', '#', '*',
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
        const once = clean(bits.join(''));
        expect(clean(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('is linear in what is hostile', { timeout: 60_000 }, () => {
    const n = 60_000;
    for (const text of ['<!--'.repeat(n), '<a '.repeat(n), '['.repeat(n), ']('.repeat(n), '!['.repeat(n), '`a\n\n'.repeat(n), '<script>'.repeat(n), '[a]: javascript:x\n'.repeat(n), '<b "'.repeat(n), '~~~\n'.repeat(n), '[a]('.repeat(n), '<svg>'.repeat(n)]) {
      expect(clean(text).length).toBeLessThan(10 * text.length);
    }
  });
});

describe('Markdown that would keep its readers busy', () => {
  it.each([
    ['quotations in quotations', '>'.repeat(5000)],
    ['lists in lists on a line', '- '.repeat(500)],
    ['lists in lists on lines', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at * 2)}- a`).join('\n')],
    ['marks of emphasis', '*a_'.repeat(5000)],
  ])('is told: %s', (_, text) => expect(isTangled(text)).toBe(true));

  it('is not what people write', () => {
    expect(isTangled(`# A\n\n${'- **one** and _two_\n  - inner\n    > quote\n'.repeat(3000)}\n\`\`\`\n${'*_*_'.repeat(9000)}\n\`\`\`\n${'| `a` | **b** |\n'.repeat(3000)}`)).toBe(false);
  });
});
