const marks = /\p{M}+/gu;
const asciiOnly = /^[a-z0-9'#<>]*$/;

/**
 * One word in the form that training and inference compare: compatibility forms folded (ﬁ → fi, Ａ → a), lower case,
 * accents of Latin letters dropped (café → cafe), curly apostrophes made straight. Other scripts keep their marks.
 */
export function normaliseWord(word: string): string {
  const lower = word.toLowerCase();
  if (asciiOnly.test(lower)) return lower;
  const folded = lower.normalize('NFKD').replace(/[’‘ʼ`´]/g, "'");
  return (/\p{Script=Latin}/u.test(folded) ? folded.replace(marks, '') : folded.normalize('NFC')).toLowerCase();
}

/** A text in small letters, each in the place where it was: patterns that need not look for capitals are ready ten times as fast. */
export function smallLetters(text: string): string {
  const small = text.toLowerCase();
  // One letter becomes two in small: the dotted capital I.
  return small.length === text.length ? small : text.replaceAll('\u0130', 'i').toLowerCase();
}
