import { isAcknowledgement } from './is-acknowledgement.ts';
import { findOwnWords, type Span } from './own-words.ts';
import type { Message, Ticket } from './ticket.ts';

/** Where a stretch of the request text stands in the ticket; without a message id it is the subject. */
export interface RequestPart extends Span {
  readonly messageId?: string;
  /** Offset of `start` in that message's text (or the subject). */
  readonly offset: number;
}

/** The customer's own words as triage reads them. */
export interface RequestText {
  readonly text: string;
  readonly parts: readonly RequestPart[];
  /** Where the customer's messages since our last answer begin in `text`. */
  readonly newest: number;
  /** Something was left out because the whole is too long. */
  readonly capped: boolean;
}

/** 2,000 words or so: more than any head reads, and it keeps a megabyte in one message from costing anything. */
const longestRequest = 12_000;
/** Of a message this much is looked through for its author's own words; an import keeps no more than half of it. */
const longestMessage = 200_000;
const longestSubject = 1_000;
/** A newest message shorter than this many letters ("LL-46980", "k", "yes please") does not say by itself what is wanted. */
const tellingLetters = 40;
const mereSubject = /^\s*(?:(?:re|fwd?|aw|wg|sv|tr|antw)\s*:\s*)*(?:chat|call|phone call|\(?no subject\)?|message|dm|contact form|enquiry|n\/a|-)?\s*$/i;
const replyMarks = /^\s*(?:(?:re|fwd?|aw|wg|sv|tr|antw)\s*:\s*)+/i;

/**
 * What a customer wants right now: the subject (unless it is a mere "Re:"), then the customer's messages since the last agent
 * answer, one below the other, each without quoted mail, signature and legal footer. If those newest messages hardly say
 * anything ("k", an order number), the messages before them come first. Of a ticket an agent has answered last, the messages
 * that answer was given to. At most 12,000 characters; `parts` tells where each stretch stands in the ticket.
 */
export function readRequestText(ticket: Ticket): RequestText {
  const newest = newestRun(ticket.messages);
  const earlier = ticket.messages.filter((message) => message.from === 'customer' && !newest.includes(message));
  const collected = new RequestCollector();
  const bare = ticket.subject.replace(replyMarks, '');
  if (saysSomething(ticket)) {
    const offset = ticket.subject.length - bare.length;
    collected.add(ticket.subject, { start: offset, end: ticket.subject.length });
  }
  if (countLetters(newest) < tellingLetters) {
    for (const message of earlier) collected.addMessage(message);
  }
  const newestStart = collected.nextStart();
  for (const message of newest) collected.addMessage(message);
  return collected.finish(newestStart);
}

/**
 * The customer's own words of the whole thread, oldest first, for rules that must not forget what was said before. When the
 * thread is longer than 12,000 characters the oldest messages are left out, and of one message that is longer by itself the
 * middle: people close with what they threaten.
 */
export function readThreadText(ticket: Ticket): RequestText {
  const newest = newestRun(ticket.messages);
  const collected = new RequestCollector();
  if (saysSomething(ticket)) {
    collected.add(ticket.subject, { start: 0, end: Math.min(ticket.subject.length, longestSubject) });
    if (ticket.subject.length > longestSubject) collected.leaveOut();
  }
  let room = longestRequest - collected.nextStart();
  const read: { readonly message: Message; readonly spans: readonly Span[] }[] = [];
  for (const message of ticket.messages.toReversed()) {
    if (message.from !== 'customer') continue;
    if (room <= 0) {
      collected.leaveOut();
      break;
    }
    const own = findOwnWords(message.text.slice(0, longestMessage));
    const spans = keepBothEnds(own, room);
    if (spans !== own || message.text.length > longestMessage) collected.leaveOut();
    read.unshift({ message, spans });
    room -= lengthOf(own);
  }
  let newestStart = 0;
  for (const { message, spans } of read) {
    if (message === newest[0]) newestStart = collected.nextStart();
    for (const span of spans) collected.add(message.text, span, message.id);
  }
  return collected.finish(newestStart);
}

/** What spans take when joined by line breaks. */
function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/** The spans themselves where they fit into `room`, else their first half of it and their last. */
function keepBothEnds(spans: readonly Span[], room: number): readonly Span[] {
  if (lengthOf(spans) <= room) return spans;
  const half = Math.floor(room / 2);
  const head: Span[] = [];
  const tail: Span[] = [];
  let left = half;
  for (const { start, end } of spans) {
    const length = Math.min(end - start, left - 1);
    if (length <= 0) break;
    head.push({ start, end: start + length });
    left -= length + 1;
  }
  left = half;
  for (const { start, end } of spans.toReversed()) {
    const length = Math.min(end - start, left - 1);
    if (length <= 0) break;
    tail.unshift({ start: end - length, end });
    left -= length + 1;
  }
  return [...head, ...tail];
}

/**
 * The customer's messages since the last agent answer, oldest first; when the agent spoke last, the run before that answer. A mere
 * receipt is no answer. Empty only if the customer never wrote.
 */
export function newestRun(messages: readonly Message[]): Message[] {
  let end = messages.length;
  while (end > 0 && messages[end - 1]?.from === 'agent') end -= 1;
  let start = end;
  for (let at = end - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message?.from === 'customer') start = at;
    else if (message === undefined || !isAcknowledgement(message.text)) break;
  }
  return messages.slice(start, end).filter(({ from }) => from === 'customer');
}

/** Tells a stretch of the request text as message id and offsets there, cut to the part it begins in; null outside all parts. */
export function locateInTicket(
  request: RequestText,
  start: number,
  end: number,
): { readonly messageId?: string; readonly start: number; readonly end: number } | null {
  for (const part of request.parts) {
    if (start < part.start || start >= part.end) continue;
    const from = part.offset + (start - part.start);
    const to = part.offset + (Math.min(end, part.end) - part.start);
    return part.messageId === undefined ? { start: from, end: to } : { messageId: part.messageId, start: from, end: to };
  }
  return null;
}

/** A subject that is no "Re:" and not the beginning of the first message, which is what forms and chats make of it. */
export function saysSomething(ticket: Ticket): boolean {
  if (mereSubject.test(ticket.subject)) return false;
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const subject = plain(ticket.subject.slice(0, 500)).replace(/(?:…|\.{3})$/, '');
  return !plain((ticket.messages[0]?.text ?? '').slice(0, 1_000)).startsWith(subject);
}

function countLetters(messages: readonly Message[]): number {
  let count = 0;
  for (const message of messages) {
    for (const span of findOwnWords(message.text.slice(0, longestRequest))) {
      count += message.text.slice(span.start, span.end).replace(/[^\p{L}]/gu, '').length;
    }
    if (count >= tellingLetters) break;
  }
  return count;
}

class RequestCollector {
  private text = '';
  private capped = false;
  private readonly parts: RequestPart[] = [];

  nextStart(): number {
    return this.text === '' ? 0 : this.text.length + 1;
  }

  addMessage(message: Message): void {
    if (message.text.length > longestRequest * 2) this.capped = true;
    for (const span of findOwnWords(message.text.slice(0, longestRequest * 2))) this.add(message.text, span, message.id);
  }

  leaveOut(): void {
    this.capped = true;
  }

  add(source: string, span: Span, messageId?: string): void {
    const start = this.nextStart();
    const room = longestRequest - start;
    const length = Math.min(span.end - span.start, room);
    if (length < span.end - span.start) this.capped = true;
    if (length <= 0) return;
    this.text += (start > 0 ? '\n' : '') + source.slice(span.start, span.start + length);
    const part = { start, end: start + length, offset: span.start };
    this.parts.push(messageId === undefined ? part : { ...part, messageId });
  }

  finish(newest: number): RequestText {
    return { text: this.text, parts: this.parts, newest: Math.min(newest, this.text.length), capped: this.capped };
  }
}
