import { blankRequest, type WrittenRequest } from './compose-view-request.ts';

/*
 * The ticket being composed and not saved yet. Kept while one looks elsewhere in the desk, as long as the tab is open.
 * Articles being written lie on disk (article-writing.ts).
 */

let request = blankRequest;

export function unsavedRequest(): WrittenRequest {
  return request;
}

export function keepRequest(next: WrittenRequest): void {
  request = next;
}

/** The desk is started over: nothing of it stays. */
export function forgetUnsaved(): void {
  request = blankRequest;
}
