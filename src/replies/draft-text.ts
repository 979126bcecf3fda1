import type { Citation, Draft } from './draft.ts';
import { splitSentences } from '../text/split-sentences.ts';

/**
 * The reply is edited as plain text in which a citation is a marker of three characters or so, "[1]", after the
 * sentence it supports. Markers are part of the text, so cutting, undoing, and editing other sentences can't lose or
 * move them; typing "[2]" cites passage 2. The editor draws them as chips; they are taken out when the reply is sent.
 */
export interface Marker {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Stands before a marker so that it is never alone on a line. */
const glue = '\u00a0';
const markerPattern = /\[(\d{1,2})\]/g;
/** Steps stand on lines of their own. */
const listItem = /^(?:\d{1,2}[.)]|[-•*]) /;
const placeholderPattern = /\{\{[^{}\n]{1,60}\}\}|\[[A-Za-z][^[\]\n]{2,60}\]/g;

/** The draft as editable text, citations as markers. */
export function writeDraftText(draft: Draft): string {
  if (draft.text !== undefined) return draft.text;
  let text = '';
  let inList = false;
  for (const sentence of draft.sentences) {
    const item = listItem.test(sentence.text);
    const before = text === '' ? '' : item && inList ? '\n' : sentence.paragraph ? '\n\n' : item ? '\n' : ' ';
    inList = item || (inList && !sentence.paragraph);
    const markers = sentence.citations.map((number) => `[${number}]`).join('');
    text += `${before}${sentence.text.trimEnd()}${markers === '' ? '' : glue + markers}`;
  }
  return text;
}

/** Is the text another than the draft's own? What was written from nothing is nobody's draft, edited or not. */
export function isEdited(text: string, draft: Draft | null): boolean {
  return draft !== null && text !== writeDraftText(draft);
}

/** The markers of `text` whose number is one of `numbers`, in order. */
export function findMarkers(text: string, numbers: ReadonlySet<number>): Marker[] {
  const markers: Marker[] = [];
  for (const match of text.matchAll(markerPattern)) {
    const number = Number(match[1]);
    if (numbers.has(number)) markers.push({ number, start: match.index, end: match.index + match[0].length });
  }
  return markers;
}

/** The text as the customer reads it: without the markers and the space before them. */
export function plainReply(text: string, numbers: ReadonlySet<number>): string {
  let plain = '';
  let at = 0;
  for (const marker of findMarkers(text, numbers)) {
    plain += text.slice(at, marker.start).replace(/[ \u00a0]+$/, '');
    at = marker.end;
  }
  return (plain + text.slice(at)).replaceAll(glue, ' ').trim();
}

/** What is still to be filled in: `{{order}}`, or words in square brackets. */
export function findPlaceholders(text: string): { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(placeholderPattern)].map((match) => ({
    text: match[0].replace(/^[[{]+|[\]}]+$/g, '').trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** One sentence of the text with the numbers cited after it, in UTF-16 offsets; the markers are not in `text`. */
export interface WrittenSentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly citations: readonly number[];
}

/** The sentences as they are now, so that support can be told again after an edit. A marker belongs to the sentence it follows. */
export function readSentences(text: string, numbers: ReadonlySet<number>): WrittenSentence[] {
  const markers = findMarkers(text, numbers);
  // A marker ends its sentence whatever follows, so a line's end stands in its place.
  let masked = text;
  for (const { start, end } of markers) masked = `${masked.slice(0, start)}${' '.repeat(end - start - 1)}\n${masked.slice(end)}`;
  const spans = splitSentences(masked);
  return spans.map((span, index) => {
    const next = spans[index + 1]?.start ?? text.length;
    const citations = markers.filter((marker) => marker.start >= span.start && marker.start < next).map(({ number }) => number);
    return { start: span.start, end: span.end, text: span.text, citations };
  });
}

/** Numbers for the hits below the draft's own citations, so that every passage in sight can be cited. */
export function numberPassages(citations: readonly Citation[], passageIds: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { passageId, number } of citations) if (!numbers.has(passageId)) numbers.set(passageId, number);
  let next = citations.reduce((most, citation) => Math.max(most, citation.number), 0);
  for (const id of passageIds) if (!numbers.has(id)) numbers.set(id, ++next);
  return numbers;
}
