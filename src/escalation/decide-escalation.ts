import type { Prediction } from '../classifier/head.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import type { RequestText } from '../tickets/request-text.ts';
import { locateInTicket, newestRun } from '../tickets/request-text.ts';
import type { Message, Ticket } from '../tickets/ticket.ts';
import { textRules, type TextRule } from './escalation-rules.ts';
import type { Escalation, EscalationReason } from './escalation.ts';

export const escalationVersion = 'rules@2';

const hour = 3_600_000;
/** Messages sent within half an hour of one another are one attempt to reach us: people chat in pieces. */
const sameAttempt = hour / 2;
/** Confidence from which the intent "contact human agent" counts as asking for one, whatever the words. */
const surelyAsks = 0.7;
const longWait = 72 * hour;
const waitingWords = /\b(?:waiting|waited|still (?:no|not|nothing|have|haven['’]?t|hasn['’]?t)|weeks?|no (?:call|reply|answer|response|mail|email|news))\b/i;

/**
 * Whether a person must answer, with every reason that fired, most severe first. `thread` is the customer's own words of the
 * whole thread (from `readThreadText`), so quoted mail and footers can't fire a rule; `sentiment` is that of the newest messages;
 * `now` is in milliseconds since the epoch; `intent` counts when it surely asks for a person. Negated threats ("I am not going to sue") don't count.
 */
export function decideEscalation(ticket: Ticket, thread: RequestText, sentiment: Sentiment, now: number, intent?: Prediction): Escalation {
  const reasons: EscalationReason[] = [];
  const upset = sentiment.label === 'negative';
  const sentences = splitSentences(thread.text);
  for (const rule of textRules) {
    if (rule.onlyWhenUpset === true && !upset) continue;
    const reason = applyRule(rule, thread, sentences);
    if (reason !== null) reasons.push(reason);
  }
  const asks = intent?.label === 'contact_human_agent' && intent.confidence >= surelyAsks;
  // "I do not need to talk to a person" has all the words of one who does.
  if (asks && !reasons.some(({ rule }) => rule === 'asks-for-person') && !sentences.some(({ text }) => deniesAsking(text))) {
    reasons.push({ rule: 'asks-for-person', title: 'Asks for a person', detail: 'The request as a whole asks for one.', quote: '', severity: 'normal' });
  }
  if (thread.capped) {
    reasons.push({ rule: 'too-long', title: 'Too long to be read whole', detail: 'Only a part of it was read.', quote: '', severity: 'normal' });
  }
  reasons.push(...threadReasons(ticket, thread, sentiment, now));
  reasons.sort((a, b) => rank[a.severity] - rank[b.severity]);
  return { escalated: reasons.length > 0, reasons, version: escalationVersion };
}

const askingRules = textRules.filter(({ id }) => id === 'asks-for-person');
const rank = { critical: 0, high: 1, normal: 2 } as const;

interface Sentence {
  readonly start: number;
  readonly text: string;
}

/** Sentences of at most 600 characters: patterns look no further, so a text without a full stop costs no more. */
function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const match of text.matchAll(/[^.!?\n]{1,600}[.!?]{0,3}/g)) {
    if (/\p{L}/u.test(match[0])) sentences.push({ start: match.index, text: match[0] });
  }
  return sentences;
}

function applyRule(rule: TextRule, thread: RequestText, sentences: readonly Sentence[]): EscalationReason | null {
  // What was said last comes first: the quote should be the one the agent is about to answer.
  for (let at = sentences.length - 1; at >= 0; at -= 1) {
    const sentence = sentences[at];
    if (sentence === undefined || (rule.reads === 'newest' && sentence.start < thread.newest)) continue;
    const match = matchRule(rule, sentence.text);
    if (match === null) continue;
    const start = sentence.start + (match.text.length - match.text.trimStart().length) + match.at;
    const quote = match.text.trim();
    const place = locateInTicket(thread, start, start + quote.length);
    const base = { rule: rule.id, title: rule.title, detail: rule.detail, severity: rule.severity };
    if (place === null) return { ...base, quote };
    return { ...base, ...place, quote: thread.text.slice(start, start + (place.end - place.start)) };
  }
  return null;
}

/** The words that fired, or null. A pattern may fire in one clause and be negated in another, so each match is looked at. */
export function matchRule(rule: TextRule, sentence: string): { readonly text: string; readonly at: number } | null {
  for (const pattern of rule.patterns) {
    const match = pattern.exec(sentence);
    if (match === null) continue;
    if (rule.unless?.some((harmless) => harmless.test(sentence)) === true) continue;
    if (!rule.negatable || !isNegated(sentence.slice(0, match.index))) return { text: match[0], at: match.index };
    // "I do not want to sue you, but I will sue": the one after it may be meant.
    for (const later of sentence.matchAll(new RegExp(pattern, 'gi'))) {
      if (!isNegated(sentence.slice(0, later.index))) return { text: later[0], at: later.index };
    }
  }
  return null;
}

function deniesAsking(sentence: string): boolean {
  return askingRules.some((rule) => rule.patterns.some((pattern) => isNegated(sentence.slice(0, pattern.exec(sentence)?.index ?? 0))));
}

const negator = /\b(?:not|never|no|nobody|nothing|without|neither|nor|rather than|instead of|\w{2,6}n['’]t|wont|dont|isnt|wasnt|didnt|cant|hardly)\b/i;
const emptyNegation = /\b(?:(?:won['’]?t|will not|do(?:n['’]?t| not)|would not|wouldn['’]?t) (?:hesitate|think twice)|not afraid|(?:do not|don['’]?t|please don['’]?t) (?:make|force) me|no (?:other )?(?:choice|option|alternative)(?: left)?(?: but)?|not only|nothing (?:left )?(?:but|to lose)|if (?:you (?:do not|don['’]?t|can['’]?t|cannot|won['’]?t)|i (?:do not|don['’]?t|get no)|this is not|this isn['’]?t|it is not|it isn['’]?t|there is no|not|no)[^,]{0,60}?(?=\b(?:i|we)\b|$))/gi;
const clauseEnd = /[,;:()–—]|\b(?:or|and|but|then|else|so|because|otherwise|i['’]ll|i will|we will|i shall|i['’]m going to|who|which)\b/gi;

/** Is what follows `before` negated in its own clause: a negator within the last six words, not one of "won't hesitate to". */
function isNegated(before: string): boolean {
  const plain = before.slice(-160).replace(emptyNegation, ' ; ');
  let from = 0;
  for (const match of plain.matchAll(clauseEnd)) from = match.index + match[0].length;
  return negator.test(plain.slice(from).split(/\s+/).slice(-7).join(' '));
}

function threadReasons(ticket: Ticket, thread: RequestText, sentiment: Sentiment, now: number): EscalationReason[] {
  const reasons: EscalationReason[] = [];
  const waits = ticket.status === 'open' && ticket.messages.at(-1)?.from === 'customer';
  const run = waits ? newestRun(ticket.messages) : [];
  const first = run[0];
  const attempts = countAttempts(run);
  const waited = first === undefined ? 0 : now - first.at;
  const upset = sentiment.label === 'negative';
  if (attempts >= 3) {
    reasons.push({
      rule: 'third-unanswered', title: attempts === 3 ? 'Third unanswered message' : `${attempts} unanswered messages`,
      detail: `First one ${sayAge(waited)} ago.`, quote: '', severity: 'high',
    });
  }
  const spoken = waitingWords.exec(thread.text.slice(thread.newest));
  if (upset && waits && waited >= longWait && attempts < 3) {
    reasons.push({
      rule: 'angry-and-waiting', title: 'Upset and waiting', detail: `No answer for ${sayAge(waited)}.`, quote: '', severity: 'high',
    });
  } else if (sentiment.mood === 'angry' && spoken !== null) {
    const start = thread.newest + spoken.index;
    const place = locateInTicket(thread, start, start + spoken[0].length);
    reasons.push({
      rule: 'angry-and-waiting', title: 'Angry about waiting', detail: 'Sounds angry and speaks of a long wait.',
      quote: spoken[0], ...(place ?? {}), severity: 'normal',
    });
  }
  if (upset && ticket.channel === 'social') {
    reasons.push({
      rule: 'public-complaint', title: 'Complains in public', detail: 'Others can read it on social media.', quote: '', severity: 'high',
    });
  }
  return reasons;
}

function countAttempts(run: readonly Message[]): number {
  let attempts = 0;
  let last = -Infinity;
  for (const message of run) {
    if (message.at - last > sameAttempt) attempts += 1;
    last = message.at;
  }
  return attempts;
}

function sayAge(ms: number): string {
  const hours = Math.max(0, Math.round(ms / hour));
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}
