import { addressValue, findAddresses } from './find-addresses.ts';
import { findEmails } from './find-emails.ts';
import { findNames } from './find-names.ts';
import { entitiesThroughout, findNamedOrders, findOrdersByLook } from './find-order-numbers.ts';
import { findCards, findIbans } from './find-payment-numbers.ts';
import { findPhoneNumbers } from './find-phone-numbers.ts';
import type { KnownPersonal, PersonalSpan } from './personal.ts';
import { sameKey } from './same-key.ts';

/** A street in a text without any digit: a house may stand before it. */
const streetAlone = /, ?\n?(?:\p{Lu}[\p{L}'’.-]{1,20} ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Square|Way|Row|Mews|Hill|Rise|Walk|Green)(?!\p{L})/u;

/** An address that runs into a number found before keeps what stands before that. */
function* free(text: string, spans: Iterable<PersonalSpan>, isTaken: (start: number, end: number) => boolean): Iterable<PersonalSpan> {
  for (const span of spans) {
    let { end } = span;
    if (isTaken(span.start, end) && !isTaken(span.start, span.start + 1)) {
      end = span.start;
      while (!isTaken(end, end + 1)) end += 1;
    }
    if (end < span.end && !/\d|, ?\p{Lu}/u.test(text.slice(span.start, end))) continue;
    yield end === span.end ? span : { ...span, end, value: addressValue(text.slice(span.start, end)) };
  }
}

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
  }
  if (digits || streetAlone.test(text)) claim(free(text, findAddresses(text), isTaken));
  claim(findNames(text, known.names));
  return found.sort((a, b) => a.start - b.start);
}
