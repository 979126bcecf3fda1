import { splitSentences } from '../text/split-sentences.ts';
import { isRedacted, redactPersonal, withoutMarks } from '../tickets/redact.ts';
import { countTellingWords } from './telling-words.ts';

/** A ticket of a group as an article is drafted from it. */
export interface GroupTicket {
  readonly id: string;
  /** What the customer asked, in their own words. */
  readonly question: string;
  /** What agents answered, oldest first; empty while nobody has. */
  readonly answers: readonly string[];
  /** Names that must not be in an article: the customer's, the agents'. */
  readonly names: readonly string[];
}

/** A sentence that may stand in an article. */
export interface Statement {
  readonly ticketId: string;
  readonly text: string;
  /** Its number in a list of steps. */
  readonly step: number | null;
  /** Where it stood: answer and sentence, counted over the ticket. */
  readonly order: number;
}

/** What an article is drafted from: sentences of answers, and sentences that ask. */
export interface DraftMaterial {
  readonly statements: readonly Statement[];
  /** Questions in customers' words, the group's most central first. */
  readonly questions: readonly string[];
  /** Tickets that were answered. */
  readonly solved: number;
}

/** Unit vectors of the texts of a `DraftMaterial`, one a row. */
export interface DraftVectors {
  readonly dimension: number;
  readonly statements: Float32Array;
  readonly questions: Float32Array;
}

export interface DraftedArticle {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Nobody has answered these questions yet, so there are only questions in it. */
  readonly outline: boolean;
  /** Sentences of answers in it. */
  readonly sentences: number;
}

const openings = /^(?:(?:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|morning|evening|afternoon)\b[^.!?,]{0,40}[.!,?]\s*)/iu;
const courtesy = /\b(?:sorry|apolog\w*|thank(?:s| you)?|glad|pleased|delighted|hope|enjoy|welcome|no trouble|my pleasure|fair questions?|well spotted|wishes|regards|cheers|love|kindly meant|embarrass\w*|shame)\b/i;
/** About one customer's day or one purchase, not about everybody's. */
const passing =
  /\b(?:today|tomorrow|yesterday|tonight|(?:this|last|next) (?:morning|afternoon|evening|night|week|month|weekend)|right now|just now|a moment ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|december))\b/i;
const weekdays = /\bmondays? (?:to|until|through) (?:friday|saturday|sunday)s?\b/i;
const oneself = /\b(?:i|i've|i'll|i'm|i'd|me|my|myself|colleagues?)\b/i;
/** "We've cancelled it", "your desk has left": told of what was done, not of what is done. */
const done = /\b(?:(?:we|they|you)(?:'ve|’ve| have| had)|(?:has|have|had) (?:been|gone|left|come|arrived|reached)|was|were|left|went)\b/i;
const fewestWords = 5;
const mostWords = 40;

/**
 * The sentences of a group's tickets that could stand in an article: of answers those that hold for everybody (no greeting, no
 * apology, no "I have refunded you on Tuesday"), of questions those that ask. Whatever points to a person is taken out, and a
 * sentence that cannot do without it is left out. `keep` are addresses that stay, such as the shop's own.
 */
export function collectMaterial(tickets: readonly GroupTicket[], keep: ReadonlySet<string> = new Set()): DraftMaterial {
  const statements: Statement[] = [];
  const questions: string[] = [];
  let solved = 0;
  for (const ticket of tickets) {
    if (ticket.answers.length > 0) solved += 1;
    let order = 0;
    for (const answer of ticket.answers) {
      for (const sentence of splitSentences(redactPersonal(answer, ticket.names, keep))) {
        order += 1;
        const text = sentence.text.replace(openings, '').trim();
        if (holdsForEverybody(text, sentence.step !== null)) statements.push({ ticketId: ticket.id, text: upperFirst(text), step: sentence.step, order });
      }
    }
    const asked = askedIn(redactPersonal(ticket.question, ticket.names, keep));
    if (asked !== null) questions.push(asked);
  }
  return { statements, questions: [...new Set(questions)], solved };
}

function holdsForEverybody(text: string, step: boolean): boolean {
  if (isRedacted(text) || courtesy.test(text) || /\?$/.test(text)) return false;
  if (passing.test(text) && !weekdays.test(text)) return false;
  const words = text.split(/\s+/).length;
  if (step) return words >= 2 && words <= mostWords && !oneself.test(text);
  return words >= fewestWords && words <= mostWords && /[.!…]["'”’)]?$/.test(text) && /^["'“‘(]?[\p{Lu}\p{N}£$€]/u.test(text) && !oneself.test(text) && !done.test(text);
}

/** The sentence of a request that asks, without what points to a person; null when none does in a few words. */
function askedIn(question: string): string | null {
  const asking = splitSentences(question)
    .map((sentence) => upperFirst(withoutMarks(sentence.text.replace(openings, '')).replace(/^(?:and|but|so|also|or)\s+/i, '')))
    .filter((text) => text.endsWith('?') && text.split(/\s+/).length >= 4 && text.split(/\s+/).length <= 25 && countTellingWords(text) >= 2 && !passing.test(text));
  return asking.sort((a, b) => countTellingWords(b) - countTellingWords(a) || a.length - b.length)[0] ?? null;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const mostSentences = 12;
const mostQuestions = 4;
/** Two sentences above this say the same; measured on the sample desk's answers. */
const sameCosine = 0.82;
const sameWords = 0.6;
const ask = '_No ticket of this group has been answered yet. Write the answer here._';

/**
 * An article's draft out of sentences as they stand, none of them written anew: those that most tickets' answers come near to, each
 * said once, below the customers' question it is nearest to; a list of steps stays whole and in its order. Without answers it is
 * an outline of the questions. `name` are the group's telling words, for a title when no question will do. Vectors are those of
 * `material`, or null: then shared words alone tell what is alike.
 */
export function draftArticle(material: DraftMaterial, name: readonly string[], vectors: DraftVectors | null): DraftedArticle {
  const { statements } = material;
  const alike = (a: number, b: number): number =>
    vectors === null ? sharedWords(statements[a]?.text ?? '', statements[b]?.text ?? '') : cosine(vectors.statements, a, vectors.statements, b, vectors.dimension);
  const questions = distinctQuestions(material.questions, vectors).slice(0, mostQuestions);
  const title = titleOf(questions.map((at) => material.questions[at] ?? ''), name);
  const ranked = rank(statements, alike);
  const run = bestSteps(statements, ranked);
  const chosen: number[] = [];
  for (const at of ranked.keys()) {
    if (chosen.length + run.length >= mostSentences) break;
    if (statements[at]?.step !== null && run.length > 0) continue;
    const said = [...chosen, ...run].some(
      (other) => alike(at, other) >= (vectors === null ? sameWords : sameCosine) || sharedWords(statements[at]?.text ?? '', statements[other]?.text ?? '') >= sameWords,
    );
    if (!said) chosen.push(at);
  }
  if (chosen.length + run.length === 0) {
    const asked = questions.length > 0 ? questions.map((at) => material.questions[at] ?? '') : [title];
    return { title, body: asked.map((question) => `## ${question}\n\n${ask}`).join('\n\n'), outline: true, sentences: 0 };
  }
  return { title, body: write(material, questions, chosen, run, vectors), outline: false, sentences: chosen.length + run.length };
}

/** Statements from the most central to the least, with how central each is: how near the nearest sentence of each other ticket comes. */
function rank(statements: readonly Statement[], alike: (a: number, b: number) => number): Map<number, number> {
  const tickets = new Set(statements.map(({ ticketId }) => ticketId)).size;
  const scores = statements.map((statement, at) => {
    const nearest = new Map<string, number>();
    statements.forEach((other, place) => {
      if (other.ticketId === statement.ticketId) return;
      nearest.set(other.ticketId, Math.max(nearest.get(other.ticketId) ?? 0, alike(at, place)));
    });
    const support = tickets < 2 ? 0 : [...nearest.values()].reduce((sum, each) => sum + each, 0) / (tickets - 1);
    return { at, score: support + (/\b(?:you|your)\b/i.test(statement.text) ? 0.05 : 0) };
  });
  return new Map(scores.sort((a, b) => b.score - a.score || a.at - b.at).map(({ at, score }) => [at, score]));
}

/** The steps of the ticket whose list is the most central, in their order; empty when no ticket has a list of two. */
function bestSteps(statements: readonly Statement[], ranked: ReadonlyMap<number, number>): number[] {
  const lists = new Map<string, number[]>();
  statements.forEach(({ step, ticketId }, at) => {
    if (step !== null) lists.set(ticketId, [...(lists.get(ticketId) ?? []), at]);
  });
  const mean = (list: readonly number[]): number => list.reduce((sum, at) => sum + (ranked.get(at) ?? 0), 0) / list.length;
  return [...lists.values()].filter((list) => list.length >= 2).sort((a, b) => mean(b) - mean(a))[0] ?? [];
}

function distinctQuestions(questions: readonly string[], vectors: DraftVectors | null): number[] {
  const kept: number[] = [];
  questions.forEach((question, at) => {
    const known = kept.some((other) => sharedWords(question, questions[other] ?? '') >= sameWords || (vectors !== null && cosine(vectors.questions, at, vectors.questions, other, vectors.dimension) >= 0.7));
    if (!known) kept.push(at);
  });
  return kept;
}

function titleOf(questions: readonly string[], name: readonly string[]): string {
  const short = questions.find((question) => question.length <= 70);
  if (short !== undefined) return short;
  return name.length === 0 ? 'A question without an article' : upperFirst(name.join(', '));
}

function write(material: DraftMaterial, questions: readonly number[], chosen: readonly number[], run: readonly number[], vectors: DraftVectors | null): string {
  const { statements } = material;
  const text = (at: number): string => statements[at]?.text ?? '';
  const steps = run.map((at, number) => `${number + 1}. ${text(at)}`).join('\n');
  // In the order in which answers say things: first what comes first.
  const inOrder = [...chosen].sort((a, b) => (statements[a]?.order ?? 0) - (statements[b]?.order ?? 0) || a - b);
  if (questions.length < 2 || vectors === null) {
    return [inOrder.map(text).join(' '), ...(steps === '' ? [] : ['## Steps', steps])].filter((part) => part !== '').join('\n\n');
  }
  const below = new Map<number, number[]>();
  for (const at of inOrder) {
    const heading = questions.reduce((best, question) =>
      cosine(vectors.statements, at, vectors.questions, question, vectors.dimension) > cosine(vectors.statements, at, vectors.questions, best, vectors.dimension) ? question : best,
    );
    below.set(heading, [...(below.get(heading) ?? []), at]);
  }
  const sections = questions.flatMap((question) => {
    const said = below.get(question);
    return said === undefined ? [] : [`## ${material.questions[question] ?? ''}`, said.map(text).join(' ')];
  });
  return [...sections, ...(steps === '' ? [] : ['## Steps', steps])].join('\n\n');
}

function cosine(a: Float32Array, atA: number, b: Float32Array, atB: number, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i += 1) sum += (a[atA * dimension + i] ?? 0) * (b[atB * dimension + i] ?? 0);
  return sum;
}

/** Share of the words of both that both have, 0..1. */
function sharedWords(a: string, b: string): number {
  const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const first = words(a);
  const second = words(b);
  let shared = 0;
  for (const word of first) if (second.has(word)) shared += 1;
  const all = first.size + second.size - shared;
  return all === 0 ? 0 : shared / all;
}
