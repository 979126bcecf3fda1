import type { MouseEvent } from 'react';

/** A plain click on a link to another article opens it in this tab; with a key held the browser does what it always does. */
export function followArticleLinks(onArticle: (id: string) => void): (event: MouseEvent) => void {
  return (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-article]') : null;
    const id = link?.getAttribute('data-article');
    if (id == null || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onArticle(id);
  };
}
