import { findDates } from '../tickets/find-dates.ts';
import { findGoneLinks } from './article-links.ts';
import type { Article } from './article.ts';

/** Days after which an article that is in use should be looked at, unless the desk says otherwise. */
export const defaultReviewDays = 180;
/** Agents who said that a passage did not help, before that is a reason. */
const fewestComplaints = 2;
const dayMs = 86_400_000;

/** What is known beside the article itself. */
export interface StaleFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly reviewDays: number;
  /** Tickets that replies citing it answered. */
  readonly answered: number;
  /** Names of the products the desk knows; empty where it knows none, and then none is missing. */
  readonly products: ReadonlySet<string>;
  readonly articleIds: ReadonlySet<string>;
  /** Agents' words on its passages since it was changed or reviewed last. */
  readonly feedback?: { readonly helped: number; readonly notHelped: number };
}

/** Why an article should be looked at again, in words. */
export interface StaleReason {
  readonly kind: 'unreviewed' | 'date-passed' | 'gone-link' | 'unknown-product' | 'not-helping';
  readonly text: string;
  /** The words of the article it is about. */
  readonly quote?: string;
  /** Saying "Still right" settles it. A link to nowhere stays one. */
  readonly settled: boolean;
}

/**
 * The reasons to look at a published article again, the gravest first; none for a draft, which answers nobody. A person's
 * word that it is still right (`reviewedAt`) settles the age and the dates that had passed by then.
 */
export function findStale(article: Article, facts: StaleFacts): StaleReason[] {
  if (article.status === 'draft') return [];
  const looked = Math.max(article.updatedAt, article.reviewedAt ?? 0);
  return [
    ...findGoneLinks(article.body, facts.articleIds).slice(0, 3).map(({ words, href }): StaleReason => ({
      kind: 'gone-link',
      text: `The link “${words || href}” leads to an article that is gone`,
      quote: words || href,
      settled: false,
    })),
    ...unknownProducts(article, facts.products),
    ...passedDates(article, facts.now, article.reviewedAt ?? 0),
    ...notHelping(facts.feedback),
    ...unreviewed(looked, facts),
  ];
}

function unknownProducts({ products }: Article, known: ReadonlySet<string>): StaleReason[] {
  if (known.size === 0) return [];
  const names = new Set([...known].map((name) => name.toLowerCase()));
  return products
    .filter((product) => !names.has(product.toLowerCase()))
    .map((product) => ({ kind: 'unknown-product', text: `“${product}” is no longer among the desk’s products`, quote: product, settled: false }));
}

function notHelping(feedback: StaleFacts['feedback']): StaleReason[] {
  if (!feedback || feedback.notHelped < fewestComplaints || feedback.notHelped <= feedback.helped) return [];
  return [{ kind: 'not-helping', text: `${feedback.notHelped} of ${feedback.helped + feedback.notHelped} agents said that it did not help`, settled: true }];
}

function unreviewed(looked: number, { now, reviewDays, answered }: StaleFacts): StaleReason[] {
  const days = Math.floor((now - looked) / dayMs);
  if (answered === 0 || days < reviewDays) return [];
  const tickets = answered === 1 ? 'a ticket' : `${answered} tickets`;
  // The epoch stands for "nobody knows".
  const since = looked <= 0 ? 'Nobody is known to have looked at it' : `Not changed or reviewed for ${days} days`;
  return [{ kind: 'unreviewed', text: `${since}, and it answered ${tickets}`, settled: true }];
}

/** A year on its own, but not part of a number, an address, an amount or a norm ("ISO 9001:2015"). */
const loneYear = /(?<![\w.,:/£$€#&=-])((?:19|20)\d{2})(?![\w%£$€/-]|[.,:]\d)/g;
/** What comes before a year that is history and stays true. */
const history = /(?:\b(?:since|from|founded|established|began|begun|started|opened|born|before|model|edition|version|no|nr|number|order|act|regulation|directive|law|rome|seit|von|desde|depuis|dal)\b\.?(?:\s+(?:in|on|of|the))?|©|\(c\)|copyright|#)\s*$/i;
/** What stands after a number that is a measure or a count and no year. */
const measure = /^\s*(?:mm|cm|m|km|g|kg|ml|l|w|kw|v|px|°|x|×|words|items|pieces|points|steps|days|pounds|euros?|dollars|gbp|eur|usd)\b/i;

/** Dates and years in the text that are over now and were not yet when a person last said that the article is right. */
function passedDates({ title, body }: Article, now: number, reviewed: number): StaleReason[] {
  const text = `${title}\n${body}`;
  if (!/(?:19|20)\d{2}|\d['’.\s/-]\d{2}\b/.test(text)) return [];
  const today = new Date(now).toISOString().slice(0, 10);
  const before = new Date(reviewed).toISOString().slice(0, 10);
  const found: { readonly start: number; readonly end: number; readonly over: string }[] = [];
  for (const { start, end, value } of findDates(text)) {
    // Without a year it comes round again.
    if (!value.startsWith('-')) found.push({ start, end, over: value });
  }
  for (const match of text.matchAll(loneYear)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.some((date) => start < date.end && end > date.start)) continue;
    if (history.test(text.slice(Math.max(0, start - 24), start)) || measure.test(text.slice(end, end + 12))) continue;
    found.push({ start, end, over: `${match[1] ?? ''}-12-31` });
  }
  const reasons = new Map<string, StaleReason>();
  for (const { start, end, over } of found.sort((a, b) => a.start - b.start)) {
    if (over >= today || (reviewed > 0 && over < before)) continue;
    if (history.test(text.slice(Math.max(0, start - 24), start))) continue;
    const quote = quoteAround(text, start, end);
    if (!reasons.has(quote)) reasons.set(quote, { kind: 'date-passed', text: `It says “${quote}”, which has passed`, quote, settled: true });
  }
  return [...reasons.values()].slice(0, 3);
}

/** The date with the word before it, where that word says what it is: "until 31 March 2025". */
function quoteAround(text: string, start: number, end: number): string {
  const lead = /\b(?:until|till|by|through|to|on|in|for|before|after|valid until|up to|ends?|expires?|summer|winter|spring|autumn|christmas|easter)\s+(?:the\s+)?$/i.exec(text.slice(Math.max(0, start - 24), start))?.[0] ?? '';
  return `${lead}${text.slice(start, end)}`.replace(/\s+/g, ' ').trim();
}
