import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleFormat } from '../../src/knowledge-base/article-format.ts';
import { readArticles } from '../../src/knowledge-base/read-articles.ts';
import { openRenderPage, type RenderBench } from './open-render-page.ts';

/* What any reader makes of anything is shown in a browser: nothing may run, nothing be fetched, nothing dress up as the desk. */
let bench: RenderBench;
let page: Page;

beforeAll(async () => {
  bench = await openRenderPage();
  page = bench.page;
});

afterAll(() => bench.close());

const options = { now: 1, products: [], intents: [] };
const formats: readonly ArticleFormat[] = ['markdown', 'html', 'plain', 'csv', 'json'];

/** The text as a file of each format, and what is read of it. */
function readAs(text: string, format: ArticleFormat): string[] {
  const file = { markdown: `---\ntitle: T\n---\n${text}`, html: `<h1>T</h1><div>a ${text}</div>`, plain: `T\n\n${text}`, csv: `title,body\nT,"${text.replaceAll('"', '""')}"\n`, json: JSON.stringify([{ title: 'T', body: text }]) }[format];
  return [...readArticles({ path: `x.${format}`, text: file, modified: 0 }, format, options).entries].flatMap(({ read }) => (read.ok ? [read.value.article.body] : []));
}

/** Besides what the desk's own rendering takes out, nothing of it may even be in the text that is stored. */
function findActive(body: string): string[] {
  const outsideCode = body.replace(/^(`{3,}|~{3,})[\s\S]*?(?:^\1|$(?![\s\S]))|(`+)[^`]*?\2|^ {4}.*$/gm, '').replace(/\\[^\n]/g, '');
  return [/<(?:script|iframe|object|embed|style|form|svg|img)\b/i, /<[a-z]+[^>]*\son[a-z]+\s*=/i, /\[[^\]]*\]\(\s*<?(?:javascript|data|vbscript):/i, /!\[[^\]]*\]\(/].flatMap((pattern) => pattern.exec(outsideCode)?.[0] ?? []);
}

const hostile = [
  '<script>hit()</script>', '<SCRIPT SRC=/evil.js></SCRIPT>', '<scr<script>ipt>hit()</scr</script>ipt>', '<img src=x onerror=hit()>', '<img srcset="/a.png 1x">', '<svg onload=hit()>', '<svg><script>hit()</script></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">', '<a href="javascript:hit()">x</a>', '<a href="JaVa&#10;Script:hit()">x</a>', '<a href=" &#1; javascript:hit()">x</a>',
  '[x](javascript:hit())', '[x](<javascript:hit()>)', '[x](java\tscript:hit())', '[x](&#106;avascript:hit())', '[x]: javascript:hit()\n\n[x]', '<javascript:hit()>', '[x](data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==)', '![x](/remote.png)', '![x](https://evil.example/x.png)', '![x][r]\n\n[r]: /remote.png',
  '<iframe srcdoc="<script>hit()</script>"></iframe>', '<iframe src=/x></iframe>', '<object data=/x></object>', '<embed src=/x>', '<video src=/x autoplay onerror=hit()></video>', '<form action=/x><button>x</button></form>', '<base href=/evil/>', '<meta http-equiv=refresh content="0;url=/x">', '<link rel=stylesheet href=/x.css>',
  '<style>@import url(/x.css)</style>', '<p style="background:url(/x.png)">x</p>', '<body onload=hit()>', '<details open ontoggle=hit()>x</details>', '<input autofocus onfocus=hit()>', '<template><img src=x onerror=hit()></template>', '<noscript><img src=x onerror=hit()></noscript>', '<textarea></textarea><img src=x onerror=hit()>',
  '<div id=desk class=toast data-article=x role=alert aria-label=x>x</div>', '`<script>hit()</script>`', '```\n<script>hit()</script>\n```', '    <script>hit()</script>', '<b <script>hit()</script>', '<!--><script>hit()</script>-->', '<![CDATA[<script>hit()</script>]]>', '<?xml <script>hit()</script>?>', '&lt;script&gt;hit()&lt;/script&gt;', '&amp;lt;script>hit()', '\\<script>hit()\\</script>',
  '<a href="https://a.example/&quot; onclick=&quot;hit()">x</a>', '<a href="https://a.example/)<script>hit()</script>">x</a>', '<img alt="](javascript:hit())" src="https://a.example/x.png">', '<img alt="<script>hit()</script>" src=x>', '<iframe title="<img src=x onerror=hit()>" src="https://a.example/"></iframe>', '<code class="language-x onmouseover=hit()">x</code>', '<ol start="1 onclick=hit()"><li>x</ol>', '<td align="x" onclick=hit()>x',
];

describe('anything read by any reader and shown', { timeout: 240_000 }, () => {
  it('runs nothing and fetches nothing', async () => {
    const bodies = hostile.flatMap((text) => formats.flatMap((format) => readAs(text, format)));
    expect(bodies.length).toBeGreaterThan(120);
    // Code is kept as it is: it is shown, not run. What is escaped is words.
    const faults = hostile.flatMap((text) => formats.flatMap((format) => readAs(text, format).flatMap((body) => findActive(body).map((found) => `${found} in ${body} of ${format} ${text}`))));
    expect(faults).toEqual([]);
    expect(await bench.hostileIn(bodies)).toEqual([]);
    await page.waitForTimeout(150);
    expect(bench.asked).toEqual([]);
    expect(await page.evaluate(() => (globalThis as unknown as { hits?: number }).hits ?? 0)).toBe(0);
  });

  it('also where hostile pieces are put together at random', async () => {
    const piece = fc.oneof(fc.constantFrom(...hostile), fc.constantFrom('<', '>', '"', "'", '`', '\n', '\n\n', '[', ']', '(', ')', '!', '\\', '&', '<b>', '</b>', '<table><tr><td>', '</table>', '- ', '> ', '<!--', '-->', ' ', 'x', '<li>', '<pre>', '</pre>', '<a href="'));
    const texts = fc.sample(fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')), 400);
    const bodies = texts.flatMap((text) => formats.flatMap((format) => readAs(text, format)));
    expect(await bench.hostileIn(bodies)).toEqual([]);
    await page.waitForTimeout(150);
    expect(bench.asked).toEqual([]);
    expect(await page.evaluate(() => (globalThis as unknown as { hits?: number }).hits ?? 0)).toBe(0);
  });
});
