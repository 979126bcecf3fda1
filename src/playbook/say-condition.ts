import type { Condition, EscalationRule, RuleGroup } from '../escalation/rule.ts';
import { labelWords } from '../text/label-words.ts';

/** What the wordings that come with the program are about, to go on from "the customer". */
const saidOf: Readonly<Record<string, string>> = {
  'self-harm': 'speaks of harming themselves',
  safety: 'speaks of fire, electricity or injury',
  'asks-for-person': 'asks for a person',
  leaving: 'says they are leaving',
  'unanswered-before': 'says that nobody answered before',
  bereavement: 'speaks of a death',
  'money-trouble': 'is short of money through us',
  waiting: 'speaks of a long wait',
  'went-wrong': 'says that something went wrong',
  'legal-threat': 'threatens with court or a lawyer',
  authority: 'speaks of a regulator, an ombudsman or a chargeback',
  press: 'speaks of going public',
  fraud: 'speaks of fraud or a stolen card',
  'data-breach': 'speaks of personal data',
};

const groupNames: Readonly<Record<RuleGroup, string>> = {
  legal: 'Legal', safety: 'Safety', 'self-harm': 'Self-harm', fraud: 'Fraud', 'data-breach': 'Personal data', churn: 'Leaving', press: 'Public', vip: 'Important customers',
  repeated: 'Wrote before', unanswered: 'Unanswered', 'angry-waiting': 'Angry and waiting', human: 'Asks for a person', hardship: 'Hardship', other: 'Other',
};

/** What a group of rules is called. */
export function sayGroup(group: RuleGroup): string {
  return groupNames[group];
}

const channelWords = { email: 'by e-mail', chat: 'by chat', form: 'by the form', phone: 'by phone', social: 'on social media' } as const;

/** What a wording that comes with the program is about: "asks for a person". */
export function sayWording(name: string): string {
  return saidOf[name] ?? `says something like “${labelWords(name).toLowerCase()}”`;
}

/** A rule's title where there is no ticket to fill it from: "Nth unanswered message". */
export function sayTitle(title: string): string {
  return title.replaceAll('{Nth}', 'Nth').replaceAll('{messages}', 'several').replaceAll('{waited}', 'some time');
}

/** What a rule is called, by its id. */
export function titlesOf(rules: readonly EscalationRule[]): (id: string) => string {
  const titles = new Map(rules.map(({ id, title }) => [id, sayTitle(title)]));
  return (id) => titles.get(id) ?? id;
}

/** A condition as it goes on from "the customer": "sounds angry or frustrated". `titleOf` names other rules. */
export function sayCondition(condition: Condition, titleOf: (id: string) => string): string {
  switch (condition.kind) {
    case 'says':
      return `${sayWording(condition.wording)}${lately(condition.reads)}`;
    case 'words':
      return `writes ${list(condition.any.map((phrase) => `“${phrase}”`), 4)}${lately(condition.reads)}`;
    case 'pattern':
      return `writes what fits the pattern ${shorten(condition.source, 60)}${lately(condition.reads)}`;
    case 'reads-like':
      return `writes what reads like “${sayGroup(condition.group)}” (${Math.round(condition.atLeast * 100)}% sure or more)${lately(condition.reads)}`;
    case 'could-be':
      return `writes what could be “${sayGroup(condition.group)}” (the model does not rule it out)${lately(condition.reads)}`;
    case 'mood':
      return `sounds ${list(condition.is, 5)}`;
    case 'polarity':
      return `sounds as bad as ${condition.atMost} or worse, on the scale from −1 to 1`;
    case 'waiting':
      return `has waited ${plural(condition.hours, 'hour')} or more`;
    case 'unanswered':
      return `wrote ${plural(condition.messages, 'time')} or more without an answer`;
    case 'channel':
      return `wrote ${list(condition.is.map((channel) => channelWords[channel]), 5)}`;
    case 'tier':
      return `is of the tier ${list(condition.is.map((tier) => `“${tier}”`), 4)}`;
    case 'customer':
      return `is ${list(condition.is.map((each) => (each.startsWith('@') ? `somebody ${each}` : each)), 3)}`;
    case 'product':
      return `writes about ${list(condition.is, 4)}`;
    case 'intent':
      return `wants ${list(condition.is.map((label) => `“${labelWords(label).toLowerCase()}”`), 4)}, ${Math.round(condition.atLeast * 100)}% sure or more`;
    case 'denies':
      return condition.denied ? `says the contrary of “${sayWording(condition.wording)}”` : `does not deny that they mean it (“${sayWording(condition.wording)}”)`;
    case 'rule':
      return condition.fired ? `meets the rule “${titleOf(condition.id)}” too` : `does not meet the rule “${titleOf(condition.id)}”`;
    case 'any':
      return `${condition.of.length > 1 ? 'either ' : ''}${condition.of.map((each) => sayCondition(each, titleOf)).join(', or ')}`;
  }
}

/** When a rule fires, in one sentence. */
export function sayRule(rule: EscalationRule, titleOf: (id: string) => string): string {
  const conditions = rule.all.map((condition) => sayCondition(condition, titleOf));
  const last = conditions.length > 1 ? ` and ${conditions.at(-1) ?? ''}` : '';
  const unless = rule.unless === undefined || rule.unless.length === 0 ? '' : ` Not where the sentence has ${list(rule.unless.map((phrase) => `“${phrase}”`), 3)}.`;
  return `Fires when the customer ${conditions.slice(0, last === '' ? undefined : -1).join(', ')}${last}.${unless}`;
}

function lately(reads: 'thread' | 'newest'): string {
  return reads === 'newest' ? ' in what still waits for an answer' : '';
}

function list(values: readonly string[], most: number): string {
  const shown = values.length > most ? [...values.slice(0, most - 1), `${values.length - most + 1} more`] : values;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
}

function plural(value: number, one: string): string {
  return `${value} ${value === 1 ? one : `${one}s`}`;
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
