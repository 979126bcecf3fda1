/** Where phrases stand in a sentence; null where none does. */
export type PhraseFinder = (sentence: string, from?: number) => { readonly text: string; readonly at: number } | null;

interface Word {
  readonly key: string;
  /** Ends with `*`: any word that begins so. */
  readonly open: boolean;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'’]*/gu;
const writtenPattern = /[\p{L}\p{N}][\p{L}\p{N}'’]*\*?/gu;

/**
 * Finds words and phrases of a desk's own rules: whatever their case, with any marks or spaces between their words, `*` for the rest
 * of a word. Time is linear in the sentence times the longest phrase: words are looked up, not tried one after another.
 */
export function createPhraseFinder(phrases: readonly string[]): PhraseFinder {
  const byFirst = new Map<string, Word[][]>();
  const openFirst: Word[][] = [];
  for (const phrase of phrases) {
    const words = readPhrase(phrase);
    const [first] = words;
    if (first === undefined) continue;
    if (first.open) openFirst.push(words);
    else byFirst.set(first.key, [...(byFirst.get(first.key) ?? []), words]);
  }
  return (sentence, from = 0) => {
    const written = Array.from(sentence.matchAll(wordPattern), (match) => ({ key: plain(match[0]), start: match.index, end: match.index + match[0].length }));
    for (let i = 0; i < written.length; i++) {
      const here = written[i];
      if (here === undefined || here.start < from) continue;
      for (const words of [...(byFirst.get(here.key) ?? []), ...openFirst]) {
        if (!words.every((word, k) => fits(word, written[i + k]?.key))) continue;
        const end = written[i + words.length - 1]?.end ?? here.end;
        return { text: sentence.slice(here.start, end), at: here.start };
      }
    }
    return null;
  };
}

/** The words of a phrase; none where it has neither letter nor digit. */
export function readPhrase(phrase: string): Word[] {
  return Array.from(phrase.matchAll(writtenPattern), ([word]) => ({ key: plain(word.replace(/\*$/, '')), open: word.endsWith('*') }));
}

function fits(word: Word, key: string | undefined): boolean {
  return key !== undefined && (word.open ? key.startsWith(word.key) : key === word.key);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('’', "'");
}
