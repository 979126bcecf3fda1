import type { Passage } from '../knowledge-base/article.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
import { smallLetters } from '../text/normalise.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { readTurningWords, type TurningWord } from '../text/opposite-words.ts';
import { numbersOf } from './content-terms.ts';
import { readFigures, type Figure } from './read-figures.ts';
import { readLinks, type WrittenLink } from './read-links.ts';
import { meaningTerms } from './same-words.ts';

/** A sentence as it is compared: a line of a passage, or one of the reply. */
export interface ReadText {
  readonly text: string;
  /** Letters and figures as they are compared word for word. */
  readonly normal: string;
  /** `normal` with every number taken out: the same for two sentences that differ in numbers only. */
  readonly shape: string;
  /** The numbers taken out, in order, with their places in `text`. */
  readonly slots: readonly { readonly written: string; readonly start: number; readonly end: number }[];
  readonly terms: readonly string[];
  /** Those that are no part of a link. */
  readonly figures: readonly Figure[];
  readonly links: readonly WrittenLink[];
  /** For each time it says not, what the clause it says it in is about. */
  readonly denials: readonly (readonly string[])[];
  /** Those in a condition ("if it does not fit") counted too. */
  readonly allDenials: number;
  readonly opposites: readonly TurningWord[];
  /** Says "only": what it leaves out it denies. */
  readonly restricts: boolean;
  /** Denies with an exception: "no return unless faulty" and "return only if faulty" are the same. */
  readonly excepts: boolean;
  /** Says that it holds whatever happens. */
  readonly always: boolean;
}

export interface PassageLine extends ReadText {
  /** A row of a table that says no, of whatever its head says. */
  readonly no: boolean;
  readonly words: ReadonlySet<string>;
  /** What it stands under: the title, headings, the head of its table. */
  readonly above: ReadonlySet<string>;
}

export interface ReadPassage {
  readonly passage: Passage;
  readonly lines: readonly PassageLine[];
  /** Terms of all of it, title and headings included. */
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

const numberWord = /(?<![\p{L}\p{N}])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?![\p{L}])|\d+(?:[.,:]\d+)*/gu;
const denying = /^(?:no|nothing|none|nobody|neither|unable|without)$/i;
const excluding = /^(?:excluded|impossible|forbidden|prohibited)$/i;

/** A sentence or line made ready to be compared. What only a near one is asked for is read when it is asked for. */
export function readText(text: string): ReadText {
  const small = smallLetters(text);
  const entities = extractEntities(text);
  const links = readLinks(text, entities);
  const apart = [...links, ...entities.filter(({ kind }) => kind === 'order' || kind === 'invoice')].sort((a, b) => a.start - b.start);
  const figures = once(() => readFigures(text, entities).filter(({ start, end }) => !links.some((link) => link.start < end && start < link.end)));
  const turns = once(() => readTurns(text, figures()));
  return {
    text,
    normal: plain(text),
    shape: plain(small.replace(numberWord, '#')),
    slots: [...small.matchAll(numberWord)].map(({ 0: written, index }) => ({ written, start: index, end: index + written.length })),
    terms: [...new Set(meaningTerms(apart.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text)))],
    links,
    restricts: /\bonly\b/i.test(text),
    excepts: /\b(?:unless|except)\b/i.test(text),
    always: /\b(?:at any time|always|whenever|no matter|in any case)\b/i.test(text) && !/\b(?:if|as long as|while)\b/i.test(text),
    get figures() {
      return figures();
    },
    get denials() {
      return turns().denials;
    },
    get allDenials() {
      return turns().allDenials;
    },
    get opposites() {
      return turns().opposites;
    },
  };
}

/** Read when first asked for, and never again. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: read() }).value;
}

function readTurns(text: string, figures: readonly Figure[]): Pick<ReadText, 'denials' | 'allDenials' | 'opposites'> {
  const turning = readTurningWords(text);
  const said = (word: TurningWord): string => text.slice(word.start, word.end);
  // "Costs nothing" denies nothing; it is an amount.
  const amount = (word: TurningWord): boolean => figures.some((each) => each.unit === 'free' && each.start <= word.start && word.end <= each.end);
  const denials = turning.filter((word) => !amount(word) && (word.kind === 'not' || (word.kind === 'lack' && denying.test(said(word))) || /^never$/i.test(said(word)) || excluding.test(said(word))));
  return {
    allDenials: denials.length,
    denials: denials
      .map((word) => ({ word, clause: clauseAround(text, word.start, word.end) }))
      .filter(({ clause }) => !/^\W*(?:if|when|unless|once|until|in case)\b/i.test(clause))
      .map(({ clause }) => meaningTerms(clause)),
    opposites: turning.filter((word) => word.opposite !== undefined && !amount(word) && !/^(?:before|after|free|never|excluded|impossible|forbidden|prohibited)$/i.test(said(word))),
  };
}

/** The part of a sentence around a stretch of it. */
export function clauseAround(text: string, start: number, end: number): string {
  const from = Math.max(...[...text.slice(0, start).matchAll(clauseEnd)].map((match) => match.index), 0);
  const after = text.slice(end).search(clauseEnd);
  return text.slice(from, after < 0 ? text.length : end + after);
}

const clauseEnd = /[,;:(|]\s|\s(?:and|but|while|whereas|so|because|as|if|when)\s/g;

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^[-•*]\s|[.!…]+["')]*$/g, '')
    .trim();
}

const passages = new WeakMap<Passage, ReadPassage>();

/** A passage's lines, read once: a reply is held against the same ones with each key. */
export function readPassage(passage: Passage): ReadPassage {
  const known = passages.get(passage);
  if (known !== undefined) return known;
  const title = meaningTerms(`${passage.title} ${passage.headings.join(' ')}`);
  const lines: PassageLine[] = [];
  let above: ReadonlySet<string> = new Set(title);
  let heading: readonly string[] = [];
  let inTable = false;
  for (const { text, opens, step, whole } of splitSentences(passage.text)) {
    const row = text.includes(' | ');
    if ((row && !inTable) || (!row && opens && step === null && !whole && !/[.!?:…|,;]/.test(text))) {
      // A heading, or the head of a table, says what the lines below are about.
      const terms = meaningTerms(text);
      heading = row ? [...heading, ...terms] : terms;
      above = new Set([...title, ...heading]);
    }
    inTable = row;
    const read = readText(text);
    const no = row && /\|\s*(?:no|none|never)\b/i.test(text);
    // Given the properties it has not yet, since a copy would read all that can wait.
    lines.push(Object.assign(read, { no, words: new Set(read.terms), above }));
  }
  const heads = [passage.title, ...passage.headings].join('\n');
  const read: ReadPassage = {
    passage,
    lines,
    words: new Set([...title, ...lines.flatMap((line) => line.terms)]),
    // Line by line: the numbers of steps state nothing.
    numbers: new Set([heads, ...lines.map((line) => line.text)].flatMap(numbersOf)),
    links: new Set([...readLinks(heads), ...lines.flatMap((line) => line.links)].map(({ value }) => value)),
  };
  passages.set(passage, read);
  return read;
}
