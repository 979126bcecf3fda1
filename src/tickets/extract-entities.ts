import type { Entity, EntityKind } from './entity.ts';
import { findDates } from './find-dates.ts';

/** Texts longer than this are read only so far: an import caps a body at 100,000 characters anyway. */
const readAtMost = 200_000;

export interface Candidate {
  readonly kind: EntityKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

// Every pattern below starts at a token edge (a lookbehind) and repeats only single character classes with a
// bound, so that a megabyte of digits or of the letter a costs no more than reading it a few times.
const email = /(?<![\w.%+'-])[\w.%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![\w@])/g;
const shopOrder = /(?<![\w-])LL[-\s#]?(\d{5})(?![\w-])/gi;
const hashNumber = /(?<![\w#&])#(\d{4,14}(?:-\d{1,6})?)(?![\w-])/g;
const namedOrder =
  /(?<!\w)(?:order|purchase|parcel|package|shipment|booking|bestellung|commande|pedido|ordine|bestelling|zamówienie)((?:[ \t]{0,3}(?:number|num|nr|no|id|ref|reference|nummer|#|:|\.|is|was|°)){0,4})[ \t]{0,3}([A-Z]{0,4}-?\d[\d-]{2,16}\d)(?![\w/]|[.,:]\d)/gi;
const shopInvoice = /(?<![\w-])INV[-\s#]?(\d{4})[-\s](\d{4,6})(?![\w-])/gi;
const namedInvoice =
  /(?<!\w)(?:invoice|inv|bill|receipt|rechnung|facture|factura)((?:[ \t]{0,3}(?:number|num|nr|no|id|ref|reference|#|:|\.|is|was)){1,4})[ \t]{0,3}#?(\d[\d-]{1,16}\d)(?![\w/]|[.,:]\d)/gi;
const phoneRun = /(?<![\w.,/#£$€-])[+(]{0,2}\d[\d ().\u00a0-]{5,24}\d(?![\w/])/g;
const number = String.raw`\d{1,3}(?:[,. ]\d{3}){0,4}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?`;
/** "£5k", "$1.2m", "€2 million". */
const times = String.raw`(?:([km]| (?:thousand|million))(?!\w))?`;
/** No code that is a word: "try 5", "ron 2". */
const codes = 'GBP|USD|EUR|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|ZAR|BRL|MXN|SGD|HKD|AED';
const amountAfterSign = new RegExp(
  String.raw`(?<!\w)((?:US|AU?|CA?|NZ|HK|S)\$|[£$€¥₹]|(?:${codes}|Rs\.?)(?=[ \d]))(?:(?<!\d\s?[£$€¥₹])\s)?(${number})(?![\d%])${times}`,
  'gi',
);
const amountBeforeSign = new RegExp(
  String.raw`(?<![\w.,/#-])(${number})${times}\s?([£€$¥₹](?!\d)|(?:${codes}|pounds?|dollars?|bucks|euros?|quid|sterling|yen|rupees|zł|złotych|zloty|kr)(?!\w))`,
  'gi',
);
// Up to 99: "720p" and "1080p" are screens.
const penceAmount = /(?<![\w.,/#-])(\d{1,2})(?:p| pence)(?!\w)/gi;

/** For signs and words; a code is its own. "kr" stays: three countries have it. */
const currencies: Readonly<Record<string, string>> = {
  '£': 'GBP', pound: 'GBP', pounds: 'GBP', quid: 'GBP', sterling: 'GBP',
  $: 'USD', us$: 'USD', dollar: 'USD', dollars: 'USD', bucks: 'USD',
  a$: 'AUD', au$: 'AUD', c$: 'CAD', ca$: 'CAD', nz$: 'NZD', hk$: 'HKD', s$: 'SGD',
  '€': 'EUR', euro: 'EUR', euros: 'EUR', '¥': 'JPY', yen: 'JPY', '₹': 'INR', rs: 'INR', 'rs.': 'INR', rupees: 'INR',
  zł: 'PLN', złotych: 'PLN', zloty: 'PLN', kr: 'kr',
};

/**
 * Order and invoice numbers, e-mail addresses, phone numbers, dates and amounts of money in `text`, in order and never
 * overlapping; `text.slice(start, end)` is each entity's text. `now` (milliseconds since the epoch) dates what was written
 * without a year and resolves "tomorrow" or "next Friday" where there is only one day it can mean; without it these stay out.
 * Time grows with the length of the text, of which the first 200,000 characters are read. Never throws.
 */
export function extractEntities(text: string, now?: number): Entity[] {
  const read = text.length > readAtMost ? text.slice(0, readAtMost) : text;
  const found: Entity[] = [];
  const taken = new Uint8Array(read.length);
  // The first to claim a stretch keeps it, so the most certain shapes come first.
  const claim = (candidates: Iterable<Candidate>): void => {
    for (const { kind, start, end, value } of candidates) {
      if (taken.subarray(start, end).some((byte) => byte === 1)) continue;
      taken.fill(1, start, end);
      found.push({ kind, text: read.slice(start, end), value, start, end });
    }
  };
  const hasDigit = /\d/.test(read);
  if (read.includes('@')) claim(findEmails(read));
  if (hasDigit) {
    claim(findInvoices(read));
    claim(findOrders(read));
    claim(findAmounts(read));
  }
  claim(findDates(read, now));
  if (hasDigit) claim(findPhones(read));
  return found.sort((a, b) => a.start - b.start);
}

function* findEmails(text: string): Iterable<Candidate> {
  for (const match of text.matchAll(email)) {
    const written = match[0].replace(/[.'-]+$/, '');
    const lead = /^['.]+/.exec(written)?.[0].length ?? 0;
    const address = written.slice(lead);
    const domain = address.slice(address.indexOf('@') + 1);
    if (address.startsWith('@') || !/\.[A-Za-z]{2,63}$/.test(domain)) continue;
    yield { kind: 'email', start: match.index + lead, end: match.index + written.length, value: address.toLowerCase() };
  }
}

function* findInvoices(text: string): Iterable<Candidate> {
  for (const match of text.matchAll(shopInvoice)) {
    const value = `INV-${match[1] ?? ''}-${match[2] ?? ''}`;
    yield { kind: 'invoice', start: match.index, end: match.index + match[0].length, value };
  }
  if (!/inv|bill|receipt|rechnung|fact/i.test(text)) return;
  for (const match of text.matchAll(namedInvoice)) {
    const written = match[2] ?? '';
    const end = match.index + match[0].length;
    yield { kind: 'invoice', start: end - written.length, end, value: written };
  }
}

function* findOrders(text: string): Iterable<Candidate> {
  for (const match of text.matchAll(shopOrder)) {
    yield { kind: 'order', start: match.index, end: match.index + match[0].length, value: `LL-${match[1] ?? ''}` };
  }
  for (const match of text.matchAll(namedOrder)) {
    const written = match[2] ?? '';
    const named = (match[1] ?? '').trim() !== '';
    const digits = written.replace(/\D/g, '').length;
    // "order 2026" or "order 1500 chairs" is no order number; "order no. 1500" is.
    if (digits < (named ? 3 : 5)) continue;
    const end = match.index + match[0].length;
    yield { kind: 'order', start: end - written.length, end, value: written.toUpperCase() };
  }
  for (const match of text.matchAll(hashNumber)) {
    yield { kind: 'order', start: match.index, end: match.index + match[0].length, value: match[1] ?? '' };
  }
}

function* findAmounts(text: string): Iterable<Candidate> {
  for (const [pattern, sign, figure, multiple] of [[amountAfterSign, 1, 2, 3], [amountBeforeSign, 3, 1, 2]] as const) {
    for (const match of text.matchAll(pattern)) {
      const written = (match[sign] ?? '').toLowerCase();
      const value = parseAmount(match[figure] ?? '', match[multiple]?.trim().toLowerCase());
      if (value === null) continue;
      const currency = currencies[written] ?? written.toUpperCase();
      yield { kind: 'amount', start: match.index, end: match.index + match[0].length, value: `${value} ${currency}` };
    }
  }
  for (const match of text.matchAll(penceAmount)) {
    const value = `0.${(match[1] ?? '').padStart(2, '0')} GBP`;
    yield { kind: 'amount', start: match.index, end: match.index + match[0].length, value };
  }
}

/**
 * `1,200.50`, `1.200,50`, `1 200` and `60` as `1200.50`, `1200.50`, `1200.00`, `60.00`, and `1.2` times `m` as `1200000.00`;
 * null when it is no number.
 */
function parseAmount(written: string, multiple: string | undefined): string | null {
  // Nobody writes thousands with a full stop before "m": "1.234m" is a million and some.
  const decimals = (multiple === undefined ? /[.,](\d{1,2})$/ : /[.,](\d{1,2}|(?<=\.)\d{3})$/).exec(written);
  const whole = (decimals ? written.slice(0, decimals.index) : written).replace(/\D/g, '');
  if (whole === '') return null;
  const cents = (decimals?.[1] ?? '').padEnd(2, '0');
  if (multiple === undefined) return `${whole.replace(/^0+(?=\d)/, '')}.${cents}`;
  return (Number(`${whole}.${cents}`) * (multiple === 'k' || multiple === 'thousand' ? 1_000 : 1_000_000)).toFixed(2);
}

function* findPhones(text: string): Iterable<Candidate> {
  for (const match of text.matchAll(phoneRun)) {
    const written = match[0].replace(/^\((?![^)]*\))/, '');
    const start = match.index + match[0].length - written.length;
    const digits = written.replace(/\D/g, '');
    const value = phoneValue(written, digits);
    if (value !== null) yield { kind: 'phone', start, end: match.index + match[0].length, value };
  }
}

function phoneValue(written: string, digits: string): string | null {
  if (/^\(?\+/.test(written)) return digits.length >= 8 && digits.length <= 15 ? `+${digits.replace(/^(\d{1,3})0(?=\d{9,}$)/, '$1')}` : null;
  if (/^00[1-9]/.test(digits) && digits.length >= 10 && digits.length <= 17) return `+${digits.slice(2)}`;
  if (/^\(?0[1-9]/.test(written) && digits.length >= 9 && digits.length <= 12) return digits;
  // North American shapes: (555) 123-4567, 555-123-4567, 555.123.4567.
  if (/^\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$/.test(written)) return digits;
  return null;
}
