import DOMPurify from 'dompurify';
import { marked } from 'marked';

/**
 * Only what an article needs. No images, frames, forms or styles: an article that came from elsewhere must neither run
 * anything nor make the page ask another server for something.
 */
const allowedTags = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd',
  'li', 'mark', 'ol', 'p', 'pre', 's', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
];

/** Blocks that a passage is made of; the smallest one wins. */
const blocks = 'p, li, h1, h2, h3, h4, h5, h6, tr, pre, dd, dt';

/** Letters and digits only, so that Markdown marks, list numbers and table bars make no difference. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * An article's Markdown as safe nodes. Headings start at level 2, since the title is the page's. `passage` (plain text)
 * marks the blocks it was made from with `data-cited`, and stretches of them with `data-cited-run`.
 */
export function renderArticle(markdown: string, passage: string | null): DocumentFragment {
  const html = marked.parse(markdown, { async: false, gfm: true, breaks: false });
  const fragment = DOMPurify.sanitize(html, { ALLOWED_TAGS: allowedTags, ALLOWED_ATTR: ['href', 'title', 'start', 'align'], RETURN_DOM_FRAGMENT: true });
  for (const heading of fragment.querySelectorAll('h1')) {
    const lower = document.createElement('h2');
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  for (const link of fragment.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
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
  return fragment;
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
