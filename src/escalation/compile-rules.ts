import { compilePattern } from './compile-pattern.ts';
import type { EscalationFacts, Risk } from './escalation.ts';
import { createPhraseFinder, type PhraseFinder } from './find-phrase.ts';
import { ruleOrder } from './order-rules.ts';
import type { Reading } from './read-words.ts';
import type { Condition, EscalationRule, LikenessCondition, TextCondition } from './rule.ts';
import type { Quote } from './sentence.ts';
import { waitingTime } from './waiting-time.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

/** What a condition may ask while a ticket is decided. */
export interface RuleContext {
  readonly facts: EscalationFacts;
  /** The words that make a text condition hold. */
  readonly words: (reading: Reading) => Quote | null;
  readonly denied: (reading: Reading) => boolean;
  /** Ids of rules that fired. */
  readonly fired: ReadonlySet<string>;
}

export interface CompiledRule {
  readonly rule: EscalationRule;
  /** Facts are asked before words: they cost nothing. */
  readonly holds: readonly ((context: RuleContext) => boolean)[];
  /** Of the conditions about words, in the rule's order: the first that holds gives the quote. */
  readonly readings: readonly Reading[];
  /** Conditions about likeness, for the quote where no words gave one. */
  readonly likenesses: readonly LikenessCondition[];
}

export interface CompiledRules {
  /** Those that are switched on, each after the rules it asks about. */
  readonly rules: readonly CompiledRule[];
  /** Steps that a character of text may cost in all. */
  readonly steps: number;
  /** Rules that can't be used, in words; `parseRules` lets none of them in. */
  readonly problems: readonly string[];
}

const compiled = new WeakMap<readonly EscalationRule[], CompiledRules>();

/** The rules ready to decide by. Kept for as long as the list itself is: a changed playbook brings a new one. Never throws. */
export function compileRules(rules: readonly EscalationRule[]): CompiledRules {
  const known = compiled.get(rules);
  if (known !== undefined) return known;
  const made = compileAll(rules);
  compiled.set(rules, made);
  return made;
}

function compileAll(rules: readonly EscalationRule[]): CompiledRules {
  const { order, circles } = ruleOrder(rules);
  const problems = circles.map((circle) => `rules ask about one another in a circle: ${circle.join(' → ')}`);
  const ready: CompiledRule[] = [];
  const readings = new Map<string, Reading>();
  for (const rule of order) {
    if (!rule.on) continue;
    const made = compileRule(rule, readings);
    if (typeof made === 'string') problems.push(`${rule.id}: ${made}`);
    else ready.push(made);
  }
  let steps = 0;
  for (const reading of readings.values()) steps += reading.steps;
  return { rules: ready, steps, problems };
}

function compileRule(rule: EscalationRule, known: Map<string, Reading>): CompiledRule | string {
  const readings: Reading[] = [];
  const likenesses: LikenessCondition[] = [];
  const problems: string[] = [];
  const test = (condition: Condition): ((context: RuleContext) => boolean) => {
    switch (condition.kind) {
      case 'says':
      case 'words':
      case 'pattern': {
        const reading = compileReading(condition, rule, known);
        if (typeof reading === 'string') {
          problems.push(reading);
          return () => false;
        }
        readings.push(reading);
        return ({ words }) => words(reading) !== null;
      }
      case 'any': {
        const tests = sortByCost(condition.of).map(test);
        return (context) => tests.some((holds) => holds(context));
      }
      case 'denies': {
        const reading = compileReading({ kind: 'says', wording: condition.wording, reads: 'thread' }, rule, known);
        if (typeof reading === 'string') {
          problems.push(reading);
          return () => false;
        }
        return ({ denied }) => denied(reading) === condition.denied;
      }
      case 'could-be':
        return ({ facts }) => facts.risks === undefined || findRisk(facts, condition) !== undefined;
      case 'reads-like':
        likenesses.push(condition);
        return ({ facts }) => findRisk(facts, condition) !== undefined;
      default:
        return testFact(condition);
    }
  };
  const holds = sortByCost(rule.all).map(test);
  return problems[0] ?? { rule, holds, readings, likenesses };
}

const cost = (condition: Condition): number => (['says', 'words', 'pattern', 'denies'].includes(condition.kind) ? 2 : condition.kind === 'any' ? 1 : 0);

function sortByCost<C extends Condition>(conditions: readonly C[]): C[] {
  return [...conditions].sort((a, b) => cost(a) - cost(b));
}

function compileReading(condition: TextCondition, rule: EscalationRule, known: Map<string, Reading>): Reading | string {
  const key = JSON.stringify([condition, rule.negatable, rule.unless ?? []]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const unless = rule.unless ?? [];
  const finder = unless.length === 0 ? null : createPhraseFinder(unless);
  const own = finder === null ? [] : [(sentence: string): boolean => finder(sentence) !== null];
  const base = { key, reads: condition.reads, negatable: rule.negatable };
  let reading: Reading;
  if (condition.kind === 'says') {
    const wording = wordings.get(condition.wording);
    if (wording === undefined) return `there is no wording “${condition.wording}”`;
    reading = { ...base, finders: wording.patterns.map(findByPattern), harmless: [...harmlessOf(wording), ...own], steps: 0 };
  } else if (condition.kind === 'words') {
    reading = { ...base, finders: [createPhraseFinder(condition.any)], harmless: own, steps: 0 };
  } else {
    const pattern = compilePattern(condition.source);
    if (!pattern.ok) return pattern.message;
    reading = { ...base, finders: [pattern.value.find], harmless: own, steps: pattern.value.steps };
  }
  known.set(key, reading);
  return reading;
}

function findByPattern(pattern: RegExp): PhraseFinder {
  const again = new RegExp(pattern, `${pattern.flags}g`);
  return (sentence, from = 0) => {
    if (from === 0) {
      const match = pattern.exec(sentence);
      return match === null ? null : { text: match[0], at: match.index };
    }
    again.lastIndex = from;
    const match = again.exec(sentence);
    return match === null ? null : { text: match[0], at: match.index };
  };
}

function harmlessOf({ unless = [] }: Wording): ((sentence: string) => boolean)[] {
  return unless.map((pattern) => (sentence) => pattern.test(sentence));
}

/** The strongest passage that is like it. */
export function findRisk({ risks = [] }: EscalationFacts, { group, atLeast, reads }: LikenessCondition): Risk | undefined {
  return risks.find((risk) => risk.group === group && risk.confidence >= atLeast && (reads === 'thread' || risk.newest));
}

function testFact(condition: Exclude<Condition, TextCondition | LikenessCondition | { readonly kind: 'any' | 'denies' }>): (context: RuleContext) => boolean {
  switch (condition.kind) {
    case 'mood':
      return ({ facts }) => condition.is.includes(facts.sentiment.mood);
    case 'polarity':
      return ({ facts }) => facts.sentiment.polarity <= condition.atMost;
    case 'waiting':
      return ({ facts }) => waitingTime(facts.ticket, facts.now).hours >= condition.hours;
    case 'unanswered':
      return ({ facts }) => waitingTime(facts.ticket, facts.now).attempts >= condition.messages;
    case 'channel':
      return ({ facts }) => condition.is.includes(facts.ticket.channel);
    case 'tier':
      return ({ facts }) => isOneOf(facts.ticket.customer.tier, condition.is);
    case 'customer':
      return ({ facts }) => isCustomer(facts.ticket.customer.email, condition.is);
    case 'product':
      return ({ facts }) => isOneOf(facts.product ?? undefined, condition.is);
    case 'intent':
      return ({ facts }) => facts.intent !== undefined && condition.is.includes(facts.intent.label) && facts.intent.confidence >= condition.atLeast;
    case 'rule':
      return ({ fired }) => fired.has(condition.id) === condition.fired;
  }
}

function isOneOf(value: string | undefined, list: readonly string[]): boolean {
  const plain = value?.trim().toLowerCase();
  return plain !== undefined && list.some((each) => each.trim().toLowerCase() === plain);
}

function isCustomer(email: string | undefined, list: readonly string[]): boolean {
  const plain = email?.trim().toLowerCase();
  return plain !== undefined && list.some((each) => (each.startsWith('@') ? plain.endsWith(each.toLowerCase()) : plain === each.trim().toLowerCase()));
}
