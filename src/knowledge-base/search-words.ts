import { normaliseWord } from '../text/normalise.ts';
import { stemWord } from '../text/stem-word.ts';

/** A word of a text as search reads it. Numbers stay, unlike in the classifier's tokens: "IDE 2" must find "IDE 2". */
export interface SearchWord {
  /** Normalised, lower case, as it stands in the text. */
  readonly word: string;
  readonly stem: string;
}

/** A text is read this far: a pasted log must not stall a search. */
const longestText = 20_000;
const longestWord = 40;

const pattern = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’‘ʼ]\p{L}+)*|\p{N}[\p{L}\p{M}\p{N}]*(?:[.,:]\p{N}+)*/gu;

/**
 * Words that say nothing about the subject: grammar, and the courtesies of mail and chat. "not", "no" and the question
 * words are in: measured on two help centres they only add noise to BM25.
 */
const stopWords = new Set(
  `a about after again all also am an and any anybody anyone are aren't as at be because been before being both but by
  can can't cannot could couldn't did didn't do does doesn't doing don't dont each either else even ever every few for
  from get gets getting got had has hasn't have haven't having he he's her here him his how i i'd i'll i'm i've if im in
  into is isn't it it's its itself ive just let like me might more most much must my myself no nor not now of off on
  once one only or other our out over own please quite rather really s same she should shouldn't so some somebody
  someone something such t than thank thanks that that's thats the their them then there these they they're this those
  though through to too u up upon us very was wasn't we we'd we'll we're we've well were weren't what what's when where
  which while who why will with won't would wouldn't yes you you'd you'll you're you've your yours
  hi hello hey dear regards sincerely cheers kind best morning afternoon evening team sir madam help need want know tell
  pls plz thx ok okay`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const stems = new Map<string, string>();

/** Stems are looked up for every word of every query and passage, so they are kept; the bound keeps odd input out. */
function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemWord(word);
  if (stems.size < 50_000) stems.set(word, stem);
  return stem;
}

/** The words of a text that carry meaning, in order, with their stems; stop words left out, "e-mail" read as "email". */
export function searchWords(text: string): SearchWord[] {
  const found: SearchWord[] = [];
  const read = text.slice(0, longestText).replace(/\b([eE])-(?=\p{L})/gu, '$1');
  for (const [raw] of read.matchAll(pattern)) {
    const word = normaliseWord(raw.slice(0, longestWord));
    if (word === '' || stopWords.has(word)) continue;
    found.push({ word, stem: stemOf(word) });
  }
  return found;
}
