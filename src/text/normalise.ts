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
