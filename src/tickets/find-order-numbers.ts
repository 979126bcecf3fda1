import { extractEntities } from './extract-entities.ts';
import type { Entity } from './entity.ts';
import type { PersonalSpan } from './personal.ts';

/** Longer looks, or more of them, are no shop's. */
const longestLook = 40;
const mostLooks = 20;
const label =
  'order|purchase order|po|invoice|receipt|bestellung|bestellnummer|bestell-?nr|auftrag|auftragsnummer|rechnung|rechnungsnummer|rechnungs-?nr|commande|facture|pedido|factura|ordine|fattura|bestelling|bestelnummer|factuur|factuurnummer|zamówieni[ea]|faktura|fakturę|ordre|beställning|encomenda|fatura';
const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:${label})((?:[ \t]{0,3}(?:numbers?|num|nr|no|n°|nº|id|ref|reference|nummer|numéro|número|numero|de|is|was|are|s|#|:|\.|°|º|\()){0,5})[ \t]{0,3}((?=[\p{L}\d/-]{0,8}\d)[A-Z]{0,6}[-/ ]?\d[A-Z\d]{0,16}(?:[-/][A-Z\d]{1,14}){0,3})(?![\p{L}\p{N}]|[.,:]\d|[-/][\p{L}\p{N}])`,
  'giu',
);
/** Units and months after a number: "order 1500 chairs" is caught by the count of digits, "order 12345 pounds" here. */
const counted = /^ ?(?:£|€|\$|%|pounds?|euros?|eur|gbp|usd|kg|cm|mm|pcs|pieces|stück)/i;

/** What `extractEntities` finds, through the whole of a text of any length: it reads only the start by itself. */
export function entitiesThroughout(text: string): Entity[] {
  const step = 150_000;
  const margin = 300;
  if (text.length <= step + margin) return extractEntities(text);
  const found: Entity[] = [];
  for (let from = 0; from < text.length; from += step) {
    const start = Math.max(0, from - margin);
    // What is cut at an edge of one window lies whole in the next.
    for (const entity of extractEntities(text.slice(start, from + step + margin))) {
      const at = entity.start + start;
      if (at >= from && at < from + step) found.push({ ...entity, start: at, end: entity.end + start });
    }
  }
  return found;
}

/** Order numbers that look like one of `looks` (`#` a digit, `@` a letter, `*` either), whatever the case and the separators. */
export function* findOrdersByLook(text: string, looks: readonly string[]): Iterable<PersonalSpan> {
  for (const look of looks.slice(0, mostLooks)) {
    const pattern = lookPattern(look);
    if (pattern === null) continue;
    for (const match of text.matchAll(pattern)) {
      yield { kind: 'order', start: match.index, end: match.index + match[0].length, value: orderValue(match[0]) };
    }
  }
}

/** The value of an order or invoice number: its letters and digits. */
export function orderValue(written: string): string {
  return written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

function lookPattern(look: string): RegExp | null {
  const signs = Array.from(look.slice(0, longestLook));
  if (signs.filter((sign) => /[#@*\p{L}\p{N}]/u.test(sign)).length < 3 || !signs.some((sign) => /[#*\d]/.test(sign))) return null;
  let pattern = '';
  let last = '';
  for (const sign of signs) {
    const kind = /[#\d]/.test(sign) ? 'digit' : /[@\p{L}]/u.test(sign) ? 'letter' : sign === '*' ? 'either' : 'gap';
    if (kind === 'gap') {
      last = 'gap';
      continue;
    }
    // Where the look changes or has a sign of its own, people write a space, a dash, both or nothing.
    if (pattern !== '' && (last === 'gap' || last !== kind)) pattern += String.raw`[\s\-–#./_]{0,3}`;
    pattern += sign === '#' ? String.raw`\d` : sign === '@' ? String.raw`\p{L}` : sign === '*' ? String.raw`[\p{L}\d]` : sign;
    last = kind;
  }
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'giu');
}

/** Orders and invoices by what the text calls them, beyond what `extractEntities` finds: other languages, codes with letters. */
export function findNamedOrders(text: string, entities: readonly Entity[]): PersonalSpan[] {
  // The longer of two at one place has it: "203-1234567-8901234", of which the entity is a part.
  return [...namedOrders(text, entities)].sort((a, b) => a.start - b.start || b.end - a.end);
}

function* namedOrders(text: string, entities: readonly Entity[]): Iterable<PersonalSpan> {
  for (const { kind, start, end, text: written } of entities) {
    if (kind !== 'order' && kind !== 'invoice') continue;
    const lead = /^[#\s]*/.exec(written)?.[0].length ?? 0;
    yield { kind: 'order', start: start + lead, end, value: orderValue(written) };
  }
  for (const match of text.matchAll(named)) {
    const written = match[2] ?? '';
    const glue = (match[1] ?? '').replace(/[()\s]/g, '');
    const digits = written.replace(/\D/g, '').length;
    const least = glue !== '' ? 3 : /^\p{L}{1,6}[-/]?\d/u.test(written) ? 4 : 5;
    const end = match.index + match[0].length;
    if (digits < least || counted.test(text.slice(end, end + 8)) || /^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$|^(?:19|20)\d{2}$/.test(written)) continue;
    // Small letters before the digits are mostly a word ("order on 12345").
    if (/^\p{Ll}+[ ]/u.test(written)) continue;
    yield { kind: 'order', start: end - written.length, end, value: orderValue(written) };
  }
}
