import { labelWords } from '../text/label-words.ts';
import { likenessOf } from '../text/shingle-texts.ts';
import { readRepeatFacts, type RepeatFacts } from './repeat-facts.ts';
import type { Ticket } from './ticket.ts';

/** A ticket and what triage (or a person) says it is about; null where nothing is known. */
export interface RepeatTicket {
  readonly ticket: Ticket;
  readonly intent: string | null;
  readonly product: string | null;
}

/** Another ticket that looks like the same matter. */
export interface Repeat {
  readonly ticketId: string;
  /** What speaks for it, in words. */
  readonly why: string;
  /** 0..1. From 0.9 on one may merge by the reason alone; below, a person should read both. */
  readonly sureness: number;
}

export interface RepeatOptions {
  /** Longest time between the two, in days. */
  readonly days?: number;
}

const day = 86_400_000;
export const repeatWindowDays = 14;
/** Jaccard likeness of the runs of four characters. One customer who writes the same again rewords some of it; of strangers only the same text counts. */
const likeOfOne = 0.5;
const likeOfStrangers = 0.8;
/** What people say when they write again: it fits any matter. */
const ofAnyMatter = /^(?:complaint|review|contact_.*|out_of_scope)$/;
const asksForAnybody = /^(?:complaint|contact_.*)$/;
/** Words that two intents may share and still be two matters: "track order", "cancel order". */
const sharedByMany = new Set(['account', 'change', 'switch', 'address', 'shipping']);

interface Read extends RepeatTicket {
  readonly facts: RepeatFacts;
}

/** How it is known that both are of one person, in words; null where it is not. */
function samePerson(a: RepeatFacts, b: RepeatFacts): string | null {
  for (const contact of a.contacts) {
    if (b.contacts.has(contact) || b.named.has(contact)) return contact.startsWith('id:') ? '' : contact.startsWith('mail:') ? 'same e-mail address' : 'same telephone number';
  }
  for (const contact of b.contacts) {
    if (a.named.has(contact)) return contact.startsWith('mail:') ? 'same e-mail address' : 'same telephone number';
  }
  const sameName = a.names.length > 1 && a.names.join(' ') === b.names.join(' ');
  return sameName && [...a.orders.keys()].some((order) => b.orders.has(order)) ? 'same name' : null;
}

/** Two that could be one person under another name: "maren_okafor" and "Maren Okafor", or one of whom no name is known. */
function couldBeOne(a: RepeatFacts, b: RepeatFacts): boolean {
  if (a.names.length === 0 || b.names.length === 0) return true;
  const [one, other] = [a.names.join(''), b.names.join('')];
  return a.names.some((word) => word.length > 2 && other.includes(word)) || b.names.some((word) => word.length > 2 && one.includes(word));
}

function likeness(a: RepeatFacts, b: RepeatFacts): number {
  let most = 0;
  for (const one of a.messages) for (const other of b.messages) most = Math.max(most, likenessOf(one, other));
  return most;
}

/** Whether two intents can be one matter: the same, one that fits any, or about the same thing ("get refund", "track refund"). */
function canAgree(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b || ofAnyMatter.test(a) || ofAnyMatter.test(b)) return true;
  const words = new Set(a.split('_').filter((word) => word.length > 5 && !sharedByMany.has(word)));
  return b.split('_').some((word) => words.has(word));
}

function apart(a: Ticket, b: Ticket): number {
  return Math.max(0, a.createdAt - b.updatedAt, b.createdAt - a.updatedAt);
}

function sayTime(gap: number): string {
  const days = Math.round(gap / day);
  return days === 0 ? 'the same day' : days === 1 ? 'a day apart' : `${days} days apart`;
}

function judge(a: Read, b: Read, window: number): Omit<Repeat, 'ticketId'> | null {
  const gap = apart(a.ticket, b.ticket);
  if (gap > window || (a.ticket.status === 'closed' && b.ticket.status === 'closed')) return null;
  const shared = [...a.facts.orders].find(([key]) => b.facts.orders.has(key));
  // Two orders are two matters, however alike the words.
  if (!shared && a.facts.orders.size > 0 && b.facts.orders.size > 0) return null;
  const person = samePerson(a.facts, b.facts);
  const like = likeness(a.facts, b.facts);
  const say = (reason: string): string => [reason, person ?? '', sayTime(gap)].filter((part) => part !== '').join(', ');
  if (person === null) {
    if (like < likeOfStrangers || !couldBeOne(a.facts, b.facts)) return null;
    return { why: say(a.ticket.channel === b.ticket.channel ? 'Nearly the same words' : `Nearly the same words by ${b.ticket.channel === 'email' ? 'e-mail' : b.ticket.channel}`), sureness: shared ? 0.9 : 0.7 };
  }
  const oneMatter = canAgree(a.intent, b.intent);
  const bothOpen = a.ticket.status !== 'closed' && b.ticket.status !== 'closed';
  if (shared && like >= likeOfOne) return { why: say(`Same order ${shared[1]} and nearly the same words`), sureness: 0.98 };
  if (shared && oneMatter) return { why: say(`Same order ${shared[1]}`), sureness: 0.92 };
  if (like >= likeOfOne) return { why: say('Nearly the same words'), sureness: 0.9 };
  // Something else about the same order, while the first still waits: whoever answers one should see both.
  if (shared) return bothOpen && gap <= day ? { why: say(`Same order ${shared[1]}`), sureness: 0.6 } : null;
  const otherProduct = a.product !== null && b.product !== null && a.product !== b.product;
  if (otherProduct || a.intent === null || b.intent === null) return null;
  const sameProduct = a.product !== null && a.product === b.product;
  if (a.intent === b.intent && (sameProduct || !ofAnyMatter.test(a.intent))) {
    const same = labelWords(a.intent).toLowerCase();
    return sameProduct ? { why: say(`Same wish (${same}) and product (${a.product})`), sureness: 0.8 } : { why: say(`Same wish (${same})`), sureness: 0.65 };
  }
  // "Still nothing, is anybody there?" a few days after.
  const [first, later] = a.ticket.createdAt <= b.ticket.createdAt ? [a.intent, b.intent] : [b.intent, a.intent];
  const chases = bothOpen && gap <= 3 * day && asksForAnybody.test(later) && !ofAnyMatter.test(first);
  return chases ? { why: say('They write again while the other waits'), sureness: 0.6 } : null;
}

/**
 * Which of `others` look like the same matter as `of`, surest first: the same customer (number, e-mail address or telephone number however
 * written, or name and order) within `days` (14) with the same order, nearly the same words, or the same wish and product; or nearly the same words from someone
 * who could be the same person. Never one that was merged, nor two that are both closed, nor two that name different orders. Some 0.3 ms a ticket. Measured on
 * data/repeats.
 */
export function findRepeats(of: RepeatTicket, others: readonly RepeatTicket[], { days = repeatWindowDays }: RepeatOptions = {}): Repeat[] {
  if (of.ticket.mergedInto !== undefined) return [];
  const own: Read = { ...of, facts: readRepeatFacts(of.ticket) };
  const found = others.flatMap((other) => {
    if (other.ticket.id === of.ticket.id || other.ticket.mergedInto !== undefined) return [];
    const verdict = judge(own, { ...other, facts: readRepeatFacts(other.ticket) }, days * day);
    return verdict ? [{ repeat: { ticketId: other.ticket.id, ...verdict }, at: other.ticket.updatedAt }] : [];
  });
  return found.sort((a, b) => b.repeat.sureness - a.repeat.sureness || b.at - a.at).map(({ repeat }) => repeat);
}
