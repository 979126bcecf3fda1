import { splitSentences } from '../text/split-sentences.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
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
const courtesy = /\b(?:sorry|apolog\w*|thank(?:s| you)?|glad|pleased|delighted|hope|enjoy|welcome|no trouble|my pleasure|fair questions?|well spotted|wishes|regards|cheers|love|embarrass\w*|shame)\b/i;
/** About one customer's day or one purchase, not about everybody's. */
const passing =
  /\b(?:today|tomorrow|yesterday|tonight|(?:this|last|next) (?:morning|afternoon|evening|night|week|month|weekend)|right now|just now|a moment ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|thurs?|fri|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|december)|the \d{1,2}(?:st|nd|rd|th))\b/i;
const weekdays = /\bmondays? (?:to|until|through) (?:friday|saturday|sunday)s?\b/i;
/** The writer, or one customer told of as somebody else. */
const persons = /\b(?:i|i've|i'll|i'm|i'd|me|my|myself|colleagues?|she|she'll|her|he|he'll|his|him|mrs?|ms)\b/i;
/** "We've cancelled it", "your desk has left": told of what was done, not of what is done. */
const done = /\b(?:(?:we|they|you)(?:'ve|’ve|'d|’d)|(?:has|have|had)n?(?:'t|’t)?|was|were|wasn't|weren't|didn't|did|left|went)\b/i;
/** "Logged as a complaint", "Sent to the carrier": what an agent did, without saying so. */
const noted = /^(?:[A-Z][a-z]+ed|sent|told|put|gone|made|done|spoke|found|booked)\b/i;
/** What it points back to stands in a sentence that is not taken along. */
const dangling = /^["'“‘(]?(?:it|it's|that|that's|this|these|those|they|they'll|they're|both|neither|either|so|then|also|but|and|yes|no|real|strictly|say)\b/i;
/** "RF-61184": a name for one case. */
const reference = /\b[A-Z]{2,5}-?\d{3,}\b/;
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
        if (holdsForEverybody(text, sentence.step !== null) && !namesTheirs(text, ticket.question)) statements.push({ ticketId: ticket.id, text: upperFirst(text), step: sentence.step, order });
      }
    }
    const asked = askedIn(redactPersonal(ticket.question, ticket.names, keep));
    if (asked !== null) questions.push(asked);
  }
  return { statements, questions: [...new Set(questions)], solved };
}

function holdsForEverybody(text: string, step: boolean): boolean {
  if (isRedacted(text) || courtesy.test(text) || text.endsWith('?') || reference.test(text) || persons.test(text)) return false;
  if (passing.test(text) && !weekdays.test(text)) return false;
  const words = text.split(/\s+/).length;
  if (step) return words >= 2 && words <= mostWords;
  return words >= fewestWords && words <= mostWords && /[.…]["'”’)]?$/.test(text) && /^["'“‘(]?[\p{Lu}\p{N}£$€]/u.test(text) && !done.test(text) && !noted.test(text) && !dangling.test(text);
}

/** An amount that the customer named is that of their own order. */
function namesTheirs(text: string, question: string): boolean {
  const theirs = new Set(extractEntities(question).flatMap(({ kind, value }) => (kind === 'amount' ? [value] : [])));
  return theirs.size > 0 && extractEntities(text).some(({ kind, value }) => kind === 'amount' && theirs.has(value));
}

/** The sentence of a request that asks, without what points to a person; null when none does in a few words. */
function askedIn(question: string): string | null {
  const asking = splitSentences(question)
    .map((sentence) => upperFirst(withoutMarks(sentence.text.replace(openings, '')).replace(/^(?:[^\p{L}\p{N}£$€]+|(?:and|but|so|also|or)\s+)+/iu, '')))
    .filter((text) => text.endsWith('?') && text.split(/\s+/).length >= 4 && text.split(/\s+/).length <= 25 && countTellingWords(text) >= 2 && !passing.test(text));
  return asking.sort((a, b) => countTellingWords(b) - countTellingWords(a) || a.length - b.length)[0] ?? null;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const mostSentences = 12;
const mostQuestions = 4;
const longestTitle = 70;
/** Two sentences above this say the same; measured on the sample desk's answers. */
const sameCosine = 0.82;
const sameWords = 0.6;
const sameQuestion = 0.7;
const ask = '_Write the answer here._';

/**
 * An article's draft out of sentences as they stand, none of them written anew: those that most tickets' answers come near to, each
 * said once, below the customers' question it is nearest to; a list of steps stays whole and in its order, and a question that
 * nothing is near to stays open. Without answers it is an outline of the questions. `name` is the title when no question will do.
 * Vectors are those of `material`, or null: then shared words alone tell what is alike.
 */
export function draftArticle(material: DraftMaterial, name: string, vectors: DraftVectors | null): DraftedArticle {
  const { statements } = material;
  const alike = (a: number, b: number): number =>
    vectors === null ? sharedWords(statements[a]?.text ?? '', statements[b]?.text ?? '') : cosine(vectors.statements, a, vectors.statements, b, vectors.dimension);
  const questions = distinctQuestions(material.questions, vectors).slice(0, mostQuestions);
  const title = questions.map((at) => material.questions[at] ?? '').find((question) => question.length <= longestTitle) ?? name;
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

/** Questions that differ, those first that are nearest to all the others and are plainly put. */
function distinctQuestions(questions: readonly string[], vectors: DraftVectors | null): number[] {
  const alike = (a: number, b: number): number =>
    vectors === null ? sharedWords(questions[a] ?? '', questions[b] ?? '') : cosine(vectors.questions, a, vectors.questions, b, vectors.dimension);
  const central = (at: number): number => questions.reduce((sum, _, other) => sum + (other === at ? 0 : alike(at, other)), 0) / Math.max(1, questions.length - 1);
  const plain = /^(?:how|what|what's|when|where|why|which|who|can|could|do|does|is|are|will|would|may|must|should)\b/i;
  const scored = questions.map((question, at) => ({ at, score: central(at) + (plain.test(question) ? 0.1 : 0) })).sort((a, b) => b.score - a.score || a.at - b.at);
  const kept: number[] = [];
  for (const { at } of scored) {
    if (!kept.some((other) => alike(at, other) >= sameQuestion || sharedWords(questions[at] ?? '', questions[other] ?? '') >= sameWords)) kept.push(at);
  }
  return kept;
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
    return [`## ${material.questions[question] ?? ''}`, said === undefined ? ask : said.map(text).join(' ')];
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
