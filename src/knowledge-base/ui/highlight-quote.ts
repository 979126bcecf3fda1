/** The name under which the style sheet finds it. */
const highlightName = 'cited-quote';

/**
 * Marks the words of `quote` in a rendered article and answers them as a range, or null where they do not stand there. White space is
 * read alike, since Markdown's line breaks are spaces on the page. A highlight of the browser's, so that no node of the article changes.
 */
export function highlightQuote(body: HTMLElement, quote: string): Range | null {
  const registry = typeof CSS === 'undefined' ? undefined : (CSS as { readonly highlights?: HighlightRegistry }).highlights;
  registry?.delete(highlightName);
  const words = quote.replace(/\s+/g, '');
  if (words === '') return null;
  // Every character that is no white space, with its place.
  const places: { readonly node: Text; readonly offset: number }[] = [];
  let bare = '';
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { data } = node as Text;
    for (let offset = 0; offset < data.length; offset += 1) {
      const character = data[offset] ?? '';
      if (/\s/.test(character)) continue;
      bare += character;
      places.push({ node: node as Text, offset });
    }
  }
  const at = bare.indexOf(words);
  const first = places[at];
  const last = places[at + words.length - 1];
  if (at < 0 || !first || !last) return null;
  const range = new Range();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  registry?.set(highlightName, new Highlight(range));
  return range;
}
