import { specialTokens, splitWords } from './wordpieces.ts';

/** Share of the vocabulary kept for whole words; the rest are the beginnings and endings of rarer ones. */
const wholeShare = 0.75;
const longestBeginning = 10;
const longestEnding = 7;
/** A piece has to help this many different words. */
const fewestWords = 3;

/**
 * Learns a WordPiece vocabulary of at most `size` rows: special tokens, the characters seen, the most frequent words
 * whole (from `fewest` occurrences), then beginnings and `##` endings by how much of the remaining words they cover.
 * Deterministic: ties go by spelling.
 */
export function learnVocabulary(texts: Iterable<string>, size: number, fewest = 2): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

  const vocabulary = new Set<string>(specialTokens);
  for (const character of frequentCharacters(ordered)) {
    vocabulary.add(character);
    vocabulary.add(`##${character}`);
  }
  const wholeLimit = vocabulary.size + Math.floor((size - vocabulary.size) * wholeShare);
  const rest: [string, number][] = [];
  for (const [word, count] of ordered) {
    if (vocabulary.size < wholeLimit && count >= fewest) vocabulary.add(word);
    else rest.push([word, count]);
  }
  for (const piece of usefulPieces(rest)) {
    if (vocabulary.size >= size) break;
    vocabulary.add(piece);
  }
  return [...vocabulary];
}

/** Letters, digits and marks of the text; those of scripts met only in passing are left unknown. */
function frequentCharacters(words: readonly (readonly [string, number])[]): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words) for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
  for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') counts.set(character, Number.MAX_SAFE_INTEGER);
  return [...counts].filter(([, count]) => count >= 5).map(([character]) => character).sort().slice(0, 400);
}

/** Pieces of the words that did not make it whole, most useful first: by words helped times letters covered. */
function usefulPieces(words: readonly (readonly [string, number])[]): string[] {
  const gains = new Map<string, { words: number; gain: number }>();
  const note = (piece: string, letters: number, count: number): void => {
    const known = gains.get(piece) ?? { words: 0, gain: 0 };
    known.words += 1;
    known.gain += (letters - 1) * Math.log1p(count);
    gains.set(piece, known);
  };
  for (const [word, count] of words) {
    const characters = Array.from(word);
    if (characters.length > 30 || !/^\p{L}+$/u.test(word)) continue;
    for (let length = 2; length <= Math.min(longestBeginning, characters.length); length += 1) note(characters.slice(0, length).join(''), length, count);
    for (let length = 2; length <= Math.min(longestEnding, characters.length - 2); length += 1) note(`##${characters.slice(-length).join('')}`, length, count);
  }
  return [...gains]
    .filter(([, gain]) => gain.words >= fewestWords)
    .sort((a, b) => b[1].gain - a[1].gain || (a[0] < b[0] ? -1 : 1))
    .map(([piece]) => piece);
}
