import { hashText } from '../../src/knowledge-base/hash-text.ts';
import { PassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { passageText } from '../../src/knowledge-base/passage-text.ts';
import type { EncoderData } from './read-data.ts';
import { pick, type Random } from './random.ts';
import type { Task, TokenPair } from './train-contrastive.ts';
import type { WordPieces } from './wordpieces.ts';

/** One article in this many gives no title pairs, so that title → passage can be measured on it. */
const heldOutOneIn = 8;

/** Whether an article's title and headings are kept from training. */
export function isHeldOut(articleId: string): boolean {
  return Number.parseInt(hashText(articleId).slice(0, 8), 16) % heldOutOneIn === 0;
}

/** What the project's own data has to teach: five kinds of pairs, each with its weight. */
export function dataTasks(data: EncoderData, pieces: WordPieces): Task[] {
  return [
    { name: 'title', weight: 2, ...fromPairs(titlePairs(data, pieces)) },
    { name: 'request-passage', weight: 3, ...fromPairs(requestPairs(data, pieces)) },
    { name: 'same-intent', weight: 1, draw: sameIntent(data, pieces) },
    { name: 'halves', weight: 2, draw: halves(data, pieces) },
    { name: 'exchange', weight: 0.5, ...fromPairs(exchangePairs(data, pieces)) },
  ];
}

/** All texts of the data that may be learnt from: for the vocabulary and for co-occurrence. */
export function dataTexts(data: EncoderData): string[] {
  return [
    ...data.passages.map(passageText),
    ...data.train.map(({ text }) => text),
    ...data.exchanges.flatMap(({ question, answer }) => (answer === '' ? [question] : [question, answer])),
  ];
}

export function fromPairs(pairs: readonly TokenPair[]): Pick<Task, 'draw'> {
  return { draw: (random) => pick(pairs, random) };
}

function titlePairs(data: EncoderData, pieces: WordPieces): TokenPair[] {
  const groups = numberOf();
  return data.passages
    .filter(({ articleId }) => !isHeldOut(articleId))
    .flatMap((passage) => {
      const group = groups(passage.articleId);
      const right = pieces.encode(passage.text);
      const titles = [passage.title, ...passage.headings.map((heading) => `${passage.title} ${heading}`)];
      return titles.map((title) => ({ left: pieces.encode(title), right, group }));
    });
}

/**
 * A request and the passage that most likely answers it: the best by words among the articles written for its intent.
 * Guessed, so all passages of one intent are spared as negatives.
 */
function requestPairs(data: EncoderData, pieces: WordPieces): TokenPair[] {
  const search = new PassageSearch({ clock: () => 0 });
  for (const passage of data.passages) search.add(passage);
  const articlesFor = new Map<string, string[]>();
  for (const { id, intents } of data.articles) {
    for (const intent of intents) articlesFor.set(intent, [...(articlesFor.get(intent) ?? []), id]);
  }
  const groups = numberOf();
  return data.train.flatMap(({ text, intent }) => {
    const articleIds = articlesFor.get(intent);
    // Product questions share one label: the guess by words would be right too seldom.
    if (articleIds === undefined || intent === 'out_of_scope') return [];
    const left = pieces.encode(text);
    return search
      .search({ text, articleIds, limit: 2 })
      .hits.map(({ passage }) => ({ left, right: pieces.encode(passageText(passage)), group: groups(intent) }));
  });
}

function sameIntent(data: EncoderData, pieces: WordPieces): (random: Random) => TokenPair {
  const byIntent = new Map<string, Int32Array[]>();
  for (const { text, intent } of data.train) {
    if (intent !== 'out_of_scope') byIntent.set(intent, [...(byIntent.get(intent) ?? []), pieces.encode(text)]);
  }
  const intents = [...byIntent.values()];
  return (random) => {
    const group = Math.floor(random() * intents.length);
    const texts = intents[group] ?? [];
    return { left: pick(texts, random), right: pick(texts, random), group };
  };
}

/** Part of a text and the rest of it: what stands together belongs together. */
function halves(data: EncoderData, pieces: WordPieces): (random: Random) => TokenPair {
  const texts = dataTexts(data)
    .map((text) => text.split(/(?<=[.!?])\s+|\n+/).filter((part) => part.trim().split(/\s+/).length >= 3).map((part) => pieces.encode(part)))
    .filter((parts) => parts.length >= 2);
  return (random) => {
    const group = Math.floor(random() * texts.length);
    const parts = texts[group] ?? [];
    const chosen = Math.floor(random() * parts.length);
    const rest = parts.filter((_, at) => at !== chosen).flatMap((part) => [...part]);
    return { left: parts[chosen] ?? new Int32Array(0), right: Int32Array.from(rest), group };
  };
}

function exchangePairs(data: EncoderData, pieces: WordPieces): TokenPair[] {
  return data.exchanges
    .filter(({ answer }) => answer !== '')
    .map(({ question, answer }, group) => ({ left: pieces.encode(question), right: pieces.encode(answer), group }));
}

/** Numbers names in the order they are first asked for. */
export function numberOf(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
}
