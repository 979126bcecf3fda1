import type { RequestText } from '../tickets/request-text.ts';
import { isNegated } from './negation.ts';
import type { PhraseFinder } from './find-phrase.ts';
import { quoteWords, type Quote, type Sentence } from './sentence.ts';
import type { Reads } from './rule.ts';

/** What a text condition looks for, ready to read. */
export interface Reading {
  /** Says what is looked for and how: two readings with the same key find the same. */
  readonly key: string;
  readonly reads: Reads;
  readonly negatable: boolean;
  /** Tried one after another in a sentence. */
  readonly finders: readonly PhraseFinder[];
  /** Makes the sentence harmless. */
  readonly harmless: readonly ((sentence: string) => boolean)[];
  /** Steps of work a character may cost. */
  readonly steps: number;
}

/** The customer's words of a thread, cut into sentences. */
export interface ReadThread {
  readonly thread: RequestText;
  readonly sentences: readonly Sentence[];
}

/** The words that make a condition hold, or null. What was said last comes first: the quote should be the one the agent is about to answer. */
export function readWords(reading: Reading, { thread, sentences }: ReadThread): Quote | null {
  for (let at = sentences.length - 1; at >= 0; at -= 1) {
    const sentence = sentences[at];
    if (sentence === undefined || (reading.reads === 'newest' && sentence.start < thread.newest)) continue;
    const found = findMeant(reading, sentence.text);
    if (found !== null) return quoteWords(thread, sentence, found);
  }
  return null;
}

/** A pattern may fire in one clause and be negated in another, so each place is looked at: "I do not want to sue you, but I will sue". */
export function findMeant(reading: Reading, sentence: string): { readonly text: string; readonly at: number } | null {
  for (const find of reading.finders) {
    let found = find(sentence);
    if (found === null || reading.harmless.some((harmless) => harmless(sentence))) continue;
    while (found !== null) {
      if (!reading.negatable || !isNegated(sentence.slice(0, found.at))) return found;
      found = find(sentence, found.at + Math.max(1, found.text.length));
    }
  }
  return null;
}

/** Whether what is looked for is said and negated. */
export function isDenied(reading: Reading, { sentences }: ReadThread): boolean {
  return sentences.some(({ text }) => reading.finders.some((find) => {
    const found = find(text);
    return found !== null && isNegated(text.slice(0, found.at));
  }));
}
