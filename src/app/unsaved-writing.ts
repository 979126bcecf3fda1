import type { Template } from '../playbook/playbook.ts';
import { blankRequest, type WrittenRequest } from './compose-view-request.ts';
import { createStore } from './store.ts';

/*
 * The ticket being composed and the templates being changed, not saved yet. Kept while one looks elsewhere in the desk, as long
 * as the tab is open. Articles being written lie on disk (article-writing.ts).
 */

let request = blankRequest;

export function unsavedRequest(): WrittenRequest {
  return request;
}

export function keepRequest(next: WrittenRequest): void {
  request = next;
}

/** A template being changed: as it was when the changes began (null for a new one), and as it is now. */
export interface TemplateEdit {
  readonly base: Template | null;
  readonly text: Template;
}

/** By the template's id. */
export const templateEdits = createStore<ReadonlyMap<string, TemplateEdit>>(new Map());

/** The desk is started over: nothing of it stays. */
export function forgetUnsaved(): void {
  request = blankRequest;
  templateEdits.set(new Map());
}
