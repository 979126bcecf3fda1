import { describe, expect, it } from 'vitest';
import { readHtml, type HtmlOptions, type HtmlPage } from '../../src/knowledge-base/read-html.ts';
import { tameHtml } from '../../src/knowledge-base/tame-html.ts';

function page(html: string, options: HtmlOptions = {}): HtmlPage {
  const read = readHtml(html, options);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

const bodyOf = (html: string, base: string | null = null): string => page(html, { fragment: true, base }).body.trim();

describe('a page of a help centre', () => {
  const html = `<!doctype html><html lang="de-de"><head><title>Rücksendung &amp; Geld | Laden</title>
    <meta property="article:modified_time" content="2025-03-04T10:00:00Z"><script>document.write("x")</script></head>
    <body><header><a href="/">Laden</a></header><nav>Start &gt; Hilfe</nav>
    <main><article><h1>Rücksendung</h1><p>Senden Sie es <b>zurück</b>.</p><aside>Gut zu wissen</aside><form><input> War das hilfreich?</form></article></main>
    <footer>Impressum</footer></body></html>`;

  it('is its main content under its first heading, with language and date', () => {
    expect(page(html)).toMatchObject({ title: 'Rücksendung', language: 'de-de', updatedAt: Date.UTC(2025, 2, 4, 10) });
    expect(page(html).body).toBe('Senden Sie es **zurück**.\n\nGut zu wissen\n');
  });

  it('leaves navigation, header, footer and side out where nothing is marked as the content', () => {
    const { body, title } = page('<title>Returns | Shop</title><body><nav>Home</nav><header>Shop</header><div><p>Send it back.</p></div><aside>Ads</aside><footer>Imprint</footer>');
    expect(body).toBe('Send it back.\n');
    expect(title).toBe('Returns');
  });

  it('does not take a teaser for the article, nor a form round the whole page for a form', () => {
    const text = 'All about sending things back to us, at length. '.repeat(30);
    expect(page(`<article>Also read this</article><div>${text}</div>`).body).toContain('at length');
    expect(page(`<form><h1>Returns</h1><p>${text}</p></form>`).body).toContain('at length');
  });

  it('keeps the text of a page that is all navigation', () => {
    expect(page('<nav><p>Only this</p></nav>').body).toBe('Only this\n');
  });
});

describe('the structure of a page', () => {
  it('keeps headings, lists in lists, quotations, code and rules', () => {
    expect(bodyOf('<h2>Steps</h2><ol start=3><li>One<ul><li>inner</ul><li>Two</ol><blockquote>Said</blockquote><hr><pre class="lang-js"><code>a &lt; b\n  c</code></pre>')).toBe(
      '## Steps\n\n3. One\n   - inner\n4. Two\n\n> Said\n\n---\n\n```js\na < b\n  c\n```',
    );
  });

  it('keeps tables, with what stands on lines of its own in a cell set apart, and the caption above', () => {
    expect(bodyOf('<table><caption>Prices</caption><tr><th>Item<th>Price<tr><td>Lamp<td>£5<br>or<ul><li>a<li>b</ul></table>')).toBe(
      'Prices\n\n| Item | Price |\n| - | - |\n| Lamp | £5 or • a • b |',
    );
  });

  it('reads tables that only place things as what they hold', () => {
    expect(bodyOf('<table><tr><td><h2>Left</h2><p>One</p></td><td><ul><li>Two</ul></td></tr></table>')).toBe('## Left\n\nOne\n\n- Two');
  });

  it('keeps questions that fold open, and definitions', () => {
    expect(bodyOf('<details><summary>How long?</summary><p>Two days.</p></details>')).toBe('**How long?**\n\nTwo days.');
    expect(bodyOf('<dl><dt>Return<dd>Sending back</dl>')).toContain('Sending back');
  });

  it('escapes what Markdown would take for a mark', () => {
    expect(bodyOf('<p># no heading</p><p>a * b * c, snake_case_name, [x](y) &lt;b&gt;</p>')).toBe('\\# no heading\n\na \\* b \\* c, snake_case_name, \\[x]\\(y) \\<b>');
  });
});

describe('links and pictures', () => {
  it('are resolved against the address of the page, and are their words without one', () => {
    const html = '<a href="../b?x=1#y">there</a> <a href="//c.example/d">else</a> <a href="#top">top</a>';
    expect(bodyOf(html, 'https://a.example/help/returns/')).toBe('[there](https://a.example/help/b?x=1#y) [else](https://c.example/d) top');
    expect(bodyOf(html)).toBe('there else top');
  });

  it.each([
    ['javascript:alert(1)'], ['JaVaScRiPt:alert(1)'], ['java\nscript:alert(1)'], ['java&#10;script:alert(1)'], ['&#106;avascript&colon;alert(1)'], ['  javascript:alert(1)'], ['\u0001javascript:alert(1)'],
    ['data:text/html,<script>x</script>'], ['vbscript:x'], ['file:///etc/passwd'], ['blob:https://a.example/1'], ['https:'], ['http:///'],
  ])('that run or lead nowhere are their words: %j', (href) => {
    expect(bodyOf(`<p><a href="${href}">words</a>`, 'https://a.example/')).toBe('words');
  });

  it('become the words of a picture, linked to a web address; decoration and pixels go', () => {
    expect(bodyOf('<img src="https://a.example/x.png" alt="A lamp">')).toBe('[A lamp](https://a.example/x.png)');
    expect(bodyOf('<a href="https://a.example/"><img src="https://a.example/x.png" alt="A lamp"></a>')).toBe('[A lamp](https://a.example/)');
    expect(bodyOf('<p>x <img src="data:image/png;base64,AAAA" alt="A lamp">')).toBe('x A lamp');
    expect(bodyOf('<p>x<img src="https://a.example/x.png" alt=""><img src="https://t.example/p.gif" width=1 height=1>')).toBe('x');
  });

  it('name films and frames', () => {
    expect(bodyOf('<iframe src="https://v.example/1" title="How to fold"></iframe>')).toBe('[How to fold](https://v.example/1)');
    expect(bodyOf('<video src="https://v.example/1.mp4"></video>')).toBe('[Video](https://v.example/1.mp4)');
  });
});

describe('hostile pages', () => {
  it('lose scripts, styles, events, frames and hidden text', () => {
    const body = bodyOf(
      '<script>bad()</script><style>.bad{}</style><p onclick="bad()" style="background:url(https://bad.example)">Good<span style="DISPLAY : none">bad</span><span hidden>bad</span><i aria-hidden=true>bad</i>' +
        '<span class="icon sr-only">bad</span></p><p hidden>bad<p>too<svg><script>bad()</script><text>bad</text></svg><noscript>bad</noscript><template>bad</template><object data=bad>bad</object><button>bad</button>',
    );
    expect(body).toBe('Good\n\ntoo');
  });

  it('lose nothing to an element that never ends, unless it hides what follows', () => {
    expect(bodyOf('<svg><p>after</p>')).toBe('after');
    expect(bodyOf('<p>before</p><div hidden>secret')).toBe('before');
    expect(bodyOf('a < b and 3 <4 and <> and </> x')).toBe('a < b and 3 <4 and <> and \\</> x');
  });

  it('keep the words of lists, items and cells that were never closed around hidden ones', () => {
    expect(bodyOf('<ul><li hidden>no<li>yes</ul><p>end')).toBe('- yes\n\nend');
    expect(bodyOf('<ul><li>yes<li hidden>no</ul><p>end')).toBe('- yes\n\nend');
  });

  const n = 30_000;
  it.each([
    ['divs in divs', '<div>'.repeat(n) + 'deep' + '</div>'.repeat(n), 'deep'],
    ['lists in lists', `${'<ul><li>'.repeat(400)}deep`, 'deep'],
    ['tables in tables', `${'<table><tr><td>'.repeat(n)}deep`, 'deep'],
    ['quotations in quotations', `${'<blockquote>'.repeat(n)}deep`, 'deep'],
    ['bold that never ends, over many paragraphs', `${'<b x=1>'.repeat(2000)}${'<p>a'.repeat(2000)}deep`, 'deep'],
    ['cells that span thousands', `<table>${'<tr><td colspan=1000 rowspan=1000>x'.repeat(500)}deep`, 'deep'],
    ['one wide row and many rows', `<table><tr>${'<td>'.repeat(3000)}${'<tr>'.repeat(3000)}<td>deep`, 'deep'],
    ['words directly in a table', `<table>${'<b></b>w'.repeat(3000)}deep`, 'deep'],
    ['comments that never end', `<p>deep${'<!--'.repeat(n)}`, 'deep'],
    ['tags that never end', `<p>deep${'<a '.repeat(n)}`, 'deep'],
    ['quotes that never end', `<p>deep</p>${'<a b="'.repeat(n)}`, 'deep'],
    ['hidden paragraphs by the thousand', `${'<p hidden>'.repeat(n)}<div>deep`, 'deep'],
    ['drawings that never end', `${'<svg>'.repeat(n)}deep`, 'deep'],
    ['entities by the thousand', `<p>deep${'&amp;'.repeat(n)}`, 'deep'],
  ])('come to an end: %s', { timeout: 60_000 }, (_, html, word) => {
    const read = readHtml(html, { fragment: true });
    expect(read.ok && read.value.body).toContain(word);
  });

  it('are refused in words where they are too long or have too many marks', { timeout: 60_000 }, () => {
    const long = readHtml(`<p>${'word '.repeat(250_000)}`);
    expect(long).toMatchObject({ ok: false, code: 'too-long', message: expect.stringContaining('million characters; an article may have 1 million') as unknown });
    expect(readHtml('<i>a</i>'.repeat(120_000))).toMatchObject({ ok: false, code: 'too-long' });
    expect(readHtml('x'.repeat(6_000_000))).toMatchObject({ ok: false, code: 'too-long' });
  });

  it('are read although pictures written into them make them huge', () => {
    expect(bodyOf(`<p>Before</p><img alt="A lamp" src="data:image/png;base64,${'A'.repeat(6_000_000)}"><p>After`)).toBe('Before\n\nA lamp\n\nAfter');
  });
});

describe('HTML made tame', () => {
  it('is closed, nested and stays what it is when it is done again', () => {
    const wild = '<TABLE><tr><td>a<td>b<tr><td><p>c<p>d</table><ul><li>x<li>y</ul><b><div>z</b></div><p>e<h2>f<h3>g</h2>h';
    const tame = tameHtml(wild, null).html;
    expect(tameHtml(tame, null).html).toBe(tame);
    const opened: string[] = [];
    for (const [, slash, name] of tame.matchAll(/<(\/?)([a-z\d]+)[^>]*>/g)) {
      if (name === 'br' || name === 'hr') continue;
      if (slash === '') opened.push(name ?? '');
      else expect(opened.pop()).toBe(name);
    }
    expect(opened).toEqual([]);
  });
});
