import { renderArticle } from '../../src/knowledge-base/ui/render-article.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';

/** What a browser makes of Markdown: shown on the page, so that whatever would run or be fetched does. */
export function show(markdown: string): string {
  const place = document.createElement('div');
  place.append(renderArticle(markdown, null, splitPassages({ id: 'a', title: 'A', body: markdown, status: 'draft', language: 'en', products: [], intents: [], updatedAt: 0 })));
  document.body.replaceChildren(place);
  return place.innerHTML;
}

const elements = new Set(
  'a abbr b blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr i kbd li mark ol p pre s strong sub sup table tbody td th thead tr ul div span'.split(' '),
);
const attributes = new Set(['href', 'title', 'start', 'align', 'target', 'rel', 'data-article', 'data-table', 'data-cut', 'tabindex', 'role', 'aria-label', 'colspan']);

/** Everything in what is shown that has no business there. */
export function findHostile(markdown: string): string[] {
  show(markdown);
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase();
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`${name} of another namespace`);
    if (!elements.has(name)) found.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (!attributes.has(attribute)) found.push(`${name} ${attribute}="${value.slice(0, 80)}"`);
    }
    // What the desk itself adds is on elements of its own, never on one that came with the text.
    if ((name === 'div' || name === 'span') && !element.matches('body > div, [data-table], [data-cut], [data-cut] > span')) found.push(`<${name}>`);
    if (element instanceof HTMLAnchorElement && element.hasAttribute('href')) {
      if (!['http:', 'https:', 'mailto:', 'tel:'].includes(element.protocol)) found.push(`link to ${element.href.slice(0, 80)}`);
      if (!element.hasAttribute('data-article') && !element.relList.contains('noopener')) found.push('a link that knows the desk');
    }
  }
  return found;
}

/** The text of the blocks with a rule's number before each that one stands at. */
export function outline(markdown: string): string[] {
  show(markdown);
  const lines: string[] = [];
  for (const element of document.body.querySelectorAll('[data-cut], h2, h3, p, li, tr, pre')) {
    if (element.matches('[data-cut]')) lines.push(`— ${element.getAttribute('data-cut') ?? ''} in ${element.parentElement?.tagName.toLowerCase() ?? ''}`);
    else if (element.querySelector('p, li') === null && element.querySelector(':scope > td[data-cut]') === null) lines.push(element.textContent.trim().slice(0, 24));
  }
  return lines;
}
