import { compilePattern } from '../escalation/compile-pattern.ts';
import { ruleGroups, type Condition, type EscalationRule, type Severity } from '../escalation/rule.ts';
import { standardRules } from '../escalation/standard-rules.ts';
import { wordings } from '../escalation/wordings.ts';
import { isSame } from '../playbook/describe-changes.ts';
import { sayGroup, sayTitle, sayWording } from '../playbook/say-condition.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { SelectOption } from '../ui/Select.tsx';
import { foldText } from './fold-text.ts';
import { createStore } from './store.ts';

export const severityWords: Readonly<Record<Severity, string>> = { critical: 'Critical', high: 'High', normal: 'Normal' };

/** What a condition can be about, as it is offered, and what it is at first: those of words are to be written. */
export const conditionKinds: readonly { readonly kind: Condition['kind']; readonly label: string; readonly first: Condition }[] = [
  { kind: 'words', label: 'Words or phrases', first: { kind: 'words', any: [], reads: 'thread' } },
  { kind: 'says', label: 'Says something known', first: { kind: 'says', wording: 'asks-for-person', reads: 'thread' } },
  { kind: 'pattern', label: 'A pattern', first: { kind: 'pattern', source: '', reads: 'thread' } },
  { kind: 'reads-like', label: 'Reads like', first: { kind: 'reads-like', group: 'legal', atLeast: 0.5, reads: 'thread' } },
  { kind: 'could-be', label: 'Could be, by the model', first: { kind: 'could-be', group: 'legal', atLeast: 0.1, reads: 'thread' } },
  { kind: 'mood', label: 'Mood', first: { kind: 'mood', is: ['angry', 'frustrated'] } },
  { kind: 'polarity', label: 'Tone', first: { kind: 'polarity', atMost: -0.3 } },
  { kind: 'waiting', label: 'Waits for hours', first: { kind: 'waiting', hours: 24 } },
  { kind: 'unanswered', label: 'Messages without an answer', first: { kind: 'unanswered', messages: 2 } },
  { kind: 'intent', label: 'What they want', first: { kind: 'intent', is: [], atLeast: 0.7 } },
  { kind: 'product', label: 'Product', first: { kind: 'product', is: [] } },
  { kind: 'channel', label: 'Channel', first: { kind: 'channel', is: ['social'] } },
  { kind: 'tier', label: 'Tier of the customer', first: { kind: 'tier', is: [] } },
  { kind: 'customer', label: 'Certain customers', first: { kind: 'customer', is: [] } },
  { kind: 'denies', label: 'Says the contrary', first: { kind: 'denies', wording: 'asks-for-person', denied: false } },
  { kind: 'rule', label: 'Another rule', first: { kind: 'rule', id: '', fired: false } },
  { kind: 'any', label: 'Any of several', first: { kind: 'any', of: [] } },
];

/** Rules that are being written and can't be used yet, by id: the draft keeps them as they last could. */
export const unfinishedRules = createStore<ReadonlyMap<string, EscalationRule>>(new Map());

export function keepUnfinished(rule: EscalationRule): void {
  unfinishedRules.set(new Map(unfinishedRules.get()).set(rule.id, rule));
}

export function dropUnfinished(id: string): void {
  if (!unfinishedRules.get().has(id)) return;
  unfinishedRules.set(new Map(Array.from(unfinishedRules.get()).filter(([each]) => each !== id)));
}

/** What a rule lacks before it can be used, in words; null where nothing. Circles and the like are for the whole playbook to say. */
export function lacks(rule: EscalationRule): string | null {
  if (rule.title.trim() === '') return 'Give it a name.';
  if (rule.all.length === 0) return 'Say when it fires: add a condition.';
  return rule.all.map(conditionLacks).find((each) => each !== null) ?? null;
}

/** What one condition lacks. */
export function conditionLacks(condition: Condition): string | null {
  switch (condition.kind) {
    case 'words':
      return condition.any.length === 0 ? 'Write the words to look for.' : null;
    case 'pattern': {
      if (condition.source === '') return 'Write the pattern to look for.';
      const compiled = compilePattern(condition.source);
      return compiled.ok ? null : `The pattern can’t be used: ${compiled.message}.`;
    }
    case 'mood':
    case 'channel':
      return condition.is.length === 0 ? 'Choose at least one.' : null;
    case 'tier':
    case 'customer':
    case 'product':
    case 'intent':
      return condition.is.length === 0 ? 'Say which.' : null;
    case 'rule':
      return condition.id === '' ? 'Choose the other rule.' : null;
    case 'any':
      return condition.of.length === 0 ? 'Add what any of may hold.' : (condition.of.map(conditionLacks).find((each) => each !== null) ?? null);
    default:
      return null;
  }
}

/** The rule as the program came with it, or undefined. */
export function standardRule(id: string): EscalationRule | undefined {
  return standardRules.find((rule) => rule.id === id);
}

export interface ListedRule {
  readonly rule: EscalationRule;
  /** `unfinished` can't be used as it stands, `changed` is no more as it came, `own` was written here. */
  readonly state: 'unfinished' | 'changed' | 'own' | 'standard';
}

export interface RuleSection {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly ListedRule[];
}

/** Rules with those not finished, by group in the order of the groups, `hits` (ids) before all; `words` are looked for in what a rule says. */
export function groupRules(rules: readonly EscalationRule[], unfinished: ReadonlyMap<string, EscalationRule>, words: string, hits: ReadonlySet<string>): readonly RuleSection[] {
  const ids = new Set(rules.map(({ id }) => id));
  const sought = foldText(words).split(/\s+/).filter((word) => word !== '');
  const listed = [...rules, ...Array.from(unfinished.values()).filter(({ id }) => !ids.has(id))].map((rule): ListedRule => {
    const own = unfinished.get(rule.id);
    const standard = standardRule(rule.id);
    return { rule: own ?? rule, state: own !== undefined ? 'unfinished' : standard === undefined ? 'own' : isSame(standard, rule) ? 'standard' : 'changed' };
  });
  const kept = listed.filter(({ rule }) => {
    if (sought.length === 0) return true;
    const text = foldText(`${sayTitle(rule.title)} ${rule.detail} ${sayGroup(rule.group)} ${JSON.stringify(rule.all)}`);
    return sought.every((word) => text.includes(word));
  });
  const found = kept.filter(({ rule }) => hits.has(rule.id));
  const others = kept.filter(({ rule }) => !hits.has(rule.id));
  const groups = ruleGroups.map((group) => ({ id: group, name: sayGroup(group), rows: others.filter(({ rule }) => rule.group === group) }));
  return [{ id: 'hits', name: 'On this sentence', rows: found }, ...groups].filter(({ rows }) => rows.length > 0);
}

/** Wordings that come with the program, as they are offered. */
export const wordingOptions: readonly SelectOption[] = Array.from(wordings.keys(), (id) => ({ id, label: sayWording(id) })).sort((a, b) => a.label.localeCompare(b.label));

/** Rules with one put in the place of its former self, or at the end. */
export function putRule(rules: readonly EscalationRule[], rule: EscalationRule): readonly EscalationRule[] {
  return rules.some(({ id }) => id === rule.id) ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule];
}

/** The address of one. */
export function rulePath(id: string): string {
  return `/playbook/rules?rule=${encodeURIComponent(id)}`;
}

/** Rules that ask about one, by title: it can't go while they do. */
export function askers(playbook: Playbook, id: string): readonly string[] {
  return (playbook.rules ?? standardRules).filter((rule) => rule.all.some((condition) => (condition.kind === 'any' ? condition.of : [condition]).some((each) => each.kind === 'rule' && each.id === id))).map(({ title }) => sayTitle(title));
}
