import { numbersOf } from './content-terms.ts';
import { bearsOut, comparable, type Figure } from './read-figures.ts';
import type { PassageLine, ReadPassage, ReadText } from './read-lines.ts';
import { meaningTerms } from './same-words.ts';

/** What a passage says of a sentence. */
export interface Judgement {
  readonly verdict: 'supported' | 'unsupported' | 'wrong';
  /** Indexes of the passages that bear it out, the best first; of a wrong one the passage that says otherwise. */
  readonly passages: readonly number[];
  /** The line that bears it out or says otherwise. */
  readonly quote: string | null;
  /** Stretches of the sentence that are wrong, or stand nowhere. */
  readonly marks: readonly Mark[];
  /** One says not where the other does not. */
  readonly turned: boolean;
}

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'number' | 'date' | 'amount';
  /** What the passage has in its place, as written; null where it stands nowhere. */
  readonly stated: string | null;
}

/** Figures known from the ticket: not the knowledge base's to say. */
export interface OwnFigures {
  readonly numbers: ReadonlySet<string>;
  readonly figures: readonly Figure[];
}

/** Chosen on the first set of tests/replies/grounding-pairs.ts; the second was written afterwards, to measure with. */
const needed = {
  /** Share of a sentence's words that its passage must have, and that one line with what stands above it must. */
  passage: 0.7,
  line: 0.5,
  /** A line this near that states another figure says that the figure is wrong. */
  wrong: 0.5,
  /** One that states the same figure may be so much further away. */
  slack: 0.15,
  /** How near a line is that says the opposite. */
  turned: 0.7,
} as const;
/** A word that stands only above a line, in a heading, is worth less than one in it. */
const aboveWorth = 0.5;

interface Rated {
  readonly at: number;
  readonly line: PassageLine;
  readonly near: number;
}

/** Holds a sentence against the lines of all passages. `promise`: what the ticket says bears nothing out. */
export function judgeSentence(sentence: ReadText, passages: readonly ReadPassage[], own: OwnFigures, promise: boolean): Judgement {
  const same = wordForWord(sentence, passages);
  if (same !== null) return same;
  const { terms } = sentence;
  const rated: Rated[] = passages.flatMap(({ lines }, at) => lines.map((line) => ({ at, line, near: nearness(terms, line) })));
  const marks: Mark[] = [];
  let says: Rated | null = null;
  const known = promise ? { numbers: new Set<string>(), figures: [] } : own;
  const bearing = new Set<number>();
  for (const figure of sentence.figures) {
    if (isKnown(figure, sentence.text, known)) continue;
    const { mark, by } = judgeFigure(figure, sentence, rated);
    if (mark === null) {
      if (by !== null) bearing.add(by.at);
      continue;
    }
    marks.push(mark);
    if (mark.stated !== null) says ??= by;
  }
  if (says !== null) return { verdict: 'wrong', passages: [says.at], quote: says.line.text, marks: marks.filter(({ stated }) => stated !== null), turned: false };
  marks.push(...strayNumbers(sentence, passages, known));
  if (marks.length > 0) return { verdict: 'unsupported', passages: [], quote: null, marks, turned: false };
  const best = bestLines(sentence, rated, passages, bearing);
  const opposite = best.every(({ line }) => turnedRound(sentence, line)) ? best[0] : undefined;
  if (opposite !== undefined) return { verdict: 'wrong', passages: [opposite.at], quote: opposite.line.text, marks: [], turned: true };
  const bearingOut = best.filter(({ line }) => !turnedRound(sentence, line));
  const [first] = bearingOut;
  if (first === undefined) return { verdict: 'unsupported', passages: [], quote: null, marks: [], turned: false };
  return { verdict: 'supported', passages: [...new Set(bearingOut.map(({ at }) => at))], quote: first.line.text, marks: [], turned: false };
}

/** A line of a passage as it stands, or with other numbers than there. */
function wordForWord(sentence: ReadText, passages: readonly ReadPassage[]): Judgement | null {
  const same = passages.flatMap(({ lines }, at) => lines.flatMap((line) => (line.normal === sentence.normal ? [{ at, line }] : [])));
  if (same.length > 0) return { verdict: 'supported', passages: [...new Set(same.map(({ at }) => at))], quote: same[0]?.line.text ?? null, marks: [], turned: false };
  if (sentence.slots.length === 0 || sentence.terms.length < 2) return null;
  let fewest: { readonly at: number; readonly line: PassageLine; readonly marks: readonly Mark[] } | null = null;
  for (const [at, { lines }] of passages.entries()) {
    for (const line of lines) {
      if (line.shape !== sentence.shape || line.slots.length !== sentence.slots.length) continue;
      const marks = sentence.slots.flatMap((slot, i): Mark[] => {
        const there = line.slots[i];
        return there === undefined || there.written === slot.written ? [] : [markAt(sentence, slot.start, slot.end, statedAt(line, there.start, there.end))];
      });
      if (marks.length > 0 && (fewest === null || marks.length < fewest.marks.length)) fewest = { at, line, marks };
    }
  }
  return fewest === null ? null : { verdict: 'wrong', passages: [fewest.at], quote: fewest.line.text, marks: fewest.marks, turned: false };
}

function statedAt(line: ReadText, start: number, end: number): string {
  const figure = line.figures.find((each) => each.start <= start && end <= each.end);
  return line.text.slice(figure?.start ?? start, figure?.end ?? end);
}

function markAt(sentence: ReadText, start: number, end: number, stated: string | null): Mark {
  const figure = sentence.figures.find((each) => each.start <= start && end <= each.end);
  return { start: figure?.start ?? start, end: figure?.end ?? end, kind: figure === undefined ? 'number' : kindOf(figure), stated };
}

function kindOf({ family }: Figure): Mark['kind'] {
  return family === 'money' ? 'amount' : family === 'date' || family === 'weekday' || family === 'clock' ? 'date' : 'number';
}

/** Share of the terms that the line has, those above it counted less. */
function nearness(terms: readonly string[], line: PassageLine): number {
  if (terms.length === 0) return 0;
  let shared = 0;
  for (const term of terms) shared += line.words.has(term) ? 1 : line.above.has(term) ? aboveWorth : 0;
  return shared / terms.length;
}

function isKnown(figure: Figure, text: string, own: OwnFigures): boolean {
  if (own.figures.some((each) => bearsOut(each, figure))) return true;
  const numbers = numbersOf(text.slice(figure.start, figure.end));
  // A bare number of the ticket is the same number here; but three days are not its three lamps.
  return numbers.length > 0 && (figure.family === 'count' || figure.family === 'money') && numbers.every((number) => own.numbers.has(number));
}

function judgeFigure(figure: Figure, sentence: ReadText, rated: readonly Rated[]): { readonly mark: Mark | null; readonly by: Rated | null } {
  const about = clauseTerms(figure, sentence);
  let bears: Rated | null = null;
  let differs: (Rated & { readonly figure: Figure }) | null = null;
  for (const { at, line, near } of rated) {
    if (line.figures.length === 0 || near === 0) continue;
    const nearHere = 0.5 * near + 0.5 * nearness(about, line);
    if (line.figures.some((each) => bearsOut(each, figure))) {
      if (bears === null || nearHere > bears.near) bears = { at, line, near: nearHere };
    } else if (differs === null || nearHere > differs.near) {
      const other = line.figures.find((each) => each.unit === figure.unit && comparable(each, figure)) ?? line.figures.find((each) => comparable(each, figure));
      if (other !== undefined) differs = { at, line, near: nearHere, figure: other };
    }
  }
  if (bears !== null && bears.near >= Math.max(0.25, (differs?.near ?? 0) - needed.slack)) return { mark: null, by: bears };
  const { start, end } = figure;
  if (differs !== null && differs.near >= needed.wrong) {
    return { mark: { start, end, kind: kindOf(figure), stated: differs.line.text.slice(differs.figure.start, differs.figure.end) }, by: differs };
  }
  return { mark: { start, end, kind: kindOf(figure), stated: null }, by: null };
}

/** What the part of the sentence around a figure is about; the whole sentence where that is hardly a word. */
function clauseTerms(figure: Figure, { text, terms }: ReadText): readonly string[] {
  const before = text.slice(0, figure.start);
  const from = Math.max(...[...before.matchAll(/[,;:(]\s|\s(?:and|but|or|while|whereas)\s/g)].map((match) => match.index), 0);
  const after = /[,;:)]\s|\s(?:and|but|or|while|whereas)\s/.exec(text.slice(figure.end));
  const about = [...new Set(meaningTerms(text.slice(from, after === null ? text.length : figure.end + after.index)))];
  return about.length < 2 ? terms : about;
}

/** Numbers that no figure covers ("E27", a code) and that stand in no passage. */
function strayNumbers({ text, figures, links }: ReadText, passages: readonly ReadPassage[], own: OwnFigures): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(/\d+(?:[.,:]\d+)*/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if ([...figures, ...links].some((each) => each.start < end && start < each.end)) continue;
    const [number = match[0]] = numbersOf(match[0]);
    if (!own.numbers.has(number) && !passages.some(({ numbers }) => numbers.has(number))) marks.push({ start, end, kind: 'number', stated: null });
  }
  return marks;
}

/** Lines that may bear the sentence out, nearest first: those of passages that have most of its words. */
function bestLines(sentence: ReadText, rated: readonly Rated[], passages: readonly ReadPassage[], bearing: ReadonlySet<number>): Rated[] {
  const { terms } = sentence;
  if (terms.length === 0) return [];
  const shares = passages.map(({ words }) => terms.filter((term) => words.has(term)).length / terms.length);
  const most = Math.max(0, ...shares.filter((_, at) => bearing.size === 0 || bearing.has(at)));
  const able = rated.filter(({ at, near }) => near >= needed.line && (shares[at] ?? 0) >= needed.passage && (bearing.size === 0 || bearing.has(at)) && (shares[at] ?? 0) >= most - 0.2);
  const top = able.reduce((highest, { near }) => Math.max(highest, near), 0);
  return able.filter(({ near }) => near >= top - needed.slack).sort((a, b) => b.near - a.near);
}

/** One denies what the other says: nearly the same words, an odd number of turns between them. */
function turnedRound(sentence: ReadText, line: PassageLine): boolean {
  const shared = sentence.terms.filter((term) => line.words.has(term)).length;
  if (shared / Math.max(1, sentence.terms.length) < needed.turned || shared < 2) return false;
  // With two of them it is two clauses, of which no one here knows which is which.
  if (sentence.denials > 1 || line.denials > 1) return false;
  let turns = sentence.denials === line.denials ? 0 : 1;
  for (const { opposite } of sentence.opposites) {
    if (opposite === undefined) continue;
    const same = line.opposites.filter((other) => other.opposite?.pair === opposite.pair);
    if (same.length > 0 && !same.some((other) => other.opposite?.side === opposite.side)) turns += 1;
  }
  return turns % 2 === 1;
}
