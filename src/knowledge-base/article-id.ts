import { slug } from './name-article.ts';

/** `base`, or the first of `base-2`, `base-3` … that is not taken. */
export function numberedId(base: string, taken: { has(id: string): boolean }): string {
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

/** Longest id: it stands in addresses and in file names. */
const longestId = 120;

/** An id as another program gave it, fit for an address and a file name; empty when nothing of it is. */
export function givenId(text: string): string {
  const given = text.trim();
  if (given.length > 0 && given.length <= longestId && /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(given) && given !== 'tools' && given !== 'new') return given;
  return /[\p{L}\p{N}]/u.test(given) ? slug(given.slice(0, 400)) : '';
}

/**
 * The id of an article that is a file: its path in the folder chosen, whose own name is left out, without the ending.
 * `faq/returns.md` alone is `returns`, in the folder `docs` it is `faq-returns`; `index` and `readme` are named after their folder.
 */
export function idOfPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const name = (parts.pop() ?? '').replace(/\.[^.]{1,10}$/, '');
  const folders = parts.slice(1);
  if (/^(?:index|readme|_index)$/i.test(name)) return slug((folders.length > 0 ? folders : parts).join(' ') || name);
  return slug([...folders, name].join(' '));
}

/** The id of an article that is a page: the path of its address, without the ending. */
export function idOfAddress(address: string): string {
  const path = address.replace(/^https?:\/\/[^/?#]*/i, '').replace(/\.[a-z]{2,5}(?=$|[?#])/i, '');
  return slug(/[\p{L}\p{N}]/u.test(path) ? path.slice(0, 400) : address.replace(/^https?:\/\//i, ''));
}
