import { numbersOf } from './content-terms.ts';
import { bearsOut, comparable, type Figure } from './read-figures.ts';
import { clauseAround, readText, type PassageLine, type ReadPassage, type ReadText } from './read-lines.ts';
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
  /** How near a line must be to bear a figure out at all. */
  bears: 0.25,
  /** One that states the same figure may be so much further away. */
  slack: 0.15,
  /** Words that a part of a sentence has, to be judged by itself. */
  part: 3,
  /** Two lines of one passage together. */
  together: 0.75,
  outweighed: 0.05,
  /** That something else is free must be said so much nearer. */
  free: 0.4,
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
  const whole = judgeWhole(sentence, passages, own, promise);
  return whole === nothing && !promise ? (judgeParts(sentence, passages, own) ?? whole) : whole;
}

/** A reply may join in one sentence what two articles say: each part of it must be borne out by itself. */
function judgeParts({ text }: ReadText, passages: readonly ReadPassage[], own: OwnFigures): Judgement | null {
  for (const joints of [/[;:]\s/g, /[;:]\s|,?\s(?:and|but|or)\s|,\s(?:so|because|as)\s/g]) {
    const judged = partsOf(text, joints).map((part) => judgeWhole(part, passages, own, false));
    if (judged.length < 2 || judged.some(({ verdict }) => verdict !== 'supported')) continue;
    return { verdict: 'supported', passages: [...new Set(judged.flatMap((each) => each.passages))], quote: judged[0]?.quote ?? null, marks: [], turned: false };
  }
  return null;
}

/** The parts of a sentence between its joints, each with words enough to be judged; empty where one has not. */
function partsOf(text: string, joints: RegExp): ReadText[] {
  const parts: ReadText[] = [];
  let from = 0;
  for (const joint of [...text.matchAll(joints), null]) {
    const part = readText(text.slice(from, joint?.index ?? text.length).trim());
    // Too short to say anything by itself, it belongs to what follows.
    if (joint !== null && part.terms.length < needed.part) continue;
    parts.push(part);
    from = joint === null ? text.length : joint.index + joint[0].length;
  }
  return parts.some(({ terms }) => terms.length < needed.part) ? [] : parts;
}

function judgeWhole(sentence: ReadText, passages: readonly ReadPassage[], own: OwnFigures, promise: boolean): Judgement {
  const same = wordForWord(sentence, passages);
  if (same !== null) return same;
  const { terms } = sentence;
  const rated: Rated[] = passages.flatMap(({ lines }, at) => lines.map((line) => ({ at, line, near: nearness(terms, line) })));
  const marks: Mark[] = [];
  const known = promise ? { numbers: new Set<string>(), figures: [] } : own;
  const nearest = new Set<number>();
  const bearing = new Set<number>();
  let says: Rated | null = null;
  const figures = sentence.figures.filter((figure) => !isKnown(figure, sentence.text, known)).map((figure) => judgeFigure(figure, sentence, rated));
  for (const { mark, by, bearers } of [...figures, ...strayNumbers(sentence, rated, passages, known)]) {
    if (mark !== null) marks.push(mark);
    else {
      if (by !== null) nearest.add(by.at);
      for (const at of bearers) bearing.add(at);
    }
    if (mark !== null && mark.stated !== null) says ??= by;
  }
  if (says !== null) return { verdict: 'wrong', passages: [says.at], quote: says.line.text, marks: marks.filter(({ stated }) => stated !== null), turned: false };
  if (marks.length > 0) return { verdict: 'unsupported', passages: [], quote: null, marks, turned: false };
  const first = judgeWords(sentence, rated, passages, nearest);
  // The figures stand in other passages too, and one of those may have the words.
  return first.verdict === 'supported' || [...bearing].every((at) => nearest.has(at)) ? first : either(judgeWords(sentence, rated, passages, bearing), first);
}

function either(one: Judgement, other: Judgement): Judgement {
  return one.verdict === 'supported' ? one : other;
}

/** Do lines of these passages bear out what the sentence says beside its figures? Of all passages where none is named. */
function judgeWords(sentence: ReadText, rated: readonly Rated[], passages: readonly ReadPassage[], bearing: ReadonlySet<number>): Judgement {
  const best = bestLines(sentence, rated, passages, bearing);
  const agreeing = best.filter(({ line }) => !turned(sentence, line));
  const [nearest, first] = [best[0], agreeing[0]];
  // Another line further off does not outweigh the one that denies it.
  if (nearest !== undefined && (first === undefined || first.near < nearest.near - needed.outweighed)) {
    if (nearlySame(sentence, nearest.line)) return { verdict: 'wrong', passages: [nearest.at], quote: nearest.line.text, marks: [], turned: true };
    // What a line denies is not made of parts that others say.
    return { ...nothing };
  }
  if (first === undefined) return nothing;
  return { verdict: 'supported', passages: [...new Set(agreeing.map(({ at }) => at))], quote: first.line.text, marks: [], turned: false };
}

const nothing: Judgement = { verdict: 'unsupported', passages: [], quote: null, marks: [], turned: false };

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
  return numbers.length > 0 && (figure.family === 'count' || (figure.family === 'money' && figure.least >= 10)) && numbers.every((number) => own.numbers.has(number));
}

interface JudgedFigure {
  readonly mark: Mark | null;
  readonly by: Rated | null;
  /** All passages that state it of something like what the sentence is about. */
  readonly bearers: ReadonlySet<number>;
}

function judgeFigure(figure: Figure, sentence: ReadText, rated: readonly Rated[]): JudgedFigure {
  const { text } = sentence;
  const { start, end } = figure;
  const counted = meaningTerms(text.slice(start, end));
  const digits = /\d+(?:[.,:]\d+)*/.exec(text.slice(start, end))?.[0] ?? '';
  const about = meaningTerms(clauseAround(text, start, end)).filter((term) => !counted.includes(term));
  const terms = sentence.terms.filter((term) => !counted.includes(term));
  // "Ten addresses" for the article's "ten delivery addresses": the same number of what the line is about.
  const alike = (each: Figure, line: PassageLine): Figure => (figure.family === 'count' && each.family === 'count' && counted.every((term) => line.words.has(term)) ? { ...each, unit: figure.unit } : each);
  const bearers = new Set<number>();
  let whole: Rated | null = null;
  let bears: Rated | null = null;
  let differs: (Rated & { readonly figure: Figure }) | null = null;
  for (const { at, line } of rated) {
    const near = 0.5 * nearness(terms, line) + 0.5 * nearness(about.length === 0 ? terms : about, line);
    // Nothing in common: neither bears it out nor says otherwise.
    if (near === 0) continue;
    if (line.figures.length === 0) continue;
    if (line.figures.some((each) => bearsOut(alike(each, line), figure)) || (figure.family === 'count' && digits !== '' && line.slots.some(({ written }) => written === digits))) {
      // A line with all figures of the sentence is the one it was written from.
      if (near >= needed.bears) {
        bearers.add(at);
        if (whole === null && sentence.figures.length > 1 && sentence.figures.every((other) => line.figures.some((each) => bearsOut(each, other)))) whole = { at, line, near };
      }
      if (bears === null || near > bears.near) bears = { at, line, near };
      continue;
    }
    const others = line.figures.filter((each) => comparable(alike(each, line), figure));
    const other = others.find((each) => each.unit === figure.unit) ?? others[0];
    if (other === undefined) continue;
    // That something else is free says little of what this costs.
    const sure = other.unit === 'free' && figure.unit !== 'charge' ? near - needed.free : near;
    if (differs === null || sure > differs.near) differs = { at, line, near: sure, figure: other };
  }
  const kind = kindOf(figure);
  if (whole !== null) return { mark: null, by: whole, bearers };
  if (bears !== null && bears.near >= Math.max(needed.bears, (differs?.near ?? 0) - needed.slack)) return { mark: null, by: bears, bearers };
  if (differs !== null && differs.near >= needed.wrong + (figure.unit === 'free' ? needed.slack : 0)) return { mark: { start, end, kind, stated: differs.line.text.slice(differs.figure.start, differs.figure.end) }, by: differs, bearers };
  // "The two accounts" counts what was spoken of.
  if (figure.family === 'count' && /^two\b/i.test(text.slice(start, end))) return { mark: null, by: null, bearers };
  return { mark: { start, end, kind, stated: null }, by: null, bearers };
}

/** Numbers that no figure covers ("E27", a code) and that stand in no passage; where the nearest lines have such a code with another number, that one. */
function strayNumbers({ text, figures, links }: ReadText, rated: readonly Rated[], passages: readonly ReadPassage[], own: OwnFigures): JudgedFigure[] {
  const strays: JudgedFigure[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\d])(\p{L}{0,4}-?)(\d+(?:[.,:]\d+)*)/gu)) {
    const [written, letters = '', digits = ''] = match;
    const [start, end] = [match.index, match.index + written.length];
    if ([...figures, ...links].some((each) => each.start < end && start < each.end)) continue;
    const [number = digits] = numbersOf(digits);
    if (own.numbers.has(number) || passages.some(({ numbers }) => numbers.has(number))) continue;
    const such = letters === '' ? null : new RegExp(`(?<![\\p{L}\\d])${letters}\\d+(?:[.,:]\\d+)*`, 'u');
    const by = such === null ? undefined : rated.filter(({ line, near }) => near >= needed.bears && such.test(line.text)).sort((a, b) => b.near - a.near)[0];
    strays.push({ mark: { start, end, kind: 'number', stated: by === undefined ? null : (such?.exec(by.line.text)?.[0] ?? null) }, by: by ?? null, bearers: new Set() });
  }
  return strays;
}

/** Lines that may bear the sentence out, nearest first: those of passages that have most of its words. */
function bestLines(sentence: ReadText, rated: readonly Rated[], passages: readonly ReadPassage[], bearing: ReadonlySet<number>): Rated[] {
  // What figures say has been looked at by itself.
  const counted = new Set(sentence.figures.flatMap(({ start, end }) => meaningTerms(sentence.text.slice(start, end))));
  const apart = sentence.terms.filter((term) => !counted.has(term));
  const terms = apart.length < 2 ? sentence.terms : apart;
  if (terms.length === 0) return [];
  const shares = passages.map(({ words }) => terms.filter((term) => words.has(term)).length / terms.length);
  const mayBear = (at: number): boolean => bearing.size === 0 || bearing.has(at);
  const most = Math.max(0, ...shares.filter((_, at) => mayBear(at)));
  const inPassage = rated.filter(({ at }) => mayBear(at) && (shares[at] ?? 0) >= Math.max(needed.passage, most - 0.2)).map(({ at, line }) => ({ at, line, near: nearness(terms, line) }));
  const able = inPassage.filter(({ near }) => near >= needed.line);
  const top = able.reduce((highest, { near }) => Math.max(highest, near), 0);
  if (able.length > 0) return able.filter(({ near }) => near >= top - needed.slack).sort((a, b) => b.near - a.near);
  // A reply may say in one sentence what the article says in two.
  const near = inPassage.filter((each) => each.near > 0).sort((a, b) => b.near - a.near).slice(0, 12);
  return near.filter((each) => near.some((other) => other !== each && other.at === each.at && terms.filter((term) => each.line.words.has(term) || other.line.words.has(term) || each.line.above.has(term)).length / terms.length >= needed.together)).slice(0, 1);
}

/** Enough words in common to say that one denies the other. */
function nearlySame({ terms }: ReadText, line: PassageLine): boolean {
  const shared = terms.filter((term) => line.words.has(term) || line.above.has(term)).length;
  return shared / Math.max(1, terms.length) >= needed.turned && terms.filter((term) => line.words.has(term)).length >= 2;
}

/** One denies what the other says of the same: an odd number of turns between them. */
function turned(sentence: ReadText, line: PassageLine): boolean {
  const both = sentence.terms.filter((term) => line.words.has(term));
  // Only what is denied of what both are about: "…, so you never get a bill" denies nothing of the fee before it.
  const ofBoth = ({ denials }: ReadText): number => denials.filter((about) => about.length === 0 || both.filter((term) => about.includes(term)).length / Math.max(1, both.length) >= 0.5).length;
  const there = line.no ? { ...line, denials: [[]], allDenials: 1 } : line;
  const [said, stated] = [sentence.denials.length, there.denials.length];
  const restricted = said > 0 ? line.restricts || sentence.excepts : sentence.restricts;
  // Where both deny something no one here knows which of it is which.
  const unclear = (said > 0 && stated > 0) || sentence.allDenials === there.allDenials || restricted;
  let turns = unclear ? 0 : Math.min(1, ofBoth(said > 0 ? sentence : there));
  // "At any time", where the line says "only if".
  if (turns === 0 && line.restricts && sentence.always && !sentence.restricts && !sentence.excepts) turns = 1;
  for (const { opposite } of sentence.opposites) {
    if (opposite === undefined) continue;
    const same = line.opposites.filter((other) => other.opposite?.pair === opposite.pair);
    if (same.length > 0 && !same.some((other) => other.opposite?.side === opposite.side)) turns += 1;
  }
  return turns % 2 === 1;
}
