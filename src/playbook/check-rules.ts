import type { Condition, EscalationRule } from '../escalation/rule.ts';
import { labelWords } from '../text/label-words.ts';
import { areContrary, contains, firesWithin } from './compare-conditions.ts';
import type { PlaybookFinding } from './finding.ts';
import { sayCondition, sayTitle, titlesOf } from './say-condition.ts';
import { tryRule } from './try-sentence.ts';

/** What rules may name: products as the catalogue has them, intents as the head in use knows them (null where nobody can tell). */
export interface RuleFacts {
  readonly products: readonly string[];
  readonly intents: readonly string[] | null;
}

const rank = { critical: 0, high: 1, normal: 2 } as const;

/** What is to say of one rule among all. The cost is that of reading its two sentences, and of one comparison with each other rule. */
export function checkRule(rule: EscalationRule, rules: readonly EscalationRule[], facts: RuleFacts): PlaybookFinding[] {
  if (!rule.on) return [];
  const found = [...checkConditions(rule, rules), ...checkNames(rule, facts), ...checkPhrases(rule), ...checkSentences(rule, rules)];
  if (!found.some(({ kind }) => kind === 'impossible')) found.push(...checkShadow(rule, rules));
  return found;
}

function checkConditions(rule: EscalationRule, rules: readonly EscalationRule[]): PlaybookFinding[] {
  const found: PlaybookFinding[] = [];
  const place = { part: 'rule', id: rule.id } as const;
  const titleOf = titlesOf(rules);
  const needed = allNeeded(rule, rules);
  const pair = firstPair(needed, areContrary);
  if (pair !== null) {
    found.push({ kind: 'impossible', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” never fires: the customer can't be one who ${sayCondition(pair[0], titleOf)} and one who ${sayCondition(pair[1], titleOf)}.`, mend: 'Take one of the two conditions out.' });
  }
  for (const condition of rule.all) {
    if (condition.kind !== 'rule') continue;
    const asked = rules.find(({ id }) => id === condition.id);
    if (asked === undefined) continue;
    if (!asked.on) {
      found.push(
        condition.fired
          ? { kind: 'asks-about-off', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” never fires: it needs “${sayTitle(asked.title)}”, which is switched off.`, mend: `Switch “${sayTitle(asked.title)}” on, or take the condition out.` }
          : { kind: 'asks-about-off', severity: 'doubtful', place, message: `“${sayTitle(rule.title)}” waits for “${sayTitle(asked.title)}” not to fire, which is switched off and never does.`, mend: 'The condition can go.' },
      );
    } else if (!condition.fired && pair === null && firesWithin(rule, asked, rule.all.filter((each) => each !== condition))) {
      found.push({ kind: 'impossible', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” never fires: wherever it could, “${sayTitle(asked.title)}” fires, and it needs that not to.`, mend: 'Take that condition out, or ask for something the other does not.' });
    }
  }
  return found;
}

/** Conditions that must hold together, those of rules that must have fired among them. */
function allNeeded(rule: EscalationRule, rules: readonly EscalationRule[]): readonly Condition[] {
  const needed: Condition[] = [];
  const seen = new Set<string>();
  const open = [rule];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    needed.push(...next.all);
    for (const condition of next.all) {
      const asked = condition.kind === 'rule' && condition.fired ? rules.find(({ id }) => id === condition.id) : undefined;
      if (asked) open.push(asked);
    }
  }
  return needed;
}

function firstPair(conditions: readonly Condition[], test: (a: Condition, b: Condition) => boolean): readonly [Condition, Condition] | null {
  for (const [at, a] of conditions.entries()) {
    const b = conditions.slice(at + 1).find((each) => test(a, each));
    if (b !== undefined) return [a, b];
  }
  return null;
}

function checkNames(rule: EscalationRule, { products, intents }: RuleFacts): PlaybookFinding[] {
  const place = { part: 'rule', id: rule.id } as const;
  const found: PlaybookFinding[] = [];
  const catalogue = new Set(products.map((name) => name.trim().toLowerCase()));
  for (const condition of rule.all.flatMap((each) => (each.kind === 'any' ? each.of : [each]))) {
    if (condition.kind === 'intent' && intents !== null && !condition.is.some((label) => intents.includes(label))) {
      found.push({ kind: 'unknown-intent', severity: 'doubtful', place, message: `“${sayTitle(rule.title)}” asks for ${condition.is.map((label) => `“${labelWords(label)}”`).join(' or ')}, which the model in use does not know.`, mend: 'Choose an intent that it knows.' });
    }
    if (condition.kind === 'product' && !condition.is.some((name) => catalogue.has(name.trim().toLowerCase()))) {
      found.push({ kind: 'unknown-product', severity: 'doubtful', place, message: `“${sayTitle(rule.title)}” asks for ${condition.is.join(' or ')}, which the catalogue does not have.`, mend: 'Write the product as the catalogue does.' });
    }
  }
  return found;
}

function checkPhrases(rule: EscalationRule): PlaybookFinding[] {
  const place = { part: 'rule', id: rule.id } as const;
  const found: PlaybookFinding[] = [];
  for (const condition of rule.all.flatMap((each) => (each.kind === 'any' ? each.of : [each]))) {
    if (condition.kind !== 'words') continue;
    const { any } = condition;
    const swallowed = any.filter((phrase) => (rule.unless ?? []).some((harmless) => contains(phrase, harmless)));
    if (swallowed.length === any.length) {
      found.push({ kind: 'swallowed', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” never fires on its words: each of them has one of those that make a sentence harmless.`, mend: 'Take what they share out of the harmless phrases.' });
    } else if (swallowed.length > 0) {
      found.push({ kind: 'swallowed', severity: 'doubtful', place, message: `“${sayTitle(rule.title)}” never fires on ${quoted(swallowed)}: a harmless phrase is part of it.`, mend: 'Take the words out, or the harmless phrase.' });
    }
    // A thousand phrases are a million pairs: more than that nobody reads.
    const covered = any.length > 400 ? [] : any.filter((phrase, at) => any.some((other, k) => k !== at && contains(phrase, other) && (k < at || !contains(other, phrase))));
    if (covered.length > 0) {
      found.push({ kind: 'phrase-shadowed', severity: 'doubtful', place, message: `“${sayTitle(rule.title)}” has ${quoted(covered)} without need: shorter words of it fit there too.`, mend: 'The longer ones can go.' });
    }
  }
  return found;
}

function checkSentences(rule: EscalationRule, rules: readonly EscalationRule[]): PlaybookFinding[] {
  const place = { part: 'rule', id: rule.id } as const;
  const found: PlaybookFinding[] = [];
  const fires = filled(rule.fires) ? tryRule(rule, rules, rule.fires) : null;
  if (fires?.reason === null) {
    found.push({ kind: 'does-not-fire', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” does not fire on its own example: “${rule.fires ?? ''}”`, mend: 'Add the words it misses, or change the example.' });
  }
  const quiet = filled(rule.quiet) ? tryRule(rule, rules, rule.quiet) : null;
  if (quiet !== null && quiet.reason !== null) {
    found.push({ kind: 'not-quiet', severity: 'wrong', place, message: `“${sayTitle(rule.title)}” fires where it should stay quiet: “${rule.quiet ?? ''}”`, mend: `It fires on “${quiet.reason.quote}”: ask for more words, or say what makes them harmless.` });
  }
  return found;
}

function checkShadow(rule: EscalationRule, rules: readonly EscalationRule[]): PlaybookFinding[] {
  const at = rules.indexOf(rule);
  const over = rules.find((other, k) => {
    if (other === rule || !other.on || rank[other.severity] > rank[rule.severity]) return false;
    // One that asks about the other is written with it in mind.
    if (asksAbout(rule, other.id) || asksAbout(other, rule.id) || !firesWithin(rule, other)) return false;
    return k < at || !firesWithin(other, rule) || rank[other.severity] < rank[rule.severity];
  });
  if (over === undefined) return [];
  return [{ kind: 'shadowed', severity: 'doubtful', place: { part: 'rule', id: rule.id }, message: `“${sayTitle(rule.title)}” adds nothing: wherever it fires, “${sayTitle(over.title)}” fires too, and is as severe or more.`, mend: 'Make it more severe, ask for something else, or switch it off.' }];
}

function asksAbout(rule: EscalationRule, id: string): boolean {
  return rule.all.some((condition) => (condition.kind === 'any' ? condition.of : [condition]).some((each) => each.kind === 'rule' && each.id === id));
}

function filled(sentence: string | undefined): sentence is string {
  return sentence !== undefined && sentence.trim() !== '';
}

function quoted(phrases: readonly string[]): string {
  const shown = phrases.slice(0, 3).map((phrase) => `“${phrase}”`);
  return phrases.length > 3 ? `${shown.join(', ')} and ${phrases.length - 3} more` : shown.join(' and ');
}
