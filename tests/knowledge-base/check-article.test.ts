import { describe, expect, it } from 'vitest';
import { checkArticle } from '../../src/knowledge-base/check-article.ts';

function check(body: string, title = 'Returns') {
  return checkArticle({ title, body }, new Set(['refunds']));
}

function marked(body: string): string[] {
  return check(body).map(({ kind, at }) => `${kind}: ${at ? body.slice(at.start, at.end) : ''}`);
}

describe('an article being written', () => {
  it('is fine when there is nothing to say', () => {
    expect(check('Send it back.\n\n## How\n\n### With a label\n\n1. Print it.\n\n## When\n\nSoon. See [refunds](/knowledge/refunds).')).toEqual([]);
  });

  it('needs a title and a text', () => {
    expect(check(' \n', ' ').map(({ kind }) => kind)).toEqual(['no-title', 'empty']);
  });

  it('is told of headings with nothing under them, at their place', () => {
    expect(marked('Intro.\n\n## Empty\n\n## Full\n\nText.\n\n## Last\n')).toEqual(['empty-heading: ## Empty', 'empty-heading: ## Last']);
    expect(marked('A\r\n\r\n## Empty\r\n\r\n## Full\r\n\r\nText.')).toEqual(['empty-heading: ## Empty']);
  });

  it('is told of links to articles that do not exist, and of no other links', () => {
    expect(marked('See [trials](/knowledge/trials), [web](https://example.com) and [here](refunds.md).')).toEqual(['broken-link: [trials](/knowledge/trials)']);
  });

  it('is told of images, which are not shown, but not of those in code', () => {
    expect(marked('Look: ![the label](https://example.com/a.png) and <img src=x>.\n\n`![no](x)`\n\n```\n![no](x)\n```')).toEqual([
      'image: ![the label](https://example.com/a.png)',
      'image: <img src=x>',
    ]);
  });

  it('is told of HTML that is not shown', () => {
    expect(marked('Hi.\n\n<iframe src="https://example.com"></iframe>\n')).toEqual(['html: <iframe src="https://example.com"></iframe>']);
  });

  it('is told when it is very long', () => {
    expect(check('word '.repeat(2501)).map(({ text }) => text)).toEqual([expect.stringContaining('2,501 words')]);
    expect(check('word '.repeat(2500))).toEqual([]);
  });

  it('is told of many things of one kind in a few lines', () => {
    const warnings = check('## x\n\n'.repeat(40));
    expect(warnings).toHaveLength(5);
    expect(warnings[4]?.text).toContain('And 35 more like it');
  });
});
