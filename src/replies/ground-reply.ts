import type { Passage } from '../knowledge-base/article.ts';
import { numbersOf } from './content-terms.ts';
import { findPlaceholders, readSentences, type WrittenSentence } from './draft-text.ts';
import { judgeSentence, type Judgement, type Mark, type OwnFigures } from './judge-sentence.ts';
import { readKind, type SentenceKind } from './read-claim.ts';
import { readFigures, type Figure } from './read-figures.ts';
import { readPassage, readText, type ReadPassage, type ReadText } from './read-lines.ts';
import { isKnownLink, readLinks, type WrittenLink } from './read-links.ts';

export interface GroundingInput {
  /** The reply as it is edited, citations as markers ("[1]"). */
  readonly text: string;
  /** Every passage in sight by the number it is cited by. */
  readonly passages: ReadonlyMap<number, Passage>;
  /** Texts of the ticket and the desk's own values: their figures, links and telephone numbers count as known. */
  readonly own: readonly string[];
  /** Further links, e-mail addresses and telephone numbers that may stand in a reply, or texts that have them: the playbook's templates. */
  readonly links?: readonly string[];
}

export const problemKinds = ['unsupported', 'wrong-number', 'wrong-date', 'wrong-amount', 'invented-link'] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Something in the reply to check. UTF-16 offsets: of the wrong value, or of the sentence. */
export interface GroundingProblem {
  readonly start: number;
  readonly end: number;
  readonly kind: ProblemKind;
  /** One sentence for the agent. */
  readonly words: string;
  /** Number of the passage that says otherwise. */
  readonly passage?: number;
}

export interface GroundedSentence {
  readonly start: number;
  readonly end: number;
  /** `other`: greeting, sympathy, question, own doing; nothing to bear out. */
  readonly kind: 'claim' | 'other';
  /** What is `other` counts as supported. */
  readonly verdict: 'supported' | 'unsupported' | 'wrong';
  /** Numbers cited after it. */
  readonly citations: readonly number[];
  /** The passage that bears it out, a cited one before others; null where none does. */
  readonly supportedBy: number | null;
  /** The line of that passage. */
  readonly quote: string | null;
}

export interface Grounding {
  readonly sentences: readonly GroundedSentence[];
  /** In order of place. */
  readonly problems: readonly GroundingProblem[];
  readonly claims: number;
  readonly supported: number;
  /** Placeholders still to be filled in. */
  readonly placeholders: number;
}

/** What is known of the passages in sight and the ticket, and what was found of sentences with both. */
interface Sight {
  readonly numbers: readonly number[];
  readonly passages: readonly ReadPassage[];
  readonly texts: readonly string[];
  readonly own: OwnFigures;
  readonly links: ReadonlySet<string>;
  readonly judged: Map<string, Judgement>;
}

// The same reply is read with each key: all but one of its sentences are as they were.
const readings = new Map<string, ReadText>();
/** Those looked at last, the newest first: going back and forth between two tickets judges nothing anew. */
const sights: Sight[] = [];
const ownTexts = new Map<string, { readonly numbers: readonly string[]; readonly figures: readonly Figure[]; readonly links: readonly string[] }>();
const allowedLinks = new WeakMap<readonly string[], ReadonlySet<string>>();
const mostRemembered = 1_000;
const mostSights = 6;

/**
 * Matches every sentence of a reply, whoever wrote it, against all passages in sight: what states something is borne out by one of them, or
 * is marked; so are figures, dates and amounts that the nearest passage states otherwise, and links, addresses and telephone numbers that
 * stand nowhere. Pure; quick enough for each key press: what was read of passages, sentences and the ticket is kept. Keep `links` the same object while they do not change.
 */
export function groundReply({ text, passages, own, links = [] }: GroundingInput): Grounding {
  const sight = sightOf(passages, own);
  const allowed = allowedOf(links);
  const problems: GroundingProblem[] = [];
  const sentences = readSentences(text, new Set(passages.keys())).map((sentence): GroundedSentence => {
    const { start, end, citations } = sentence;
    const read = readingOf(sentence.text);
    const written = read.links;
    const invented = written.filter((link) => !isKnownLink(link, sight.links) && !isKnownLink(link, allowed));
    const apart = (at: { readonly start: number; readonly end: number }): boolean => !written.some((link) => link.start < at.end && at.start < link.end);
    const figures = read.figures.some(({ family }) => family !== 'weekday') || read.slots.some((slot) => /\d/.test(slot.written) && apart(slot) && !sight.own.numbers.has(slot.written));
    // "Start at … or call …" says no more than the addresses, which are looked at by themselves.
    const pointing = written.length > 0 && read.terms.length < 3 && read.figures.length === 0;
    const kind = pointing ? 'other' : readKind(sentence.text, figures && !allOwn(read, sight.own), read.terms.length);
    for (const link of invented) problems.push({ start: start + link.start, end: start + link.end, kind: 'invented-link', words: sayInvented(link) });
    if (kind === 'other' && invented.length === 0) return { start, end, kind, verdict: 'supported', citations, supportedBy: null, quote: null };
    const found = kind === 'other' ? null : judge(sentence.text, read, kind, sight);
    const marks = found?.marks.filter(apart) ?? [];
    const verdict = invented.length > 0 ? 'wrong' : (found?.verdict ?? 'supported');
    const bearers = found?.passages.map((at) => sight.numbers[at]).filter((number) => number !== undefined) ?? [];
    const by = bearers.find((number) => citations.includes(number)) ?? bearers[0] ?? null;
    if (found !== null && found.verdict !== 'supported') problems.push(...sayProblems(found, marks, sentence, by));
    const bornOut = verdict === 'supported';
    return { start, end, kind: 'claim', verdict, citations, supportedBy: bornOut ? by : null, quote: bornOut ? (found?.quote ?? null) : null };
  });
  const claims = sentences.filter(({ kind }) => kind === 'claim');
  return {
    sentences,
    problems: problems.sort((a, b) => a.start - b.start || a.end - b.end),
    claims: claims.length,
    supported: claims.filter(({ verdict }) => verdict === 'supported').length,
    placeholders: findPlaceholders(text).length,
  };
}

function judge(text: string, read: ReadText, kind: Exclude<SentenceKind, 'other'>, sight: Sight): Judgement {
  const known = sight.judged.get(text);
  if (known !== undefined) return known;
  const judgement = judgeSentence(read, sight.passages, sight.own, kind === 'promise');
  remember(sight.judged, text, judgement);
  return judgement;
}

function readingOf(text: string): ReadText {
  let reading = readings.get(text);
  if (reading === undefined) {
    reading = readText(text);
    remember(readings, text, reading);
  }
  return reading;
}

/** Keeps it for the next time; those kept first go first. */
function remember<T>(kept: Map<string, T>, text: string, value: T): void {
  if (kept.size >= mostRemembered) for (const [first] of [...kept].slice(0, mostRemembered / 4)) kept.delete(first);
  kept.set(text, value);
}

/** What is known of these passages and texts. A new map, or one changed in place, is the same sight if it holds the same. */
function sightOf(passages: ReadonlyMap<number, Passage>, own: readonly string[]): Sight {
  const at = sights.findIndex((each) => holds(each, passages, own));
  const [known] = at < 0 ? [] : sights.splice(at, 1);
  const sight = known ?? readSight(passages, own);
  sights.unshift(sight);
  sights.length = Math.min(sights.length, mostSights);
  return sight;
}

function holds({ numbers, passages: read, texts }: Sight, passages: ReadonlyMap<number, Passage>, own: readonly string[]): boolean {
  if (numbers.length !== passages.size || texts.length !== own.length) return false;
  let at = 0;
  for (const [number, passage] of passages) {
    if (numbers[at] !== number || read[at]?.passage !== passage) return false;
    at += 1;
  }
  return own.every((text, i) => text === texts[i]);
}

function readSight(passages: ReadonlyMap<number, Passage>, own: readonly string[]): Sight {
  const read = [...passages.values()].map(readPassage);
  const texts = own.map(readOwn);
  return {
    numbers: [...passages.keys()],
    passages: read,
    texts: [...own],
    own: { numbers: new Set(texts.flatMap(({ numbers }) => numbers)), figures: texts.flatMap(({ figures }) => figures) },
    links: new Set([...read.flatMap(({ links }) => [...links]), ...texts.flatMap(({ links }) => links)]),
    judged: new Map(),
  };
}

function readOwn(text: string): { readonly numbers: readonly string[]; readonly figures: readonly Figure[]; readonly links: readonly string[] } {
  let known = ownTexts.get(text);
  if (known === undefined) {
    known = { numbers: numbersOf(text).flatMap((number) => (number.endsWith('.00') ? [number, number.slice(0, -3)] : [number])), figures: readFigures(text).filter(({ unit }) => unit !== 'free'), links: linkValues(text) };
    remember(ownTexts, text, known);
  }
  return known;
}

function allowedOf(links: readonly string[]): ReadonlySet<string> {
  let known = allowedLinks.get(links);
  if (known === undefined) allowedLinks.set(links, (known = new Set(links.flatMap(linkValues))));
  return known;
}

function linkValues(text: string): string[] {
  return readLinks(text).map(({ value }) => value);
}

/** Are all numbers of the sentence the ticket's? Then it may still be what somebody here is doing about it. */
function allOwn({ slots, figures }: ReadText, own: OwnFigures): boolean {
  return figures.every(({ unit }) => unit !== 'free') && slots.length > 0 && slots.every(({ written }) => own.numbers.has(written));
}

function sayInvented({ kind }: WrittenLink): string {
  const what = kind === 'phone' ? 'This telephone number' : kind === 'email' ? 'This e-mail address' : 'This link';
  return `${what} stands in no passage and not in the ticket. Check it or take it out.`;
}

function sayProblems({ verdict, turned, quote, marks: all }: Judgement, marks: readonly Mark[], { text, start, end }: WrittenSentence, passage: number | null): GroundingProblem[] {
  const where = passage === null ? {} : { passage };
  if (turned) return [{ start, end, kind: 'unsupported', words: `The article says otherwise: “${quote ?? ''}”`, ...where }];
  if (verdict === 'wrong') return marks.map(({ start: from, end: to, kind, stated }) => ({ start: start + from, end: start + to, kind: `wrong-${kind}`, words: `The article says ${stated ?? 'something else'}, here it is ${text.slice(from, to)}.`, ...where }));
  if (marks.length > 0) {
    return marks.map(({ start: from, end: to, kind }) => ({ start: start + from, end: start + to, kind: 'unsupported', words: `No passage in sight states this ${kind === 'date' ? 'date or time' : kind === 'number' ? 'figure' : kind}.` }));
  }
  // All that is marked stands in a link, which is said already.
  return all.length > 0 ? [] : [{ start, end, kind: 'unsupported', words: 'No passage in sight says this.' }];
}
