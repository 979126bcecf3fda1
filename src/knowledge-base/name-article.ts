/** "Charged twice!" → "charged-twice"; letters of any script stay. */
export function slug(title: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return words === '' ? 'article' : words;
}

/** An id no other article has: the title's slug, numbered if need be. */
export function freeId(title: string, taken: ReadonlySet<string>): string {
  const base = slug(title);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
