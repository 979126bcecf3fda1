import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRenderPage, type RenderBench } from './open-render-page.ts';
import type * as RenderPage from './render-page.ts';

let bench: RenderBench;
let page: Page;

beforeAll(async () => {
  bench = await openRenderPage();
  page = bench.page;
});

afterAll(() => bench.close());

type Fixture = typeof RenderPage;
const show = (text: string): Promise<string> => page.evaluate((markdown) => (globalThis as unknown as { fixture: Fixture }).fixture.show(markdown), text);
const outline = (text: string): Promise<string[]> => page.evaluate((markdown) => (globalThis as unknown as { fixture: Fixture }).fixture.outline(markdown), text);

/** Nothing ran and nothing was fetched, also a moment later. */
async function untouched(): Promise<void> {
  await page.waitForTimeout(120);
  expect(bench.asked).toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { hits?: number }).hits ?? 0)).toBe(0);
  expect(page.url()).toBe(`${bench.origin}/`);
}

const hostile = [
  '<script>hit()</script>',
  '<SCRIPT SRC=/evil.js></SCRIPT>',
  '<scr<script>ipt>hit()</scr</script>ipt>',
  '<img src=x onerror=hit()>',
  '<IMG """><SCRIPT>hit()</SCRIPT>">',
  '<img srcset="/a.png 1x, /b.png 2x">',
  '<picture><source srcset=/a.webp><img src=/a.png></picture>',
  '![](/remote.png)',
  '![x" onerror="hit()](/remote.png "t")',
  '![<img src=x onerror=hit()>](x)',
  '<svg onload=hit()><script>hit()</script></svg>',
  '<svg><a xlink:href="javascript:hit()"><text>x</text></a></svg>',
  '<svg><use href="/sprite.svg#x"/><image href="/a.png"/><foreignObject><iframe src=/x></iframe></foreignObject></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">',
  '<math><mi xlink:href="javascript:hit()">x</mi></math>',
  '<p style="background:url(/a.png)">x</p>',
  '<style>@import url(/evil.css); body{background:url(/b.png)}</style>',
  '<link rel=stylesheet href=/evil.css>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=/elsewhere">',
  '<form action=/steal><input name=password autofocus onfocus=hit()><button>Go</button></form>',
  '<iframe src="javascript:hit()"></iframe><iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<object data=/evil.swf></object><embed src=/evil.swf><applet code=x></applet>',
  '<video poster=/p.png src=/v.mp4></video><audio src=/a.mp3 autoplay onplay=hit()></audio>',
  '<body onload=hit() background=/a.png>',
  '<table background=/a.png><td background=/b.png>x</table>',
  '<details ontoggle=hit() open><summary>x</summary></details>',
  '<a href="javascript:hit()">x</a>',
  '[x](javascript:hit())',
  '[x](JaVaScRiPt:hit())',
  '[x](&#106;avascript:hit())',
  '[x](java\tscript:hit())',
  '[x](<java script:hit()>)',
  '[x](\u0001javascript:hit())',
  '[x](data:text/html,<script>hit()</script>)',
  '[x](vbscript:hit())',
  '[x](blob:http://x/y) [x](file:///etc/passwd)',
  '[x][r]\n\n[r]: javascript:hit()',
  '<javascript:hit()>',
  '<a href="&#x6A;&#x61;vascript:hit()" onclick=hit()>x</a>',
  '<a href=" &#14;  javascript:hit()">x</a>',
  '<a href="https://example.com" ping="/ping" target=_self>x</a>',
  '<div onclick=hit() data-cited data-cut=1 class=x id=root contenteditable tabindex=1>x</div>',
  '<p id="getElementById" name="body" data-cited-run role=alert aria-label=x>x</p>',
  '<a id=x name=y href="#">x</a>',
  '<template><img src=/t.png></template><slot onslotchange=hit()></slot>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<textarea></textarea><img src=x onerror=hit()>',
  '<select><option><img src=x onerror=hit()></select>',
  '<xmp><img src=x onerror=hit()></xmp><plaintext><img src=x onerror=hit()>',
  '<!--[if gte IE 4]><script>hit()</script><![endif]-->',
  '<!-- --!><img src=x onerror=hit()> -->',
  '<?xml-stylesheet href="/evil.css"?><![CDATA[<img src=x onerror=hit()>]]>',
  '`<img src=x onerror=hit()>`\n\n```html\n<script>hit()</script>\n```',
  '```"><img src=x onerror=hit()>\nx\n```',
  '| a |\n|---|\n| <img src=x onerror=hit()> |',
  '# <img src=x onerror=hit()>',
  '<h1 onmouseover=hit()>x</h1>',
  '<ol start="1" onmouseover=hit()><li style="list-style:url(/l.png)">x</ol>',
  '<marquee onstart=hit()>x</marquee><blink>x</blink><font face=x color=red>x</font>',
  '<input type=image src=/i.png><isindex type=image src=/j.png>',
  '<portal src=/x></portal><fencedframe></fencedframe><dialog open>x</dialog>',
];

describe('an article’s Markdown on screen', { timeout: 120_000 }, () => {
  it('has none of what a hostile text would bring', async () => {
    expect(await bench.hostileIn(hostile)).toEqual([]);
    // And in the middle of everything else that can be written.
    expect(await bench.hostileIn(hostile.flatMap((text) => [`- ${text}`, `> ${text}`, `**${text}**`, `x ${text} y`, `[${text}](${text})`, `<b>${text}`, `| ${text} | x |\n|---|---|`]))).toEqual([]);
    await untouched();
  });

  it('has nothing that runs, is fetched or leads anywhere but to the web, whatever is typed', async () => {
    const pieces = fc.oneof(
      fc.constantFrom(...hostile),
      fc.constantFrom(
        '<', '>', '"', "'", '`', '/', '=', '(', ')', '[', ']', '!', '&', ';', ':', '#', '\n', '\n\n', ' ', '\t', '\u0000', '\u2028', '<!--', '-->', '</', '/>', '<svg>', '<math>', '<style>',
        '</style>', '<title>', '</title>', '<p>', '</p>', '<table>', '<td>', '<a ', 'href=', 'src=/x.png', 'srcset=/x.png', 'onerror=hit()', 'onload=hit()', 'style="background:url(/x.png)"',
        'javascript:hit()', 'data:text/html,x', '&#106;avascript:', '&lt;img src=x onerror=hit()&gt;', '&colon;', '&Tab;', '![a](/x.png)', '[a](', '](', '<img ', '<iframe ', '| ', '|---|', '- ', '1. ', '```', '***',
      ),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const texts = fc.sample(fc.array(pieces, { minLength: 1, maxLength: 14 }).map((parts) => parts.join('')), { numRuns: 4000, seed: 20261121 });
    for (let from = 0; from < texts.length; from += 500) expect(await bench.hostileIn(texts.slice(from, from + 500))).toEqual([]);
    await untouched();
  });

  it('shows words for an image, and leads to other articles in the same tab', async () => {
    expect(await show('![The *label* & box](https://example.com/x.png)')).toBe('<p><abbr title="An image, which is not shown here">The *label* &amp; box</abbr></p>\n');
    const links = await show('[a](/knowledge/returns) [b](../orders/Late%20parcels.md#x) [c](https://example.com/y.md)');
    expect(links).toContain('<a href="/knowledge/returns" data-article="returns">');
    expect(links).toContain('<a href="/knowledge/late-parcels" data-article="late-parcels">');
    expect(links).toContain('<a href="https://example.com/y.md" target="_blank" rel="noopener noreferrer">');
  });
});

describe('the rules between passages', { timeout: 60_000 }, () => {
  const words = (n: number, of: string) => Array.from({ length: n }, (_, at) => `${of}${at}`).join(' ');

  it('stand where each passage begins, above its heading', async () => {
    expect(await outline(`${words(60, 'a')}\n\n## Second\n\n${words(60, 'b')}\n\n## Third\n\n### Deeper\n\n${words(60, 'c')}`)).toEqual([
      '— 1 in div', expect.stringMatching(/^a0/), '— 2 in div', 'Second', expect.stringMatching(/^b0/), '— 3 in div', 'Third', 'Deeper', expect.stringMatching(/^c0/),
    ]);
  });

  it('stand between the items of a long list and the rows of a long table', async () => {
    const list = Array.from({ length: 8 }, (_, at) => `${at + 1}. ${words(40, `s${at}x`)}`).join('\n');
    expect((await outline(list)).filter((line) => line.startsWith('—'))).toEqual(['— 1 in div', '— 2 in ol']);
    const table = `| What | How |\n|---|---|\n${Array.from({ length: 8 }, (_, at) => `| ${words(20, `l${at}x`)} | ${words(20, `r${at}x`)} |`).join('\n')}`;
    expect((await outline(table)).filter((line) => line.startsWith('—'))).toEqual(['— 1 in div', '— 2 in tr']);
  });

  it('stand within a paragraph that is cut itself', async () => {
    const long = `${words(150, 'a')}. ${words(100, 'b')}.`;
    expect((await outline(long)).filter((line) => line.startsWith('—'))).toEqual(['— 1 in div', '— 2 in p']);
    expect(await show(long)).toMatch(/a149\. ?<span data-cut="2"[^>]*><span>Passage 2<\/span><\/span> ?b0/);
  });

  it('are not there for an article of one passage', async () => {
    expect(await show('Short.')).not.toContain('data-cut');
  });

  it('are as many as there are passages in every article of the sample', async () => {
    const { readFileSync, readdirSync } = await import('node:fs');
    const { parseArticle } = await import('../../src/knowledge-base/parse-article.ts');
    const { splitPassages } = await import('../../src/knowledge-base/split-passages.ts');
    const off: string[] = [];
    for (const name of readdirSync('data/articles')) {
      const read = parseArticle(name, readFileSync(`data/articles/${name}`, 'utf8'));
      if (!read.ok) throw new Error(read.message);
      const passages = splitPassages(read.value).length;
      const rules = (await outline(read.value.body)).filter((line) => line.startsWith('—')).length;
      if (rules !== (passages > 1 ? passages : 0)) off.push(`${name}: ${rules} rules for ${passages} passages`);
    }
    expect(off).toEqual([]);
  });
});
