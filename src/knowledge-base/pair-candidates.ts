/** Two of a list of texts that share telling words. */
export interface CandidatePair {
  readonly a: number;
  readonly b: number;
  /** Telling words both have. */
  readonly shared: number;
}

export interface PairOptions {
  /** How many of a text's rarest words stand for it. */
  readonly words: number;
  /** How many of these two texts must share. */
  readonly shared: number;
  /** A word that more texts have tells none of them from the rest. */
  readonly commonest: number;
  /** False for two texts that are no pair, whatever they share. */
  readonly mayPair: (a: number, b: number) => boolean;
}

/** How many texts have each word. */
export function countTexts(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * Pairs of texts that may say the same, without looking at all pairs: those that share some of their rarest words. `a` is below
 * `b`; in order of `b`. What it costs is bound by `words × commonest` a text, not by the number of texts squared.
 */
export function* pairCandidates(texts: readonly ReadonlySet<string>[], counts: ReadonlyMap<string, number>, options: PairOptions): Iterable<CandidatePair> {
  const lists = new Map<string, number[]>();
  for (let b = 0; b < texts.length; b += 1) {
    // Words of one text only can join nothing.
    const words = [...(texts[b] ?? [])].filter((word) => (counts.get(word) ?? 0) > 1 && (counts.get(word) ?? 0) <= options.commonest);
    words.sort((x, y) => (counts.get(x) ?? 0) - (counts.get(y) ?? 0) || (x < y ? -1 : 1));
    const rarest = words.slice(0, options.words);
    const met = new Map<number, number>();
    for (const word of rarest) {
      const list = lists.get(word);
      if (list === undefined) lists.set(word, [b]);
      else {
        for (const a of list) met.set(a, (met.get(a) ?? 0) + 1);
        list.push(b);
      }
    }
    for (const [a, shared] of met) if (shared >= options.shared && options.mayPair(a, b)) yield { a, b, shared };
  }
}
