import type { Head } from '../classifier/create-head.ts';
import type { Risk } from '../escalation/escalation.ts';
import { ruleGroups, type RuleGroup } from '../escalation/rule.ts';
import { readBesides } from '../sentiment/sentiment-head.ts';
import { locateInTicket, type RequestText } from '../tickets/request-text.ts';

/** What of a head the reading of risks needs. */
export type RiskHead = Pick<Head, 'metadata' | 'probabilities'>;

/** Below the first a passage is not like it at all, below the second nobody is shown it. */
const leastConfidence = 0.02;
const leastShown = 0.2;
/** Words: shorter messages are read whole, as the head learnt them; of longer ones a few sentences at a time. */
const shortMessage = 45;
const sentencesAtOnce = 3;
/** A letter has a few dozen sentences; a pasted log must not hold triage up. */
const mostPassages = 60;

interface Passage {
  readonly start: number;
  readonly end: number;
  /** How many there are of its message. */
  readonly of: number;
}

/**
 * Of many passages of a letter one may look like anything by chance: the more there are, the surer each must be. Strength chosen on the
 * sample desk, whose letters are long.
 */
const caution = 0.7;

function discount(confidence: number, of: number): number {
  if (of <= 1) return confidence;
  const odds = (confidence / Math.max(1e-9, 1 - confidence)) * of ** -caution;
  return odds / (1 + odds);
}

/**
 * The passages of a thread that are like what a person must answer, by the escalation head: at most one a group, strongest first; `other` is the
 * chance that it is any of them. Each of the customer's messages is read whole, or some sentences at a time where it is long, so that one
 * sentence in a letter counts.
 */
export function readRisks(head: RiskHead, thread: RequestText): Risk[] {
  const groups = head.metadata.labels.map((label) => ruleGroups.find((group) => group === label));
  const best = new Map<RuleGroup, { readonly passage: Passage; readonly confidence: number }>();
  const confidences = ({ start, end }: Passage): Float32Array => {
    const text = thread.text.slice(start, end);
    return head.probabilities(text, readBesides(head, text));
  };
  const keep = (group: RuleGroup, confidence: number, passage: Passage): void => {
    if (confidence >= leastConfidence && confidence > (best.get(group)?.confidence ?? 0)) best.set(group, { passage, confidence });
  };
  for (const passage of cutPassages(thread)) {
    let any = 0;
    confidences(passage).forEach((confidence, i) => {
      const group = groups[i];
      if (group === undefined) return;
      any += confidence;
      keep(group, discount(confidence, passage.of), passage);
    });
    // "Unless somebody wants to talk numbers, that's the last order": for a person, whichever of two groups it is.
    keep('other', discount(any, passage.of), passage);
  }
  return [...best]
    .map(([group, { passage, confidence }]): Risk => {
      const place = locateInTicket(thread, passage.start, passage.end);
      const newest = passage.start >= thread.newest;
      const rounded = Math.round(confidence * 1000) / 1000;
      // Nobody is shown what is like nothing; it only tells what can be ruled out, and is kept with every ticket.
      if (confidence < leastShown) return { group, confidence: rounded, newest, quote: '' };
      if (place === null) return { group, confidence: rounded, newest, quote: thread.text.slice(passage.start, passage.end).trim() };
      return { group, confidence: rounded, newest, ...place, quote: thread.text.slice(passage.start, passage.start + place.end - place.start) };
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Each part of the thread (a stretch of one message) as one passage, or as overlapping runs of sentences where it is long. */
function cutPassages(thread: RequestText): Passage[] {
  const { text } = thread;
  const passages: Passage[] = [];
  for (const part of joinMessages(thread)) {
    const own = text.slice(part.start, part.end);
    if (own.split(/\s+/, shortMessage + 1).length <= shortMessage) {
      passages.push({ ...part, of: 1 });
      continue;
    }
    const sentences = Array.from(own.matchAll(/[^.!?\n]{1,400}[.!?]{0,3}/g), (match) => ({ start: part.start + match.index, end: part.start + match.index + match[0].length }))
      .filter(({ start, end }) => /\p{L}/u.test(text.slice(start, end)));
    // Each sentence stands with one before or after it.
    const of = Math.max(1, Math.ceil((sentences.length - 1) / (sentencesAtOnce - 1)));
    for (let i = 0; i === 0 || i + 1 < sentences.length; i += sentencesAtOnce - 1) {
      const last = sentences[Math.min(i + sentencesAtOnce, sentences.length) - 1];
      const first = sentences[i];
      if (first !== undefined && last !== undefined) passages.push({ start: first.start, end: last.end, of });
    }
  }
  // What was said last counts most.
  return passages.slice(-mostPassages);
}

/** Stretches of one message, between which quoted mail was left out, are read as one; so are messages typed in pieces ("hi", "the lamp", "it smokes"). */
function joinMessages({ text, parts, newest }: RequestText): Omit<Passage, 'of'>[] {
  const joined: { start: number; end: number; readonly messageId: string | undefined }[] = [];
  const isPiece = (start: number, end: number): boolean => start >= newest && text.slice(start, end).split(/\s+/, shortMessage + 1).length <= shortMessage;
  // A subject of two words is like anything; the head learnt messages.
  const messages = parts.some(({ messageId }) => messageId !== undefined) ? parts.filter(({ messageId }) => messageId !== undefined) : parts;
  for (const { start, end, messageId } of messages) {
    const last = joined.at(-1);
    if (last !== undefined && ((last.messageId === messageId && messageId !== undefined) || isPiece(last.start, end))) last.end = end;
    else joined.push({ start, end, messageId });
  }
  return joined;
}
