import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { linkedArticle } from '../article-links.ts';
import type { Passage } from '../article.ts';
import { countWords } from '../check-article.ts';

/**
 * Only what an article needs. No images, frames, forms or styles: an article that came from elsewhere must neither run
 * anything nor make the page ask another server for something.
 */
const allowedTags = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd',
  'li', 'mark', 'ol', 'p', 'pre', 's', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
];

const sanitising = {
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: ['href', 'title', 'start', 'align'],
  // An article must not dress up as a part of the desk either.
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  RETURN_DOM_FRAGMENT: true as const,
};

/** An image is what it shows in words, and says that it is not shown itself. */
const markdownReader = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    image: ({ text }) => `<abbr title="An image, which is not shown here">${escapeHtml(text.trim() === '' ? 'Image' : text)}</abbr>`,
  },
});

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Blocks that a passage is made of; the smallest one wins. */
const blocks = 'p, li, h1, h2, h3, h4, h5, h6, tr, pre, dd, dt';

/** Letters and digits only, so that Markdown marks, list numbers and table bars make no difference. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * An article's Markdown as safe nodes. Headings start at level 2, since the title is the page's. `passage` (plain text)
 * marks the blocks it was made from with `data-cited`, and stretches of them with `data-cited-run`. With `cuts`, the
 * article's passages, a numbered rule (`data-cut`) stands where each begins. Links to other articles have `data-article`.
 */
export function renderArticle(markdown: string, passage: string | null, cuts: readonly Passage[] = []): DocumentFragment {
  const html = markdownReader.parse(markdown, { async: false });
  const fragment = DOMPurify.sanitize(html, sanitising);
  for (const heading of fragment.querySelectorAll('h1')) {
    const lower = document.createElement('h2');
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  for (const link of fragment.querySelectorAll('a[href]')) finishLink(link);
  for (const table of fragment.querySelectorAll('table')) {
    const scroller = document.createElement('div');
    scroller.dataset.table = '';
    scroller.tabIndex = 0;
    scroller.role = 'region';
    scroller.ariaLabel = 'Table';
    table.replaceWith(scroller);
    scroller.append(table);
  }
  const wanted = passage === null ? '' : bare(passage);
  if (wanted !== '') {
    for (const block of fragment.querySelectorAll<HTMLElement>(blocks)) {
      const text = bare(block.textContent);
      if (text !== '' && wanted.includes(text)) block.dataset.cited = '';
    }
  }
  joinCited(fragment);
  if (cuts.length > 1) markCuts(fragment, cuts);
  return fragment;
}

/** A link to an article stays in this tab; every other one opens a tab that knows nothing of this one. */
function finishLink(link: Element): void {
  const id = linkedArticle(link.getAttribute('href') ?? '').at(-1);
  if (id !== undefined) {
    link.setAttribute('href', `/knowledge/${encodeURIComponent(id)}`);
    link.setAttribute('data-article', id);
    return;
  }
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}

/** Neighbouring blocks that are cited from end to end become one marked stretch instead of stripes. */
function joinCited(fragment: DocumentFragment): void {
  let run: HTMLElement | null = null;
  for (const block of [...fragment.children]) {
    const parts = [...block.querySelectorAll<HTMLElement>(blocks)].filter((part) => part.querySelector(blocks) === null);
    const cited = block.matches('[data-cited]') || (parts.length > 0 && parts.every((part) => part.closest('[data-cited]') !== null));
    if (!cited) {
      run = null;
      continue;
    }
    if (run === null) {
      run = document.createElement('div');
      run.dataset.citedRun = '';
      block.before(run);
    }
    run.append(block);
  }
  for (const inner of fragment.querySelectorAll<HTMLElement>('[data-cited-run] [data-cited]')) delete inner.dataset.cited;
}

/** How far a text that is not where it is expected is looked for: past what a passage leaves out, not into a like text further on. */
const lookAhead = 600;

/**
 * Puts a rule where each passage begins. The passages' texts follow one another as the text nodes do, so that each node is
 * looked for just behind the one before it; a heading above a passage is no part of its text, and goes below the rule.
 */
function markCuts(fragment: DocumentFragment, cuts: readonly Passage[]): void {
  const starts: number[] = [];
  let all = '';
  for (const { text } of cuts) {
    starts.push(all.length);
    all += bare(text.replace(/^\s*(?:\d{1,9}\.|-) /gm, ''));
  }
  const places: { readonly at: number; readonly node: Text; readonly offset: number }[] = [];
  let cursor = 0;
  let next = 0;
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const words = bare(node.data);
    if (words === '') continue;
    let found = all.startsWith(words, cursor) ? cursor : -1;
    if (found === -1 && node.parentElement?.closest('h2, h3, h4, h5, h6') == null && words.length > 7) {
      found = all.slice(cursor, cursor + lookAhead + words.length).indexOf(words);
      if (found !== -1) found += cursor;
    }
    if (found === -1) continue;
    for (let start = starts[next]; start !== undefined && start < found + words.length; start = starts[next]) {
      places.push({ at: next, node, offset: start <= found ? 0 : offsetOf(node.data, start - found) });
      next += 1;
    }
    cursor = found + words.length;
  }
  for (const { at, node, offset } of places.reverse()) {
    const passage = cuts[at];
    if (passage) insertCut(fragment, node, offset, { number: at + 1, of: cuts.length, words: countWords(passage.text) });
  }
}

/** The place in `text` behind so many letters and digits. */
function offsetOf(text: string, letters: number): number {
  let seen = 0;
  let offset = 0;
  for (const sign of text) {
    if (/[\p{L}\p{N}]/u.test(sign)) {
      if (seen >= letters) break;
      seen += bare(sign).length;
    }
    offset += sign.length;
  }
  return offset;
}

interface Cut {
  readonly number: number;
  readonly of: number;
  readonly words: number;
}

function insertCut(fragment: DocumentFragment, node: Text, offset: number, cut: Cut): void {
  if (offset > 0) {
    node.splitText(offset).before(cutElement('span', cut));
    return;
  }
  let block: Element | null = node.parentElement?.closest(blocks) ?? node.parentElement;
  if (!block) return;
  // The rule stands before whatever begins here, as far outside as that goes.
  for (let parent = block.parentElement; parent && isFirst(block, parent); parent = block.parentElement) block = parent;
  if (block.parentNode === fragment) {
    while (block.previousElementSibling?.matches('h2, h3, h4, h5, h6') === true) block = block.previousElementSibling;
    block.before(cutElement('div', cut));
  } else if (block.parentElement?.matches('ol, ul') === true) {
    block.before(cutElement('li', cut));
  } else if (block.matches('tr')) {
    const row = document.createElement('tr');
    const cell = cutElement('td', cut);
    cell.setAttribute('colspan', String(Math.max(1, block.children.length)));
    row.append(cell);
    block.before(row);
  } else {
    block.before(cutElement('div', cut));
  }
}

function isFirst(block: Element, parent: Element): boolean {
  // The rows below the head of a table are another part of it.
  if (parent.matches('tbody') && parent.previousElementSibling?.matches('thead') === true) return false;
  for (let before = block.previousSibling; before; before = before.previousSibling) {
    if (before instanceof Element || bare(before.textContent ?? '') !== '') return false;
  }
  return true;
}

function cutElement(tag: 'div' | 'li' | 'span' | 'td', { number, of, words }: Cut): HTMLElement {
  const element = document.createElement(tag);
  element.dataset.cut = String(number);
  element.title = `Passage ${number} of ${of}: ${words} ${words === 1 ? 'word' : 'words'}. Search finds and cites passages.`;
  const label = document.createElement('span');
  label.textContent = `Passage ${number}`;
  element.append(label);
  return element;
}
