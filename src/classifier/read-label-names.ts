const opaque = /^\P{L}*$/u;

/**
 * Labels as texts: `card_arrival` and `cardArrival` are the words "card arrival", and with few examples that is one more. Labels
 * without a letter, and `none` (the label for texts that are none of the others), say nothing about texts and are left out.
 */
export function readLabelNames(labels: Iterable<string>, none?: string): { readonly texts: string[]; readonly labels: string[] } {
  const named = [...new Set(labels)].sort().filter((label) => label !== none && !opaque.test(label));
  const texts = named.map((label) =>
    label
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/[^\p{L}\p{M}\p{N}'’]+/gu, ' ')
      .trim(),
  );
  return { texts, labels: named };
}
