/** "Charged twice!" → "charged-twice"; letters of any script stay. Empty where there is none. */
export function slugOf(text: string): string {
  return text
    .slice(0, 400)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/[\uD800-\uDBFF]$|-+$/, '');
}

/** The same for an id, which has at least one letter. */
export function slug(title: string): string {
  return slugOf(title) || 'article';
}

/** An id no other article has: the title's slug, numbered if need be. */
export function freeId(title: string, taken: { has(id: string): boolean }): string {
  return numberedId(slug(title), taken);
}

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
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(given) && given.length <= longestId && given !== 'tools' && given !== 'new' ? given : slugOf(given);
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
