import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities, htmlToText, looksLikeHtml } from '../../src/tickets/html-to-text.ts';

describe('HTML messages as text', () => {
  it('drops scripts, styles, heads and comments', () => {
    const html = '<html><head><title>T</title><style>p{color:red}</style></head><body><!-- <b>no</b> --><p>Hello</p><script>alert("<p>x</p>")</script><p>World</p></body></html>';
    expect(htmlToText(html)).toBe('Hello\n\nWorld');
  });

  it('keeps lines, lists, cells and links as text', () => {
    expect(htmlToText('<div>One<br>two<br/><br>three</div><ul><li>first</li><li>second</li></ul>')).toBe('One\ntwo\n\nthree\n\n- first\n- second');
    expect(htmlToText('<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>')).toBe('a b\nc');
    expect(htmlToText('<p>See <a href="https://example.com/x?a=1&amp;b=2">our page</a>.</p>')).toBe('See our page (https://example.com/x?a=1&b=2).');
    expect(htmlToText('<p><a href="https://example.com/">example.com</a></p>')).toBe('example.com');
    expect(htmlToText('<p><a href="javascript:alert(1)">click</a> <img src=x onerror="alert(1)" alt="a lamp"></p>')).toBe('click [a lamp]');
  });

  it('keeps the line ends of a text with only inline tags', () => {
    expect(htmlToText('Hello <b>there</b>\n\nSecond <i>line</i>')).toBe('Hello there\n\nSecond line');
  });

  it('decodes character references', () => {
    expect(decodeEntities('&lt;b&gt; &amp;amp; &eacute;&Eacute; &#233;&#xe9; &#150; &nbsp;&unknown; &#0; &#x110000; R&D')).toBe('<b> &amp; éÉ éé –  &unknown; \ufffd \ufffd R&D');
  });

  it('leaves what only looks like a tag', () => {
    expect(htmlToText('<p>Write to <jane@example.com> if 3 < 4 and <order number> is known</p>')).toBe('Write to <jane@example.com> if 3 < 4 and <order number> is known');
    expect(looksLikeHtml('I mean <jane@example.com>, a < b and c > d')).toBe(false);
    expect(looksLikeHtml('Hello<br>there')).toBe(true);
  });

  it('never lets a script through, nor throws, whatever the markup', () => {
    const piece = fc.constantFrom('<p>', '</p>', '<script>', '</script>', '<SCRIPT src="x">', 'evil()', '<', '>', '"', "'", '<a href="', '<!--', '-->', '&lt;', 'text ', '<style>', '</style >', '<br/>', '\n');
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = pieces.join('');
      expect(typeof htmlToText(html)).toBe('string');
      expect(htmlToText(`<p>a</p><script>evil${pieces.filter((each) => !/script/i.test(each)).join('')}</script><p>b</p>`)).toBe('a\n\nb');
    }));
  });

  it.each(['<', '<a href="', '<p ', '<script>', '<!--', '&nbsp;', '&#32;\n', '<b>', ' ', '<div>', '<a href=x>y', '</a>', '<li>', '<img alt="x"'])('handles a megabyte of %j in one pass', (piece) => {
    // Quadratic work would take minutes here and end in the test's own timeout.
    const html = `<p>${piece.repeat(Math.ceil(1_000_000 / piece.length))}`;
    expect(htmlToText(html).length).toBeLessThanOrEqual(html.length * 2);
    looksLikeHtml(html);
  });
});
