import type { EntityKind } from './entity.ts';
import { extractEntities } from './extract-entities.ts';
import { findCards, findIbans } from './find-payment-numbers.ts';

/** What points to one person or one purchase. Dates and amounts say what the matter is, and stay. */
const personal: ReadonlySet<EntityKind> = new Set(['order', 'invoice', 'email', 'phone']);
const mark = '…';
/** "order number …", "on …": the mark with the words that only led up to it. */
const leadIn = /(?:,?\s*\(?(?:\b(?:order|invoice|reference|ref|number|no|nr|tel|phone|mobile|e-?mail|call|on|at|from|my)\b[.:#]?\s*){1,4})?…/giu;

/**
 * The text without what points to a person: order and invoice numbers, cards, IBANs, e-mail addresses, phone numbers, and the names given
 * (each word of three letters or more). `leaveOut` are values that stay, such as the shop's own address. What was taken out leaves
 * a "…", so that a reader sees that something stood there. Linear in the text for a given number of names.
 */
export function redactPersonal(text: string, names: readonly string[] = [], leaveOut: ReadonlySet<string> = new Set()): string {
  let redacted = '';
  let at = 0;
  const numbers = /\d{2}/.test(text) ? [...findIbans(text), ...findCards(text)] : [];
  const entities = extractEntities(text).filter(({ kind }) => personal.has(kind));
  for (const { start, end, value } of [...numbers, ...entities].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (leaveOut.has(value) || end <= at) continue;
    // Where two overlap, both go.
    if (start < at) {
      at = end;
      continue;
    }
    redacted += text.slice(at, start) + mark;
    at = end;
  }
  redacted += text.slice(at);
  const words = nameWords(names);
  if (words.length > 0) redacted = redacted.replace(new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.join('|')})(?![\p{L}\p{N}])`, 'giu'), mark);
  return redacted.replace(/…(?:\s*…)+/g, mark);
}

/** Whether anything was taken out of the text, by its mark. */
export function isRedacted(text: string): boolean {
  return text.includes(mark);
}

/** A redacted text read on as a sentence: marks go, with the words that only led up to them. */
export function withoutMarks(text: string): string {
  return text.replace(leadIn, '').replace(/\(\s*\)/g, '').replace(/\s+([,.;:!?])/g, '$1').replace(/[^\S\n]{2,}/g, ' ').trim();
}

/** The name an answer is signed with at its end ("Warm wishes,\nPriya", "… if not. Tom"), or null. */
export function signedName(text: string): string | null {
  return /(?:^|[\n.!?,]\s{0,4})(\p{Lu}\p{Ll}{2,20})\s*$/u.exec(text.trimEnd().replace(/\n[^\n]*&[^\n]*$/, ''))?.[1] ?? null;
}

function nameWords(names: readonly string[]): string[] {
  const words = names.flatMap((name) => name.split(/[\s,()]+/)).filter((word) => (word.match(/\p{L}/gu) ?? []).length >= 3 && !/^(?:mrs|mr|miss|guest|customer|team|dear|the|and)\.?$/i.test(word));
  // Longest first, so that "Anne-Marie" goes before "Anne".
  return [...new Set(words)].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
}
