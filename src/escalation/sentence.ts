import { locateInTicket, type RequestText } from '../tickets/request-text.ts';

/** One sentence of the customer's own words; `start` is its UTF-16 offset in the thread's text. */
export interface Sentence {
  readonly start: number;
  readonly text: string;
}

/** Sentences of at most 600 characters: patterns look no further, so a text without a full stop costs no more. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const match of text.matchAll(/[^.!?\n]{1,600}[.!?]{0,3}/g)) {
    if (/\p{L}/u.test(match[0])) sentences.push({ start: match.index, text: match[0] });
  }
  return sentences;
}

/** Words that made a rule fire, and where they stand: offsets into the message named, or into the subject. */
export interface Quote {
  readonly quote: string;
  readonly messageId?: string;
  readonly start?: number;
  readonly end?: number;
}

/** The words at `at` of a sentence, as they are shown to the agent. */
export function quoteWords(thread: RequestText, sentence: Sentence, found: { readonly text: string; readonly at: number }): Quote {
  const start = sentence.start + (found.text.length - found.text.trimStart().length) + found.at;
  const quote = found.text.trim();
  const place = locateInTicket(thread, start, start + quote.length);
  return place === null ? { quote } : { ...place, quote: thread.text.slice(start, start + (place.end - place.start)) };
}
