import { findAddresses } from './find-addresses.ts';
import { findEmails } from './find-emails.ts';
import { findNames } from './find-names.ts';
import { entitiesThroughout, findNamedOrders, findOrdersByLook } from './find-order-numbers.ts';
import { findCards, findIbans } from './find-payment-numbers.ts';
import { findPhoneNumbers } from './find-phone-numbers.ts';
import type { KnownPersonal, PersonalSpan } from './personal.ts';
import { sameKey } from './same-key.ts';

/**
 * The personal details in a text, in order and never overlapping: what points to a person or a purchase. Where two kinds claim the
 * same stretch, the one that can be checked (a check digit, an @) has it. Time grows with the length of the text. Never throws.
 */
export function findPersonal(text: string, known: KnownPersonal): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  const taken = new Uint8Array(text.length);
  const isTaken = (start: number, end: number): boolean => taken.subarray(start, end).includes(1);
  const leaveOut = new Set([...(known.leaveOut ?? [])].map(sameKey));
  const claim = (spans: Iterable<PersonalSpan>): void => {
    for (const span of spans) {
      if (span.end <= span.start || isTaken(span.start, span.end)) continue;
      taken.fill(1, span.start, span.end);
      if (leaveOut.size === 0 || !(leaveOut.has(sameKey(span.value)) || leaveOut.has(sameKey(text.slice(span.start, span.end))))) found.push(span);
    }
  };
  claim(findEmails(text));
  const digits = /\d/.test(text);
  const entities = digits ? entitiesThroughout(text) : [];
  if (digits) {
    claim(findIbans(text));
    claim(findCards(text, isTaken));
    claim(findOrdersByLook(text, known.orderNumbers));
    claim(findNamedOrders(text, entities));
    const others = new Uint8Array(text.length);
    for (const { kind, start, end } of entities) if (kind === 'date' || kind === 'amount') others.fill(1, start, end);
    claim(findPhoneNumbers(text, (start, end) => isTaken(start, end) || others.subarray(start, end).includes(1)));
    claim(findAddresses(text));
  }
  claim(findNames(text, known.names));
  return found.sort((a, b) => a.start - b.start);
}
