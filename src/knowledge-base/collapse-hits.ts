import { sharedWords, stemsOf } from './shared-words.ts';

/** Two passages whose different words are shared to this part are one passage to a reader. */
export const sameText = 0.9;

/** A thing kept, and those left out since they say the same. */
export interface Collapsed<T> {
  readonly kept: T;
  readonly same: readonly T[];
}

/**
 * The best `limit` of `ranked`, leaving out those that say what a better one says already. `mayBeAlike` is asked first, so
 * that few texts are read: it must never be false for texts that are the same.
 */
export function collapse<T>(
  ranked: readonly T[],
  limit: number,
  textOf: (one: T) => string,
  mayBeAlike: (a: T, b: T) => boolean,
): Collapsed<T>[] {
  const collapsed: { readonly kept: T; readonly same: T[] }[] = [];
  const read = new Map<T, ReadonlySet<string>>();
  const wordsOf = (one: T): ReadonlySet<string> => {
    const words = read.get(one) ?? stemsOf(textOf(one));
    read.set(one, words);
    return words;
  };
  for (const one of ranked) {
    const better = collapsed.find(({ kept }) => mayBeAlike(kept, one) && sharedWords(wordsOf(kept), wordsOf(one)) >= sameText);
    if (better !== undefined) better.same.push(one);
    else if (collapsed.length < limit) collapsed.push({ kept: one, same: [] });
  }
  return collapsed;
}
