import type { ArticleText } from '../knowledge-base/ui/ArticleEditor.tsx';
import { blankRequest, type WrittenRequest } from './compose-view-request.ts';

/*
 * What is being written and not saved yet. Kept while one looks elsewhere in the desk, as long as the tab is open.
 */

/** By the article's id; `new`, which no article is called, for one that has none yet. */
export const unsavedArticles = new Map<string, ArticleText>();

let request = blankRequest;

export function unsavedRequest(): WrittenRequest {
  return request;
}

export function keepRequest(next: WrittenRequest): void {
  request = next;
}

/** The desk is started over: nothing of it stays. */
export function forgetUnsaved(): void {
  unsavedArticles.clear();
  request = blankRequest;
}
