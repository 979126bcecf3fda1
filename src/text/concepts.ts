import { lexicon } from './lexicon.ts';
import type { Token } from './tokenise.ts';

interface Phrase {
  /** The words after the first. */
  readonly rest: readonly string[];
  readonly concept: number;
}

interface Lexicon {
  readonly words: ReadonlyMap<string, readonly number[]>;
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Words of six letters and more, with each letter left out in turn: what a misspelling is looked up by. */
  readonly misspelt: ReadonlyMap<string, readonly string[]>;
}

const none: readonly number[] = [];
/** A shorter word is too near to too many others. */
const shortestMisspelt = 6;

let known: Lexicon | null = null;
/** What misspelt words were taken for: people repeat words, and looking one up costs more than all else. */
const remembered = new Map<string, readonly number[]>();
const rememberedLimit = 20_000;

/** Concepts of each token, as numbers; tokens that are in no line of the lexicon get an empty list. */
export function findConcepts(tokens: readonly Token[]): (readonly number[])[] {
  const { words, phrases, misspelt } = (known ??= readLexicon());
  const plain = tokens.map((token) => plainWord(token.text));
  return plain.map((word, t) => {
    let found = words.get(word) ?? none;
    for (const phrase of phrases.get(word) ?? []) {
      if (found.includes(phrase.concept)) continue;
      if (phrase.rest.every((next, i) => plain[t + 1 + i] === next)) found = [...found, phrase.concept];
    }
    return found.length > 0 || word.length < shortestMisspelt - 1 ? found : findMisspelt(word, words, misspelt);
  });
}

function plainWord(word: string): string {
  return word.includes("'") ? word.replaceAll("'", '') : word;
}

function readLexicon(): Lexicon {
  const words = new Map<string, number[]>();
  const phrases = new Map<string, Phrase[]>();
  Object.values(lexicon).forEach((line, concept) => {
    for (const entry of line.split(/\s+/)) {
      const [first = '', ...rest] = entry.split('_');
      if (rest.length > 0) push(phrases, first, { rest, concept });
      else for (const form of endingsOf(first)) if (!words.get(form)?.includes(concept)) push(words, form, concept);
    }
  });
  const misspelt = new Map<string, string[]>();
  for (const word of words.keys()) {
    if (word.length < shortestMisspelt) continue;
    for (const shortened of shortenings(word)) push(misspelt, shortened, word);
  }
  return { words, phrases, misspelt };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The regular endings of an English word: enough for looking up, so a wrong form more does no harm. */
function endingsOf(word: string): string[] {
  if (word.length < 3) return [word];
  const last = word.slice(-1);
  const vowelBefore = 'aeiou'.includes(word.slice(-2, -1));
  const forms = [word, `${word}s`];
  if (last === 'e') forms.push(`${word}d`, `${word.slice(0, -1)}ing`);
  else if (last === 'y' && !vowelBefore) forms.push(`${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`, `${word}ing`);
  else {
    forms.push(`${word}es`, `${word}ed`, `${word}ing`);
    if (vowelBefore && 'bdglmnprt'.includes(last)) forms.push(`${word}${last}ed`, `${word}${last}ing`);
  }
  return forms;
}

function shortenings(word: string): string[] {
  const found = [word];
  for (let i = 0; i < word.length; i++) found.push(word.slice(0, i) + word.slice(i + 1));
  return found;
}

/** One letter left out, added, changed, or two swapped. */
function findMisspelt(
  word: string,
  words: Lexicon['words'],
  misspelt: Lexicon['misspelt'],
): readonly number[] {
  const before = remembered.get(word);
  if (before) return before;
  let found: readonly number[] = none;
  for (const shortened of shortenings(word)) {
    for (const meant of misspelt.get(shortened) ?? []) {
      if (Math.abs(meant.length - word.length) > 1) continue;
      for (const concept of words.get(meant) ?? none) if (!found.includes(concept)) found = [...found, concept];
    }
  }
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(word, found);
  return found;
}
