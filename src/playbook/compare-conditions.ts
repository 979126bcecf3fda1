import { readPhrase } from '../escalation/find-phrase.ts';
import { isNegated } from '../escalation/negation.ts';
import type { Condition, EscalationRule, LikenessCondition } from '../escalation/rule.ts';

/** Whether a condition can't hold together with another: two moods that share none, two rules said to fire and not to. */
export function areContrary(a: Condition, b: Condition): boolean {
  if (a.kind === 'any') return a.of.every((each) => areContrary(each, b));
  if (b.kind === 'any') return b.of.every((each) => areContrary(a, each));
  if (a.kind === 'mood' && b.kind === 'mood') return shareNone(a.is, b.is);
  if (a.kind === 'channel' && b.kind === 'channel') return shareNone(a.is, b.is);
  if (a.kind === 'intent' && b.kind === 'intent') return shareNone(a.is, b.is);
  if ((a.kind === 'tier' && b.kind === 'tier') || (a.kind === 'product' && b.kind === 'product')) return shareNone(a.is.map(plain), b.is.map(plain));
  if (a.kind === 'customer' && b.kind === 'customer') return !a.is.some((one) => b.is.some((other) => isWithin(one, other) || isWithin(other, one)));
  if (a.kind === 'rule' && b.kind === 'rule') return a.id === b.id && a.fired !== b.fired;
  if (a.kind === 'denies' && b.kind === 'denies') return a.wording === b.wording && a.denied !== b.denied;
  return false;
}

/** Whether a condition holds wherever another does: then the second says nothing new. */
export function follows(from: Condition, to: Condition): boolean {
  if (from.kind === 'any') return from.of.every((each) => follows(each, to));
  if (to.kind === 'any') return to.of.some((each) => follows(from, each));
  switch (from.kind) {
    case 'says':
      return to.kind === 'says' && from.wording === to.wording && readsWithin(from.reads, to.reads);
    case 'words':
      return to.kind === 'words' && readsWithin(from.reads, to.reads) && hasWithin(from.any, to.any);
    case 'pattern':
      return to.kind === 'pattern' && from.source === to.source && readsWithin(from.reads, to.reads);
    case 'reads-like':
      return (to.kind === 'reads-like' || to.kind === 'could-be') && isLikeAsMuch(from, to);
    case 'could-be':
      return to.kind === 'could-be' && isLikeAsMuch(from, to);
    case 'mood':
      return to.kind === 'mood' && from.is.every((mood) => to.is.includes(mood));
    case 'polarity':
      return to.kind === 'polarity' && from.atMost <= to.atMost;
    case 'waiting':
      return to.kind === 'waiting' && from.hours >= to.hours;
    case 'unanswered':
      return to.kind === 'unanswered' && from.messages >= to.messages;
    case 'channel':
      return to.kind === 'channel' && from.is.every((channel) => to.is.includes(channel));
    case 'tier':
    case 'product':
      return to.kind === from.kind && from.is.every((each) => to.is.some((other) => plain(other) === plain(each)));
    case 'customer':
      return to.kind === 'customer' && from.is.every((each) => to.is.some((other) => isWithin(each, other)));
    case 'intent':
      return to.kind === 'intent' && from.atLeast >= to.atLeast && from.is.every((label) => to.is.includes(label));
    case 'denies':
      return to.kind === 'denies' && from.wording === to.wording && from.denied === to.denied;
    case 'rule':
      return to.kind === 'rule' && from.id === to.id && from.fired === to.fired;
  }
}

/** Whether wherever `from` fires `to` does too, as far as their conditions tell: it may say no where it is so. */
export function firesWithin(from: EscalationRule, to: EscalationRule, all: readonly Condition[] = from.all): boolean {
  const reads = [...to.all, ...to.all.flatMap((each) => (each.kind === 'any' ? each.of : []))].some(({ kind }) => kind === 'says' || kind === 'words' || kind === 'pattern');
  if (reads && to.negatable && !from.negatable) return false;
  // What makes the sentence harmless for `to` must make it so for `from`.
  if (reads && !(to.unless ?? []).every((phrase) => (from.unless ?? []).some((other) => contains(phrase, other)))) return false;
  return to.all.every((condition) => all.some((each) => follows(each, condition)));
}

/** Whether a text that has one phrase has the other within it: "small claims court" has "court". */
export function contains(phrase: string, other: string): boolean {
  const words = wordsOf(phrase);
  const sought = wordsOf(other);
  return words.some((_, at) => standsAt(words, at, sought));
}

const read = new Map<string, Words>();

/** Phrases are compared with many others: each is read once. */
function wordsOf(phrase: string): Words {
  const known = read.get(phrase);
  if (known !== undefined) return known;
  // Bounded: a playbook has five thousand at most, and is changed letter by letter.
  if (read.size > 20_000) read.clear();
  const words = readPhrase(phrase);
  read.set(phrase, words);
  return words;
}

type Words = ReturnType<typeof readPhrase>;

function standsAt(words: Words, at: number, sought: Words): boolean {
  if (sought.length === 0 || at + sought.length > words.length) return false;
  const found = sought.every((word, k) => {
    const here = words[at + k];
    if (here === undefined) return false;
    return word.open ? here.key.startsWith(word.key) : !here.open && here.key === word.key;
  });
  // "never again at court" has "court", but negated.
  return found && !isNegated(`${words.slice(0, at).map(({ key }) => key).join(' ')} `);
}

interface PhraseIndex {
  readonly all: readonly Words[];
  readonly byFirst: ReadonlyMap<string, readonly Words[]>;
  readonly openFirst: readonly Words[];
}

/** Lists of phrases are compared with those of every other rule, and read once. */
const indexes = new WeakMap<readonly string[], PhraseIndex>();

function indexOf(phrases: readonly string[]): PhraseIndex {
  const known = indexes.get(phrases);
  if (known !== undefined) return known;
  const all = phrases.map(wordsOf);
  const byFirst = new Map<string, Words[]>();
  const openFirst: Words[] = [];
  for (const words of all) {
    const [first] = words;
    if (first === undefined) continue;
    if (first.open) openFirst.push(words);
    else byFirst.set(first.key, [...(byFirst.get(first.key) ?? []), words]);
  }
  const made = { all, byFirst, openFirst };
  indexes.set(phrases, made);
  return made;
}

/** Whether each of some phrases has one of others within it. */
function hasWithin(phrases: readonly string[], others: readonly string[]): boolean {
  const { byFirst, openFirst } = indexOf(others);
  return indexOf(phrases).all.every((words) => words.some((here, at) => [...(byFirst.get(here.key) ?? []), ...openFirst].some((sought) => standsAt(words, at, sought))));
}

function isLikeAsMuch(from: LikenessCondition, to: LikenessCondition): boolean {
  return from.group === to.group && from.atLeast >= to.atLeast && readsWithin(from.reads, to.reads);
}

function readsWithin(from: 'thread' | 'newest', to: 'thread' | 'newest'): boolean {
  return from === to || to === 'thread';
}

function isWithin(one: string, other: string): boolean {
  return plain(one) === plain(other) || (other.startsWith('@') && !one.startsWith('@') && plain(one).endsWith(plain(other)));
}

function shareNone(one: readonly string[], other: readonly string[]): boolean {
  return !one.some((each) => other.includes(each));
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
