import type { Passage } from '../knowledge-base/article.ts';
import { contentTerms, numbersOf } from './content-terms.ts';
import { splitSentences } from '../text/split-sentences.ts';

const claimWords =
  /\b(?:within|until|before|after|only|unless|if|free|always|never|cannot|can't|must|have to|every|will|i'll|we'll|you get|you can|you find|costs?|takes?|valid|guarantee|refund(?:ed)?|returned?|goes? (?:back|to)|delivers?|open(?:s|ed)?)\b/i;

/** Does a sentence state something that can be wrong: a number, a date, a price, a condition, a promise? Questions don't. */
export function statesFact(sentence: string): boolean {
  const text = sentence.trim();
  if (text.endsWith('?') || /^(?:hello|dear|hi|warm|kind|best|regards|thank|i'm sorry|sorry)\b[^.]*[.,]?$/i.test(text)) return false;
  return /\d/.test(text) || claimWords.test(text.replaceAll('’', "'"));
}

/** "I have noted order …", "We are checking …": what someone here does; no article can support it. */
const ownDoing = /\b(?:i|we)(?:['’](?:ve|ll|m|re)|\s(?:have|will|am|are(?! (?:open|closed))))\b|^(?:your message is|let me|let's|let’s)\b/i;

interface PassageContent {
  readonly terms: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

// A draft looks through hundreds of passages for each of its sentences; their words don't change.
const contents = new WeakMap<Passage, PassageContent>();

function contentOf(passage: Passage): PassageContent {
  let content = contents.get(passage);
  if (content === undefined) {
    const terms = new Set(contentTerms(`${passage.title} ${passage.headings.join(' ')} ${passage.text}`));
    content = { terms, numbers: new Set(numbersOf(passage.text)) };
    contents.set(passage, content);
  }
  return content;
}

export interface Support {
  readonly passage: Passage;
  /** The sentence or line of the passage that says it. */
  readonly quote: string;
}

/** How much of a sentence's content a passage must share to count as its source; numbers must all be there. */
const sharedContent = 0.5;

/**
 * The passage that supports a sentence, or null: it has every number of the sentence and at least half of its content words, and
 * one of its lines has the most in common. `own` are numbers that come from the ticket (an order number), not from knowledge.
 */
export function findSupport(sentence: string, passages: readonly Passage[], own: readonly string[] = []): Support | null {
  if (ownDoing.test(sentence)) return null;
  const ownNumbers = new Set(own.flatMap(numbersOf));
  const numbers = numbersOf(sentence).filter((number) => !ownNumbers.has(number));
  const terms = [...new Set(contentTerms(sentence))].filter((term) => !/\d/.test(term));
  if (terms.length === 0) return null;
  let best: Support | null = null;
  let bestShare = 0;
  for (const passage of passages) {
    const content = contentOf(passage);
    const share = terms.filter((term) => content.terms.has(term)).length / terms.length;
    if (share < sharedContent || share <= bestShare) continue;
    if (!numbers.every((number) => content.numbers.has(number))) continue;
    const quote = closestLine(passage.text, terms, numbers);
    if (quote === null) continue;
    best = { passage, quote };
    bestShare = share;
  }
  return best;
}

function closestLine(text: string, terms: readonly string[], numbers: readonly string[]): string | null {
  let best: string | null = null;
  let bestScore = 0;
  for (const { text: line } of splitSentences(text)) {
    const there = new Set(contentTerms(line));
    const stated = new Set(numbersOf(line));
    const score = terms.filter((term) => there.has(term)).length + 2 * numbers.filter((number) => stated.has(number)).length;
    if (score > bestScore) [best, bestScore] = [line, score];
  }
  return bestScore >= 2 ? best : null;
}
