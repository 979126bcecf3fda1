import type { RequestText } from '../tickets/request-text.ts';
import type { Span } from '../tickets/own-words.ts';

/** A stretch of a thread that a head reads by itself. */
export interface Passage extends Span {
  /** How many there are of its message. */
  readonly of: number;
}

/** Words: shorter messages are read whole, of longer ones a few sentences at a time. */
const shortMessage = 45;
const sentencesAtOnce = 3;
/** A letter has a few dozen sentences; a pasted log must not hold triage up. */
const mostPassages = 60;

/** The customer's messages of a thread in passages, oldest first; of a very long thread the last 60. */
export function cutThread(thread: RequestText): Passage[] {
  // What was said last counts most.
  return joinMessages(thread).flatMap((message) => cutMessage(thread.text, message)).slice(-mostPassages);
}

/** A message (a stretch of `text`) as one passage, or as overlapping runs of sentences where it is long. A head that reads them learns of them too. */
export function cutMessage(text: string, message: Span): Passage[] {
  const own = text.slice(message.start, message.end);
  if (isShort(own)) return [{ ...message, of: 1 }];
  const sentences = Array.from(own.matchAll(/[^\s.!?][^.!?\n]{0,399}[.!?]{0,3}/g), (match) => ({ start: message.start + match.index, end: message.start + match.index + match[0].length }))
    .filter(({ start, end }) => /\p{L}/u.test(text.slice(start, end)));
  // Each sentence stands with one before or after it.
  const of = Math.max(1, Math.ceil((sentences.length - 1) / (sentencesAtOnce - 1)));
  const passages: Passage[] = [];
  for (let i = 0; i === 0 || i + 1 < sentences.length; i += sentencesAtOnce - 1) {
    const last = sentences[Math.min(i + sentencesAtOnce, sentences.length) - 1];
    const first = sentences[i];
    if (first !== undefined && last !== undefined) passages.push({ start: first.start, end: last.end, of });
  }
  return passages;
}

function isShort(text: string): boolean {
  return text.split(/\s+/, shortMessage + 1).length <= shortMessage;
}

/** Stretches of one message, between which quoted mail was left out, are read as one; so are messages typed in pieces ("hi", "the lamp", "it smokes"). */
function joinMessages({ text, parts, newest }: RequestText): Span[] {
  const joined: { start: number; end: number; readonly messageId: string | undefined }[] = [];
  const isPiece = (start: number, end: number): boolean => start >= newest && isShort(text.slice(start, end));
  // A subject of two words is like anything; the head learnt messages.
  const messages = parts.some(({ messageId }) => messageId !== undefined) ? parts.filter(({ messageId }) => messageId !== undefined) : parts;
  for (const { start, end, messageId } of messages) {
    const last = joined.at(-1);
    if (last !== undefined && ((last.messageId === messageId && messageId !== undefined) || isPiece(last.start, end))) last.end = end;
    else joined.push({ start, end, messageId });
  }
  return joined;
}
