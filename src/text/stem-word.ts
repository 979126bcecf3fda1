const vowel = /[aeiouy]/;
const doubled = /([bdfgklmnprt])\1$/;

function withoutPlural(word: string): string {
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('s') && !/(?:ss|us|is|news)$/.test(word)) return word.slice(0, -1);
  return word;
}

function withoutEnding(word: string, ending: string, shortest: number): string {
  if (!word.endsWith(ending)) return word;
  const stem = word.slice(0, -ending.length);
  return stem.length >= shortest && vowel.test(stem) ? stem : word;
}

/**
 * The form under which a lower-case English word is indexed: plural, -ing, -ed and -ly endings and a final e taken off,
 * so that "cancelled", "cancelling" and "cancels" meet. Deliberately light: a heavier stemmer (Porter) merges words
 * that a help centre keeps apart. Words with digits or other scripts stay as they are.
 */
export function stemWord(word: string): string {
  let stem = word.replace(/'s?$/, '');
  if (stem.length < 4 || !/^[a-z]+$/.test(stem)) return stem;
  stem = withoutPlural(stem);
  const before = stem;
  stem = withoutEnding(stem, 'ing', 3);
  if (stem === before) stem = withoutEnding(stem, 'ed', 3);
  if (stem !== before) stem = stem.replace(doubled, '$1');
  else stem = withoutEnding(stem, 'ly', 4);
  if (stem.length > 4 && stem.endsWith('e')) stem = stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('y') && !vowel.test(stem.at(-2) ?? 'a')) stem = `${stem.slice(0, -1)}i`;
  return stem;
}
